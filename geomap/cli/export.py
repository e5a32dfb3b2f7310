"""`geomap export`: results in the forms that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Writing, with_options

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("export")
    @with_options(Writing)
    def export(
        results: Annotated[
            str,
            typer.Argument(metavar="RESULTS", help="What `geomap parse` wrote; '-' is input."),
        ],
        writing: Writing,
        output: Annotated[
            list[str],
            typer.Option(
                "--output",
                "-o",
                help="The ending decides: .geojson .csv .kml .gpkg .parquet .jsonl .jsonld .md "
                ".docx .svg .png .pdf .html .fragment.html; repeat for more; '-' is output.",
            ),
        ],
        form: Annotated[
            str | None,
            typer.Option("--format", "-f", help="For -o -: the ending, e.g. geojson."),
        ] = None,
        by: Annotated[
            str | None, typer.Option(help="A row or feature a 'place' or a 'mention'.")
        ] = None,
        title: Annotated[str | None, typer.Option(help="Title of maps and reports.")] = None,
        roles: Annotated[
            str | None, typer.Option(help="By place: which mentions count, as in `geomap map`.")
        ] = None,
        csv_raw: Annotated[
            bool, typer.Option(help="Leave CSV cells that a spreadsheet runs as formulas.")
        ] = False,
        points: Annotated[
            bool, typer.Option(help="GeoJSON, KML: points for countries and vague places too.")
        ] = False,
        max_passages: Annotated[
            int, typer.Option(help="Reports, KML, pages: passages a place.", min=1)
        ] = 20,
        width: Annotated[
            float, typer.Option(help="Pictures: width in millimetres.", min=40, max=2000)
        ] = 180.0,
        height: Annotated[
            float | None,
            typer.Option(help="Pictures: height of the map in millimetres.", min=20, max=2000),
        ] = None,
        dpi: Annotated[int, typer.Option(help="PNG: dots per inch.", min=36, max=1200)] = 200,
        borders: Annotated[str, typer.Option(help="Country borders: show or none.")] = "show",
        embed: Annotated[
            bool,
            typer.Option(
                help="With -o map.html: also map.embed.html (frame), map.static.html and map.png "
                "(for places that strip frames)."
            ),
        ] = False,
        address: Annotated[
            str | None, typer.Option(help="With --embed: where map.html will be published.")
        ] = None,
        auto_height: Annotated[
            bool, typer.Option(help="With --embed: a script that fits the frame's height.")
        ] = False,
    ) -> None:
        """Write results as tables, map layers, annotations, reports, pictures or embed code.

        Example: geomap export results.jsonl -o places.geojson -o places.csv -o map.svg
        """
        from geomap.cli.exporting import Exporter, Wanted
        from geomap.cli.outputs import roles_from

        if by not in (None, "place", "mention"):
            raise typer.BadParameter(f"--by {by!r} is neither place nor mention")
        if borders not in ("show", "none"):
            raise typer.BadParameter(f"--borders {borders!r} is neither show nor none")
        wanted = Wanted(
            by=by,  # type: ignore[arg-type]
            roles=roles_from(roles),
            force=writing.force,
            form=form,
            embed=embed,
            address=address,
            auto_height=auto_height,
            options={
                "title": title,
                "raw": csv_raw,
                "points": points,
                "max_passages": max_passages,
                "width": width,
                "height": height,
                "dpi": dpi,
                "borders": borders == "show",
            },
        )
        with Exporter(results, wanted) as exporter:
            exporter.check([Path(path) for path in output])
            for path in output:
                exporter.write(Path(path))
        raise typer.Exit(exporter.exit_code)
