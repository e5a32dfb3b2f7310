"""The base map: cut where it must be, and where countries are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from build_support.basemap.labels import inside
from geomap.basemap import (
    WORLD,
    border_lines,
    country_polygons,
    disputed_lines,
    land_polygons,
)
from geomap.basemap.clipping import clip_ring
from geomap.basemap.store import load
from geomap.render.topology import ALPHABET, world_outlines
from geomap.types import Bounds

Line = list[tuple[float, float]]


def holds(rings: list[Line], latitude: float, longitude: float) -> bool:
    flipped = [[(lon, lat) for lat, lon in ring] for ring in rings]
    return any(inside(longitude, latitude, ring) for ring in flipped)


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("IQ", 33.34, 44.40), ("RU", 55.75, 37.62), ("RU", 65.5, -171.0), ("FJ", -17.8, 178.0),
        ("US", 39.0, -98.0), ("NZ", -43.5, 171.0), ("CY", 35.3, 33.5), ("SO", 9.8, 46.0),
        ("XK", 42.6, 20.9), ("MT", 35.89, 14.44), ("FR", 46.5, 2.5), ("NO", 61.5, 8.9),
        ("AQ", -80.0, 60.0),
    ],
)  # fmt: skip
def test_countries_are_where_they_are(code: str, latitude: float, longitude: float) -> None:
    box = Bounds(latitude - 4, longitude - 4, latitude + 4, longitude + 4)
    assert holds(country_polygons({code}, box)[code], latitude, longitude)


def test_crimea_lies_in_no_claimants_outline() -> None:
    rings = country_polygons({"RU", "UA"}, Bounds(43, 32, 47, 38))
    assert not holds(rings.get("RU", []) + rings["UA"], 45.2, 34.3)
    assert holds(land_polygons(Bounds(43, 32, 47, 38)), 45.2, 34.3)


def test_no_ring_runs_across_the_antimeridian() -> None:
    store = load()
    for shape in store.shapes:
        for polygon in shape.polygons:
            ring = store.ring(polygon[0], 60)
            crossings = [(a, b) for a, b in pairwise(ring) if abs(a[1] - b[1]) > 180 and a[0] > -85]
            assert not crossings, (shape.name, crossings)


@pytest.mark.parametrize(
    "box",
    [
        Bounds(45.9, 33.2, 46.3, 34.0),  # Crimea
        Bounds(32.7, 35.6, 33.4, 36.0),  # Golan
        Bounds(34.0, 73.5, 36.0, 78.0),  # Kashmir
        Bounds(27.0, -13.5, 28.0, -8.0),  # Western Sahara
        Bounds(34.9, 32.6, 35.3, 34.0),  # Cyprus
        Bounds(42.2, 20.0, 43.3, 21.8),  # Kosovo
    ],
    ids=lambda box: f"{box.south},{box.west}",
)
def test_contested_lines_are_there(box: Bounds) -> None:
    assert disputed_lines(box)


def test_ordinary_borders_are_not_contested() -> None:
    germany = Bounds(47.0, 6.0, 55.0, 15.0)
    assert border_lines(germany)
    assert not disputed_lines(germany)


def test_everything_is_clipped() -> None:
    box = Bounds(30.0, 40.0, 36.0, 48.0)
    points = [p for line in land_polygons(box) + border_lines(box) for p in line]
    assert points
    assert all(30 <= lat <= 36 and 40 <= lon <= 48 for lat, lon in points)


def test_a_box_across_the_antimeridian() -> None:
    rings = country_polygons({"FJ"}, Bounds(-20.0, 176.0, -15.0, -178.0))["FJ"]
    longitudes = [lon for ring in rings for _, lon in ring]
    assert min(longitudes) < 0 < max(longitudes)


def test_the_page_carries_more_detail_where_it_opens() -> None:
    near = world_outlines(Bounds(55.0, 8.0, 58.0, 13.0), borders=True)
    far = world_outlines(Bounds(-35.0, 140.0, -32.0, 145.0), borders=True)

    def letters(outlines: dict[str, object], code: str) -> int:
        arcs = str(outlines["arcs"]).split(" ")
        shapes = outlines["shapes"]
        assert isinstance(shapes, list)
        shape = next(s for s in shapes if s[0] == code)
        return sum(len(arcs[n if n >= 0 else ~n]) for p in shape[4] for r in p for n in r)

    assert letters(near, "DK") > 3 * letters(far, "DK")
    assert set(str(near["arcs"])) <= set(ALPHABET) | {" "}


def test_without_borders_no_country_can_be_told() -> None:
    outlines = world_outlines(Bounds(30, 40, 36, 48), borders=False)
    assert outlines["borders"] == outlines["contested"] == []
    assert {shape[0] for shape in outlines["shapes"]} == {""}


def test_the_whole_world_is_small() -> None:
    assert sum(map(len, land_polygons(WORLD))) < 20_000


@pytest.mark.parametrize("box", [Bounds(35, 38, 37, 42), Bounds(-20, 170, -10, 180)])
def test_only_what_lies_beside_a_box_is_passed_over(box: Bounds) -> None:
    """It saves the time of decoding it; what touches the box must not be among it."""
    store = load()
    rings = [polygon[0] for shape in store.shapes for polygon in shape.polygons]
    passed_over = [ring for ring in rings if store.misses(ring[1:], box)]
    assert len(rings) / 2 < len(passed_over) < len(rings)
    for ring in passed_over:
        assert len(clip_ring(store.ring(ring, 0), box)) < 3
