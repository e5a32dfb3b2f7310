"""A report in Markdown (CommonMark with GitHub's tables): picture, table, quotations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from geomap.aggregate import Aggregate, PlaceEntry, Quotation, UnplacedEntry
from geomap.escaping import for_markdown as safe
from geomap.export import report
from geomap.export.formats import Options
from geomap.export.rows import citation
from geomap.types import Status
from geomap.wording import counted, whereabouts

__all__ = ["write_places"]

_HARD_BREAK = "\\\n> "


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report; quotations are verbatim, their Markdown escaped."""
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        for block in _blocks(gathered, options):
            stream.write(block + "\n\n")


def _blocks(gathered: Aggregate, options: Options) -> Iterator[str]:
    yield f"# {safe(options.title or 'Places')}"
    yield safe(report.headline(gathered))
    if options.picture_name:
        words = safe(report.picture_words(gathered))
        yield f"![{words}]({quote(options.picture_name)})"
    yield _table(gathered)
    for entry in gathered.places:
        yield f"## {safe(entry.place.name)}"
        yield _facts(entry)
        yield from _quotations(gathered, entry, options)
    if gathered.unplaced:
        yield "## Names not placed"
        for missing in gathered.unplaced:
            yield f"**{safe(missing.name)}** ({missing.mentions}): {_reason(missing)}"
            yield from _quotations(gathered, missing, options)
    yield from _end(gathered)


def _table(gathered: Aggregate) -> str:
    lines = ["| Place | Where | Position | Mentions | How sure |", "|---|---|---|--:|---|"]
    for entry in gathered.places:
        cells = [
            safe(entry.place.name),
            safe(whereabouts(entry.place)),
            safe(report.coordinates(entry)),
            f"{entry.mentions:,}",
            report.certainty(entry),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _facts(entry: PlaceEntry) -> str:
    names = ", ".join(safe(name) for name in entry.names)
    where = f"{safe(whereabouts(entry.place))}; {safe(report.coordinates(entry))}"
    named = f"named as {names}" if names else ""
    doubt = "**uncertain**" if entry.status is not Status.PLACED else ""
    return "; ".join(part for part in (where, named, doubt, safe(entry.place.id)) if part)


def _reason(entry: UnplacedEntry) -> str:
    return safe(report.why_unplaced(entry))


def _quotations(
    gathered: Aggregate, entry: PlaceEntry | UnplacedEntry, options: Options
) -> Iterator[str]:
    for quotation in entry.quotations[: options.quotations]:
        yield f"> {_quoted(quotation)}\n>\n> — {safe(citation(gathered, quotation))}"
    more = len(entry.quotations) - options.quotations
    if more > 0:
        yield f"*and {counted(more, 'passage')} more in the data*"


def _quoted(quotation: Quotation) -> str:
    pieces: list[str] = []
    for text, marked in quotation.pieces():
        shown = safe(text, line_break=_HARD_BREAK, block=not pieces)
        pieces.append(f"<mark>{shown}</mark>" if marked else shown)
    return "".join(pieces)


def _end(gathered: Aggregate) -> Iterator[str]:
    contradictions = report.contradictions(gathered)
    if contradictions:
        yield "## Statements that the gazetteer contradicts"
        yield "\n".join(f"- {safe(words, block=True)}" for words in contradictions)
    yield "## Documents"
    yield "\n".join(f"- {safe(source, block=True)}" for source in report.sources(gathered))
    for notice in report.attributions(gathered):
        yield safe(notice, block=True)
    yield safe(report.provenance(gathered))
