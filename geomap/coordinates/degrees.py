"""Pairs of angles: latitude and longitude in degrees, whatever the notation.

>>> reading, = find_degrees("The crater lies at 33°15′N 44°14′E, says the report.")
>>> reading.points, reading.notation.value, round(reading.precision_m)
(((33.25, 44.233333333333334),), 'degrees and minutes', 1853)
>>> find_degrees("the score was 34.5, 36.2 in the trial")
[]
>>> find_degrees("episodes S20 E33 and S20 E34")
[]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.coordinates.angles import Angle, find_angles
from geomap.coordinates.guards import counts_something, is_asked_for, is_list
from geomap.coordinates.reading import Notation, Reading
from geomap.geodesy import METRES_A_DEGREE
from geomap.types import Bounds

__all__ = ["find_degrees"]

_GAP = re.compile(
    r"\s{0,3}[,;/|&·•–—_-]?\s{0,3}(?:(?:and|und|et|y|e|by|en|и)\s{1,2})?"
    r"[(\[]?(?:(?:the\s)?(?:lat|lon|lng|long|latitude|longitude|latitud|longitud|breite|länge)\b"
    r"[\s.:=\"']{0,4}(?:(?:of|is|at)\s{1,2})?)?[(\[]?\s{0,2}",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:-|–|—|−|~|to|bis|à|and|through)?\s?", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:lon(?:g|gitude)?\s?[,/&]\s?lat|x\s?[,/]\s?y|easting)", re.IGNORECASE)
# Two decimals are common in prices and shares: there a cue and a place near by are asked for.
_FEWEST_DECIMALS = 2
_BARE_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class _Side:
    """An angle, or a range of two: "34°10′–34°20′ N"."""

    low: Angle
    high: Angle

    @property
    def start(self) -> int:
        return self.low.start

    @property
    def end(self) -> int:
        return self.high.end

    @property
    def axis(self) -> str:
        return self.high.axis

    @property
    def middle(self) -> float:
        return (self._low + self.high.degrees) / 2

    @property
    def _low(self) -> float:
        """Return the first end: its hemisphere is that of the second."""
        if self.low.axis or self.low is self.high or self.high.degrees >= 0:
            return self.low.degrees
        return -self.low.degrees

    @property
    def ends(self) -> tuple[float, float]:
        return min(self._low, self.high.degrees), max(self._low, self.high.degrees)


def find_degrees(text: str) -> list[Reading]:
    """Return the positions in degrees, in text order."""
    sides = _sides(text, find_angles(text))
    found: list[Reading] = []
    index = 0
    while index + 1 < len(sides):
        reading = _pair(text, sides, index)
        if reading is not None:
            found.append(reading)
        index += 1 if reading is None else 2
    return found


def _sides(text: str, angles: Sequence[Angle]) -> list[_Side]:
    sides: list[_Side] = []
    index = 0
    while index < len(angles):
        one = angles[index]
        two = angles[index + 1] if index + 1 < len(angles) else None
        if two is not None and _is_range(text, one, two):
            sides.append(_Side(one, two))
            index += 2
        else:
            sides.append(_Side(one, one))
            index += 1
    return sides


def _is_range(text: str, one: Angle, two: Angle) -> bool:
    gap = text[one.end : two.start]
    if not gap.strip() or not _TO.fullmatch(gap) or one.signed:
        return False
    return bool(two.axis) and two.lettered and one.axis in ("", two.axis) and one.parts <= two.parts


def _pair(text: str, sides: Sequence[_Side], index: int) -> Reading | None:
    one, two = sides[index], sides[index + 1]
    if one.axis[:3] == two.axis[:3] and one.axis:
        return None
    gap = text[one.end : two.start]
    if len(gap) > 40 or not _GAP.fullmatch(gap):
        return None
    strong = one.high.strong and two.high.strong
    if not strong and not (one.axis or two.axis):
        return _bare(text, sides, index)
    if not (one.axis or two.axis) and not is_asked_for(text, one.start, two.end):
        return None
    if not (one.high.strong or two.high.strong):
        return None
    if not strong and counts_something(text, one.start, two.end):
        return None
    return _reading(text, one, two)


def _bare(text: str, sides: Sequence[_Side], index: int) -> Reading | None:
    """Read two plain numbers: only with decimals, a cue or a place near by, and no others."""
    one, two = sides[index].high, sides[index + 1].high
    decimals = min(one.decimals, two.decimals)
    if decimals < _FEWEST_DECIMALS or one.comma != two.comma:
        return None
    if one.comma and (decimals < 4 or "," in text[one.end : two.start]):
        return None
    if counts_something(text, one.start, two.end) or is_list(text, one.start, two.end):
        return None
    asked = is_asked_for(text, one.start, two.end)
    few = decimals < _BARE_DECIMALS
    if few and not asked:
        return None
    return _reading(text, sides[index], sides[index + 1], needs_place=few or not asked)


def _reading(text: str, one: _Side, two: _Side, *, needs_place: bool = False) -> Reading | None:
    points, problem = _points(text, one, two)
    if problem and needs_place:
        return None
    step = max(one.high.step, two.high.step, one.low.step, two.low.step)
    ranged = one.low is not one.high or two.low is not two.high
    bounds = None
    if ranged and points:
        lat, lon = (one, two) if points[0][0] == one.middle else (two, one)
        bounds = Bounds(lat.ends[0], lon.ends[0], lat.ends[1], lon.ends[1])
    return Reading(
        one.start,
        _closed(text, one.start, two.end),
        _notation(one.high, two.high),
        points,
        step * METRES_A_DEGREE,
        bounds,
        needs_place,
        problem=problem,
    )


def _closed(text: str, start: int, end: int) -> int:
    """Return the end without a bracket that was not opened."""
    return end - 1 if text[end - 1] in ")]" and "(" not in text[start:end] else end


def _notation(one: Angle, two: Angle) -> Notation:
    parts = max(one.parts, two.parts)
    if parts > 1:
        return Notation.MINUTES if parts == 2 else Notation.SECONDS
    plain = not (one.strong or two.strong)
    return Notation.PAIR if plain else Notation.DEGREES


def _points(
    text: str, one: _Side, two: _Side
) -> tuple[tuple[tuple[float, float], ...], str | None]:
    """Return the possible points, the likeliest first, or the reason why there are none."""
    a, b = one.middle, two.middle
    if a == 0 and b == 0:
        return (), "0, 0 lies in the open sea; programs write it when they know no position"
    orders = _orders(text, one, two)
    points = tuple((lat, lon) for lat, lon in orders if abs(lat) <= 90 and abs(lon) <= 180)
    if not points:
        return (), "the numbers lie outside -90 to 90 and -180 to 180 degrees"
    if "lon?" in (one.axis, two.axis):
        # O is Ost (east) in German and Ouest, Oeste (west) in French and Spanish.
        lat, lon = points[0]
        return ((lat, lon), (lat, -lon)), None
    return points, None


def _orders(text: str, one: _Side, two: _Side) -> tuple[tuple[float, float], ...]:
    a, b = one.middle, two.middle
    if one.axis or two.axis:
        first = one.axis == "lat" or two.axis.startswith("lon")
        return ((a, b),) if first else ((b, a),)
    if _ORDER.search(text[max(0, one.start - 60) : one.start]):
        return ((b, a),)
    if re.search(r"\blat[^\d]{1,12}lon", text[max(0, one.start - 60) : one.start], re.IGNORECASE):
        return ((a, b),)
    return ((a, b), (b, a)) if abs(b) <= 90 else ((a, b),)
