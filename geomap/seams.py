"""The seams: one small protocol in front of each part that can be exchanged.

Tests pass plain objects with these methods; nothing is patched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from geomap.errors import GeocoderUnavailable
from geomap.types import Candidate, Document, Mention, Place, Toponym

__all__ = [
    "Answers",
    "CodeFinder",
    "Gazetteer",
    "Geocoder",
    "NameGeocoder",
    "Polyglot",
    "Ranker",
    "Recognizer",
    "TownFinder",
    "geocode_each",
]


@runtime_checkable
class Recognizer(Protocol):
    """Finds names. ``name`` goes into the provenance of every result."""

    @property
    def name(self) -> str: ...

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each document, in text order, one tuple a document."""
        ...


@runtime_checkable
class Polyglot(Protocol):
    """What a recognizer may say besides: how it reads a language."""

    def name_in(self, language: str | None) -> str:
        """Return the name of what reads a text in the language (ISO 639-1, None: unknown)."""
        ...

    def limits_in(self, language: str | None) -> str | None:
        """Return what a reader should know of names found in the language, if anything."""
        ...


@runtime_checkable
class Gazetteer(Protocol):
    """Knows places. ``name`` holds version and hash for the provenance."""

    @property
    def name(self) -> str: ...

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        """Return what the name may mean, best match first, then by prominence."""
        ...

    def place(self, place_id: str) -> Place | None:
        """Return the place of that id, or None."""
        ...

    def country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code in capitals, or None."""
        ...


@runtime_checkable
class CodeFinder(Protocol):
    """A gazetteer that knows the codes of places."""

    def by_code(self, code: str) -> Place | None:
        """Return the place of an IATA, ICAO or ISO 3166-2 code or a UN p-code, all in capitals."""
        ...

    def country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, or None."""
        ...


@runtime_checkable
class TownFinder(Protocol):
    """A gazetteer that can also search by position."""

    def towns_near(self, latitude: float, longitude: float, *, limit: int) -> tuple[Place, ...]:
        """Return the nearest towns, the nearest first."""
        ...


@runtime_checkable
class Ranker(Protocol):
    """Decides, a document at a time."""

    @property
    def name(self) -> str: ...

    def rank(
        self,
        document: Document,
        mentions: Sequence[Mention],
        candidates: Sequence[tuple[Candidate, ...]],
    ) -> tuple[Toponym, ...]:
        """Return one toponym for each mention, in the same order.

        Args:
            candidates: What the gazetteer answered for each mention, in the same order.
        """
        ...


@dataclass(frozen=True, slots=True)
class Answers:
    """What became of the names that a geocoder was given.

    Args:
        found: The candidates of each name it has an answer for; an empty tuple: no such place.
        sent: The names that left the machine in this call.
        failed: Why a name has no answer, in words: not the same as no such place.
    """

    found: Mapping[str, tuple[Candidate, ...]]
    sent: frozenset[str] = frozenset()
    failed: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Geocoder(Protocol):
    """Asks a service on the network, or knows its answers. Only ever sees bare names."""

    @property
    def name(self) -> str: ...

    def geocode_all(self, names: Sequence[str]) -> Answers:
        """Return what is known of the names, each of which stands once."""
        ...


@runtime_checkable
class NameGeocoder(Protocol):
    """The least that a geocoder of one's own can do; every name given to it counts as sent."""

    @property
    def name(self) -> str: ...

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        """Return the service's answers; an empty tuple means that it knows no such place.

        Raises:
            GeocoderUnavailable: The service could not be asked.
        """
        ...


def geocode_each(geocoder: NameGeocoder, names: Sequence[str]) -> Answers:
    """Ask for one name after the other."""
    found: dict[str, tuple[Candidate, ...]] = {}
    failed: dict[str, str] = {}
    for name in names:
        try:
            found[name] = geocoder.geocode(name)
        except GeocoderUnavailable as error:
            failed[name] = str(error)
    return Answers(found, frozenset(names), failed)
