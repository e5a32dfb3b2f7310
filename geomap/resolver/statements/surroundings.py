"""A placed name with the text around it, as the readers of areas see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.kinds import WHOLE
from geomap.resolver.statements.extent import bounds_of
from geomap.types import Bounds, Mention, Place

__all__ = ["BEFORE", "Neighbour", "Surroundings"]

Neighbour = tuple[Mention, Place]

# Characters looked at in front of a name and behind it: the longest phrase of ``phrases`` fits.
BEFORE, _AFTER = 110, 70


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A name without its modifier, the words around it, and the names nearby."""

    text: str
    start: int
    end: int
    place: Place
    neighbours: Sequence[Neighbour]
    language: str | None = None

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - BEFORE) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + _AFTER]

    @property
    def point(self) -> tuple[float, float]:
        return self.place.latitude, self.place.longitude

    @property
    def bounds(self) -> Bounds | None:
        return bounds_of(self.place)

    @property
    def is_whole(self) -> bool:
        return self.place.kind in WHOLE

    def quote(self, before: int = 0, after: int = 0) -> str:
        """Return the name with that many characters around it, on one line."""
        return " ".join(self.text[self.start - before : self.end + after].split())
