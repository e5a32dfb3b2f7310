"""How far places reach, and the parts of their boxes; circles and boxes of stated uncertainty."""

from __future__ import annotations

from math import floor, log10, pi, sqrt

from geomap.geodesy import beyond_bounds_km, radius_km
from geomap.types import Area, Bounds, Kind, Place, Shape

__all__ = ["bounds_of", "box", "circle", "part_box", "place_radius_km", "rounded", "side"]

_PEOPLE_A_KM2 = 3000  # density of a large city: turns its population into a radius
_FAR_KM = 200.0


def bounds_of(place: Place) -> Bounds | None:
    """Return the box of a place, unless it cannot be right: its own point lies far outside."""
    bounds = place.bounds
    if bounds is None or beyond_bounds_km(place.latitude, place.longitude, bounds) > _FAR_KM:
        return None
    return bounds


def place_radius_km(place: Place) -> float:
    """Return about how far a place reaches from its point."""
    if bounds := bounds_of(place):
        return radius_km(bounds)
    if place.kind == Kind.CITY:
        return max(2.0, sqrt((place.population or 0) / _PEOPLE_A_KM2 / pi))
    return 2.0


def part_box(place: Place, bounds: Bounds, bearing: int, far: bool) -> Bounds:
    """Return a part of a box: a country's cut at its point, near the middle, others halved."""
    south, west, north, east = bounds
    width = (east - west) % 360
    tall = (place.latitude - south) / (north - south) if north > south else 0.5
    wide = ((place.longitude - west) % 360) / width if width else 0.5
    if place.kind != Kind.COUNTRY or not (0.1 < tall < 0.9 and 0.1 < wide < 0.9):
        tall = wide = 0.5
    upper, right = (1 - tall, 1 - wide)
    factor = 0.6 if far else 1.0
    heights = (tall if 90 < bearing < 270 else upper) * factor
    widths = (wide if bearing > 180 else right) * factor
    return side(bounds, bearing, heights, widths)


def side(bounds: Bounds, bearing: int, height: float, width: float) -> Bounds:
    """Return the part of a box that lies to one side: shares of its height and width."""
    south, west, north, east = bounds
    tall, wide = (north - south) * height, ((east - west) % 360) * width
    if bearing in (315, 0, 45):
        south = north - tall
    if bearing in (135, 180, 225):
        north = south + tall
    if bearing in (45, 90, 135):
        west = (east - wide + 180) % 360 - 180
    if bearing in (225, 270, 315):
        east = (west + wide + 180) % 360 - 180
    return Bounds(south, west, north, east)


def circle(centre: tuple[float, float], radius: float, words: str) -> Area:
    """Return a circle whose centre is given to a hundred metres."""
    return Area(Shape.CIRCLE, ((round(centre[0], 3), round(centre[1], 3)),), radius, words)


def box(bounds: Bounds, words: str) -> Area:
    """Return a box with edges to a kilometre; its radius is half the diagonal."""
    south, west, north, east = (round(edge, 2) for edge in bounds)
    return Area(Shape.BOX, ((south, west), (north, east)), rounded(radius_km(bounds)), words)


def rounded(km: float) -> float:
    """Return km with two digits: more would claim to know more.

    >>> rounded(1234.0), rounded(5.67), rounded(0.0)
    (1200.0, 5.7, 0.0)
    """
    digits = 1 - floor(log10(max(km, 0.1)))
    return round(km, digits)
