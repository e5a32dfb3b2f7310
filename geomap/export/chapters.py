"""A report's chapters, by place or by document, before they are Markdown, Word or PDF.

A report is for reading: by default it stays within about forty pages, most mentioned places
first; what it leaves out is counted, and stands in the data files. Quotations are verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geomap.aggregate import Aggregate, PlaceEntry, Quotation, UnplacedEntry
from geomap.export import report
from geomap.export.formats import Options
from geomap.types import Status
from geomap.wording import counted, whereabouts

__all__ = ["HEADS", "Chapter", "Grouping", "Quote", "Report", "made"]

Grouping = Literal["place", "document"]

LINES = 1_250
"""Lines of quotations and headings: some thirty pages; tables and sources need the rest."""
LETTERS = 92.0
"""Letters of a line."""
ROWS, NAMES, SOURCES = 120, 80, 250
"""Rows of the table, names not placed and sources that are listed by default."""
STEPS = (20, 10, 6, 4, 3, 2, 1)
"""Passages a chapter may quote: as many of these as fit."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in pieces, verbatim, each with whether it is a name; and where it stands."""

    pieces: tuple[tuple[str, bool], ...]
    cited: str

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place or a document: a heading, a line of facts, what is quoted, how much is not."""

    title: str
    facts: str
    quotes: tuple[Quote, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says. ``rows`` are of the table of places; ``left`` count what is left out."""

    title: str
    headline: str
    rows: tuple[tuple[str, ...], ...]
    rows_left: int
    chapters: tuple[Chapter, ...]
    chapters_left: int
    unplaced: tuple[Chapter, ...]
    unplaced_left: int
    contradictions: tuple[str, ...]
    sources: tuple[str, ...]
    sources_left: int
    notices: tuple[str, ...]


HEADS = ("Place", "Where", "Position", "Mentions", "How sure")


def made(gathered: Aggregate, options: Options, by: Grouping = "place") -> Report:
    """Return the report; with ``max_passages`` nothing but passages is left out."""
    whole = options.max_passages is not None
    all_chapters = list(_by_place(gathered) if by == "place" else _by_document(gathered))
    chapters = _fitting(all_chapters, options.max_passages)
    rows = tuple(_row(entry) for entry in gathered.places)
    unplaced = [_missing(gathered, entry) for entry in gathered.unplaced]
    sources = tuple(f"[{i}] {line}" for i, line in enumerate(report.sources(gathered), 1))
    return Report(
        title=options.title or _title(gathered),
        headline=report.headline(gathered),
        rows=rows if whole else rows[:ROWS],
        rows_left=0 if whole else max(0, len(rows) - ROWS),
        chapters=tuple(chapters),
        chapters_left=len(all_chapters) - len(chapters),
        unplaced=tuple(_cut(c, options.quotations) for c in unplaced)
        if whole or len(unplaced) <= NAMES // 4
        else tuple(replace(c, quotes=()) for c in unplaced[:NAMES]),
        unplaced_left=0 if whole else max(0, len(unplaced) - NAMES),
        contradictions=tuple(report.contradictions(gathered)),
        sources=sources if whole else sources[:SOURCES],
        sources_left=0 if whole else max(0, len(sources) - SOURCES),
        notices=(*report.attributions(gathered), report.provenance(gathered)),
    )


def _title(gathered: Aggregate) -> str:
    if len(gathered.documents) == 1:
        document = gathered.documents[0]
        return f"Places in “{document.title or document.id}”"
    return f"Places in {counted(len(gathered.documents), 'document')}"


def _row(entry: PlaceEntry) -> tuple[str, ...]:
    return (
        entry.place.name,
        whereabouts(entry.place),
        report.coordinates(entry),
        f"{entry.mentions:,}",
        report.certainty(entry),
    )


def _by_place(gathered: Aggregate) -> Iterator[Chapter]:
    for entry in sorted(gathered.places, key=lambda entry: -entry.mentions):
        quotes = tuple(_quote(gathered, quotation) for quotation in entry.quotations)
        yield Chapter(entry.place.name, _facts(entry), quotes, 0)


def _facts(entry: PlaceEntry) -> str:
    parts = [whereabouts(entry.place), report.coordinates(entry)]
    if entry.names:
        parts.append(f"named as {', '.join(entry.names)}")
    doubt = "uncertain" if entry.status is not Status.PLACED else ""
    return "; ".join(part for part in (*parts, doubt, entry.place.id) if part)


def _missing(gathered: Aggregate, entry: UnplacedEntry) -> Chapter:
    quotes = tuple(_quote(gathered, quotation) for quotation in entry.quotations)
    title = f"{entry.name} ({entry.mentions})"
    return Chapter(title, report.why_unplaced(entry), quotes, 0)


def _by_document(gathered: Aggregate) -> Iterator[Chapter]:
    """Yield a chapter a document: its passages in the order of the text, all names marked."""
    passages: list[dict[tuple[int, int], list[tuple[PlaceEntry, Quotation]]]] = [
        {} for _ in gathered.documents
    ]
    for entry in gathered.places:
        for quotation in entry.quotations:
            extent = (quotation.passage.start, quotation.passage.end)
            passages[quotation.document].setdefault(extent, []).append((entry, quotation))
    for document, found in zip(gathered.documents, passages, strict=True):
        quotes = tuple(_together(gathered, found[extent]) for extent in sorted(found))
        named = {entry.place.name: None for extent in sorted(found) for entry, _ in found[extent]}
        facts = [document.date or "", counted(len(named), "place"), ", ".join(named)]
        title = document.title or document.id
        yield Chapter(title, "; ".join(part for part in facts if part), quotes, 0)


def _together(gathered: Aggregate, named: Sequence[tuple[PlaceEntry, Quotation]]) -> Quote:
    """Return one passage with the names of several places marked, and which places they are."""
    first = named[0][1]
    marks = tuple(sorted({mark for _, quotation in named for mark in quotation.mentions}))
    quote = _quote(gathered, replace(first, mentions=marks))
    names = ", ".join(dict.fromkeys(entry.place.name for entry, _ in named))
    return replace(quote, cited=f"{names} {quote.cited}")


def _quote(gathered: Aggregate, quotation: Quotation) -> Quote:
    document, passage = gathered.documents[quotation.document], quotation.passage
    times = f"{passage.count} times" if passage.count > 1 else ""
    parts = [document.title or document.id, document.date, passage.where, times]
    cited = f"[{quotation.document + 1}] {', '.join(part for part in parts if part)}"
    return Quote(tuple(quotation.pieces()), cited)


def _cut(chapter: Chapter, most: int) -> Chapter:
    return replace(chapter, quotes=chapter.quotes[:most], left=max(0, len(chapter.quotes) - most))


def _fitting(chapters: Iterable[Chapter], most: int | None) -> list[Chapter]:
    """Return chapters with as many passages each as fit, or only the first of them."""
    listed = list(chapters)
    if most is not None:
        return [_cut(chapter, most) for chapter in listed]
    for step in STEPS:
        cut = [_cut(chapter, step) for chapter in listed]
        if sum(map(_lines, cut)) <= LINES:
            return cut
    kept: list[Chapter] = []
    used = 0
    for chapter in cut:
        used += _lines(chapter)
        if used > LINES:
            break
        kept.append(chapter)
    return kept


def _lines(chapter: Chapter) -> int:
    """Return about how many lines a chapter needs."""
    texts = [chapter.facts, *(quote.text for quote in chapter.quotes)]
    return 2 + len(chapter.quotes) + sum(1 + int(len(text) / LETTERS) for text in texts)
