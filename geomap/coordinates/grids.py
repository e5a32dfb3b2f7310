"""Grid references: MGRS (also USNG) and UTM, WGS 84.

>>> reading, = find_mgrs("Grid 38S MB 12345 67890 was searched twice.")
>>> [round(value, 4) for value in reading.points[0]], reading.precision_m
([33.1462, 44.0601], 1.0)
>>> find_mgrs("on 17 DEC 24 and 12 MAR 2024")
[]
>>> reading, = find_utm("The mine is at UTM zone 37N 412345 E 4012345 N.")
>>> [round(value, 3) for value in reading.points[0]]
[36.252, 38.024]
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Any

from geomap.coordinates.reading import Notation, Reading

__all__ = ["find_mgrs", "find_utm", "mgrs_of"]

_MGRS = re.compile(
    r"(?<![\w.,/-])(?P<zone>0?[1-9]|[1-5]\d|60)(?P<a>\s{0,2})(?P<band>[C-HJ-NP-X])(?P<b>\s{0,2})"
    r"(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])"
    r"(?P<c>[\s-]{0,2})(?:(?P<east>\d{1,5})(?P<d>[\s-]{1,2})(?P<north>\d{1,5})|(?P<digits>\d{2,10}))"
    r"(?![\w-]|[.,]\d)"
)
_MONTHS = frozenset(
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
)
_GRID_CUE = re.compile(
    r"\b(?:mgrs|usng|grid(?:\s(?:ref(?:erence)?|square|coord\w*|zone))?|gr|vic(?:inity)?\.?|"
    r"coord(?:inate)?s?|position|loc(?:ation)?)\b[\s.:#(]{0,4}(?:is\s|at\s|of\s|was\s)?$",
    re.IGNORECASE,
)
_SURE_DIGITS = 6
_UTM = re.compile(
    r"(?P<cue>\bUTM\b[\s:,]{0,3})?(?:\b[Zz]one[\s:]{1,3})?(?<![\w.,])(?P<zone>0?[1-9]|[1-5]\d|60)\s{0,2}"
    r"(?P<band>[C-HJ-NP-X])\b[\s,:;]{0,3}"
    r"(?:[Ee](?:asting)?[\s:=]{0,3})?(?P<east>\d{6}(?:\.\d{1,3})?)\s{0,2}(?P<em>m?\s{0,2}E\b|mE\b|m\b)?"
    r"[\s,;/]{1,3}"
    r"(?:[Nn](?:orthing)?[\s:=]{0,3})?(?P<north>\d{6,7}(?:\.\d{1,3})?)(?:\s{0,2}(?P<nm>m?\s{0,2}N\b|mN\b|m\b))?"
)
_UTM_BEHIND = re.compile(
    r"(?<![\w.,])(?P<east>\d{6}(?:\.\d{1,3})?)\s{0,2}(?P<em>m?\s{0,2}E\b)[\s,;/]{1,3}"
    r"(?P<north>\d{6,7}(?:\.\d{1,3})?)\s{0,2}(?P<nm>m?\s{0,2}N\b)[\s,;]{0,3}\(?"
    r"(?P<cue>(?:UTM\s{1,2})?(?:[Zz]one\s{1,2})?)(?P<zone>0?[1-9]|[1-5]\d|60)\s{0,2}(?P<band>[C-HJ-NP-X])\b"
)
_UTM_LIMIT = 84.5
_NEAR_UTM = re.compile(r"\b(?:UTM|zone|grid|easting)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _mgrs() -> Any:
    import mgrs

    return mgrs.MGRS()


def find_mgrs(text: str) -> list[Reading]:
    """Return the references of two to ten figures; the point is the middle of the square.

    Without a word such as "grid" in front, six figures are asked for: "17 DEC 24" is a date.
    """
    found = (_mgrs_reading(text, match) for match in _MGRS.finditer(text))
    return [reading for reading in found if reading is not None]


def _mgrs_reading(text: str, match: re.Match[str]) -> Reading | None:
    east, north = match["east"], match["north"]
    if match["digits"]:
        digits = match["digits"]
        if len(digits) % 2:
            return None
        east, north = digits[: len(digits) // 2], digits[len(digits) // 2 :]
    if len(east) != len(north):
        return None
    asked = bool(_GRID_CUE.search(text[max(0, match.start() - 40) : match.start()]))
    month = match["band"] + match["square"] in _MONTHS
    if not asked and (month or 2 * len(east) < _SURE_DIGITS):
        return None
    if month and match["a"]:
        return None
    return _mgrs_point(match, east, north)


def _mgrs_point(match: re.Match[str], east: str, north: str) -> Reading | None:
    import mgrs
    import utm

    code = f"{int(match['zone'])}{match['band']}{match['square']}{east}{north}"
    size = 10.0 ** (5 - len(east))
    try:
        with warnings.catch_warnings():
            # The library only warns of a square that its band does not hold.
            warnings.simplefilter("error")
            zone, hemisphere, easting, northing = _mgrs().MGRSToUTM(code)
        latitude, longitude = utm.to_latlon(
            easting + size / 2,
            northing + size / 2,
            zone,
            northern=hemisphere in ("N", b"N"),
            strict=False,
        )
    except (mgrs.core.MGRSError, utm.OutOfRangeError, ValueError, RuntimeWarning):
        return None
    point = (float(latitude), float(longitude))
    return Reading(match.start(), match.end(), Notation.MGRS, (point,), size)


def find_utm(text: str) -> list[Reading]:
    """Return the UTM positions. "37S" may be the band S or the southern half: both are given."""
    found: dict[int, Reading] = {}
    for pattern in (_UTM_BEHIND, _UTM):
        for match in pattern.finditer(text):
            reading = _utm_reading(text, match)
            if reading is not None:
                found.setdefault(reading.start, reading)
    return [found[start] for start in sorted(found)]


def _utm_reading(text: str, match: re.Match[str]) -> Reading | None:
    near = text[max(0, match.start() - 40) : match.start()]
    if not (match["cue"].strip() if match["cue"] else "") and not (
        match["em"] or match["nm"] or _NEAR_UTM.search(near)
    ):
        return None
    zone, band = int(match["zone"]), match["band"]
    easting, northing = float(match["east"]), float(match["north"])
    points = tuple(
        point
        for northern in _halves(band, northing)
        if (point := _utm_point(easting, northing, zone, northern=northern)) is not None
    )
    start = match.start()
    if match["cue"] and match.re is _UTM:
        start = match.start("zone")
    if not points:
        return Reading(
            start, match.end(), Notation.UTM, problem="no place on Earth has these UTM numbers"
        )
    decimals = len(match["east"].partition(".")[2])
    return Reading(start, match.end(), Notation.UTM, points, 10.0**-decimals)


def _halves(band: str, northing: float) -> tuple[bool, ...]:
    """Return whether the position lies in the northern half, the likelier answer first."""
    if band != "S":
        return (band >= "N",)
    # Northings of the band S (32 to 40 degrees north); elsewhere S can only mean south.
    return (True, False) if 3_540_000 <= northing <= 4_430_000 else (False,)


def _utm_point(
    easting: float, northing: float, zone: int, *, northern: bool
) -> tuple[float, float] | None:
    import utm

    try:
        latitude, longitude = utm.to_latlon(easting, northing, zone, northern=northern)
    except (utm.OutOfRangeError, ValueError):
        return None
    # The library checks the numbers that go in, not what comes out.
    return (float(latitude), float(longitude)) if abs(latitude) <= _UTM_LIMIT else None


def mgrs_of(latitude: float, longitude: float) -> str | None:
    """Return the ten-figure reference of a point ("38S MB 12345 67890"); None near the poles."""
    import mgrs

    if not -80 <= latitude <= 84:
        return None
    try:
        code = str(_mgrs().toMGRS(latitude, longitude))
    except mgrs.core.MGRSError:
        return None
    return f"{code[:-12]} {code[-12:-10]} {code[-10:-5]} {code[-5:]}"
