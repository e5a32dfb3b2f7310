"""Distances and directions on a sphere of the Earth's mean radius; degrees and km."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from geomap.types import Bounds

__all__ = [
    "EARTH_RADIUS_KM",
    "EQUATOR_RADIUS_KM",
    "METRES_A_DEGREE",
    "SAME_PLACE_KM",
    "bearing",
    "beyond_bounds_km",
    "chord_squared",
    "compass_point",
    "destination",
    "distance_km",
    "extent_km",
    "grow",
    "overlap",
    "radius_km",
]

EARTH_RADIUS_KM = 6371.0088  # mean radius of WGS 84 (IUGG)
EQUATOR_RADIUS_KM = 6378.137  # of the ellipsoid; what a Mercator map is drawn by
# 100 miles: who comes so near is right (Leidner 2007 and every evaluation of geoparsers since).
SAME_PLACE_KM = 161.0
_KM_A_DEGREE = radians(1) * EARTH_RADIUS_KM
METRES_A_DEGREE = 1000 * _KM_A_DEGREE
"""Of latitude, and of longitude at the equator."""


def chord_squared(km: float) -> float:
    """Return the squared distance of two unit vectors whose points lie ``km`` apart.

    The arc is taken for the chord, which is a thousandth too long at 1,000 km.

    >>> chord_squared(EARTH_RADIUS_KM)
    1.0
    """
    return (km / EARTH_RADIUS_KM) ** 2


def distance_km(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Return the great-circle distance (haversine)."""
    a, b, c, d = map(radians, (latitude, longitude, other_latitude, other_longitude))
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))


def destination(
    latitude: float, longitude: float, bearing: float, km: float
) -> tuple[float, float]:
    """Return the point that lies ``km`` away in the direction ``bearing`` (0 is north, 90 east)."""
    angle, start, course = km / EARTH_RADIUS_KM, radians(latitude), radians(bearing)
    end = asin(sin(start) * cos(angle) + cos(start) * sin(angle) * cos(course))
    turn = atan2(sin(course) * sin(angle) * cos(start), cos(angle) - sin(start) * sin(end))
    return degrees(end), _wrapped(longitude + degrees(turn))


def bearing(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Return the direction in which the other point lies (0 is north, 90 east)."""
    a, c, turn = map(radians, (latitude, other_latitude, other_longitude - longitude))
    east = sin(turn) * cos(c)
    north = cos(a) * sin(c) - sin(a) * cos(c) * cos(turn)
    return degrees(atan2(east, north)) % 360


def compass_point(bearing: float) -> str:
    """Return one of eight compass points: "N", "NE" …"""
    return ("N", "NE", "E", "SE", "S", "SW", "W", "NW")[round(bearing / 45) % 8]


def beyond_bounds_km(latitude: float, longitude: float, bounds: Bounds) -> float:
    """Return how far a point lies outside a box; 0 inside. Short distances only are exact."""
    nearest = min(max(latitude, bounds.south), bounds.north)
    width = (bounds.east - bounds.west) % 360
    beyond = (longitude - bounds.west) % 360
    if beyond <= width:
        return distance_km(latitude, longitude, nearest, longitude)
    return min(
        distance_km(latitude, longitude, nearest, side) for side in (bounds.west, bounds.east)
    )


def extent_km(bounds: Bounds) -> tuple[float, float]:
    """Return height and width (at the middle latitude) of a box."""
    middle = radians((bounds.south + bounds.north) / 2)
    width = (bounds.east - bounds.west) % 360
    return (bounds.north - bounds.south) * _KM_A_DEGREE, width * _KM_A_DEGREE * cos(middle)


def grow(bounds: Bounds, km: float) -> Bounds:
    """Return the box made larger on every side."""
    high = km / _KM_A_DEGREE
    middle = radians(min(abs((bounds.south + bounds.north) / 2), 80))
    wide = high / cos(middle)
    return Bounds(
        max(-90.0, bounds.south - high),
        _wrapped(bounds.west - wide),
        min(90.0, bounds.north + high),
        _wrapped(bounds.east + wide),
    )


def overlap(one: Bounds, two: Bounds) -> Bounds | None:
    """Return the box that two boxes share, or None."""
    south, north = max(one.south, two.south), min(one.north, two.north)
    if south > north:
        return None
    widths = (one.east - one.west) % 360, (two.east - two.west) % 360
    offset = (two.west - one.west) % 360
    if offset <= widths[0]:
        west, width = two.west, min(widths[1], widths[0] - offset)
    elif -offset % 360 <= widths[1]:
        west, width = one.west, min(widths[0], widths[1] - (-offset % 360))
    else:
        return None
    return Bounds(south, west, north, _wrapped(west + width))


def radius_km(bounds: Bounds) -> float:
    """Return half the diagonal of a box."""
    return hypot(*extent_km(bounds)) / 2


def _wrapped(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
