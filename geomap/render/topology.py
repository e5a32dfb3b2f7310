"""The base map as the page carries it: topologies, finer where the map is looked at.

Points are dropped by importance (see ``build_support/basemap/topology.py``), with a threshold that
depends on where a point lies (see ``Detail``). Arcs are written as in Google's polyline
format, with an alphabet that needs no escaping: zigzag differences in groups of five bits, low
groups first, a set sixth bit means that another group follows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from geomap.basemap.store import Shape, Store, load
from geomap.render.detail import COARSE, Detail
from geomap.types import Bounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TURNS = (-360.0, 0.0, 360.0)

__all__ = ["ALPHABET", "lines_in_view", "outlines"]

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def outlines(
    name: str,
    detail: Detail,
    *,
    borders: bool = True,
    only: Collection[int] | None = None,
    extra: Collection[int] = (),
    finest: float = 0.0,
) -> dict[str, Any]:
    """Return a topology: arcs as one string, shapes, which arcs are borders or contested.

    Args:
        name: Of the store, as for ``geomap.basemap.store.load``.
        borders: Without them only the land remains, and no shape has a name.
        only: Numbers of the shapes to take; the others are left out.
        extra: Arcs to take beside those of the shapes, as borders.
        finest: Degrees of the smallest detail that is worth keeping.

    With ``only`` the shapes' numbers are returned, too.
    """
    store = load(name)
    thin = _Thinned(store, detail.least(name, finest))
    numbers = range(len(store.shapes)) if only is None else sorted(only)
    made = {
        number: shape
        for number in numbers
        if (shape := thin.shape(store.shapes[number], borders, whole=only is not None))
    }
    for arc in extra:
        thin.number(arc)
    known = thin.numbers
    lines = (store.borders, store.contested) if borders else (frozenset(), frozenset())
    border = lines[0] - lines[1] if only is None else frozenset(extra)
    return {
        "scale": [*store.scale, *store.offset],
        "arcs": thin.encoded(),
        "borders": [known[a] for a in sorted(border) if a in known],
        "contested": [known[a] for a in sorted(lines[1]) if a in known],
        "shapes": list(made.values()),
        **({} if only is None else {"numbers": list(made)}),
    }


def lines_in_view(name: str, view: Bounds) -> list[int]:
    """Return the borders of a store that touch a box."""
    store = load(name)
    boxes = [view._replace(west=view.west + turn, east=view.east + turn) for turn in TURNS]
    touched = set()
    for box in boxes:
        touched.update(store.touching(box).nonzero()[0].tolist())
    return sorted(store.borders & touched)


class _Thinned:
    """Chooses points and gives the arcs that are used new numbers."""

    def __init__(self, store: Store, least: NDArray[np.uint8]) -> None:
        import numpy as np

        self.store = store
        self.numbers: dict[int, int] = {}
        self.least = least
        self.coarse = store.level(COARSE)
        # The finest threshold of each arc says how small an island or a lake may be.
        self.finest: NDArray[np.int64] = np.minimum.reduceat(self.least, store.starts[:-1])

    def shape(self, shape: Shape, borders: bool, *, whole: bool) -> list[Any] | None:
        """Return [code, name, label latitude, label longitude, polygons of rings of arcs].

        Args:
            whole: Keep the largest part even where it is smaller than what is drawn there.
        """
        polygons = []
        named = whole or bool(shape.code)
        for number, polygon in enumerate(shape.polygons):
            first = number == 0 and named
            rings = [self._ring(ring) for ring in polygon if first or self._kept(ring)]
            if rings:
                polygons.append(rings)
        if not polygons:
            return None
        if not borders:
            return ["", "", 0, 0, polygons]
        label = shape.label or (0.0, 0.0)
        return [shape.code, shape.name, round(label[0], 2), round(label[1], 2), polygons]

    def _kept(self, ring: list[int]) -> bool:
        return ring[0] >= self.coarse or any(ring[0] >= self.finest[_index(n)] for n in ring[1:])

    def _ring(self, ring: list[int]) -> list[int]:
        return [self.number(n) if n >= 0 else ~self.number(~n) for n in ring[1:]]

    def number(self, arc: int) -> int:
        """Take an arc; return its new number."""
        return self.numbers.setdefault(arc, len(self.numbers))

    def encoded(self) -> str:
        import numpy as np

        store = self.store
        kept = store.importance >= self.least
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
