"""Which shapes of the base map a place is: a country, a first-level unit, a river, a lake."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.basemap.store import compiled, load
from geomap.types import Kind, Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "OPEN",
    "REGIONAL",
    "Sea",
    "Town",
    "cell",
    "seas",
    "shapes_of",
    "town",
    "town_positions",
    "towns",
]

OPEN = frozenset({"rivers"})
"""Stores whose shapes are lines."""
REGIONAL = 22.0
"""Degrees of latitude up to which a view shows the borders of first-level units."""
_BY_NAME = {Kind.RIVER: "rivers", Kind.LAKE: "lakes"}


@dataclass(frozen=True, slots=True)
class Town:
    """A town to find one's way by; it is on the map though no text names it."""

    name: str
    latitude: float
    longitude: float
    people: int
    country: str


@dataclass(frozen=True, slots=True)
class Sea:
    """A sea with a point where its name may stand, and degrees of longitude free for it."""

    name: str
    latitude: float
    longitude: float
    room: float


def shapes_of(place: Place) -> tuple[str, tuple[int, ...]] | None:
    """Return the store ("world", "us", "units", "rivers", "lakes") and the numbers of its shapes.

    None when the base map has no shape of the place.
    """
    store, key = _key(place)
    found = _index(store).get(key, ()) if store else ()
    return (store, found) if found else None


def _key(place: Place) -> tuple[str, Any]:
    if place.kind in (Kind.COUNTRY, Kind.TERRITORY):
        return "world", place.country
    if place.kind == Kind.ADMIN1:
        if place.country == "US":
            return "us", place.name
        code = f"{place.country}.{place.admin1_code}"
        return "units", place.geonameid if place.geonameid in _index("units") else code
    return _BY_NAME.get(place.kind, ""), place.name


@lru_cache(maxsize=5)
def _index(store: str) -> dict[Any, tuple[int, ...]]:
    """Return the numbers of the shapes by what a place is known by."""
    found: dict[Any, tuple[int, ...]] = {}
    for number, shape in enumerate(load(store).shapes):
        keys: tuple[Any, ...] = (shape.code, shape.geonameid or None)
        if store in ("us", "rivers", "lakes"):
            keys = (shape.name,)
        for key in keys:
            if key:
                found[key] = (*found.get(key, ()), number)
    return found


@lru_cache(maxsize=1)
def _names() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(compiled("names.json"))
    return found


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """Return towns to find one's way by, the largest first."""
    return tuple(Town(*row) for row in _names()["towns"])


def town(number: int) -> Town:
    """Return one of ``towns`` without making all of them."""
    return Town(*_names()["towns"][number])


@lru_cache(maxsize=1)
def town_positions() -> NDArray[np.float64]:
    """Return latitude and longitude of ``towns``, a row each."""
    import numpy as np

    rows = [(row[1], row[2]) for row in _names()["towns"]]
    positions: NDArray[np.float64] = np.array(rows, dtype=np.float64)
    return positions


def cell(latitude: float, longitude: float) -> tuple[int, int]:
    """Return the tenth of a degree around a point: two places there are the same town."""
    return round(latitude * 10), round(longitude * 10)


@lru_cache(maxsize=1)
def seas() -> tuple[Sea, ...]:
    """Return seas, gulfs and straits, the largest first; their points lie in water."""
    return tuple(Sea(*row) for row in _names()["seas"])
