"""Areas of a picture: their rings, cut to what is seen, and where their names may stand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from geomap.aggregate import PlaceEntry
from geomap.basemap.clipping import clip_line, clip_ring
from geomap.basemap.places import OPEN, shapes_of
from geomap.export.geometry import cut, outline, vague_geometry
from geomap.export.picture.labels import Box, centred
from geomap.types import Bounds

__all__ = [
    "Rings",
    "area_kind",
    "area_rings",
    "beside",
    "centre",
    "clipped",
    "extent",
    "is_small",
    "mean",
]

Rings = list[list[tuple[float, float]]]
_SMALL = 30.0


def area_kind(entry: PlaceEntry) -> str:
    if entry.area is None:
        found = shapes_of(entry.place)
        return "line" if found and found[0] in OPEN else "area"
    return "line" if entry.area.kind == "line" else "vague"


def area_rings(entry: PlaceEntry) -> Rings:
    """Return open rings (or a line) of (latitude, longitude)."""
    place = entry.place
    if entry.area is not None:
        return _positions(vague_geometry(entry.area))
    found = outline(place)
    if found is not None:
        return _positions(found)
    if place.bounds is None or _spans_world(place.bounds):
        return []
    return [[(y, x) for x, y in piece] for piece in cut(_soft_box(place.bounds))]


def clipped(rings: Rings, box: Bounds, *, closed: bool) -> Rings:
    if not closed:
        return [part for line in rings for part in clip_line(line, box)]
    return [part for ring in rings if len(part := clip_ring(ring, box)) > 2]


def _positions(geometry: dict[str, Any] | None) -> Rings:
    if geometry is None:
        return []
    nested = geometry["coordinates"]
    if geometry["type"] == "LineString":
        nested = [nested]
    # A MultiLineString is nested as rings are.
    elif geometry["type"] == "MultiPolygon":
        nested = [ring for polygon in nested for ring in polygon]
    closed = "Polygon" in geometry["type"]
    return [
        [(latitude, longitude) for longitude, latitude in (ring[:-1] if closed else ring)]
        for ring in nested
    ]


def _soft_box(box: Bounds, corners: int = 48) -> list[tuple[float, float]]:
    """Return a rounded box of (longitude, latitude): its soft edges claim no exact ones."""

    def rounded(value: float) -> float:
        return math.copysign(math.sqrt(abs(value)), value)

    width = (box.east - box.west) % 360 or 360.0
    angles = [2 * math.pi * corner / corners for corner in range(corners)]
    return [
        (
            box.west + width / 2 + rounded(math.cos(angle)) * width / 2,
            (box.south + box.north) / 2 + rounded(math.sin(angle)) * (box.north - box.south) / 2,
        )
        for angle in angles
    ]


def _spans_world(box: Bounds) -> bool:
    return box.north - box.south > 150 or (box.east - box.west) % 360 > 300


def beside(rings: Rings, width: float, height: float) -> list[Box]:
    """Return boxes next to an area that is smaller than its name, islands for example."""
    if not rings:
        return []
    left, bottom, right, top = extent(rings)
    if right - left > width and top - bottom > height:
        return []
    x, y = (left + right) / 2, (bottom + top) / 2
    below, above = bottom - height / 2 - 1, top + height / 2 + 1
    west, east = left - width / 2 - 1, right + width / 2 + 1
    sides = [(x, below), (x, above), (east, y), (west, y)]
    corners = [(east, above), (west, above), (east, below), (west, below)]
    return centred([*sides, *corners], width, height)


def is_small(rings: Rings) -> bool:
    """Whether a name would cover the area."""
    if not rings:
        return False
    left, bottom, right, top = extent(rings)
    return right - left < _SMALL and top - bottom < _SMALL


def extent(rings: Rings) -> Box:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def centre(entry: PlaceEntry) -> tuple[float, float]:
    place = entry.place
    if entry.area is not None and entry.area.points:
        points = entry.area.points
        return mean(point[0] for point in points), mean(point[1] for point in points)
    return place.latitude, place.longitude


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
