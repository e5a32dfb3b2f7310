"""The page's data: places, quotations, documents, names not placed, checks, provenance.

Everything comes from the ``Aggregate``. Offsets are UTF-16 code units, as JavaScript counts.
A document's text is in the page once, and quotations point into it; when the texts are too
long for that, each quotation carries its own. Lists stand for records to keep pages small;
``page/data.mjs`` names their fields.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from geomap.aggregate import Aggregate, PlaceEntry, Quotation
from geomap.basemap import first_view, spot
from geomap.gazetteer.kinds import told_kind
from geomap.geodesy import distance_km
from geomap.types import Area, Bounds, Candidate, Document, Place, Toponym

__all__ = ["LONGEST_TEXTS", "PayloadOptions", "payload"]

LONGEST_TEXTS = 1_500_000
"""Characters of all documents together up to which a page carries the full texts."""
ALTERNATIVES = 3
SAME_PLACE_KM = 161.0


@dataclass(frozen=True, slots=True)
class PayloadOptions:
    """What of the results goes into the page."""

    max_passages: int = 20
    texts: bool | None = None
    view: Bounds | None = None


def payload(aggregate: Aggregate, options: PayloadOptions) -> dict[str, Any]:
    """Return the data of a page, ready for JSON."""
    texts = options.texts
    if texts is None:
        texts = sum(len(document.text) for document in aggregate.documents) <= LONGEST_TEXTS
    writer = _Writer(aggregate.documents, texts, options.max_passages)
    view = options.view or first_view(
        spot(entry.place, entry.mentions, entry.area) for entry in aggregate.places
    )
    return {
        "view": [round(degrees, 4) for degrees in view],
        "places": [writer.place(number, entry) for number, entry in enumerate(aggregate.places)],
        "unplaced": [
            {
                "name": entry.name,
                "status": entry.status.value,
                "reason": entry.reason,
                "n": entry.mentions,
                "quotes": writer.quotes(entry.quotations, -1 - number),
            }
            for number, entry in enumerate(aggregate.unplaced)
        ],
        "checks": [
            [
                index,
                *writer.offsets[index].pair(check.start, check.end),
                check.relation,
                check.words,
            ]
            for index, check in aggregate.checks
        ],
        "documents": writer.written_documents(),
        "warnings": [list(warning) for warning in aggregate.warnings],
        "pool": writer.pool.texts,
    }


class _Pool:
    """Sentences that many quotations share are written once."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found


class _Offsets:
    """Turns code points into UTF-16 code units of one document."""

    def __init__(self, text: str) -> None:
        self._beyond: list[int] = []
        if text and not text.isascii() and max(text) > "\uffff":
            self._beyond = [i for i, character in enumerate(text) if character > "\uffff"]

    def pair(self, start: int, end: int) -> tuple[int, int]:
        if not self._beyond:
            return start, end
        return start + bisect_left(self._beyond, start), end + bisect_left(self._beyond, end)


