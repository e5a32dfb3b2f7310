"""Places and vague areas, as fields."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from geomap.contract.values import FAR, LATITUDE, LONGITUDE, TEXT, WORDS, of
from geomap.fields import (
    Field,
    WrongValue,
    listed,
    number,
    optional,
    record,
    row,
    whole,
    word,
    written,
)
from geomap.types import Area, Bounds, Place
from geomap.vocabulary import Kind, Shape

__all__ = ["AREA", "PLACE", "check_place", "take_place"]


def _of_place(name: str) -> Callable[[Any], Any]:
    return lambda owner: None if owner.place is None else getattr(owner.place, name)


def _is_placed(owner: Any) -> bool:
    return owner.place is not None


_BOUNDS = row("[south, west, north, east]", Bounds, LATITUDE, LONGITUDE, LATITUDE, LONGITUDE)
PLACE = (
    Field("place_id", WORDS, _of_place("id"), "source:number; null: not placed"),
    Field("geonameid", optional(whole(0, 10**18)), _of_place("geonameid"), "in GeoNames"),
    Field("name", WORDS, _of_place("name"), "of the place"),
    Field("country", WORDS, _of_place("country"), "ISO 3166-1 alpha-2"),
    Field("admin1", WORDS, _of_place("admin1"), "state or province"),
    Field("kind", optional(word(Kind, Kind.OTHER), Kind.OTHER), _of_place("kind"), "of place"),
    Field("lat", optional(LATITUDE), _of_place("latitude"), "WGS 84; null with place_id"),
    Field("lon", optional(LONGITUDE), _of_place("longitude"), "WGS 84; null with place_id"),
    *(
        Field(key, value, _of_place(key), meaning, when=_is_placed)
        for key, value, meaning in (
            ("admin2", WORDS, "county or district"),
            ("country_name", WORDS, ""),
            ("feature", WORDS, "GeoNames' class and code"),
            ("population", optional(whole(0, 10**11)), ""),
            ("bounds", optional(_BOUNDS), "south, west, north, east"),
            ("admin1_code", WORDS, ""),
            ("admin2_code", WORDS, ""),
            ("attribution", WORDS, "what a map must print"),
        )
    ),
)


def check_place(place: Place) -> Place:
    """Return a place that others described, if each of its fields holds what it may hold.

    Raises:
        WrongValue: One does not.
    """
    owner = SimpleNamespace(place=place)
    read = record("a place", PLACE, dict).read(written(PLACE, owner))
    if not read["name"]:
        raise WrongValue("name is empty")
    return place


def take_place(given: dict[str, Any]) -> Place | None:
    """Take the fields of a place out of an object and return it."""
    found = {field.key: given.pop(field.key, field.default) for field in PLACE}
    own_id = found.pop("place_id")
    latitude, longitude = found.pop("lat"), found.pop("lon")
    found.pop("geonameid")
    if own_id is None:
        return None
    if latitude is None or longitude is None:
        raise WrongValue("lat or lon is null although there is a place_id")
    name, kind = found.pop("name") or own_id, found.pop("kind") or Kind.OTHER
    return Place(own_id, name, latitude, longitude, kind=kind, **found)


_POINT = row("[lat, lon]", lambda *point: point, LATITUDE, LONGITUDE)
_POINTS = {Shape.CIRCLE: 1, Shape.BOX: 2}


def _area(*, kind: Shape, points: tuple[Any, ...], radius_km: float, words: str) -> Area:
    if len(points) < _POINTS.get(kind, 2):
        raise WrongValue(f"points are too few for a {kind}")
    return Area(kind, points, radius_km, words)


AREA = record(
    "an area",
    (
        Field("kind", word(Shape), of("kind"), "of shape", required=True),
        Field("points", listed(_POINT, 10_000), of("points"), "[lat, lon]", required=True),
        Field("radius_km", number(0, FAR), of("radius_km"), "uncertainty", required=True),
        Field("words", TEXT, of("words"), "of the text", required=True),
    ),
    _area,
)
