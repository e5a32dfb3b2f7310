"""A point in the notations that other tools take.

>>> decimal_degrees(33.25, -44.2333, 1850)
'33.25° N, 44.23° W'
>>> degrees_minutes_seconds(33.25, -44.2333)
'33°15′00″ N, 44°14′00″ W'
>>> plus_code(47.36559, 8.524997)
'8FVC9G8F+6X'
"""

from __future__ import annotations

from math import log10

from geomap.coordinates.grids import mgrs_of
from geomap.coordinates.plus_codes import encode
from geomap.geodesy import METRES_A_DEGREE

__all__ = ["decimal_degrees", "degrees_minutes_seconds", "mgrs_of", "plus_code"]


def decimal_degrees(latitude: float, longitude: float, precision_m: float = 1.0) -> str:
    """Return degrees with as many decimals as the precision (metres) allows, at most six."""
    decimals = max(0, min(6, round(log10(METRES_A_DEGREE / max(precision_m, 0.1)))))
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.{decimals}f}° {north}, {abs(longitude):.{decimals}f}° {east}"


def degrees_minutes_seconds(latitude: float, longitude: float) -> str:
    """Return degrees, minutes and whole seconds."""
    return f"{_dms(latitude, 'NS')}, {_dms(longitude, 'EW')}"


def _dms(value: float, letters: str) -> str:
    seconds = round(abs(value) * 3600)
    minutes, seconds = divmod(seconds, 60)
    degrees, minutes = divmod(minutes, 60)
    return f"{degrees}°{minutes:02d}′{seconds:02d}″ {letters[value < 0]}"


def plus_code(latitude: float, longitude: float) -> str:
    """Return the full Plus Code of a point (a square of about 14 m)."""
    return encode(latitude, longitude)
