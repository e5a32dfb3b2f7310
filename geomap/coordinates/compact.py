"""Positions in the style of aviation and shipping: "3315N04414E", "N3315.5 E04414.2".

Degrees, minutes and seconds are run together: two digits of latitude (three of longitude), two
of minutes, two of seconds, as in ICAO Annex 15 and Doc 4444.

>>> [(r.points[0], round(r.precision_m)) for r in find_compact("3315N04415E, N331530 E0441530")]
[((33.25, 44.25), 1853), ((33.25833333333333, 44.25833333333333), 31)]
"""

from __future__ import annotations

import re

from geomap.coordinates.reading import Notation, Reading
from geomap.geodesy import METRES_A_DEGREE

__all__ = ["find_compact"]

_AFTER = re.compile(
    r"(?<![\w.])(?P<lat>\d{2}|\d{4}(?:\.\d{1,4})?|\d{6}(?:\.\d{1,3})?)(?P<ns>[NS])"
    r"(?P<gap>[\s,/-]{0,2})(?P<lon>\d{3}|\d{5}(?:\.\d{1,4})?|\d{7}(?:\.\d{1,3})?)(?P<ew>[EW])(?!\w)"
)
_BEFORE = re.compile(
    r"(?<![\w.])(?P<ns>[NS])\s?(?P<lat>\d{4}(?:\.\d{1,4})?|\d{6}(?:\.\d{1,3})?)"
    r"(?P<gap>[\s,/-]{0,3})(?P<ew>[EW])\s?(?P<lon>\d{5}(?:\.\d{1,4})?|\d{7}(?:\.\d{1,3})?)(?![\w.]\w)"
)


def find_compact(text: str) -> list[Reading]:
    """Return the positions whose degrees and minutes are run together, in text order."""
    found = [
        reading
        for pattern in (_AFTER, _BEFORE)
        for match in pattern.finditer(text)
        if (reading := _reading(match)) is not None
    ]
    return sorted(found, key=lambda reading: reading.start)


def _reading(match: re.Match[str]) -> Reading | None:
    lat, lon = match["lat"], match["lon"]
    if len(lat) == 2 and match["gap"]:
        return None
    north, east = _degrees(lat, 2), _degrees(lon, 3)
    if north is None or east is None or north[0] > 90 or east[0] > 180:
        return None
    point = (
        north[0] if match["ns"] == "N" else -north[0],
        east[0] if match["ew"] == "E" else -east[0],
    )
    step = max(north[1], east[1]) * METRES_A_DEGREE
    return Reading(match.start(), match.end(), Notation.COMPACT, (point,), step)


def _degrees(digits: str, size: int) -> tuple[float, float] | None:
    """Return degrees and what the last digit stands for, in degrees."""
    whole, _, fraction = digits.partition(".")
    parts = [whole[:size], *re.findall("..", whole[size:])]
    numbers = [float(part) for part in parts]
    if fraction:
        numbers[-1] += float("0." + fraction)
    if any(number >= 60 for number in numbers[1:]):
        return None
    value = sum(number / 60**power for power, number in enumerate(numbers))
    return value, 60.0 ** (1 - len(parts)) * 10.0 ** -len(fraction)
