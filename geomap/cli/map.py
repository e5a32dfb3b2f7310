"""`geomap map`: from documents to one HTML file (and whatever else -o names)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Drawing, Online, Parsing, Paths, Reading, Writing, with_options
from geomap.cli.written import AsJson, Open, page_to_open, show
from geomap.errors import OutputError

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("map")
    @with_options(Drawing, Reading, Parsing, Online, Writing)
    def draw(
        paths: Paths,
        drawing: Drawing,
        reading: Reading,
        parsing: Parsing,
        online: Online,
        writing: Writing,
        output: Annotated[
            list[str] | None,
            typer.Option(
                "--output",
                "-o",
                help="map.html; repeat for other forms: places.geojson, places.csv, map.svg …",
            ),
        ] = None,
        keep_text: Annotated[
            Path | None, typer.Option(help="Write each document's text into this folder.")
        ] = None,
        show_page: Open = False,
        as_json: AsJson = False,
    ) -> None:
        """Draw one self-contained HTML map whose popups quote the passages.

        PATHS may also be the output of `geomap parse`, which is redrawn without parsing again.

        Example: geomap map seeds/ -o output/map.html
        """
        from geomap.cli.outputs import Outputs, provenance_options
        from geomap.cli.run import Run

        names = output or ["map.html"]
        if "-" in names:
            raise OutputError(
                "map writes files: -o map.html; for pipes: geomap parse, geomap export"
            )
        outputs = Outputs(
            names,
            drawing,
            inputs=paths,
            force=writing.force,
            provenance=provenance_options(parsing, online, reading, roles=drawing.roles),
        )
        page = page_to_open(outputs.files) if show_page else None
        run = Run(paths, reading, parsing, online, keep_text, outputs.files)
        outputs.write(
            run.some_results(evidence=outputs.evidence),
            run.corrections,
            failed=lambda: run.failures,
            as_json=as_json,
        )
        if page is not None:
            show(page)
        raise typer.Exit(run.exit_code())
