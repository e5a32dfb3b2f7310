"""A user's own places, from CSV or GeoJSON; they win over the gazetteer's."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.contract.places import check_place
from geomap.errors import FormatError
from geomap.fields import WrongValue
from geomap.gazetteer import schema
from geomap.gazetteer.kinds import KINDS
from geomap.gazetteer.normalize import normalize_name, transliteration_key
from geomap.gazetteer.store import Found
from geomap.geodesy import EARTH_RADIUS_KM, distance_km
from geomap.types import Bounds, Kind, Place

__all__ = ["ExtraPlaces", "read_extra"]

_SPELLED = {
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "lng", "long", "x"),
    "name": ("name", "title", "label"),
    "alternates": ("alternates", "alternate_names", "aliases"),
    "country": ("country", "country_code"),
}
PROMINENCE = 9.5
_NO_GEOMETRY = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
)


class ExtraPlaces:
    """Places held in memory, asked like a gazetteer file."""

    wins = True

    def __init__(self, name: str, places: list[tuple[Place, tuple[str, ...]]]) -> None:
        self.name = name
        self._places = {place.id: place for place, _ in places}
        self._names: dict[str, list[Found]] = defaultdict(list)
        self._keys: dict[str, list[Found]] = defaultdict(list)
        for place, alternates in places:
            found = Found(schema.EXACT, PROMINENCE, place)
            for norm in dict.fromkeys(map(normalize_name, (place.name, *alternates))):
                if norm:
                    self._names[norm].append(found)
                    key = transliteration_key(norm)
                    if key and found not in self._keys[key]:
                        self._keys[key].append(found)

    def __len__(self) -> int:
        return len(self._places)

    def lookup(self, norm: str) -> list[tuple[int, int]]:
        return [(0, found.kind) for found in self._names.get(norm, ())]

    def find(self, norm: str, limit: int) -> list[Found]:
        return self._names.get(norm, [])[:limit]

    def find_spelling(self, key: str, limit: int) -> list[Found]:
        return self._keys.get(key, [])[:limit]

    def airports(self, box: Bounds) -> list[Found]:
        return [
            Found(schema.EXACT, PROMINENCE, place)
            for place in self._places.values()
            if place.kind == Kind.AIRPORT
            and box.south <= place.latitude <= box.north
            and box.west <= place.longitude <= box.east
        ]

    def towns_near(
        self, latitude: float, longitude: float, limit: int
    ) -> list[tuple[float, Place]]:
        towns = [place for place in self._places.values() if place.kind is Kind.CITY]
        found = [
            (
                distance_km(place.latitude, place.longitude, latitude, longitude) / EARTH_RADIUS_KM,
                place,
            )
            for place in towns
        ]
        return sorted(found, key=lambda pair: pair[0])[:limit]

    def place(self, place_id: str) -> Place | None:
        return self._places.get(place_id)

    def by_code(self, code: str) -> Place | None:
        return None

    def country(self, code: str) -> Place | None:
        return None

    def admin1(self, country: str, code: str) -> Place | None:
        return None


def read_extra(path: Path) -> ExtraPlaces:
    """Read places: a CSV with name, latitude, longitude, or a GeoJSON FeatureCollection.

    CSV may also have alternates (separated by ``|``), kind, country (ISO 3166-1 alpha-2), admin1,
    admin2, population, id. GeoJSON features carry the same in their properties; polygons become
    bounds with their centre.

    Raises:
        FormatError: The file is missing, not UTF-8, or a row has no name or no valid position.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise FormatError(
            f"extra places {path}: {error.strerror}; give a CSV or GeoJSON file"
        ) from error
    except UnicodeDecodeError as error:
        raise FormatError(f"extra places {path}: not UTF-8; save the file as UTF-8") from error
    geojson = path.suffix.lower() in (".geojson", ".json")
    rows = _geojson_rows(path, text) if geojson else _csv_rows(path, text)
    digest = hashlib.sha256(data).hexdigest()[:12]
    used: dict[str, int] = {}
    try:
        places = [_place(where, row, used) for where, row in rows]
    except (csv.Error, RecursionError, OverflowError, WrongValue) as error:
        raise FormatError(f"extra places {path}: cannot be read ({error}); correct it") from error
    if not places:
        raise FormatError(
            f"extra places {path}: no place in it; see docs/gazetteer.md for an example"
        )
    return ExtraPlaces(f"{path.name} {digest}", places)


