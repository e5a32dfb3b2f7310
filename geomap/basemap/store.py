"""The offline base map: land, country outlines and contested lines, as fine as one asks.

The data are Natural Earth's (public domain), compiled by
``build_support/basemap/compile.py``. For pictures:

    land_polygons(bounds) -> list of rings, each a list of (latitude, longitude)
    country_polygons(codes, bounds) -> {code: list of rings}
    border_lines(bounds), disputed_lines(bounds) -> list of lines, each a list of points
    inner_borders("units", bounds), waters("rivers", bounds) -> list of lines

All rings and lines are clipped to ``bounds``; rings are open (the first point is not
repeated). ``tolerance`` is the size in degrees of the smallest detail that is kept; None
takes about a five-hundredth of the bounds' height.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geomap.basemap.clipping import clip_line, clip_ring
from geomap.errors import GeomapError
from geomap.types import Bounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "BORDERS_STATEMENT",
    "WORLD",
    "Shape",
    "Store",
    "border_lines",
    "compiled",
    "country_polygons",
    "disputed_lines",
    "inner_borders",
    "land_polygons",
    "load",
    "waters",
]

WORLD = Bounds(-85.0, -180.0, 85.0, 180.0)

BORDERS_STATEMENT = (
    "Borders: Natural Earth, as controlled on the ground, which is no statement on whose "
    "they are. Contested lines are dashed."
)

_CLOSE = 0.001
"""Degrees by which what is rounded may stand beyond its extent."""

Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A country, a first-level unit, a river or a lake.

    ``code`` is ISO 3166-1 alpha-2 of countries ("-name" without one), GeoNames' of units
    ("IQ.15"). ``polygons`` are lists of rings, each [importance, arc, arc, …]; ``~n`` is arc n
    backwards. A river's rings are open lines.
    """

    code: str
    name: str
    label: tuple[float, float] | None
    polygons: list[list[list[int]]]
    geonameid: int = 0


@dataclass(frozen=True)
class Store:
    """Arcs on a grid; ``starts`` has one entry more than there are arcs."""

    x: NDArray[np.int32]
    y: NDArray[np.int32]
    importance: NDArray[np.uint8]
    starts: NDArray[np.int64]
    scale: tuple[float, float]
    offset: tuple[float, float]
    shapes: tuple[Shape, ...]
    borders: frozenset[int]
    contested: frozenset[int]

    @property
    def cell(self) -> float:
        """The area of a grid cell in square degrees."""
        return self.scale[0] * self.scale[1]

    def level(self, degrees: float) -> int:
        """Return the importance of a detail of that size (``build_support.basemap.topology``)."""
        return round(8 * math.log2(degrees * degrees / self.cell + 1))

    def arc(self, number: int, level: int) -> Line:
        """Return the arc's (latitude, longitude) points of at least that importance."""
        index = number if number >= 0 else ~number
        part = slice(int(self.starts[index]), int(self.starts[index + 1]))
        kept = self.importance[part] >= level
        longitudes = (self.x[part][kept] * self.scale[0] + self.offset[0]).round(4).tolist()
        latitudes = (self.y[part][kept] * self.scale[1] + self.offset[1]).round(4).tolist()
        points = list(zip(latitudes, longitudes, strict=True))
        return points if number >= 0 else points[::-1]

    @cached_property
    def _extents(self) -> list[tuple[float, float, float, float]]:
        """(south, west, north, east) of each arc in degrees, at full detail."""
        return [(row[0], row[1], row[2], row[3]) for row in self._boxes.tolist()]

    def touching(self, box: Bounds) -> NDArray[np.bool_]:
        """Return for each arc whether its extent touches the box."""
        south, west, north, east = self._boxes.T
        found: NDArray[np.bool_] = (
            (north >= box.south) & (south <= box.north) & (east >= box.west) & (west <= box.east)
        )
        return found

    @cached_property
    def _boxes(self) -> NDArray[np.float64]:
        import numpy as np

        firsts = self.starts[:-1]
        columns = [
            reduce.reduceat(values, firsts) * self.scale[axis] + self.offset[axis]
            for reduce in (np.minimum, np.maximum)
            for axis, values in ((1, self.y), (0, self.x))
        ]
        stacked: NDArray[np.float64] = np.stack(columns, axis=1)
        return stacked

    def misses(self, arcs: Iterable[int], box: Bounds) -> bool:
        """Whether a line or ring of these arcs lies on one side of the box, not touching it."""
        extents = [self._extents[number if number >= 0 else ~number] for number in arcs]
        return (
            max(extent[2] for extent in extents) < box.south - _CLOSE
            or min(extent[0] for extent in extents) > box.north + _CLOSE
            or max(extent[3] for extent in extents) < box.west - _CLOSE
            or min(extent[1] for extent in extents) > box.east + _CLOSE
        )

    def ring(self, ring: list[int], level: int) -> Line:
        points: Line = []
        for number in ring[1:]:
            arc = self.arc(number, level)
            points.extend(arc[1:] if points and points[-1] == arc[0] else arc)
        return points[:-1] if points and points[0] == points[-1] else points


def compiled(name: str) -> bytes:
    """Return a file of the compiled base map.

    Raises:
        GeomapError: The package was not built; the message says how.
    """
    try:
        return (files("geomap.basemap") / "data" / name).read_bytes()
    except FileNotFoundError as error:
        raise GeomapError(
            "the base map is missing: install geomap with pip, which compiles it"
        ) from error


