"""How fine the page's base map is, by place: coarse for the world, finer where places are.

There are four classes. The whole world is good for a map of it; around every place the coasts
and borders are good for a region, nearer to it for a city; the surroundings of the first view
are as fine as a fixed number of points allows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.basemap.store import Store, load
from geomap.types import Bounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["COARSE", "Detail", "surroundings"]

COARSE = 0.36
"""Degrees: two pixels at zoom 3."""
FINEST = 0.004
VIEW_POINTS = 10_000
"""At most about this many points inside the surroundings of the first view."""
REGION_DEGREES, REGION_DETAIL = 5.0, 0.045
"""Around a place so far; a pixel at zoom 5."""
NEAR_DEGREES, NEAR_DETAIL = 0.75, 0.008
"""Nearer to it; a pixel at zoom 8."""
REGION_POINTS, NEAR_POINTS = (4_000, 60, 26_000), (2_000, 40, 12_000)
"""Points in all: so many, more for each place, at most so many."""
CELL = 0.25
MARGIN = 0.6
_ALWAYS = 254
"""The importance of points that are kept at any detail."""
_WORLD, _REGION, _VIEW, _NEAR = range(4)
_COLUMNS, _ROWS = round(360 / CELL), round(180 / CELL)


class Detail:
    """Thresholds by place; the same for coasts, borders of units, rivers.

    Args:
        view: The first view.
        spots: Places as (latitude, longitude), those that matter most first.
        boxes: Areas whose own outline is drawn.
    """

    def __init__(
        self,
        view: Bounds,
        spots: Sequence[tuple[float, float]] = (),
        boxes: Sequence[Bounds] = (),
    ) -> None:
        import numpy as np

        self._grid: NDArray[np.uint8] = np.zeros((_ROWS, _COLUMNS), dtype=np.uint8)
        self._view = _mask(surroundings(view))
        self.degrees = [COARSE, REGION_DETAIL, FINEST, NEAR_DETAIL]
        world = load("world")
        rows, columns = _cells("world")
        self._choose_view(world, rows, columns)
        self._choose_region(world, rows, columns, spots, boxes)
        self._choose_near(world, rows, columns, spots)

    def least(self, name: str, finest: float = 0.0) -> NDArray[np.uint8]:
        """Return for each point of a store the importance that it must have to be kept.

        Args:
            name: Of the store, as for ``geomap.basemap.store.load``.
            finest: Degrees of the smallest detail that is worth keeping.
        """
        import numpy as np

        store = load(name)
        rows, columns = _cells(name)
        kept = [store.level(max(finest, degrees)) for degrees in self.degrees]
        levels = np.array(kept, dtype=np.uint8)
        found: NDArray[np.uint8] = levels[self._grid[rows, columns]]
        return found

    def _choose_view(
        self, world: Store, rows: NDArray[np.int32], columns: NDArray[np.int32]
    ) -> None:
        import numpy as np

        inside = world.importance[self._view[rows, columns]]
        always = int(np.count_nonzero(inside >= _ALWAYS))
        self.degrees[_VIEW] = _finest(world, inside, FINEST, VIEW_POINTS + always)
        self._grid[self._view] = _VIEW

    def _choose_region(
        self,
        world: Store,
        rows: NDArray[np.int32],
        columns: NDArray[np.int32],
        spots: Sequence[tuple[float, float]],
        boxes: Sequence[Bounds],
    ) -> None:
        import numpy as np

        wanted: NDArray[np.bool_] = np.zeros(self._grid.shape, dtype=bool)
        for latitude, longitude in _apart(spots, 1.0):
            wanted[_cells_of(_square(latitude, longitude, REGION_DEGREES))] = True
        for box in boxes:
            wanted[_cells_of(box)] = True
        if self.degrees[_VIEW] <= REGION_DETAIL:
            wanted &= self._grid == _WORLD
        inside = world.importance[wanted[rows, columns]]
        most = _points(REGION_POINTS, spots)
        self.degrees[_REGION] = _finest(world, inside, REGION_DETAIL, most)
        self._grid[wanted & (self._grid == _WORLD)] = _REGION
        if self.degrees[_VIEW] > self.degrees[_REGION]:
            self._grid[wanted] = _REGION

    def _choose_near(
        self,
        world: Store,
        rows: NDArray[np.int32],
        columns: NDArray[np.int32],
        spots: Sequence[tuple[float, float]],
    ) -> None:
        """Mark cells round the places that matter most while there are points to spare."""
        import numpy as np

        if self.degrees[_VIEW] <= NEAR_DETAIL:
            spots = [spot for spot in spots if not self._sees(*spot)]
        fine = world.importance >= world.level(NEAR_DETAIL)
        counts = np.bincount(
            rows[fine] * _COLUMNS + columns[fine], minlength=_ROWS * _COLUMNS
        ).reshape(_ROWS, _COLUMNS)
        left = _points(NEAR_POINTS, spots)
        for latitude, longitude in _apart(spots, CELL):
            cells = _cells_of(_square(latitude, longitude, NEAR_DEGREES))
            left -= int(counts[cells][self._grid[cells] != _NEAR].sum())
            if left < 0:
                break
            self._grid[cells] = _NEAR

    def _sees(self, latitude: float, longitude: float) -> bool:
        return bool(self._view[_row(latitude), _column(longitude)])


def _finest(world: Store, inside: NDArray[np.uint8], degrees: float, most: int) -> float:
    """Return the detail, from so many degrees up to ``COARSE``, that keeps at most ``most`` points.

    Args:
        inside: The importance of each point that may be kept.
    """
    import numpy as np

    at_least = np.cumsum(np.bincount(inside, minlength=256)[::-1])[::-1]
    while degrees < COARSE and at_least[world.level(degrees)] > most:
        degrees *= 1.1
    return min(degrees, COARSE)


def _points(budget: tuple[int, int, int], spots: Sequence[tuple[float, float]]) -> int:
    least, each, most = budget
    return min(most, least + each * len(spots))


def surroundings(view: Bounds) -> Bounds:
    """Return the view with what is near it, where readers move the map first."""
    height, width = view.north - view.south, view.east - view.west
    side = max(height, width * 0.6, 3.0)
    return Bounds(
        view.south - side * MARGIN,
        view.west - side * MARGIN * 1.4,
        view.north + side * MARGIN,
        view.east + side * MARGIN * 1.4,
    )


def _square(latitude: float, longitude: float, degrees: float) -> Bounds:
    wide = degrees / max(0.2, math.cos(math.radians(latitude)))
    return Bounds(latitude - degrees, longitude - wide, latitude + degrees, longitude + wide)


def _apart(spots: Sequence[tuple[float, float]], degrees: float) -> list[tuple[float, float]]:
    """Return the first spot of each square of so many degrees."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for latitude, longitude in spots:
        key = (math.floor(latitude / degrees), math.floor(longitude / degrees))
        found.setdefault(key, (latitude, longitude))
    return list(found.values())