@dataclass
class _Writer:
    documents: Sequence[Document]
    texts: bool
    max_passages: int
    pool: _Pool = field(default_factory=_Pool)
    offsets: list[_Offsets] = field(init=False)
    marks: list[list[tuple[int, int, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self.offsets = [_Offsets(document.text) for document in self.documents]
        self.marks = [[] for _ in self.documents]

    def place(self, number: int, entry: PlaceEntry) -> dict[str, Any]:
        place = entry.place
        record: dict[str, Any] = {
            "id": place.id,
            "name": place.name,
            "lat": round(place.latitude, 5),
            "lon": round(place.longitude, 5),
            "kind": told_kind(place),
            "where": within(place),
            "country": place.country,
            "n": entry.mentions,
            "docs": entry.documents,
            "status": entry.status.value,
            "score": round(entry.score, 3),
            "names": [name for name in entry.names if name != place.name],
            "quotes": self.quotes(entry.quotations, number),
        }
        optional: Mapping[str, Any] = {
            "area": _area(entry.area),
            "box": [round(d, 3) for d in place.bounds] if place.bounds else None,
            "admin1": place.admin1_code,
            "wide": place.is_area,
            "population": place.population,
            "source": place.attribution,
        }
        record.update((key, value) for key, value in optional.items() if value)
        if len(entry.quotations) > self.max_passages:
            record["more"] = len(entry.quotations) - self.max_passages
        return record

    def quotes(self, quotations: Sequence[Quotation], owner: int) -> list[list[Any]]:
        """Return the first quotations, and remember every mention for the documents' texts."""
        if self.texts:
            for quotation in quotations:
                pair = self.offsets[quotation.document].pair
                self.marks[quotation.document].extend(
                    (*pair(t.mention.start, t.mention.end), owner) for t in quotation.toponyms
                )
        return [self._quote(quotation) for quotation in quotations[: self.max_passages]]

    def _quote(self, quotation: Quotation) -> list[Any]:
        """[document, start, end or text, marks, count, where, anchor, reason, others, score, n]"""
        passage, pair = quotation.passage, self.offsets[quotation.document].pair
        start, end = pair(passage.start, passage.end)
        marks = [o - start for mark in quotation.mentions for o in pair(*mark)]
        if not marks:
            marks = [o - start for mark in passage.marks for o in pair(*mark)]
        toponym = quotation.toponyms[0]
        number = self.pool.number
        return [
            quotation.document,
            start,
            end if self.texts else passage.quote,
            marks,
            max(passage.count, 1),
            number(passage.where),
            number(passage.anchor or ""),
            number(toponym.reason),
            number(_alternatives(toponym)),
            round(toponym.probability * 100),
            len(quotation.toponyms),
        ]

    def written_documents(self) -> list[dict[str, Any]]:
        return [
            {
                key: value
                for key, value in self._document(number, document).items()
                if value not in (None, "", [])
            }
            for number, document in enumerate(self.documents)
        ]

    def _document(self, number: int, document: Document) -> dict[str, Any]:
        marks = sorted(set(self.marks[number]))
        return {
            "id": document.id,
            "title": document.title,
            "date": document.date,
            "source": told_source(document.source),
            "url": document.url,
            "lang": document.language,
            "sha256": document.sha256,
            "notes": list(document.notes),
            "text": document.text if self.texts else None,
            "marks": [offset for mark in marks for offset in mark],
        }


def within(place: Place) -> str:
    """Return what the place lies in, as readers are told: "Texas, United States"."""
    parts = [place.admin1, place.country_name or place.country]
    if place.kind == "admin2" or place.kind == "facility":
        parts.insert(0, place.admin2)
    named = [part for part in parts if part and part != place.name]
    return ", ".join(dict.fromkeys(named))


def told_source(source: str | None) -> str | None:
    """Return the file's name, or the address: a page that is published tells no folders."""
    return source if source is None or "://" in source else PurePath(source).name


def _alternatives(toponym: Toponym) -> str:
    """Return "Paris, Texas, United States (4%); …" without what was chosen."""
    others = [
        c for c in toponym.candidates if toponym.place is None or _elsewhere(c, toponym.place)
    ]
    return "; ".join(_candidate(candidate) for candidate in others[:ALTERNATIVES])


def _elsewhere(candidate: Candidate, place: Place) -> bool:
    """Whether it is another answer: a city's own province supports the city."""
    other = candidate.place
    away = distance_km(other.latitude, other.longitude, place.latitude, place.longitude)
    return other.id != place.id and away > SAME_PLACE_KM


def _candidate(candidate: Candidate) -> str:
    place = candidate.place
    inside = within(place)
    name = f"{place.name}, {inside}" if inside else place.name
    if candidate.probability is None:
        return name
    return (
        f"{name} ({candidate.probability:.0%})"
        if candidate.probability >= 0.005
        else f"{name} (<1%)"
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
