"""`geomap explain`: why each name is where it is."""

from __future__ import annotations

from typing import Annotated

import typer

from geomap.cli.options import Online, Parsing, Paths, Reading, with_options

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("explain")
    @with_options(Reading, Parsing, Online)
    def explain(
        paths: Paths,
        reading: Reading,
        parsing: Parsing,
        online: Online,
        mention: Annotated[
            int | None, typer.Option(help="Only this mention, by the number shown.", min=1)
        ] = None,
        json_output: Annotated[
            bool, typer.Option("--json", help="One JSON object a mention, a line each.")
        ] = False,
    ) -> None:
        """Print for each name the candidates, the evidence and the reason.

        Mentions are numbered through all documents, in order.

        Example: geomap explain seeds/ --mention 12
        """
        import json

        from geomap.cli.run import Run
        from geomap.errors import GeomapError
        from geomap.resolver.reasons.explain import explain as lines_of
        from geomap.resolver.reasons.explain import to_data

        run = Run(paths, reading, parsing, online)
        count = 0
        for parsed in run.results():
            if json_output:
                for entry in to_data(parsed, mention=mention, start=count + 1):
                    typer.echo(json.dumps(entry, ensure_ascii=False))
            else:
                if mention is None:
                    typer.echo(f"# {parsed.document.title or parsed.document.id}\n")
                for line in lines_of(parsed, mention=mention, start=count + 1):
                    typer.echo(line)
            count += len(parsed.toponyms)
        run.require_documents()
        if mention is not None and mention > count:
            raise GeomapError(f"there is no mention {mention}: {count} names were found")
        raise typer.Exit(run.exit_code())
