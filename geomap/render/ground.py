"""What lies under the places of a page: coasts, borders, units, waters, towns and seas to go by.

Only what the page can show is in it: the outlines of the places that are named, borders of the
units around them when the first view is no larger than a few countries, rivers and lakes of the
region, and a few names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from geomap.aggregate import Aggregate, PlaceEntry
from geomap.basemap.places import (
    REGIONAL,
    Sea,
    Town,
    cell,
    seas,
    shapes_of,
    town,
    town_positions,
)
from geomap.basemap.store import load
from geomap.basemap.view import beside
from geomap.render.detail import COARSE, Detail, surroundings
from geomap.render.topology import lines_in_view, outlines
from geomap.types import Bounds

__all__ = ["ground"]

UNITED_STATES = Bounds(18.0, -172.0, 72.0, -64.0)
STATES_WIDTH = 75.0
"""Degrees of longitude up to which a first view that lies in the US gets state lines."""
LAYERS = ("units", "rivers", "lakes")
WATER_DETAIL, SMALLEST_WATER, WORLD_WATER = 0.03, 0.06, 0.7
"""Degrees: the source's rivers and lakes are good for so much; smaller lakes are left out, where
there is no place smaller than the last, too."""
MOST_TOWNS, MOST_SEAS = 90, 40
TILES = 6
"""Towns are looked for in so many by so many parts of the view and its surroundings."""


def ground(gathered: Aggregate, view: Bounds, *, borders: bool) -> dict[str, Any]:
    """Return the page's base map; ``shapes`` says by place which shapes of a layer it is."""
    known = {
        number: found
        for number, entry in enumerate(gathered.places)
        if entry.area is None and (found := shapes_of(entry.place)) is not None
    }
    detail = Detail(view, _spots(gathered.places), _boxes(gathered.places, known))
    named = {layer: _numbers(known, layer) for layer in ("us", *LAYERS)}
    if not borders:
        named["units"] = []
    states = borders and (bool(named["us"]) or _in_united_states(view))
    lines = lines_in_view("units", view) if borders and _is_regional(view) else []
    made: dict[str, Any] = {
        "outlines": outlines("world", detail, borders=borders),
        "states": outlines("us", detail) if states else None,
        "units": outlines("units", detail, only=named["units"], extra=lines, finest=_finest(view)),
        **{layer: _waters(layer, detail, named[layer]) for layer in ("rivers", "lakes")},
        "towns": [_town(one) for one in _towns(view, gathered.places)],
        "seas": [_sea(sea) for sea in _seas(view)],
    }
    made["shapes"] = _shapes(known, made)
    return made


def _spots(places: Iterable[PlaceEntry]) -> list[tuple[float, float]]:
    ordered = sorted(places, key=lambda entry: -entry.mentions)
    return [
        (entry.place.latitude, entry.place.longitude)
        for entry in ordered
        if not entry.place.is_area
    ]


def _boxes(places: Sequence[PlaceEntry], known: dict[int, Any]) -> list[Bounds]:
    """Return the boxes of named units and waters; a country's outline needs no more detail."""
    found = []
    for number, (layer, _) in known.items():
        box = places[number].place.bounds
        if layer != "world" and box is not None and (box.east - box.west) % 360 < 30:
            found.append(box)
    return found


def _numbers(known: dict[int, tuple[str, tuple[int, ...]]], layer: str) -> list[int]:
    return sorted({n for store, found in known.values() if store == layer for n in found})


def _waters(name: str, detail: Detail, named: Sequence[int]) -> dict[str, Any]:
    """Return the rivers or lakes that are large enough where they lie, and those named."""
    import numpy as np

    store = load(name)
    finest = np.minimum.reduceat(detail.least(name, SMALLEST_WATER), store.starts[:-1])
    coarse, world = store.level(COARSE), store.level(WORLD_WATER)

    def is_large(ring: list[int]) -> bool:
        least = min(finest[n if n >= 0 else ~n] for n in ring[1:])
        return ring[0] >= (least if least < coarse else world)

    wanted = [
        number
        for number, shape in enumerate(store.shapes)
        if number in named or any(is_large(polygon[0]) for polygon in shape.polygons)
    ]
    return outlines(name, detail, only=wanted, finest=WATER_DETAIL)


def _finest(view: Bounds) -> float:
    """Return the detail of a hairline: about a pixel and a half of the first view."""
    return (view.north - view.south) / 400


def _shapes(
    known: dict[int, tuple[str, tuple[int, ...]]], made: dict[str, Any]
) -> dict[str, list[list[int]]]:
    """Return [place, number of its shape] by layer, in the order of the page's shapes."""
    found: dict[str, list[list[int]]] = {}
    for layer in LAYERS:
        numbers = {number: i for i, number in enumerate(made[layer].pop("numbers"))}
        found[layer] = [
            [place, numbers[number]]
            for place, (store, listed) in known.items()
            if store == layer
            for number in listed
            if number in numbers
        ]
    return found


def _towns(view: Bounds, places: Sequence[PlaceEntry]) -> list[Town]:
    """Return the largest towns of each part of the view and of its surroundings.

    Towns that the texts name are on the map already.
    """
    import numpy as np

    taken = {cell(e.place.latitude, e.place.longitude) for e in places if not e.place.is_area}
    latitudes, longitudes = town_positions().T
    found: set[int] = set()
    for box in (view, surroundings(view)):
        middle = (box.west + box.east) / 2
        beside_it = middle + (longitudes - middle + 180.0) % 360.0 - 180.0
        rows = np.floor((latitudes - box.south) / (box.north - box.south) * TILES).astype(int)
        columns = np.floor((beside_it - box.west) / (box.east - box.west) * TILES).astype(int)
        inside = (rows >= 0) & (rows < TILES) & (columns >= 0) & (columns < TILES)
        numbers = inside.nonzero()[0]
        tiles = rows[numbers] * TILES + columns[numbers]
        for tile in np.unique(tiles).tolist():
            here = numbers[tiles == tile].tolist()
            free = (n for n in here if cell(latitudes[n], longitudes[n]) not in taken)
            found.update(islice(free, 1))
    return [town(number) for number in sorted(found)][:MOST_TOWNS]


def _town(one: Town) -> list[Any]:
    return [one.name, one.latitude, one.longitude, one.people]


def _seas(view: Bounds) -> list[Sea]:
    """Return seas whose name may stand in the view or beside it."""
    box = surroundings(view)
    middle, span = (box.west + box.east) / 2, box.east - box.west
    found = [
        sea
        for sea in seas()
        if box.south < sea.latitude < box.north
        and box.west < beside(sea.longitude, middle) < box.east
        and sea.room > span / 60
    ]
    return found[:MOST_SEAS]


def _sea(sea: Sea) -> list[Any]:
    return [sea.name, sea.latitude, sea.longitude, sea.room]


def _is_regional(view: Bounds) -> bool:
    return view.north - view.south <= REGIONAL


def _in_united_states(box: Bounds) -> bool:
    us = UNITED_STATES
    inside = us.south < (box.south + box.north) / 2 < us.north
    inside = inside and us.west < (box.west + box.east) / 2 < us.east
    return inside and box.east - box.west <= STATES_WIDTH and box.south > 12.0
