"""`geomap map`: from documents to one HTML file (and whatever else -o names)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Online, Parsing, Paths, Reading, Writing, with_options

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("map")
    @with_options(Reading, Parsing, Online, Writing)
    def draw(
        paths: Paths,
        reading: Reading,
        parsing: Parsing,
        online: Online,
        writing: Writing,
        output: Annotated[
            list[Path] | None,
            typer.Option(
                "--output",
                "-o",
                help="map.html; repeat for other forms: places.geojson, places.csv, map.svg …",
            ),
        ] = None,
        title: Annotated[str | None, typer.Option(help="Title of the map.")] = None,
        roles: Annotated[
            str | None,
            typer.Option(
                help="Which mentions are shown: subject,dateline,government (default), also "
                "organisation and adjective; or 'all'."
            ),
        ] = None,
        tiles: Annotated[
            str | None,
            typer.Option(
                metavar="URL",
                help="Tile server for the base map: readers' browsers will ask it.",
            ),
        ] = None,
        borders: Annotated[str, typer.Option(help="Country borders: show or none.")] = "show",
        max_passages: Annotated[
            int, typer.Option(help="Passages a place in the page.", min=1)
        ] = 20,
        keep_text: Annotated[
            Path | None, typer.Option(help="Write each document's text into this folder.")
        ] = None,
    ) -> None:
        """Draw one self-contained HTML map whose popups quote the passages.

        PATHS may also be the output of `geomap parse`, which is redrawn without parsing again.

        Example: geomap map seeds/ -o output/map.html
        """
        from geomap.cli.outputs import check_outputs, roles_from, told_options, write_all
        from geomap.cli.run import Run

        outputs = output or [Path("map.html")]
        shown = roles_from(roles)
        check_outputs(outputs, paths, force=writing.force)
        run = Run(paths, reading, parsing, online, keep_text, tuple(outputs))
        drawing = {
            "title": title,
            "tiles": tiles,
            "borders": borders,
            "max_passages": max_passages,
            "options": told_options(parsing, online, reading, roles=roles),
        }
        write_all(run, outputs, roles=shown, drawing=drawing, force=writing.force)
        raise typer.Exit(run.exit_code())
