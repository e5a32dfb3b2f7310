"""Airports: airportsdata."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from build_support.gazetteer.model import Collection, Entry, Grid
from geomap.gazetteer.schema import ALTERNATE
from geomap.types import Kind

_SUFFIX = re.compile(r"^(.{4,}?) (?:Airport|Airfield|Aerodrome)$")
_MILITARY = re.compile(
    r"\b(?:Air ?Base|Air Force Base|Afb|Army Air ?field|Naval Air|Raf|Aaf)\b", re.I
)


def read_airports(collection: Collection, cities: list[Entry]) -> None:
    """Add the airports, each in the admin units of the nearest city of its country."""
    import airportsdata

    grid = Grid(cities)
    votes: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for code, row in sorted(airportsdata.load("ICAO").items()):
        if not row["name"] or not (row["lat"] or row["lon"]):
            continue
        entry = _airport(code, row)
        near = [
            city
            for _, city in grid.near(entry.latitude, entry.longitude, 60)
            if city.country == entry.country
        ]
        if near:
            entry.admin1, entry.admin2 = near[0].admin1, near[0].admin2
            if row["subd"] and entry.country and entry.admin1:
                votes[entry.country, row["subd"]][entry.country, entry.admin1] += 1
        collection.add(entry)
        if row["iata"]:
            collection.codes.setdefault(str(row["iata"]), entry)
        short = _SUFFIX.match(row["name"])
        if short:
            entry.add([short[1] + " Aerodrome"] if "Aero" in row["name"] else [], ALTERNATE)
        if row["name"].endswith(" International Airport"):
            entry.add([row["name"].removesuffix(" Airport")], ALTERNATE)
    _add_subdivisions(collection, votes)


def _airport(code: str, row: Mapping[str, Any]) -> Entry:
    name = str(row["name"])
    known = 3.0 + 1.0 * bool(row["iata"]) + 0.7 * ("International" in name)
    return Entry(
        name=name,
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        kind=Kind.AIRPORT,
        country=str(row["country"]) or None,
        feature="S.AIRB" if _MILITARY.search(name) else "S.AIRP",
        ref=f"airport:{code}",
        prominence=known,
        source="airportsdata",
    )


def _add_subdivisions(
    collection: Collection, votes: dict[tuple[str, str], Counter[tuple[str, str]]]
) -> None:
    """Give admin1 units the ISO name that at least three in four of their airports state."""
    for (_, name), counts in sorted(votes.items()):
        (unit, most), total = counts.most_common(1)[0], sum(counts.values())
        entry = collection.admin1.get(unit)
        if entry is not None and most >= 2 and most / total >= 0.75:
            entry.add([name], ALTERNATE)
