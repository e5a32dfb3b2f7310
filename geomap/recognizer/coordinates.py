"""Positions in numbers and codes as mentions, beside the names that another recognizer finds."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geomap.coordinates import read_positions
from geomap.recognizer.codes import find_codes
from geomap.seams import Polyglot, Recognizer
from geomap.types import Document, Label, Mention

__all__ = ["CoordinateRecognizer", "WithCoordinates"]

_NAME = re.compile(r"[^\W\d_](?:.*[^\W_])?", re.DOTALL)
_SHORTEST_NAME = 3


class CoordinateRecognizer:
    """Finds positions (label COORD) and codes of places (CODE) only."""

    name = "coordinates 1"

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield the positions of each document, in text order."""
        for document in documents:
            yield positions(document)


class WithCoordinates:
    """A recognizer of names, and positions beside them; positions win where both mark.

    Args:
        names: Finds the names.
    """

    def __init__(self, names: Recognizer) -> None:
        self.names = names

    @property
    def name(self) -> str:
        return f"{self.names.name} + {CoordinateRecognizer.name}"

    def name_in(self, language: str | None) -> str:
        """Return the name of what reads a text in the language."""
        names = self.names
        own = names.name_in(language) if isinstance(names, Polyglot) else names.name
        return f"{own} + {CoordinateRecognizer.name}"

    def limits_in(self, language: str | None) -> str | None:
        """Return what a reader should know of names found in the language, if anything."""
        return self.names.limits_in(language) if isinstance(self.names, Polyglot) else None

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield names and positions of each document, in text order."""
        waiting: deque[Document] = deque()

        def passing() -> Iterator[Document]:
            for document in documents:
                waiting.append(document)
                yield document

        for names in self.names.recognize(passing()):
            yield merged(names, positions(waiting.popleft()))


def positions(document: Document) -> tuple[Mention, ...]:
    """Return the positions and codes of a document as mentions; positions win where both mark."""
    text = document.text
    found = [
        Mention(reading.start, reading.end, text[reading.start : reading.end], Label.COORD)
        for reading in read_positions(document)
    ]
    codes = [Mention(*code, Label.CODE) for code in find_codes(text)]
    return merged(codes, found)


def merged(names: Sequence[Mention], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return both in text order; of a name that a position covers in part, the rest stays."""
    if not found:
        return tuple(names)
    kept = [rest for name in names for rest in _outside(name, found)]
    return tuple(sorted([*kept, *found], key=lambda mention: (mention.start, mention.end)))


def _outside(name: Mention, found: Sequence[Mention]) -> Iterator[Mention]:
    touching = [one for one in found if one.start < name.end and name.start < one.end]
    if not touching:
        yield name
        return
    for start, end in ((name.start, touching[0].start), (touching[-1].end, name.end)):
        rest = _NAME.search(name.text, max(0, start - name.start), max(0, end - name.start))
        if rest and len(rest[0]) >= _SHORTEST_NAME:
            first = name.start + rest.start()
            yield replace(name, start=first, end=first + len(rest[0]), text=rest[0])
