"""Country, state and county shapes: TopoJSON of world-atlas and us-atlas.

Format: https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geomap.types import Bounds

Ring = list[tuple[float, float]]
GAP = 10.0


def outlines(topology: dict[str, Any], name: str) -> list[tuple[dict[str, Any], list[Ring]]]:
    """Return each geometry of an object with its outer rings of (longitude, latitude)."""
    arcs = _decode(topology)
    found = []
    for geometry in topology["objects"][name]["geometries"]:
        parts = geometry.get("arcs") or []
        polygons = [parts] if geometry["type"] == "Polygon" else parts
        rings = [_ring(arcs, polygon[0]) for polygon in polygons if polygon]
        found.append((geometry, rings))
    return found


def _decode(topology: dict[str, Any]) -> list[Ring]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        decoded.append(line)
    return decoded


def _ring(arcs: list[Ring], indices: Sequence[int]) -> Ring:
    ring: Ring = []
    for index in indices:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(line[1:] if ring else line)
    return ring


def area_and_centroid(ring: Ring) -> tuple[float, float, float]:
    """Return (area in square degrees, longitude, latitude) of a ring, flat."""
    twice = cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        twice += cross
        cx += (x1 + x2) * cross
        cy += (y1 + y2) * cross
    if not twice:
        return 0.0, ring[0][0], ring[0][1]
    return abs(twice) / 2, cx / (3 * twice), cy / (3 * twice)


def label_point(rings: list[Ring]) -> tuple[float, float]:
    """Return (latitude, longitude): the centroid of the largest part."""
    _, longitude, latitude = max(area_and_centroid(ring) for ring in rings)
    return latitude, longitude


def main_bounds(rings: list[Ring]) -> Bounds:
    """Return the box of the largest part and of all parts within 10 degrees of it, in a chain.

    So France is without Guiana and the United States without Hawaii. Parts across the
    antimeridian are taken as neighbours: Russia's box then has ``west > east``.
    """
    boxes = sorted((_box(ring) for ring in rings), key=lambda b: -(b[2] - b[0]) * (b[3] - b[1]))
    south, west, north, east = boxes.pop(0)
    grown = True
    while grown:
        grown = False
        for box in list(boxes):
            for shift in (0.0, 360.0, -360.0):
                s, w, n, e = box[0], box[1] + shift, box[2], box[3] + shift
                apart_x = max(w - east, west - e, 0.0)
                apart_y = max(s - north, south - n, 0.0)
                if max(apart_x, apart_y) <= GAP:
                    south, west = min(south, s), min(west, w)
                    north, east = max(north, n), max(east, e)
                    boxes.remove(box)
                    grown = True
                    break
    if east - west >= 360:
        return Bounds(south, -180.0, north, 180.0)
    return Bounds(south, _wrap(west), north, _wrap(east))


def _box(ring: Ring) -> tuple[float, float, float, float]:
    xs = [x for x, _ in ring]
    ys = [y for _, y in ring]
    return min(ys), min(xs), max(ys), max(xs)


def _wrap(longitude: float) -> float:
    if longitude > 180:
        return longitude - 360
    return longitude + 360 if longitude < -180 else longitude
