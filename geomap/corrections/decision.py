"""What a reviewer decided about one name (docs/corrections.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from geomap.vocabulary import Verdict

__all__ = ["AROUND", "DecidedPlace", "Decision", "Quote", "Scope", "Verdict"]


AROUND = 32
"""Characters before and after a name that are quoted with it."""


class Scope(StrEnum):
    """Which mentions of the name a decision is about, the narrowest first."""

    MENTION = "mention"
    DOCUMENT = "document"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Quote:
    """A name as it stands in a text, with the words around it, all verbatim."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Quote:
        """Return the quote of what stands there in a text."""
        return cls(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


@dataclass(frozen=True, slots=True)
class DecidedPlace:
    """The place as the reviewer saw it; ``id`` is None for one that no gazetteer knows.

    Without a position the gazetteer must know the id.
    """

    id: str | None = None
    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``start`` counts code points; ``when`` is ISO 8601 in UTC, or empty.

    ``file`` and ``line`` say where it was read, for messages.
    """

    verdict: Verdict
    scope: Scope
    quote: Quote
    document: str | None = None
    sha256: str | None = None
    start: int | None = None
    place: DecidedPlace | None = None
    who: str = ""
    when: str = ""
    note: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def reviewer(self) -> str:
        """Who decided: the name given, or the file."""
        return self.who or self.file

    @property
    def outcome(self) -> tuple[str | float, ...]:
        """What two decisions must share to agree; a position counts to a thousandth of a degree."""
        place = self.place
        if self.verdict in (Verdict.NOT_A_PLACE, Verdict.UNKNOWN) or place is None:
            return (self.verdict,)
        if place.id is not None:
            return ("at", place.id)
        return ("at", round(place.latitude or 0.0, 3), round(place.longitude or 0.0, 3))
