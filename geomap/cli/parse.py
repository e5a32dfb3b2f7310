"""`geomap parse`: what was found, one document a line."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import (
    DetailOption,
    Online,
    Parsing,
    Paths,
    Reading,
    Writing,
    with_options,
)
from geomap.cli.written import AsJson
from geomap.errors import OutputError
from geomap.types import Detail

if TYPE_CHECKING:
    from geomap.cli.written import Counts
    from geomap.stored import Ending

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("parse")
    @with_options(Reading, Parsing, Online, Writing)
    def parse(
        paths: Paths,
        reading: Reading,
        parsing: Parsing,
        online: Online,
        writing: Writing,
        output: Annotated[
            str,
            typer.Option(
                "--output",
                "-o",
                help="A file (.jsonl, .jsonl.gz, .jsonl.zst, .parquet), a folder of such files "
                "(out/), or '-' for standard output.",
            ),
        ] = "-",
        form: Annotated[
            str | None,
            typer.Option(
                "--format",
                "-f",
                help="For -o FOLDER: jsonl (default), jsonl.gz, jsonl.zst or parquet; for -o -: "
                "jsonl.",
            ),
        ] = None,
        shard_size: Annotated[
            int | None,
            typer.Option(help="For -o FOLDER: documents a file.  [default: 1000]", min=1),
        ] = None,
        resume: Annotated[
            bool,
            typer.Option("--resume", help="Go on with the run that -o holds; skip what is done."),
        ] = False,
        retry_failed: Annotated[
            bool,
            typer.Option("--retry-failed", help="With --resume: also read again what failed."),
        ] = False,
        detail: DetailOption = Detail.REASONS,
        scheduler: Annotated[
            str | None,
            typer.Option(
                metavar="ADDRESS",
                help="Let a Dask cluster find the names: tcp://…, a scheduler file, or 'local'. "
                "Its workers get the texts.",
            ),
        ] = None,
        keep_text: Annotated[
            Path | None, typer.Option(help="Write each document's text into this folder.")
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Find and place the names of documents; one JSON line a document.

        Example: geomap parse seeds/ -o - | jq '.toponyms[].name'
        """
        from geomap.cli.keeping import SHARD_SIZE, is_folder, keep_in_file, keep_in_folder
        from geomap.cli.run import Run
        from geomap.cli.written import tell_kept
        from geomap.stored import Pack, ending_of_format, is_results, write_parcels

        _check_idle(output, as_json=as_json, resume=resume, retry=retry_failed)
        folder = output != "-" and is_folder(output, shard_size)
        ending = ending_of_format(form or "jsonl") if folder or output == "-" else None
        ending = ending or _checked(output, paths, writing, resume=resume)
        run = Run(paths, reading, parsing, online, keep_text)
        run.scheduler = scheduler
        pack = Pack(detail, parsing.min_score, lines=ending.lines)
        held: Counts = run
        again = any(path != "-" and is_results(path) for path in paths)
        if folder:
            if again:
                raise OutputError("results are not put into shards; give the documents")
            held = keep_in_folder(
                run, pack, output, ending, size=shard_size or SHARD_SIZE, resume=resume,
                force=writing.force, retry=retry_failed,
            )  # fmt: skip
        elif output == "-" and ending.suffix != ".jsonl":
            raise OutputError(f"-o - writes jsonl only; for {form}: -o results.{form}")
        elif output == "-" or again:
            with closing(run.parcels(pack)) as parcels:
                write_parcels(parcels, output, force=writing.force)
        else:
            held = keep_in_file(
                run, pack, output, ending, resume=resume, force=writing.force, retry=retry_failed
            )
        if output != "-":
            tell_kept(output, held, failed=run.failures, as_json=as_json)
        raise typer.Exit(run.exit_code())


def _check_idle(output: str, *, as_json: bool, resume: bool, retry: bool) -> None:
    """Raise if an option was given that cannot do what it is for.

    Raises:
        OutputError: There is one.
    """
    if as_json and output == "-":
        raise OutputError("--json and -o - would both write to standard output; choose one")
    if resume and output == "-":
        raise OutputError("standard output cannot be resumed; name a file or folder with -o")
    if retry and not resume:
        raise OutputError("--retry-failed works only with --resume; give that too")


def _checked(output: str, paths: list[str], writing: Writing, *, resume: bool) -> Ending:
    """Return the form of a file, which may be written.

    Raises:
        OutputError: It may not, or it has another ending.
    """
    from geomap.cli.outputs import keep_inputs
    from geomap.files import check_output
    from geomap.stored import ending_of

    check_output(output, force=writing.force or resume)
    keep_inputs(Path(output), paths)
    return ending_of(output)
