"""Where symbols and names stand without covering each other (as layout.mjs of the page)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geomap.aggregate import PlaceEntry

__all__ = [
    "LARGEST",
    "SMALLEST",
    "Box",
    "Group",
    "Room",
    "around",
    "centred",
    "group",
    "leader",
    "led",
    "merged",
    "radius",
]

LARGEST, SMALLEST = 15.0, 5.6
"""Radii in points; area grows with the mentions in between."""
_UNIT = 5.0
_TOUCH = 0.9
_ROUNDS = 12
_FAR = (14.0, 24.0, 36.0, 50.0, 66.0, 84.0, 104.0, 130.0, 160.0)
_DIRECTIONS = 16
_GAP = 2.0

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Group:
    """Point-like places that would cover each other, or a country's; drawn as one circle."""

    x: float
    y: float
    mentions: int
    radius: float
    members: list[PlaceEntry] = field(default_factory=list)
    title: str = ""


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


def radius(mentions: int, most: int, largest: float = LARGEST) -> float:
    """Return the radius: areas are as the mentions, above what can be read at all."""
    unit = min(_UNIT, largest / math.sqrt(max(most, 1)))
    return max(SMALLEST, unit * math.sqrt(mentions))


def group(
    spots: Sequence[tuple[float, float, PlaceEntry]], largest: float = LARGEST
) -> list[Group]:
    """Return the circles to draw, most mentioned first.

    Circles that would cover each other are one; it grows, and may then cover others.
    """
    ordered = sorted(spots, key=lambda spot: -spot[2].mentions)
    return merged([Group(x, y, entry.mentions, 0.0, [entry]) for x, y, entry in ordered], largest)


def merged(groups: list[Group], largest: float = LARGEST) -> list[Group]:
    """Return circles that do not cover each other, most mentioned first."""
    for _ in range(_ROUNDS):
        before = len(groups)
        _size(groups, largest)
        groups = _merged(groups)
        if len(groups) == before:
            break
    _size(groups, largest)
    return sorted(groups, key=lambda made: -made.mentions)


def _size(groups: Sequence[Group], largest: float) -> None:
    most = max((made.mentions for made in groups), default=1)
    for made in groups:
        made.radius = radius(made.mentions, most, largest)


def _merged(groups: Sequence[Group]) -> list[Group]:
    kept: list[Group] = []
    for made in groups:
        for known in kept:
            apart = math.hypot(known.x - made.x, known.y - made.y)
            if apart < _TOUCH * (known.radius + made.radius):
                known.members += made.members
                known.mentions += made.mentions
                break
        else:
            kept.append(made)
    return kept


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


def led(x: float, y: float, size: float, width: float, height: float) -> Iterable[Box]:
    """Yield boxes farther from a circle, to be joined to it by a line; nearer ones first."""
    for far in _FAR:
        for step in range(_DIRECTIONS):
            angle = 2 * math.pi * step / _DIRECTIONS
            cx = x + math.cos(angle) * (size + far + width / 2)
            cy = y + math.sin(angle) * (size + far + height / 2)
            yield (cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)


def leader(x: float, y: float, size: float, box: Box) -> list[tuple[float, float]]:
    """Return the line from a circle's edge to the nearest point of a box."""
    to = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
    away = math.dist((x, y), to) or 1.0
    edge = (x + (to[0] - x) / away * size, y + (to[1] - y) / away * size)
    return [edge, to]
