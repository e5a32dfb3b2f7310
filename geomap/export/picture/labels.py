"""Where symbols and names stand without covering each other (as layout.mjs of the page)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geomap.aggregate import PlaceEntry

__all__ = ["LARGEST", "SMALLEST", "Box", "Group", "Room", "around", "centred", "group", "radius"]

LARGEST, SMALLEST = 15.0, 5.6
"""Radii in points; area grows with the mentions in between."""
_UNIT = 5.0
_TOUCH = 0.8
_GAP = 2.0

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Group:
    """Point-like places that would cover each other, drawn as one circle."""

    x: float
    y: float
    mentions: int
    radius: float
    members: list[PlaceEntry] = field(default_factory=list)


class Room:
    """The free space of a picture; boxes are (left, bottom, right, top)."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        self._taken.append(box)

    def free(self, box: Box) -> bool:
        left, bottom, right, top = box
        if left < 0 or bottom < 0 or right > self._width or top > self._height:
            return False
        return all(
            right <= other[0] or left >= other[2] or top <= other[1] or bottom >= other[3]
            for other in self._taken
        )

    def place(self, boxes: Iterable[Box]) -> Box | None:
        """Take and return the first box that is free."""
        for box in boxes:
            if self.free(box):
                self.take(box)
                return box
        return None


def radius(mentions: int, most: int) -> float:
    unit = min(_UNIT, LARGEST / math.sqrt(max(most, 1)))
    return max(SMALLEST, min(LARGEST, unit * math.sqrt(mentions)))


def group(spots: Sequence[tuple[float, float, PlaceEntry]]) -> list[Group]:
    """Return the circles to draw, most mentioned first."""
    most = max((entry.mentions for _, _, entry in spots), default=1)
    groups: list[Group] = []
    for x, y, entry in sorted(spots, key=lambda spot: -spot[2].mentions):
        size = radius(entry.mentions, most)
        for known in groups:
            if math.hypot(known.x - x, known.y - y) < _TOUCH * (known.radius + size):
                known.members.append(entry)
                known.mentions += entry.mentions
                break
        else:
            groups.append(Group(x, y, entry.mentions, size, [entry]))
    for made in groups:
        made.radius = radius(made.mentions, most)
    return groups


def around(x: float, y: float, size: float, width: float, height: float) -> list[Box]:
    """Return the boxes beside a circle where its name may stand, best first."""
    far, slant = size + _GAP, size * 0.75 + _GAP
    return [
        (x + far, y - height / 2, x + far + width, y + height / 2),
        (x - far - width, y - height / 2, x - far, y + height / 2),
        (x - width / 2, y - far - height, x + width / 2, y - far),
        (x - width / 2, y + far, x + width / 2, y + far + height),
        (x + slant, y + slant * 0.6, x + slant + width, y + slant * 0.6 + height),
        (x + slant, y - slant * 0.6 - height, x + slant + width, y - slant * 0.6),
        (x - slant - width, y + slant * 0.6, x - slant, y + slant * 0.6 + height),
        (x - slant - width, y - slant * 0.6 - height, x - slant, y - slant * 0.6),
    ]


def centred(points: Iterable[tuple[float, float]], width: float, height: float) -> list[Box]:
    """Return the boxes whose middles are the points."""
    return [(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in points]
