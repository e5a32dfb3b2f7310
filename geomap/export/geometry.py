"""Where a place lies, as GeoJSON geometry: no pin for what is not a point.

Positions are [longitude, latitude] in WGS 84 degrees; rings follow RFC 7946: exterior ones
counter-clockwise, cut at the antimeridian. Countries, first-level units, rivers and lakes have
the shapes of the base map (Natural Earth).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from geomap.aggregate import PlaceEntry
from geomap.basemap.places import OPEN, shapes_of
from geomap.basemap.store import load
from geomap.geodesy import EARTH_RADIUS_KM, destination
from geomap.types import Area, Place

__all__ = ["cut", "outline", "shape", "vague_geometry"]

_KM_A_DEGREE = math.radians(1) * EARTH_RADIUS_KM
_STEPS = 64
_DIGITS = 6

_DETAIL = 0.02

Position = tuple[float, float]
Ring = list[Position]


def shape(entry: PlaceEntry, *, points: bool = False) -> dict[str, Any]:
    """Return the vague area if there is one, the outline of an area, or the point."""
    found = None
    if not points:
        found = vague_geometry(entry.area) if entry.area else outline(entry.place)
    return found or _point(entry.place)


def outline(place: Place) -> dict[str, Any] | None:
    """Return the outline of a country, a first-level unit or a lake, a river's course, or None."""
    found = shapes_of(place)
    return _outline(*found) if found else None


@lru_cache(maxsize=256)
def _outline(name: str, numbers: tuple[int, ...]) -> dict[str, Any] | None:
    store = load(name)
    level = store.level(_DETAIL)
    polygons = [
        [
            [(longitude, latitude) for latitude, longitude in ring]
            for ring in (store.ring(arcs, level) for arcs in polygon)
            if len(ring) > (1 if name in OPEN else 2)
        ]
        for number in numbers
        for index, polygon in enumerate(store.shapes[number].polygons)
        if polygon[0][0] >= level or index == 0
    ]
    kept = [rings for rings in polygons if rings]
    if name in OPEN:
        lines = [[_rounded(position) for position in ring] for rings in kept for ring in rings]
        return {"type": "MultiLineString", "coordinates": lines} if lines else None
    return _valid(kept)


def _valid(polygons: list[list[list[tuple[float, float]]]]) -> dict[str, Any] | None:
    """Return a MultiPolygon without the knots that thinning ties, as GIS programs demand."""
    import shapely

    found = shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])
    if not found.is_valid:
        found = shapely.make_valid(found, method="structure", keep_collapsed=False)
    found = shapely.orient_polygons(shapely.set_precision(found, 1e-6))
    parts = [part for part in getattr(found, "geoms", [found]) if not part.is_empty]
    if not parts:
        return None
    coordinates = [
        [[list(position) for position in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts
    ]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _point(place: Place) -> dict[str, Any]:
    """Return the place's position as a Point."""
    return {
        "type": "Point",
        "coordinates": [round(place.longitude, _DIGITS), round(place.latitude, _DIGITS)],
    }


def vague_geometry(area: Area) -> dict[str, Any] | None:
    """Return a circle, box or line; None for a circle around a pole or an unknown kind."""
    if area.kind == "circle" and area.points:
        return _circle(area.points[0], area.radius_km)
    if area.kind == "box" and len(area.points) == 2:
        (south, west), (north, east) = area.points
        east += 360 if east < west else 0
        return _polygon([(west, south), (east, south), (east, north), (west, north)])
    if area.kind == "line" and len(area.points) >= 2:
        return _line([(longitude, latitude) for latitude, longitude in area.points])
    return None


def _circle(centre: tuple[float, float], radius_km: float) -> dict[str, Any] | None:
    """Return the points at that great-circle distance from the centre."""
    if abs(centre[0]) + radius_km / _KM_A_DEGREE >= 89.9:
        return None
    ring: Ring = []
    for step in range(_STEPS):
        latitude, longitude = destination(*centre, -360 * step / _STEPS, radius_km)
        ring.append((centre[1] + (longitude - centre[1] + 180) % 360 - 180, latitude))
    return _polygon(ring)


def _polygon(ring: Ring) -> dict[str, Any]:
    pieces = [_closed(piece) for piece in cut(ring)]
    if len(pieces) == 1:
        return {"type": "Polygon", "coordinates": [pieces[0]]}
    return {"type": "MultiPolygon", "coordinates": [[piece] for piece in pieces]}


def cut(ring: Sequence[Position]) -> list[Ring]:
    """Return an open ring with continuous longitudes as rings within -180 to 180."""
    pieces = []
    for shift in (-360.0, 0.0, 360.0):
        moved = [(longitude + shift, latitude) for longitude, latitude in ring]
        piece = _half(_half(moved, 180.0, keep_below=True), -180.0, keep_below=False)
        if len(piece) > 2:
            pieces.append(piece)
    return pieces


def _half(ring: Ring, edge: float, *, keep_below: bool) -> Ring:
    """Return the part on one side of a meridian (Sutherland and Hodgman, 1974)."""

    def inside(position: Position) -> bool:
        return position[0] <= edge if keep_below else position[0] >= edge

    kept: Ring = []
    for before, after in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        if inside(before) != inside(after):
            share = (edge - before[0]) / (after[0] - before[0])
            kept.append((edge, before[1] + share * (after[1] - before[1])))
        if inside(after):
            kept.append(after)
    return kept


def _closed(ring: Ring) -> list[list[float]]:
    """Return an open ring closed, counter-clockwise."""
    doubled_area = sum(
        (x2 - x1) * (y2 + y1)
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)
    )
    clockwise = doubled_area > 0
    ordered = ring[::-1] if clockwise else ring
    return [_rounded(position) for position in [*ordered, ordered[0]]]


def _line(points: Ring) -> dict[str, Any]:
    """Return a line, in parts if it crosses the antimeridian the short way."""
    parts: list[Ring] = [[points[0]]]
    for before, after in itertools.pairwise(points):
        if abs(after[0] - before[0]) > 180:
            side = math.copysign(180.0, before[0])
            goal = after[0] + 2 * side
            share = (side - before[0]) / (goal - before[0])
            latitude = before[1] + share * (after[1] - before[1])
            parts[-1].append((side, latitude))
            parts.append([(-side, latitude)])
        parts[-1].append(after)
    written = [[_rounded(position) for position in part] for part in parts]
    if len(written) == 1:
        return {"type": "LineString", "coordinates": written[0]}
    return {"type": "MultiLineString", "coordinates": written}


def _rounded(position: Position) -> list[float]:
    return [round(position[0], _DIGITS), round(position[1], _DIGITS)]
