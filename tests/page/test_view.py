"""The first view shows the places that matter."""

from __future__ import annotations

import pytest

from geomap.aggregate import Aggregate
from geomap.basemap import Spot, first_view, spot
from geomap.types import Bounds


def city(latitude: float, longitude: float, weight: float = 1.0) -> Spot:
    return Spot(latitude, longitude, weight)


BAGHDAD, BASRA, MOSUL = city(33.3, 44.4, 3.0), city(30.5, 47.8), city(36.3, 43.1)
LONDON = city(51.5, -0.1)
USA = Spot(39.8, -98.5, 5.0, True, Bounds(24.5, -124.7, 49.4, -66.9))
IRAQ = Spot(33.0, 44.0, 4.0, True, Bounds(29.1, 38.8, 37.4, 48.6))


def holds(box: Bounds, place: Spot) -> bool:
    return (
        box.south <= place.latitude <= box.north
        and (place.longitude - box.west + 1e-9) % 360 <= box.east - box.west + 1e-6
    )


def test_a_far_country_does_not_zoom_out() -> None:
    box = first_view([BAGHDAD, BASRA, MOSUL, USA])
    assert all(holds(box, place) for place in (BAGHDAD, BASRA, MOSUL))
    assert not holds(box, USA)
    assert box.north - box.south < 12


def test_a_far_city_does_not_zoom_out() -> None:
    box = first_view([BAGHDAD, BASRA, MOSUL, LONDON])
    assert not holds(box, LONDON)


def test_evenly_spread_cities_are_all_shown() -> None:
    spread = [city(lat, lon) for lat in (-30, 0, 30, 50) for lon in range(-120, 150, 45)]
    box = first_view(spread)
    assert all(holds(box, place) for place in spread)


def test_one_city_keeps_its_surroundings() -> None:
    box = first_view([BAGHDAD])
    assert holds(box, BAGHDAD)
    assert 2 <= box.north - box.south <= 6


def test_only_a_country() -> None:
    assert tuple(first_view([IRAQ])) == pytest.approx(tuple(IRAQ.box or ()))
    assert tuple(first_view([USA])) == pytest.approx(tuple(USA.box or ()))


def test_across_the_antimeridian() -> None:
    suva, apia = city(-18.1, 178.4), city(-13.8, -171.8)
    box = first_view([suva, apia])
    assert holds(box, suva) and holds(box, apia)
    assert box.east - box.west < 30


def test_nothing_at_all() -> None:
    box = first_view([])
    assert box.south < 0 < box.north


def test_the_seeds(gathered: Aggregate) -> None:
    box = first_view(spot(e.place, e.mentions, e.area) for e in gathered.places)
    for entry in gathered.places:
        place = entry.place
        if not place.is_area and entry.area is None:
            assert holds(box, city(place.latitude, place.longitude)), place.name
        if place.name in ("United States", "United Kingdom"):
            assert not holds(box, city(place.latitude, place.longitude))


def test_several_places_in_a_city_fill_the_view() -> None:
    """A map of streets and quarters is no map of the country around the city."""
    quarters = [Spot(51.75 + i / 100, -1.25 + i / 80, 1.0) for i in range(4)]
    box = first_view(quarters)
    assert all(holds(box, spot) for spot in quarters)
    assert 0.03 <= box.north - box.south <= 0.1