def _csv_rows(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = {(column or "").strip().lower(): column for column in reader.fieldnames or ()}
    for needed in ("name", "latitude", "longitude"):
        if not any(word in columns for word in _SPELLED[needed]):
            raise FormatError(
                f"extra places {path}: no column {needed}; the first line must name the columns,"
                " e.g. name,latitude,longitude"
            )
    for row in reader:
        clean = {
            (key or "").strip().lower(): value.strip()
            for key, value in row.items()
            if key and isinstance(value, str)
        }
        if any(clean.values()):
            yield f"extra places {path}, line {reader.line_num}", clean


def _geojson_rows(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        features = json.loads(text)["features"]
        if not isinstance(features, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FormatError(
            f"extra places {path}: not a GeoJSON FeatureCollection; export it as one"
        ) from error
    for number, feature in enumerate(features, 1):
        where = f"extra places {path}, feature {number}"
        try:
            points = list(_points(feature["geometry"]["coordinates"]))
            row = {str(k).lower(): v for k, v in (feature.get("properties") or {}).items()}
        except _NO_GEOMETRY as error:
            raise FormatError(f"{where}: no geometry; give it a Point or a Polygon") from error
        if not points:
            raise FormatError(f"{where}: no geometry; give it a Point or a Polygon")
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        row["latitude"], row["longitude"] = (south + north) / 2, (west + east) / 2
        if len(points) > 1:
            row["bounds"] = Bounds(south, west, north, east)
        row.setdefault("id", feature.get("id"))
        yield where, row


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list):
        raise TypeError("coordinates are a list")
    if coordinates and isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
    else:
        for part in coordinates:
            yield from _points(part)


def _value(row: dict[str, Any], key: str) -> Any:
    found = (row.get(word) for word in _SPELLED.get(key, (key,)))
    return next((value for value in found if value not in (None, "")), None)


def _place(where: str, row: dict[str, Any], used: dict[str, int]) -> tuple[Place, tuple[str, ...]]:
    name = str(_value(row, "name") or "").strip()
    if not normalize_name(name):
        raise FormatError(f"{where}: no name; give each place one")
    word = str(_value(row, "kind") or Kind.OTHER).lower()
    kind = next((kind for kind in KINDS if kind == word), None)
    if kind is None:
        raise FormatError(f"{where}: unknown kind {word!r}; use one of {', '.join(KINDS)}")
    try:
        latitude = float(_value(row, "latitude"))
        longitude = float(_value(row, "longitude"))
        population = _value(row, "population")
        people = None if population is None else int(float(population))
    except (TypeError, ValueError, OverflowError) as error:
        raise FormatError(
            f"{where}: {name} has no usable latitude, longitude or population; write degrees as"
            " 34.45"
        ) from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise FormatError(
            f"{where}: {name} lies at {latitude}, {longitude}, which is not on Earth; latitude"
            " comes first"
        )
    place_id = _identifier(str(_value(row, "id") or ""), name, used)
    alternates = _value(row, "alternates") or ""
    names = alternates if isinstance(alternates, list) else str(alternates).split("|")
    country = _value(row, "country")
    place = Place(
        id=place_id,
        name=name,
        latitude=latitude,
        longitude=longitude,
        country=str(country).upper() if country else None,
        admin1=_value(row, "admin1"),
        admin2=_value(row, "admin2"),
        kind=kind,
        population=people,
        bounds=row.get("bounds") if isinstance(row.get("bounds"), Bounds) else None,
        attribution=_value(row, "attribution"),
    )
    try:
        return check_place(place), tuple(str(alternate) for alternate in names)
    except WrongValue as error:
        raise FormatError(f"{where}: {name}: {error}; correct it") from error


def _identifier(given: str, name: str, used: dict[str, int]) -> str:
    base = given if ":" in given else "extra:" + (given or normalize_name(name).replace(" ", "-"))
    used[base] = used.get(base, 0) + 1
    return base if used[base] == 1 else f"{base}-{used[base]}"
