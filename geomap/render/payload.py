"""The page's data: places, mentions, passages, documents, names not placed, checks.

Everything comes from the ``Aggregate``. Every mention is in the page, so that what its filters
answer is exact; the words of a passage may be left out (see ``quoted``). Offsets are UTF-16
code units, as JavaScript counts. A document's text is in the page once, and passages point into
it; when the texts are too long for that, each passage carries its own words, once. Lists stand
for records to keep pages small; ``page/data.mjs`` names their fields.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.aggregate import Aggregate, PlaceEntry, UnplacedEntry
from geomap.basemap import first_view, spot
from geomap.coordinates.formats import mgrs_of
from geomap.render.pool import Pool
from geomap.render.quoted import Key, quoted
from geomap.render.reviewed import Machine, digest, sureness
from geomap.render.rivals import Rivals
from geomap.types import (
    Area,
    Bounds,
    Document,
    Kind,
    Passage,
    Place,
    Shape,
    Toponym,
)
from geomap.wording import kind_key, public_source, within

__all__ = ["LONGEST_TEXTS", "PayloadOptions", "payload"]

LONGEST_TEXTS = 1_500_000
"""Characters of all documents together up to which a page carries the full texts."""


EXACT_KM = 3.0
"""A position in degrees and whole minutes (1.85 km) is drawn as a point, one in degrees is not."""


@dataclass(frozen=True, slots=True)
class PayloadOptions:
    """What of the results goes into the page; ``max_passages`` None quotes all that fit."""

    max_passages: int | None = None
    texts: bool | None = None
    view: Bounds | None = None


def payload(aggregate: Aggregate, options: PayloadOptions) -> dict[str, Any]:
    """Return the data of a page, ready for JSON."""
    texts = options.texts
    if texts is None:
        texts = sum(len(document.text) for document in aggregate.documents) <= LONGEST_TEXTS
    words = quoted(aggregate, options.max_passages, texts=texts)
    writer = _Writer(aggregate, texts, words)
    view = options.view or first_view(
        spot(entry.place, entry.mentions, entry.area) for entry in aggregate.places
    )
    for number, entry in enumerate(aggregate.places):
        writer.add(number, entry)
    for number, missing in enumerate(aggregate.unplaced):
        writer.add(-1 - number, missing)
    documents, machine = writer.written_documents(), writer.machine
    return {
        "digest": digest(aggregate),
        "view": [round(degrees, 4) for degrees in view],
        "places": [writer.place(entry) for entry in (*aggregate.places, *machine.places)],
        "unplaced": [
            {"name": entry.name, "status": entry.status.value, "reason": entry.reason}
            for entry in (*aggregate.unplaced, *machine.unplaced)
        ],
        "checks": _checks(aggregate, writer),
        "documents": documents,
        "warnings": [list(warning) for warning in aggregate.warnings],
        "rivals": writer.rivals.lists,
        "others": writer.rivals.others,
        "pool": writer.pool.texts,
    }


def _checks(aggregate: Aggregate, writer: _Writer) -> list[list[Any]]:
    """Return [document, start, end, relation, words], what is said twice once."""
    found: dict[tuple[int, str], list[Any]] = {}
    for index, check in aggregate.checks:
        span = writer.offsets[index].pair(check.start, check.end)
        found.setdefault((index, check.words), [index, *span, check.relation, check.words])
    return list(found.values())


class _Offsets:
    """Turns code points into UTF-16 code units of one document."""

    def __init__(self, text: str) -> None:
        self.beyond: list[int] = []
        if text and not text.isascii() and max(text) > "\uffff":
            self.beyond = [i for i, character in enumerate(text) if character > "\uffff"]

    def pair(self, start: int, end: int) -> tuple[int, int]:
        if not self.beyond:
            return start, end
        return start + bisect_left(self.beyond, start), end + bisect_left(self.beyond, end)


@dataclass(slots=True)
class _Said:
    """What is said in one document: its passages by extent, and its mentions."""

    passages: dict[tuple[int, int], Passage] = field(default_factory=dict)
    mentions: list[tuple[int, int, int, tuple[int, int], Toponym]] = field(default_factory=list)


@dataclass
class _Writer:
    aggregate: Aggregate
    texts: bool
    quoted: frozenset[Key] | None
    pool: Pool = field(default_factory=Pool)
    rivals: Rivals = field(init=False)
    machine: Machine = field(init=False)
    offsets: list[_Offsets] = field(init=False)
    said: list[_Said] = field(init=False)

    def __post_init__(self) -> None:
        self.rivals = Rivals(self.pool.number, within)
        self.machine = Machine(self.aggregate, self.pool.number)
        self.offsets = [_Offsets(document.text) for document in self.aggregate.documents]
        self.said = [_Said() for _ in self.aggregate.documents]

    def add(self, owner: int, entry: PlaceEntry | UnplacedEntry) -> None:
        """Keep the mentions of a place, or of a name not placed (then ``owner`` is below 0)."""
        for quotation in entry.quotations:
            said, passage = self.said[quotation.document], quotation.passage
            extent = (passage.start, passage.end)
            said.passages.setdefault(extent, passage)
            said.mentions.extend(
                (t.mention.start, t.mention.end, owner, extent, t) for t in quotation.toponyms
            )

    def place(self, entry: PlaceEntry) -> dict[str, Any]:
        place = entry.place
        exact = _is_exact(place, entry.area)
        record: dict[str, Any] = {
            "id": place.id,
            "name": place.name,
            "lat": round(place.latitude, 5),
            "lon": round(place.longitude, 5),
            "kind": kind_key(place),
        }
        optional: Mapping[str, Any] = {
            "where": within(place),
            "country": place.country,
            "names": [name for name in entry.names if name != place.name],
            "area": None if exact else _area(entry.area),
            "precision": entry.area.words if exact and entry.area else None,
            "mgrs": None if place.is_area else mgrs_of(place.latitude, place.longitude),
            "box": [round(d, 3) for d in place.bounds] if place.bounds and place.is_area else None,
            "wide": place.is_area,
        }
        record.update((key, value) for key, value in optional.items() if value)
        return record

    def written_documents(self) -> list[dict[str, Any]]:
        return [
            {
                key: value
                for key, value in self._document(number, document).items()
                if value not in (None, "", [])
            }
            for number, document in enumerate(self.aggregate.documents)
        ]

    def _document(self, number: int, document: Document) -> dict[str, Any]:
        said = self._said(number)
        return {
            "id": document.id,
            "title": document.title,
            "date": document.date,
            "source": public_source(document.source),
            "url": document.url,
            "lang": document.language,
            "sha256": document.sha256,
            "notes": list(document.notes),
            "text": document.text if self.texts else None,
            "beyond": None if self.texts else self.offsets[number].beyond,
            **said,
        }

    def _said(self, number: int) -> dict[str, list[Any]]:
        """Return the passages in text order and seven numbers for each mention.

        These are: start, counted from the start of the mention before; length; owner; passage;
        twice the percent of certainty, plus one if uncertain; reason, in the pool; rivals.
        ``machine`` are [number of a reviewed mention, the machine's owner, certainty, reason];
        ``names`` are the names, in the pool, that stand in no words of the page.
        """
        said, offsets = self.said[number], self.offsets[number]
        numbers = {extent: i for i, extent in enumerate(sorted(said.passages))}
        flat: list[int] = []
        machine: list[list[int]] = []
        names: list[int] = []
        before = 0
        for i, (start, end, owner, extent, toponym) in enumerate(
            sorted(said.mentions, key=lambda m: m[:3])
        ):
            first, last = offsets.pair(start, end)
            reason = self.pool.number(toponym.reason) if owner >= 0 else 0
            flat += [first - before, last - first, owner, numbers[extent], sureness(toponym)]
            flat += [reason, self.rivals.number(toponym)]
            if toponym.review is not None:
                machine.append([i, *self.machine.answer(toponym)])
            unseen = not self.texts and not self._shows(number, extent, start, end)
            names.append(self.pool.number(toponym.mention.text) if unseen else 0)
            before = first
        inside = _marked({m[:2] for m in said.mentions}, numbers)
        passages = [
            self._passage(number, said.passages[extent], inside[extent]) for extent in numbers
        ]
        told = names if any(names) else []
        return {"passages": passages, "mentions": flat, "machine": machine, "names": told}

    def _shows(self, number: int, extent: tuple[int, int], start: int, end: int) -> bool:
        """Whether the words of a passage are in the page, and the name in them."""
        kept = self.quoted is None or (number, *extent) in self.quoted
        return kept and extent[0] <= start and end <= extent[1]

    def _passage(self, number: int, passage: Passage, has_marks: bool) -> list[Any]:
        """Return [start, end, words, count, where, anchor, marks] without what is empty at the end.

        ``words`` are 0 where the page has the document's text, 1 where they are left out.
        """
        pair = self.offsets[number].pair
        start, end = pair(passage.start, passage.end)
        words: str | int = 0 if self.texts else passage.quote
        if self.quoted is not None and (number, passage.start, passage.end) not in self.quoted:
            words = 1
        record = [
            start,
            end,
            words,
            max(passage.count, 1) - 1,
            self.pool.number(passage.where),
            self.pool.number(passage.anchor or ""),
            [] if has_marks else [o - start for mark in passage.marks for o in pair(*mark)],
        ]
        while record[-1] in (0, []):
            record.pop()
        return record


def _marked(
    mentions: set[tuple[int, int]], extents: Mapping[tuple[int, int], int]
) -> dict[tuple[int, int], bool]:
    """Return for each passage whether a mention lies in it: a repeated one may hold none."""
    starts = sorted(mentions)
    return {
        (start, end): any(
            last <= end for first, last in starts[bisect_left(starts, (start, 0)) :][:8]
            if first < end
        )
        for start, end in extents
    }  # fmt: skip


def _is_exact(place: Place, area: Area | None) -> bool:
    """Return whether a position's digits leave so little open that a circle marks it."""
    return (
        place.kind is Kind.COORDINATES
        and area is not None
        and area.kind is Shape.CIRCLE
        and area.radius_km <= EXACT_KM
    )


def _area(area: Area | None) -> dict[str, Any] | None:
    if area is None:
        return None
    return {
        "kind": area.kind,
        "points": [[round(a, 4), round(b, 4)] for a, b in area.points],
        "km": round(area.radius_km, 1),
        "words": area.words,
    }
