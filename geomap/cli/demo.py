"""`geomap demo`: the whole path in one command, for those who have just installed it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.talk import tell

__all__ = ["register"]

_TITLE = "What geomap makes of four short texts"


def register(app: typer.Typer) -> None:
    @app.command("demo")
    def demo(
        output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path(
            "geomap-demo.html"
        ),
        show_page: Annotated[
            bool, typer.Option("--open/--no-open", help="Whether to open it in a browser.")
        ] = True,
        force: Annotated[bool, typer.Option("--force", help="Replace any file there.")] = False,
    ) -> None:
        """Map four short texts that come with geomap, and open the map.

        What they tell never happened. A page of an earlier demo is replaced.

        Example: geomap demo
        """
        from geomap.cli.options import Drawing, Online, Parsing, Reading
        from geomap.cli.outputs import Outputs, is_page_of_ours
        from geomap.cli.run import Run
        from geomap.cli.written import page_to_open, show
        from geomap.demo import TEXTS

        force = force or (output.is_file() and is_page_of_ours(output))
        outputs = Outputs([str(output)], Drawing(title=_TITLE), force=force)
        page = page_to_open(outputs.files)
        run = Run([str(text) for text in TEXTS], Reading(), Parsing(), Online())
        outputs.write(run.some_results(), failed=lambda: run.failures, as_json=False)
        tell("click a place to read why it is there; your own files: geomap map FILES -o map.html")
        if show_page:
            show(page)
        raise typer.Exit(run.exit_code())
