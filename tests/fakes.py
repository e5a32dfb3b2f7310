"""Plain objects that stand in for the parts behind the seams."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from geomap.types import (
    Bounds,
    Candidate,
    Document,
    Mention,
    ParsedDocument,
    Place,
    Status,
    Toponym,
)

BAGHDAD = Place(
    "geonames:98182", "Baghdad", 33.34058, 44.40088, "IQ", "Baghdad", None, "city", "P.PPLC",
    7216000, country_name="Iraq",
)  # fmt: skip
MOSUL = Place(
    "geonames:99072", "Mosul", 36.335, 43.11889, "IQ", "Nineveh", None, "city", "P.PPLA", 1739800,
    country_name="Iraq",
)  # fmt: skip
IRAQ = Place(
    "geonames:99237", "Iraq", 33.0, 44.0, "IQ", None, None, "country", "A.PCLI", 38433600,
    Bounds(29.06, 38.79, 37.38, 48.57), country_name="Iraq",
)  # fmt: skip
PARIS = Place(
    "geonames:2988507", "Paris", 48.85341, 2.3488, "FR", "Île-de-France", None, "city", "P.PPLC",
    2138551, country_name="France",
)  # fmt: skip
PARIS_TEXAS = Place(
    "geonames:4717560", "Paris", 33.66094, -95.55551, "US", "Texas", "Lamar County", "city",
    "P.PPLA2", 24171, country_name="United States",
)  # fmt: skip

PLACES = (BAGHDAD, MOSUL, IRAQ, PARIS, PARIS_TEXAS)


class FakeRecognizer:
    """Finds the given names, wherever they stand as whole words."""

    name = "fake recognizer"

    def __init__(self, names: Sequence[str] = ("Baghdad", "Mosul", "Iraq", "Paris", "Atlantis")):
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
        self.asked: list[str] = []

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        for document in documents:
            self.asked.append(document.id)
            yield tuple(
                Mention(found.start(), found.end(), found[0])
                for found in self._pattern.finditer(document.text)
            )


class FakeGazetteer:
    """Holds a few places under their names."""

    name = "fake gazetteer"

    def __init__(self, places: Sequence[Place] = PLACES):
        self._places = {place.id: place for place in places}

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        found = [place for place in self._places.values() if place.name == name]
        return tuple(Candidate(place, name) for place in found[:limit])

    def place(self, place_id: str) -> Place | None:
        return self._places.get(place_id)

    def country(self, code: str) -> Place | None:
        countries = (place for place in self._places.values() if place.kind == "country")
        return next((place for place in countries if place.country == code), None)


class FirstRanker:
    """Takes the first candidate."""

    name = "first"

    def rank(
        self,
        document: Document,
        mentions: Sequence[Mention],
        candidates: Sequence[tuple[Candidate, ...]],
    ) -> tuple[Toponym, ...]:
        return tuple(
            Toponym(mention, found[0].place, 0.9, "the only one", found)
            if found
            else Toponym(mention, None, 0.0, "not in the gazetteer", (), Status.NO_CANDIDATE)
            for mention, found in zip(mentions, candidates, strict=True)
        )


def parsed(text: str, *names: tuple[str, Place | None], id: str = "doc") -> ParsedDocument:
    """Return a parsed document in which each name, once after the other, means the place."""
    toponyms, position = [], 0
    for name, place in names:
        start = text.index(name, position)
        position = start + len(name)
        mention = Mention(start, position, name)
        if place is None:
            found = Toponym(mention, None, 0.0, "Not in the gazetteer.", (), Status.NO_CANDIDATE)
        else:
            found = Toponym(mention, place, 0.9, "The only candidate.", (Candidate(place, name),))
        toponyms.append(found)
    return ParsedDocument(
        Document(id, text, title=id.title()), tuple(toponyms), recognizer="r", gazetteer="g"
    )
