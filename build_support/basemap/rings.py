"""Rings that touch, made into a topology: what two of them share is stored once.

As TopoJSON's own tool does it: a point is a junction where the rings through it have different
neighbours; between junctions run the arcs. Source: Mike Bostock, topojson-server (ISC).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from build_support.basemap.topology import SEAM, Point, Ring, Topology

Line = list[Point]
EDGES = (0, SEAM)


class Arcs:
    """Arcs between junctions, numbered as they are met; ``~n`` is arc n backwards."""

    def __init__(self, rings: Iterable[Sequence[Point]]) -> None:
        self.lines: list[Line] = []
        self._numbers: dict[tuple[Point, ...], int] = {}
        self._junctions = _junctions(rings)

    def cut(self, ring: Sequence[Point]) -> Ring:
        """Return the numbers of the arcs of a ring that does not repeat its first point."""
        starts = [i for i, point in enumerate(ring) if point in self._junctions]
        if not starts:
            first = min(range(len(ring)), key=ring.__getitem__)
            return [self._number([*ring[first:], *ring[: first + 1]])]
        return [
            self._number([ring[i % len(ring)] for i in range(start, end + 1)])
            for start, end in zip(starts, [*starts[1:], starts[0] + len(ring)], strict=True)
        ]

    def _number(self, line: Line) -> int:
        """Return the line's number, or that of its reverse where that is known already."""
        key = tuple(line)
        back = self._numbers.get(key[::-1])
        if back is not None:
            return ~back
        if key not in self._numbers:
            self._numbers[key] = len(self.lines)
            self.lines.append(line)
        return self._numbers[key]


def _junctions(rings: Iterable[Sequence[Point]]) -> set[Point]:
    """Points where arcs end: also those on the antimeridian, along which no arc may run."""
    neighbours: dict[Point, tuple[Point, Point]] = {}
    found: set[Point] = set()
    for ring in rings:
        for i, point in enumerate(ring):
            before, after = ring[i - 1], ring[(i + 1) % len(ring)]
            pair = (before, after) if before < after else (after, before)
            if neighbours.setdefault(point, pair) != pair or point[0] in EDGES:
                found.add(point)
    return found


def snapped(ring: Iterable[Sequence[float]], grid: Topology) -> Line:
    """Return a closed ring of (longitude, latitude) on the grid: open, without repetition."""
    (sx, sy), (ox, oy) = grid.scale, grid.offset
    points: Line = []
    for x, y, *_ in ring:
        point = (min(SEAM, round((x - ox) / sx)), round((y - oy) / sy))
        if points and points[-1] == point:
            continue
        if len(points) > 1 and points[-2] == point:
            points.pop()
            continue
        points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points if len(points) > 2 else []


def dissolve(rings: Iterable[Ring], lines: Sequence[Line]) -> list[Ring]:
    """Return the rings round several shapes together: what two of them share is left out."""
    uses = Counter(number for ring in rings for number in ring)
    left = [n for n, count in uses.items() for _ in range(count - uses.get(~n, 0))]
    starting: dict[Point, list[int]] = defaultdict(list)
    for number in left:
        starting[_ends(number, lines)[0]].append(number)
    found = []
    for first in left:
        start, end = _ends(first, lines)
        if first not in starting[start]:
            continue
        starting[start].remove(first)
        ring = [first]
        while end != start and starting[end]:
            ring.append(starting[end].pop())
            end = _ends(ring[-1], lines)[1]
        found.append(ring)
    return found


def without_seam(ring: Ring, lines: Sequence[Line]) -> Ring:
    """Return the ring without the arcs along the antimeridian, where shapes were only cut."""
    return [n for n in ring if not _runs_along_seam(lines[n if n >= 0 else ~n])]


def _runs_along_seam(line: Line) -> bool:
    return any(all(x == edge for x, _ in line) for edge in EDGES)


def _ends(number: int, lines: Sequence[Line]) -> tuple[Point, Point]:
    line = lines[number if number >= 0 else ~number]
    return (line[0], line[-1]) if number >= 0 else (line[-1], line[0])


def signed_area(points: Sequence[Point]) -> float:
    """Return the area in cells, positive where the ring runs counter-clockwise."""
    twice = 0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], *points[:1]], strict=True):
        twice += x0 * y1 - x1 * y0
    return twice / 2
