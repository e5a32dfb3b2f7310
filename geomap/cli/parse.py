"""`geomap parse`: what was found, one document a line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Online, Parsing, Paths, Reading, Writing, with_options

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
            str, typer.Option("--output", "-o", help="A file, or '-' for standard output.")
        ] = "-",
        form: Annotated[
            str, typer.Option("--format", "-f", help="The only format is jsonl.")
        ] = "jsonl",
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
        from geomap.jsonl import write_results

        if form != "jsonl":
            raise typer.BadParameter(f"{form!r} is not jsonl; for other formats: geomap export")
        if output != "-":
            check_output(output, force=writing.force)
            keep_inputs(Path(output), paths)
        run = Run(paths, reading, parsing, online, keep_text)
        write_results(run.some_results(), output, force=writing.force)
        raise typer.Exit(run.exit_code())
