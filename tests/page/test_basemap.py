"""The base map: cut where it must be, and where countries are."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely

from geomap.basemap import (
    WORLD,
    border_lines,
    country_polygons,
    disputed_lines,
    land_polygons,
)
from geomap.basemap.clipping import clip_ring
from geomap.basemap.places import seas, shapes_of
from geomap.basemap.store import load
from geomap.render.detail import Detail
from geomap.render.topology import ALPHABET, outlines
from geomap.types import Bounds, Kind, Place

Line = list[tuple[float, float]]


def holds(rings: list[Line], latitude: float, longitude: float) -> bool:
    point = shapely.Point(latitude, longitude)
    return any(shapely.Polygon(ring).contains(point) for ring in rings)


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
    near = outlines("world", Detail(Bounds(55.0, 8.0, 58.0, 13.0)))
    far = outlines("world", Detail(Bounds(-35.0, 140.0, -32.0, 145.0)))

    def letters(made: dict[str, object], code: str) -> int:
        arcs = str(made["arcs"]).split(" ")
        shapes = made["shapes"]
        assert isinstance(shapes, list)
        shape = next(s for s in shapes if s[0] == code)
        return sum(len(arcs[n if n >= 0 else ~n]) for p in shape[4] for r in p for n in r)

    assert letters(near, "DK") > 3 * letters(far, "DK")
    assert set(str(near["arcs"])) <= set(ALPHABET) | {" "}


def test_without_borders_no_country_can_be_told() -> None:
    made = outlines("world", Detail(Bounds(30, 40, 36, 48)), borders=False)
    assert made["borders"] == made["contested"] == []
    assert {shape[0] for shape in made["shapes"]} == {""}


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


def _place(name: str, country: str, kind: str, number: int = 1, code: str = "") -> Place:
    return Place(
        f"geonames:{number}", name, 0.0, 0.0, country, kind=Kind(kind), admin1_code=code or None
    )


@pytest.mark.parametrize(
    ("place", "store", "inside", "outside"),
    [
        (_place("Deir ez-Zor", "SY", "admin1", 170792), "units", (35.3, 40.1), (36.2, 37.2)),
        (
            _place("Nouvelle-Aquitaine", "FR", "admin1", code="75"),
            "units",
            (45.8, 1.3),
            (48.9, 2.3),
        ),
        (_place("Tuscany", "IT", "admin1", code="16"), "units", (43.3, 11.3), (44.5, 11.3)),
        (_place("Catalonia", "ES", "admin1", code="56"), "units", (41.6, 1.5), (41.6, -0.9)),
        (_place("Georgia", "US", "admin1"), "us", (32.8, -83.6), (28.5, -81.4)),
        (_place("Lake Victoria", "", "lake"), "lakes", (-1.0, 33.0), (-1.3, 36.8)),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_areas_have_their_own_outlines(
    place: Place, store: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    """Regions of France and Italy are made up of the departments and provinces of the source."""
    found = shapes_of(place)
    assert found is not None
    assert found[0] == store
    rings = [
        load(store).ring(polygon[0], 40)
        for number in found[1]
        for polygon in load(store).shapes[number].polygons
    ]
    assert holds(rings, *inside)
    assert not holds(rings, *outside)


def test_a_river_has_its_course_and_a_county_of_kenya_no_outline() -> None:
    rhine = shapes_of(_place("Rhine", "", "river"))
    assert rhine is not None
    course = load("rivers").ring(load("rivers").shapes[rhine[1][0]].polygons[0][0], 0)
    cologne = shapely.Point(50.94, 6.96)
    assert shapely.LineString(course).distance(cologne) < 0.1
    assert shapes_of(_place("Nakuru", "KE", "admin1", code="39")) is None
    assert shapes_of(_place("Nowhere", "", "river")) is None


def test_nearly_all_units_have_an_outline_on_the_countries_grid() -> None:
    units, world = load("units"), load("world")
    assert len(units.shapes) > 3_250
    assert units.scale == world.scale
    assert units.offset == world.offset
    # Borders are between two units of one country: no coast, no country's border.
    coast = {point for arc in world.borders for point in world.arc(arc, 0)[1:-1]}
    inner = [units.arc(arc, 0)[1:-1] for arc in sorted(units.borders)[::50]]
    shared = sum(point in coast for line in inner for point in line)
    assert shared < 0.02 * sum(map(len, inner))


def test_names_of_seas_have_room_in_the_water() -> None:
    assert {"Black Sea", "North Sea", "Persian Gulf", "Gulf of Mexico"} <= {s.name for s in seas()}
    for sea in seas()[::8]:
        half = sea.room / 2 - 0.05
        if half < 0.2 or abs(sea.longitude) + half > 179:
            continue
        box = Bounds(sea.latitude - 1, sea.longitude - half, sea.latitude + 1, sea.longitude + half)
        ends = [sea.longitude - half + 0.01, sea.longitude, sea.longitude + half - 0.01]
        land = land_polygons(box, 0.01)
        assert not any(holds(land, sea.latitude, end) for end in ends), sea


def test_coasts_are_finer_around_places_than_elsewhere() -> None:
    """A world map of many documents still has a Channel when one moves the map to it."""
    world_view = Bounds(-56, -169, 74, 191)
    plain = outlines("world", Detail(world_view))
    near = outlines("world", Detail(world_view, [(50.9, -1.4), (25.8, -80.2)]))
    assert 2_000 < len(near["arcs"]) - len(plain["arcs"]) < 60_000
