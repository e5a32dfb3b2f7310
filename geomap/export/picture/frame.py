"""The frame of a static map: degrees to points (1/72 inch) in Web Mercator, as the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.geodesy import EQUATOR_RADIUS_KM
from geomap.types import Bounds

__all__ = ["Frame", "frame_of", "nice_length"]

_LIMIT = 85.0
_LOWEST, _HIGHEST = 0.55, 0.78
_PADDING = 0.06

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of ``width`` by ``height`` points; y grows upwards.

    ``west`` and ``south`` are the corner in Mercator radians, ``scale`` points a radian.
    """

    width: float
    height: float
    west: float
    south: float
    scale: float

    @property
    def bounds(self) -> Bounds:
        """Return the box in degrees; ``east`` may be above 180, ``west`` below -180."""
        return Bounds(
            _latitude(self.south),
            math.degrees(self.west),
            _latitude(self.south + self.height / self.scale),
            math.degrees(self.west + self.width / self.scale),
        )

    def at(self, latitude: float, longitude: float) -> Position:
        """Return where a position of this turn of the globe stands."""
        clipped = max(-_LIMIT, min(_LIMIT, latitude))
        return (
            (math.radians(longitude) - self.west) * self.scale,
            (_mercator(clipped) - self.south) * self.scale,
        )

    def near(self, latitude: float, longitude: float) -> Position:
        """Return where a position stands, on the turn of the globe nearest to the middle."""
        middle = math.degrees(self.west + self.width / self.scale / 2)
        return self.at(latitude, middle + (longitude - middle + 180) % 360 - 180)

    def path(self, points: Sequence[Position], turn: float = 0.0) -> list[Position]:
        return [self.at(latitude, longitude + turn) for latitude, longitude in points]

    def turns(self, margin: float = 0.02) -> Iterator[tuple[float, Bounds]]:
        """Yield (degrees to add, box) for each part of the globe in view, a bit beyond it."""
        box = self.bounds
        wide, high = (box.east - box.west) * margin, (box.north - box.south) * margin
        for turn in (0.0, 360.0, -360.0):
            west, east = max(-180.0, box.west - wide - turn), min(180.0, box.east + wide - turn)
            if west < east:
                south, north = max(-_LIMIT, box.south - high), min(_LIMIT, box.north + high)
                yield turn, Bounds(south, west, north, east)

    def contains(self, position: Position, margin: float = 0.0) -> bool:
        x, y = position
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin

    def km(self, length: float) -> float:
        """Return how many kilometres a horizontal length in the middle stands for."""
        middle = _latitude(self.south + self.height / self.scale / 2)
        return length / self.scale * EQUATOR_RADIUS_KM * math.cos(math.radians(middle))


def frame_of(view: Bounds, width: float, height: float | None = None) -> Frame:
    """Return the frame of that width that shows the whole view with some air around it.

    Args:
        view: The box to show, as ``geomap.basemap.first_view`` gives it.
        height: In points; without it the view's own proportions decide, within limits.
    """
    west, east = math.radians(view.west), math.radians(view.east)
    south, north = _mercator(max(-_LIMIT, view.south)), _mercator(min(_LIMIT, view.north))
    air = _PADDING * max(east - west, north - south)
    across, up = east - west + 2 * air, north - south + 2 * air
    if height is None:
        height = width * max(_LOWEST, min(_HIGHEST, up / across))
    scale = max(min(width / across, height / up), width / (2 * math.pi))
    half_up = height / scale / 2
    limit = max(0.0, _mercator(_LIMIT) - half_up)
    middle = max(-limit, min(limit, (south + north) / 2))
    return Frame(width, height, (west + east) / 2 - width / scale / 2, middle - half_up, scale)


def nice_length(longest: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not above ``longest``."""
    power = 10.0 ** math.floor(math.log10(longest))
    return max(step * power for step in (1, 2, 5) if step * power <= longest)


def _mercator(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(latitude)))


def _latitude(mercator: float) -> float:
    return math.degrees(math.atan(math.sinh(mercator)))
