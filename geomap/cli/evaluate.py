"""`geomap evaluate`: how well names are found and placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import Parsing, Writing, with_options

if TYPE_CHECKING:
    from geomap.types import Document, ParsedDocument

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("evaluate")
    @with_options(Parsing, Writing)
    def evaluate(
        gold: Annotated[
            str,
            typer.Argument(
                metavar="GOLD",
                help="Gold .jsonl or .jsonl.gz. With --corrections: the reviewed results.",
            ),
        ],
        parsing: Parsing,
        writing: Writing,
        predictions: Annotated[
            str | None,
            typer.Argument(
                metavar="PRED",
                help="Answers, e.g. of `geomap parse`; '-' for standard input. Without it geomap "
                "itself is run on the gold texts.",
            ),
        ] = None,
        oracle_mentions: Annotated[
            bool,
            typer.Option("--oracle-mentions", help="Place the gold names, not those found."),
        ] = False,
        adjectival: Annotated[
            bool,
            typer.Option(help="Whether gold adjectives (Iraqi) count, or are neutral."),
        ] = True,
        roles: Annotated[
            str | None,
            typer.Option(help="Count only predictions with these roles, e.g. subject,dateline."),
        ] = None,
        draws: Annotated[
            int, typer.Option(help="Bootstrap draws for the 95 % intervals; 0: none.", min=0)
        ] = 1000,
        mistakes: Annotated[
            Path | None,
            typer.Option(help="Write every wrong name into this file, one JSON line each."),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
    ) -> None:
        """Compare found and placed names with a gold standard (docs/evaluation.md).

        With --corrections, results are scored by the decisions of their reviewers instead.

        Example: geomap evaluate gold.jsonl.gz --no-adjectival
        """
        if parsing.corrections:
            if predictions is not None:
                raise typer.BadParameter("with --corrections, name only the reviewed results")
            _by_review(gold, parsing, as_json=as_json)
            return
        import json
        from dataclasses import asdict

        from geomap.cli.outputs import roles_from
        from geomap.evaluation import evaluate as score
        from geomap.files import check_output, write_atomic

        if mistakes is not None:
            check_output(mistakes, force=writing.force)
        report = score(
            gold,
            predictions,
            oracle_mentions=oracle_mentions,
            adjectival=adjectival,
            roles=None if roles is None else roles_from(roles),
            parse=_parse(parsing),
            draws=draws,
        )
        if mistakes is not None:
            lines = (json.dumps(asdict(m), ensure_ascii=False) + "\n" for m in report.mistakes)
            write_atomic(mistakes, "".join(lines), force=writing.force)
        typer.echo(json.dumps(report.to_dict(), indent=2) if as_json else report.to_text())


def _by_review(results: str, parsing: Parsing, *, as_json: bool) -> None:
    import json

    from geomap.cli.options import Online, Reading
    from geomap.cli.results import ResultLines
    from geomap.cli.run import Run, tell_disputes
    from geomap.evaluation import score_review

    corrections = Run([], Reading(), parsing, Online()).corrections
    if corrections is None:
        return
    lines = ResultLines()
    report = score_review(lines.read(results), corrections)
    tell_disputes(corrections)
    typer.echo(json.dumps(report.to_dict(), indent=2) if as_json else report.to_text())
    raise typer.Exit(lines.exit_code)


def _parse(parsing: Parsing) -> Callable[[Iterable[Document]], Iterator[ParsedDocument]]:
    def parse(documents: Iterable[Document]) -> Iterator[ParsedDocument]:
        from geomap.cli.options import Online, Reading
        from geomap.cli.run import Run
        from geomap.confidence import at_least

        run = Run([], Reading(), parsing, Online())
        return run.told(at_least(parsing.min_score, run.parser.pipe(documents)))

    return parse