def _mask(box: Bounds) -> NDArray[np.bool_]:
    import numpy as np

    mask: NDArray[np.bool_] = np.zeros((_ROWS, _COLUMNS), dtype=bool)
    mask[_cells_of(box)] = True
    return mask


def _cells_of(box: Bounds) -> tuple[slice, NDArray[np.int64]]:
    """Return rows and columns of the cells that a box touches; it may cross the antimeridian."""
    import numpy as np

    width = box.east - box.west if box.east >= box.west else box.east - box.west + 360
    first = math.floor((box.west + 180) / CELL)
    columns = np.arange(first, first + min(_COLUMNS, math.ceil(width / CELL) + 1)) % _COLUMNS
    return slice(_row(box.south), _row(box.north) + 1), columns


def _row(latitude: float) -> int:
    return min(_ROWS - 1, max(0, math.floor((latitude + 90) / CELL)))


def _column(longitude: float) -> int:
    return math.floor((longitude + 180) / CELL) % _COLUMNS


@lru_cache(maxsize=5)
def _cells(name: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the row and the column of the cell that each point of a store lies in."""
    import numpy as np

    store = load(name)
    latitudes = store.y * store.scale[1] + store.offset[1]
    longitudes = store.x * store.scale[0] + store.offset[0]
    rows = np.clip(np.floor((latitudes + 90) / CELL), 0, _ROWS - 1).astype(np.int32)
    columns = np.floor((longitudes + 180) / CELL).astype(np.int32) % _COLUMNS
    return rows, columns
