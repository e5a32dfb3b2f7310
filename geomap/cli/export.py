"""`geomap export`: results in the forms that other programs and people read."""

from __future__ import annotations

from typing import Annotated

import typer

from geomap.cli.options import Drawing, Writing, with_options
from geomap.cli.written import AsJson
from geomap.errors import OutputError

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("export")
    @with_options(Drawing, Writing)
    def export(
        results: Annotated[
            str,
            typer.Argument(metavar="RESULTS", help="What `geomap parse` wrote; '-' is input."),
        ],
        drawing: Drawing,
        writing: Writing,
        output: Annotated[
            list[str],
            typer.Option(
                "--output",
                "-o",
                help="The ending decides: .geojson .csv .kml .gpkg .parquet .jsonl .jsonld .md "
                ".docx .svg .png .pdf .html .fragment.html .embed.html .static.html, and those of "
                "docs/annotators.md; repeat for more; '-' is output.",
            ),
        ],
        form: Annotated[
            str | None,
            typer.Option("--format", "-f", help="For -o -: the ending, e.g. geojson."),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Write results as tables, map layers, annotations, reports, pictures or embed code.

        Example: geomap export results.jsonl -o places.geojson -o places.csv -o map.svg
        """
        from geomap.cli.outputs import Outputs, provenance_options
        from geomap.cli.results import ResultLines

        outputs = Outputs(
            output,
            drawing,
            inputs=[results],
            form=form,
            force=writing.force,
            provenance=provenance_options(roles=drawing.roles),
        )
        lines = ResultLines(evidence=outputs.evidence)
        if as_json and "-" in output:
            raise OutputError("--json and -o - would both write to standard output; choose one")
        outputs.write(lines.again(results), failed=lambda: lines.failed, as_json=as_json)
        raise typer.Exit(lines.exit_code)
