"""A report in Markdown (CommonMark with GitHub's tables): picture, table, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from geomap.aggregate import Aggregate
from geomap.escaping import for_markdown as safe
from geomap.export import report
from geomap.export.chapters import HEADS, Chapter, Grouping, Quote, Report, made
from geomap.export.formats import Options
from geomap.wording import counted

__all__ = ["write_documents", "write_places"]

_HARD_BREAK = "\\\n> "


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report, a chapter a place; quotations are verbatim, their Markdown escaped."""
    _write(gathered, target, options, "place")


def write_documents(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report, a chapter a document."""
    _write(gathered, target, options, "document")


def _write(gathered: Aggregate, target: Path, options: Options, by: Grouping) -> None:
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        for block in _blocks(gathered, options, by):
            stream.write(block + "\n\n")


def _blocks(gathered: Aggregate, options: Options, by: Grouping) -> Iterator[str]:
    whole = made(gathered, options, by)
    yield f"# {safe(whole.title)}"
    yield safe(whole.headline)
    if options.picture_name:
        words = safe(report.picture_words(gathered))
        yield f"![{words}]({quote(options.picture_name)})"
    yield _table(whole)
    yield from _more(whole.rows_left, "place")
    for chapter in whole.chapters:
        yield f"## {safe(chapter.title)}"
        yield safe(chapter.facts)
        yield from _quotations(chapter)
    yield from _more(whole.chapters_left, by)
    if whole.unplaced:
        yield "## Names not placed"
        for missing in whole.unplaced:
            yield f"**{safe(missing.title)}**: {safe(missing.facts)}"
            yield from _quotations(missing)
        yield from _more(whole.unplaced_left, "name")
    yield from _end(whole)


def _table(whole: Report) -> str:
    lines = [f"| {' | '.join(HEADS)} |", "|---|---|---|--:|---|"]
    lines += [f"| {' | '.join(map(safe, row))} |" for row in whole.rows]
    return "\n".join(lines)


def _quotations(chapter: Chapter) -> Iterator[str]:
    for quoted in chapter.quotes:
        yield f"> {_quoted(quoted)}\n>\n> — {safe(quoted.cited)}"
    yield from _more(chapter.left, "passage")


def _more(left: int, what: str) -> Iterator[str]:
    if left > 0:
        yield f"*and {counted(left, what)} more in the data*"


def _quoted(quoted: Quote) -> str:
    pieces: list[str] = []
    for text, marked in quoted.pieces:
        shown = safe(text, line_break=_HARD_BREAK, block=not pieces)
        pieces.append(f"<mark>{shown}</mark>" if marked else shown)
    return "".join(pieces)


def _end(whole: Report) -> Iterator[str]:
    if whole.contradictions:
        yield "## Statements that the gazetteer contradicts"
        yield _list(whole.contradictions)
    yield "## Documents"
    yield _list(whole.sources)
    yield from _more(whole.sources_left, "document")
    for notice in whole.notices:
        yield safe(notice, block=True)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {safe(line, block=True)}" for line in lines)
