"""The first view: the box that shows the places that matter."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geomap.geodesy import distance_km
from geomap.types import Area, Bounds, Place

__all__ = ["Spot", "beside", "first_view", "spot"]

KM_PER_DEGREE = 111.2
CORE = 0.8
"""The share of the weight that lies nearest the middle and sets the scale."""
REACH = 2.2
"""Places farther from the middle than the core's radius times this do not widen the view."""
NEAR_KM = 300.0
SMALLEST_DEGREES = 2.4
"""Around a single place; there is little to see on the base map below this height."""
CITY_DEGREES = 0.04
"""Of several places in one city, about four kilometres, with as much air around them."""
AIR = 1.5
LARGEST_KM = 4000.0
"""A story without cities may still be about countries up to this size, not about the globe."""
WORLD = 200.0
"""Degrees of longitude from which a view shows the whole world."""
WORLD_SOUTH, WORLD_NORTH = -56.0, 74.0
"""Where people live: Antarctica is no part of a view of the world without a place there."""
BERING_STRAIT = -169.0
WIDE_GAP = 100.0
PIVOTS = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the view sees it; ``box`` is set for areas."""

    latitude: float
    longitude: float
    weight: float
    is_area: bool = False
    box: Bounds | None = None


def spot(place: Place, mentions: int, area: Area | None = None) -> Spot:
    """Return what counts of a place: its position (or its vague area's) and its mentions."""
    latitude, longitude = place.latitude, place.longitude
    if area is not None and area.points:
        latitude = sum(p[0] for p in area.points) / len(area.points)
        longitude = sum(p[1] for p in area.points) / len(area.points)
    return Spot(latitude, longitude, math.sqrt(mentions), place.is_area, place.bounds)


def first_view(spots: Iterable[Spot]) -> Bounds:
    """Return the box to show first.

    Cities and facilities decide; a far outlier or a country as wide as a continent does not
    zoom the map out. Without cities the areas decide. ``east`` is above 180 where the box
    crosses the antimeridian.
    """
    everything = list(spots)
    points = [s for s in everything if not s.is_area]
    areas = [s for s in everything if s.is_area]
    if not points:
        points = [s for s in areas if _width_km(s) <= LARGEST_KM] or areas
    if not points:
        return Bounds(-55.0, -150.0, 75.0, 170.0)
    middle = _middle(points)
    kept = _near(points, middle)
    box = _around([(s.latitude, beside(s.longitude, middle.longitude)) for s in kept])
    if box.east - box.west > WORLD:
        return _world(kept, box)
    for area in sorted(areas, key=lambda s: -s.weight):
        box = _widened(box, area, middle.longitude, limit=math.inf if area in kept else 1.5)
    return _at_least(box, _smallest(box))


def _smallest(box: Bounds) -> float:
    """Return the height below which a view shows too little of what is around its places."""
    span = max(_span(box))
    return SMALLEST_DEGREES if span < CITY_DEGREES / 2 else min(SMALLEST_DEGREES, span * AIR)


def _world(spots: Sequence[Spot], box: Bounds) -> Bounds:
    """Return a box of the whole world, cut where no land and no place is torn from another.

    That is in the Bering Strait, unless a much wider gap between places lies elsewhere.
    """
    longitudes = sorted({s.longitude % 360.0 for s in spots})
    gaps = [
        (following - before, (before + following) / 2)
        for before, following in pairwise([*longitudes, longitudes[0] + 360.0])
    ]
    widest, cut = max(gaps)
    if widest < WIDE_GAP:
        cut = BERING_STRAIT
    west = (cut + 180.0) % 360.0 - 180.0
    west = west if west <= 0.0 else west - 360.0
    middle = west + 180.0
    low = max(-85.0, min(box.south - 2.0, WORLD_SOUTH))
    return Bounds(low, middle - 180.0, max(WORLD_NORTH, min(85.0, box.north + 2.0)), middle + 180.0)


def _apart_km(one: Spot, other: Spot) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _middle(points: Sequence[Spot]) -> Spot:
    """Return the spot with the smallest weighted sum of distances to the heaviest ones."""
    heaviest = sorted(points, key=lambda s: (-s.weight, s.latitude, s.longitude))[:PIVOTS]
    return min(heaviest, key=lambda s: sum(_apart_km(s, t) * t.weight for t in heaviest))


def _near(points: Sequence[Spot], middle: Spot) -> list[Spot]:
    by_distance = sorted((_apart_km(s, middle), i) for i, s in enumerate(points))
    wanted, seen, core = CORE * sum(s.weight for s in points), 0.0, 0.0
    for away, i in by_distance:
        core, seen = away, seen + points[i].weight
        if seen >= wanted:
            break
    limit = max(core * REACH, NEAR_KM)
    return [points[i] for away, i in by_distance if away <= limit]


def beside(longitude: float, middle: float) -> float:
    """Return the longitude on the turn of the globe that is nearest to the middle."""
    return middle + (longitude - middle + 180.0) % 360.0 - 180.0


def _around(points: Sequence[tuple[float, float]]) -> Bounds:
    latitudes, longitudes = [p[0] for p in points], [p[1] for p in points]
    return Bounds(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def _widened(box: Bounds, area: Spot, middle: float, limit: float) -> Bounds:
    """Include the area's box unless the view would grow beyond ``limit`` times its span."""
    if area.box is None:
        return box
    west = beside(area.box.west, middle)
    east = west + (area.box.east - area.box.west) % 360.0
    wider = Bounds(
        min(box.south, area.box.south),
        min(box.west, west),
        max(box.north, area.box.north),
        max(box.east, east),
    )
    before = max(_span(_at_least(box, SMALLEST_DEGREES)))
    return wider if max(_span(wider)) <= limit * before else box


def _span(box: Bounds) -> tuple[float, float]:
    return box.north - box.south, box.east - box.west


def _at_least(box: Bounds, degrees: float) -> Bounds:
    height, width = _span(box)
    more_height, more_width = max(0.0, degrees - height) / 2, max(0.0, degrees - width) / 2
    return Bounds(
        max(-85.0, box.south - more_height),
        box.west - more_width,
        min(85.0, box.north + more_height),
        box.east + more_width,
    )


def _width_km(area: Spot) -> float:
    if area.box is None:
        return 0.0
    height = area.box.north - area.box.south
    width = (area.box.east - area.box.west) % 360.0
    return KM_PER_DEGREE * max(height, width * math.cos(math.radians(area.latitude)))
