"""The base map as the page carries it: a topology, finer where the map opens.

Points are dropped by importance (see ``build_support/basemap/topology.py``), with a lower
threshold inside the first view's surroundings. Arcs are written as in Google's polyline
format, with an alphabet that needs no escaping: zigzag differences in groups of five bits, low
groups first, a set sixth bit means that another group follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geomap.basemap.store import Shape, Store, load
from geomap.types import Bounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ALPHABET", "world_outlines"]

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
WORLD_DETAIL = 0.28
"""Degrees: one and a half pixels at zoom 3."""
POINTS = 15_000
"""At most about this many points inside the detailed part."""
FINEST_DETAIL = 0.004
MARGIN = 0.6


def world_outlines(view: Bounds, *, borders: bool, states: bool = False) -> dict[str, Any]:
    """Return the topology: arcs as one string, shapes, which arcs are borders or contested.

    Args:
        view: The first view; around it the outlines are finer.
        borders: Without them only the land remains, and no shape has a name.
        states: Take the US states instead of the world's countries.
    """
    store = load("us" if states else "world")
    box = _surroundings(view)
    thin = _Thinned(store, box)
    shapes = [thin.shape(shape, borders) for shape in store.shapes]
    numbers = thin.numbers
    lines = (store.borders, store.contested) if borders else (frozenset(), frozenset())
    return {
        "scale": [*store.scale, *store.offset],
        "arcs": thin.encoded(),
        "borders": [numbers[a] for a in sorted(lines[0] - lines[1]) if a in numbers],
        "contested": [numbers[a] for a in sorted(lines[1]) if a in numbers],
        "shapes": [shape for shape in shapes if shape],
    }


def _surroundings(view: Bounds) -> Bounds:
    height, width = view.north - view.south, view.east - view.west
    side = max(height, width * 0.6, 3.0)
    return Bounds(
        view.south - side * MARGIN,
        view.west - side * MARGIN * 1.4,
        view.north + side * MARGIN,
        view.east + side * MARGIN * 1.4,
    )


class _Thinned:
    """Chooses points and gives the arcs that are used new numbers."""

    def __init__(self, store: Store, box: Bounds) -> None:
        self.store, self.box = store, box
        self.numbers: dict[int, int] = {}
        self.inside = self._inside()
        self.coarse = store.level(WORLD_DETAIL)
        self.fine = self._fine_level()
        self.touched = self._touched()

    def _inside(self) -> NDArray[np.bool_]:
        import numpy as np

        store, box = self.store, self.box
        south, north = (
            (degrees - store.offset[1]) / store.scale[1] for degrees in (box.south, box.north)
        )
        in_height = (store.y >= south) & (store.y <= north)
        in_width: NDArray[np.bool_] = np.zeros(len(store.x), dtype=bool)
        for turn in (-360.0, 0.0, 360.0):
            west, east = (
                (degrees + turn - store.offset[0]) / store.scale[0]
                for degrees in (box.west, box.east)
            )
            in_width |= (store.x >= west) & (store.x <= east)
        return in_height & in_width

    def _fine_level(self) -> int:
        import numpy as np

        finest = self.store.level(FINEST_DETAIL)
        counts = np.bincount(self.store.importance[self.inside], minlength=256)
        at_least = np.cumsum(counts[::-1])[::-1]
        level = finest
        while level < self.coarse and at_least[level] - at_least[254] > POINTS:
            level += 1
        return level

    def _touched(self) -> NDArray[np.bool_]:
        """Whether each arc has a point inside the detailed part."""
        import numpy as np

        return np.asarray(np.add.reduceat(self.inside, self.store.starts[:-1]) > 0)

    def shape(self, shape: Shape, borders: bool) -> list[Any] | None:
        """Return [code, name, label latitude, label longitude, polygons of rings of arcs]."""
        polygons = []
        for number, polygon in enumerate(shape.polygons):
            rings = [self._ring(ring) for ring in polygon if number == 0 or self._kept(ring)]
            if rings:
                polygons.append(rings)
        if not polygons:
            return None
        if not borders:
            return ["", "", 0, 0, polygons]
        label = shape.label or (0.0, 0.0)
        return [shape.code, shape.name, *label, polygons]

    def _kept(self, ring: list[int]) -> bool:
        if ring[0] >= self.coarse:
            return True
        return ring[0] >= self.fine and any(self.touched[_index(n)] for n in ring[1:])

    def _ring(self, ring: list[int]) -> list[int]:
        return [self._number(n) if n >= 0 else ~self._number(~n) for n in ring[1:]]

    def _number(self, arc: int) -> int:
        return self.numbers.setdefault(arc, len(self.numbers))

    def encoded(self) -> str:
        import numpy as np

        store = self.store
        kept = store.importance >= np.where(self.inside, self.fine, self.coarse)
        parts = []
        for arc in self.numbers:
            part = slice(int(store.starts[arc]), int(store.starts[arc + 1]))
            chosen = kept[part]
            points = np.stack((store.x[part][chosen], store.y[part][chosen]), axis=1)
            steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=points.dtype))
            parts.append(_varints(steps.ravel().tolist()))
        return " ".join(parts)


def _index(number: int) -> int:
    return number if number >= 0 else ~number


def _varints(values: Iterable[int]) -> str:
    out = []
    for value in values:
        rest = value * 2 if value >= 0 else -value * 2 - 1
        while rest >= 32:
            out.append(ALPHABET[32 + (rest & 31)])
            rest >>= 5
        out.append(ALPHABET[rest])
    return "".join(out)
