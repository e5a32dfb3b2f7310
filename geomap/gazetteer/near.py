"""Search by position: the rows of a gazetteer file that lie nearest to a point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["TownIndex"]


class TownIndex:
    """The towns' points on the unit sphere (about 3 MB for the bundle), read when first asked.

    Args:
        read: Returns number, latitude and longitude (1e-5 degrees) of every town.
    """

    def __init__(self, read: Callable[[], list[tuple[int, int, int]]]) -> None:
        self._read = read
        self._index: tuple[Any, Any] | None = None

    def nearest(self, latitude: float, longitude: float, limit: int) -> list[tuple[float, int]]:
        """Return (chord of the unit sphere, number of the row), the nearest first."""
        import numpy as np

        if self._index is None:
            self._index = self._load()
        numbers, points = self._index
        if not len(numbers):
            return []
        chord = np.linalg.norm(points - _unit(latitude, longitude), axis=1)
        count = min(limit, len(chord))
        rows = np.argpartition(chord, count - 1)[:count].tolist()
        return sorted((float(chord[row]), int(numbers[row])) for row in rows)

    def _load(self) -> tuple[Any, Any]:
        import numpy as np

        rows = np.array(self._read(), dtype=np.int64).reshape(-1, 3)
        points = _unit(rows[:, 1] / 1e5, rows[:, 2] / 1e5).astype(np.float32)
        return rows[:, 0], points


def _unit(latitude: Any, longitude: Any) -> Any:
    """Return points on the unit sphere, an array of shape (n, 3) or (3,)."""
    import numpy as np

    north, east = np.radians(latitude), np.radians(longitude)
    return np.stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=-1
    )