@lru_cache(maxsize=5)
def load(name: str = "world") -> Store:
    """Return a compiled store: "world", "us", "units", "rivers" or "lakes".

    Raises:
        GeomapError: The package was not built; the message says how.
    """
    import numpy as np

    record: dict[str, Any] = json.loads(compiled(f"{name}.json"))
    data = zlib.decompress(compiled(f"{name}.bin"))
    arcs, points = np.frombuffer(data, "<i4", 2).tolist()
    lengths = np.frombuffer(data, "<i4", arcs, 8)
    steps = np.frombuffer(data, "<i4", 2 * points, 8 + 4 * arcs)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    return Store(
        x=np.cumsum(_restarted(steps[:points], starts)).astype(np.int32),
        y=np.cumsum(_restarted(steps[points:], starts)).astype(np.int32),
        importance=np.frombuffer(data, "u1", points, 8 + 4 * arcs + 8 * points),
        starts=starts,
        scale=(record["scale"][0], record["scale"][1]),
        offset=(record["offset"][0], record["offset"][1]),
        shapes=tuple(
            Shape(
                s["code"],
                s["name"],
                tuple(s["label"]) if s["label"] else None,
                s["polygons"],
                s.get("id", 0),
            )
            for s in record["shapes"]
        ),
        borders=frozenset(record["borders"]),
        contested=frozenset(record["contested"]),
    )


def _restarted(steps: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Make one running sum restart at each arc: its first step is taken from the last arc's end."""
    import numpy as np

    out = steps.astype(np.int64)
    sums = np.cumsum(out)
    ends = sums[starts[1:-1] - 1]
    befores = np.concatenate(([0], ends))
    totals = np.diff(befores)
    out[starts[1:-1]] -= totals
    return out


def land_polygons(bounds: Bounds = WORLD, tolerance: float | None = None) -> list[Line]:
    """Return the land as rings of (latitude, longitude), clipped to the bounds.

    Neighbouring countries are separate rings: draw them with a thin edge of the fill's colour.
    """
    return [ring for rings in _rings(None, bounds, tolerance).values() for ring in rings]


def country_polygons(
    codes: Collection[str] | None = None,
    bounds: Bounds = WORLD,
    tolerance: float | None = None,
) -> dict[str, list[Line]]:
    """Return {ISO 3166-1 alpha-2 code: outer rings}, clipped; all countries without ``codes``."""
    rings = _rings(codes, bounds, tolerance)
    return {code: found for code, found in rings.items() if not code.startswith("-")}


def border_lines(bounds: Bounds = WORLD, tolerance: float | None = None) -> list[Line]:
    """Return the lines between countries that nobody's base map disputes."""
    store = load()
    return list(_lines(store.borders - store.contested, bounds, tolerance))


def disputed_lines(bounds: Bounds = WORLD, tolerance: float | None = None) -> list[Line]:
    """Return the contested lines, to be drawn dashed.

    The list is in ``build_support/basemap/contested.py``.
    """
    return list(_lines(load().contested, bounds, tolerance))


def inner_borders(name: str, bounds: Bounds = WORLD, tolerance: float | None = None) -> list[Line]:
    """Return the lines between units of one country: "units", or "us" for its states."""
    store = load(name)
    return list(_lines(store.borders, bounds, tolerance, store))


def waters(name: str, bounds: Bounds = WORLD, smallest: float = 0.0) -> list[Line]:
    """Return "rivers" as lines or "lakes" as rings.

    Args:
        smallest: Degrees; lakes smaller than a square of that side are left out, and rivers
            shorter than forty such sides.
    """
    store = load(name)
    least = store.level(smallest)
    found: list[Line] = []
    for shape in store.shapes:
        for polygon in shape.polygons:
            for ring in polygon:
                if ring[0] < least:
                    continue
                for box in _boxes(bounds):
                    if store.misses(ring[1:], box):
                        continue
                    points = store.ring(ring, 0)
                    if name == "rivers":
                        found += clip_line(points, box)
                    else:
                        found.append(clip_ring(points, box))
    return [line for line in found if line]


def _rings(
    codes: Collection[str] | None, bounds: Bounds, tolerance: float | None
) -> dict[str, list[Line]]:
    store = load()
    level = store.level(_tolerance(bounds, tolerance))
    found: dict[str, list[Line]] = {}
    for shape in store.shapes:
        if codes is not None and shape.code not in codes:
            continue
        for number, polygon in enumerate(shape.polygons):
            if polygon[0][0] >= level or number == 0:
                for box in _boxes(bounds):
                    if store.misses(polygon[0][1:], box):
                        continue
                    ring = clip_ring(store.ring(polygon[0], level), box)
                    if len(ring) > 2:
                        found.setdefault(shape.code, []).append(ring)
    return found


def _lines(
    arcs: Iterable[int], bounds: Bounds, tolerance: float | None, store: Store | None = None
) -> Iterator[Line]:
    store = store or load()
    level = store.level(_tolerance(bounds, tolerance))
    for number in sorted(arcs):
        for box in _boxes(bounds):
            if not store.misses([number], box):
                yield from clip_line(store.arc(number, level), box)


def _boxes(bounds: Bounds) -> tuple[Bounds, ...]:
    if bounds.west <= bounds.east:
        return (bounds,)
    return (bounds._replace(east=180.0), bounds._replace(west=-180.0))


def _tolerance(bounds: Bounds, tolerance: float | None) -> float:
    return (bounds.north - bounds.south) / 500 if tolerance is None else tolerance
