"""`geomap parse`: what was found, one document a line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from geomap.errors import OutputError
from geomap.types import Detail

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
                help="A file (.jsonl, .jsonl.gz, .jsonl.zst, .parquet), or '-' for standard "
                "output.",
            ),
        ] = "-",
        form: Annotated[
            str | None,
            typer.Option("--format", "-f", help="For -o -: jsonl, the only one."),
        ] = None,
        detail: DetailOption = Detail.REASONS,
        keep_text: Annotated[
            Path | None, typer.Option(help="Write each document's text into this folder.")
        ] = None,
    ) -> None:
        """Find and place the names of documents; one JSON line a document.

        Example: geomap parse seeds/ -o - | jq '.toponyms[].name'
        """
        from geomap.cli.outputs import keep_inputs
        from geomap.cli.run import Run
        from geomap.files import check_output
        from geomap.stored import Pack, ending_of, ending_of_format, write_parcels

        if output != "-":
            check_output(output, force=writing.force)
            keep_inputs(Path(output), paths)
        ending = ending_of_format(form or "jsonl") if output == "-" else ending_of(output)
        if output == "-" and ending.suffix != ".jsonl":
            raise OutputError(f"-o - writes jsonl only; for {form}: -o results.{form}")
        run = Run(paths, reading, parsing, online, keep_text)
        pack = Pack(detail, parsing.min_score, lines=ending.lines)
        write_parcels(run.parcels(pack), output, force=writing.force)
        raise typer.Exit(run.exit_code())
