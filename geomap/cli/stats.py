"""`geomap stats`: totals of a corpus, without holding it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import Writing, with_options
from geomap.cli.streams import say
from geomap.cli.talk import App, tell
from geomap.errors import MissingExtra, OutputError
from geomap.extras import install
from geomap.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

__all__ = ["register"]


def register(app: App) -> None:
    @app.command("stats")
    @with_options(Writing)
    def stats(
        results: Annotated[
            str, typer.Argument(metavar="RESULTS", help="A folder of shards, or a file of results.")
        ],
        writing: Writing,
        output: Annotated[str, typer.Option("--output", "-o", help="A .csv or .parquet.")],
        by: Annotated[
            str, typer.Option(help="A row a place and 'month', or a place and 'document'.")
        ] = "month",
        roles: Annotated[str | None, typer.Option(help="As for `geomap map`.")] = None,
        unique: Annotated[
            bool,
            typer.Option("--unique", help="Count texts that repeat others (four fifths) once."),
        ] = False,
    ) -> None:
        """Count places by month or document: documents, mentions, doubtful ones.

        Example: geomap stats out/ -o places-by-month.csv
        """
        from geomap.cli.outputs import keep_inputs, roles_from
        from geomap.cli.results import ResultLines
        from geomap.files import atomic_path
        from geomap.likeness import Likeness
        from geomap.likeness import unique as without_repeats
        from geomap.totals import DOCUMENT_COLUMNS, MONTH_COLUMNS, by_document, by_month

        forms = {"month": (by_month, MONTH_COLUMNS), "document": (by_document, DOCUMENT_COLUMNS)}
        if by not in forms:
            raise typer.BadParameter(f"--by {by!r} is neither month nor document")
        if Path(output).suffix.lower() not in (".csv", ".parquet"):
            raise OutputError(f"{output}: totals are written as .csv or .parquet")
        count, columns = forms[by]
        keep_inputs(Path(output), [results])
        lines = ResultLines(evidence=False)
        parsed = iter(lines.again(results))
        repeats: list[tuple[str, str]] = []
        if unique:
            parsed = without_repeats(parsed, Likeness(), repeats)
        with atomic_path(output, force=writing.force) as temporary:
            _write(count(parsed, roles=roles_from(roles)), columns, temporary)
        for one, other in repeats[:5]:
            say(f"{one} repeats {other} and is not counted")
        if repeats:
            tell(f"{counted(len(repeats), 'document')} that repeat others are not counted")
        raise typer.Exit(lines.exit_code)


def _write(rows: Iterable[Mapping[str, Any]], columns: dict[str, type], path: Path) -> None:
    from geomap.export import csv

    if path.suffix.lower() == ".csv":
        csv.write_rows(rows, list(columns), path, raw=False)
        return
    try:
        from geomap.export import geoparquet
    except ImportError as error:
        raise MissingExtra(
            f"Parquet needs the package {error.name}; install it with: {install('corpora')}"
        ) from error
    geoparquet.write_rows(rows, columns, path)
