"""Natural Earth as a topology that a map can thin out: borders stay shared at every scale.

The source is world-atlas' TopoJSON (the specification is topojson/topojson-specification).
Its rings run on across the antimeridian; here they are cut there. Every point gets its
effective area after Visvalingam and Whyatt (1993), so that a reader may drop the least
important ones first, and more of them where nobody looks.
"""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass
from typing import Any

GRID = 100_000
SEAM = GRID - 1
NEVER_DROPPED = 255

Point = tuple[int, int]
Ring = list[int]


@dataclass
class Shape:
    """A country, unit, lake: polygons of rings of arc numbers; ``~n`` is arc n backwards.

    Of a river the rings are open lines. ``geonameid`` is 0 where there is none.
    """

    key: str
    name: str
    polygons: list[list[Ring]]
    geonameid: int = 0


@dataclass
class Topology:
    """Arcs on a grid of 100,000 by 100,000 cells; ``scale`` and ``offset`` lead to degrees."""

    arcs: list[list[Point]]
    shapes: list[Shape]
    scale: tuple[float, float]
    offset: tuple[float, float]

    def points(self, ring: Ring) -> list[Point]:
        points: list[Point] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points and points[-1] == arc[0] else arc)
        return points

    def degrees(self, point: Point) -> tuple[float, float]:
        """Return (longitude, latitude)."""
        return (
            point[0] * self.scale[0] + self.offset[0],
            point[1] * self.scale[1] + self.offset[1],
        )


def read(source: dict[str, Any], name: str) -> Topology:
    """Decode a quantised TopoJSON and cut it at the antimeridian."""
    transform = source["transform"]
    arcs = [_absolute(arc) for arc in source["arcs"]]
    topology = Topology(
        [], [], (transform["scale"][0], transform["scale"][1]), tuple(transform["translate"])
    )
    pieces = [_split(arc, topology.arcs) for arc in arcs]
    for geometry in source["objects"][name]["geometries"]:
        polygons = geometry.get("arcs", [])
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        cut = [part for polygon in polygons for part in _cut(polygon, pieces, topology)]
        topology.shapes.append(Shape(geometry.get("id") or "", geometry["properties"]["name"], cut))
    return topology


def _absolute(deltas: list[list[int]]) -> list[Point]:
    x = y = 0
    points: list[Point] = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        if not points or points[-1] != (x, y):
            points.append((x, y))
    return points


def _split(arc: list[Point], arcs: list[list[Point]]) -> list[int]:
    """Add the arc to ``arcs``, in pieces where it jumps from one edge of the map to the other."""
    runs: list[list[Point]] = [[arc[0]]]
    for (x0, y0), (x1, y1) in itertools.pairwise(arc):
        if abs(x1 - x0) > GRID // 2:
            eastward = x0 > x1
            here, there = (SEAM, 0) if eastward else (0, SEAM)
            width = GRID - abs(x1 - x0)
            part = abs(here - x0) / width if width else 0.0
            y = round(y0 + (y1 - y0) * part)
            runs[-1].append((here, y))
            runs.append([(there, y)])
        runs[-1].append((x1, y1))
    numbers = []
    for run in runs:
        points = [p for i, p in enumerate(run) if not i or p != run[i - 1]]
        if len(points) > 1:
            numbers.append(len(arcs))
            arcs.append(points)
    return numbers


def _cut(polygon: list[Ring], pieces: list[list[int]], topology: Topology) -> list[list[Ring]]:
    """Return the polygon with its new arc numbers, as several polygons if it is cut."""
    rings = [_chains(_renumber(ring, pieces), topology) for ring in polygon]
    outer, holes = rings[0], [ring for chains in rings[1:] for ring in chains]
    if len(outer) <= 1:
        return [[*outer, *holes]] if outer else []
    return [[ring] for ring in outer]


def _renumber(ring: Ring, pieces: list[list[int]]) -> Ring:
    numbers: Ring = []
    for number in ring:
        parts = pieces[number] if number >= 0 else [~p for p in reversed(pieces[~number])]
        numbers.extend(parts)
    return numbers


def _ends(number: int, arcs: list[list[Point]]) -> tuple[Point, Point]:
    arc = arcs[number if number >= 0 else ~number]
    return (arc[0], arc[-1]) if number >= 0 else (arc[-1], arc[0])


def _chains(ring: Ring, topology: Topology) -> list[Ring]:
    """Split a ring where it was cut; each chain closes along the antimeridian.

    A ring that is cut an odd number of times runs round a pole (Antarctica): its one chain
    closes along the map's lower edge by two arcs made here.
    """
    arcs = topology.arcs
    if not ring:
        return []
    chains: list[Ring] = [[]]
    for number in ring:
        if chains[-1] and _ends(chains[-1][-1], arcs)[1] != _ends(number, arcs)[0]:
            chains.append([])
        chains[-1].append(number)
    first, last = _ends(chains[0][0], arcs)[0], _ends(chains[-1][-1], arcs)[1]
    if len(chains) > 1 and first == last:
        chains[0] = chains.pop() + chains[0]
    for chain in chains:
        start, end = _ends(chain[0], arcs)[0], _ends(chain[-1], arcs)[1]
        if abs(start[0] - end[0]) > GRID // 2:
            chain.append(len(arcs))
            arcs.append([end, (end[0], 0), (start[0], 0), start])
    return chains


def area(points: list[Point]) -> float:
    """Return the area in cells, by the shoelace formula."""
    total = 0
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2


def importance(arc: list[Point], aspect: float) -> list[int]:
    """Return one number from 0 to 255 for each point: 8 for each doubling of effective area.

    Args:
        aspect: Height of a cell divided by its width, so that areas are in square degrees.
    """
    count = len(arc)
    weights = [0.0] * count
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    alive = [True] * count
    heap = [(_triangle(arc, i - 1, i, i + 1, aspect), i) for i in range(1, count - 1)]
    current = {i: a for a, i in heap}
    heapq.heapify(heap)
    highest = 0.0
    while heap:
        size, i = heapq.heappop(heap)
        if not alive[i] or current[i] != size:
            continue
        highest = max(highest, size)
        weights[i], alive[i] = highest, False
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < count - 1:
                current[j] = _triangle(arc, before[j], j, after[j], aspect)
                heapq.heappush(heap, (current[j], j))
    levels = [level(weight) for weight in weights]
    levels[0] = levels[-1] = NEVER_DROPPED
    return levels


def _triangle(arc: list[Point], a: int, b: int, c: int, aspect: float) -> float:
    (ax, ay), (bx, by), (cx, cy) = arc[a], arc[b], arc[c]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * aspect


def level(cells: float) -> int:
    """Return an area on the logarithmic scale of ``importance``."""
    return min(NEVER_DROPPED - 1, max(0, round(8 * math.log2(cells + 1))))
