"""Sentences made from the gazetteer, in which names mean what a sane reader takes them for.

Annotated corpora hold few famous names beside strangers, and many small namesakes. Here stand
capitals, countries, states and cities of more than 100,000 people alone, in the company of others
of the whole world, and towns with their state where a county of the state bears their name. A name
is left out if the gazetteer does not tell whom it means: the runner-up has a third of its names.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from geomap.gazetteer import BUNDLE
from geomap.gazetteer.kinds import KIND_CODES
from geomap.types import Document, Kind

MADE = "made"
_PEOPLE = 100_000
_ALONE = (
    "Thousands marched through {0} on Friday.",
    "A court in {0} has jailed three officials.",
    "Rain closed roads around {0} for a second day.",
    "Talks between the two sides resumed in {0}.",
    "{0} has reported more cases of the disease.",
    "The company is to build a plant in {0} next year.",
)
_TOGETHER = (
    "Protests were held in {0}, {1} and {2} at the weekend.",
    "She has lived in {0} and {1}, and now teaches in {2}.",
    "Flights from {0} to {1} were cancelled; those to {2} were late.",
    "Writing by staff in {0}; editing by a colleague in {1} and another in {2}.",
    "{0}, {1} and {2} are on the list, as are others.",
    "After {0} the team plays in {1}, then in {2}.",
)
_STATED = ("A man was arrested in {0}, {1}, on Sunday.", "{0}, {1} - Schools closed early.")
_WIDE = (Kind.COUNTRY, Kind.TERRITORY)
_CROWDED = ("US", "CA", "AU", "GB", "IN", "MX", "BR", "CN", "DE")


class _Known(NamedTuple):
    name: str
    latitude: float
    longitude: float
    number: int
    state: str = ""


def made_documents(seed: int = 7) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Yield (document, gold record), always the same ones."""
    chance = random.Random(seed)
    with sqlite3.connect(f"{BUNDLE.resolve().as_uri()}?mode=ro", uri=True) as base:
        known = list(_famous(base))
        towns = list(_towns_with_counties(base))
    texts: list[tuple[str, tuple[_Known, ...]]] = []
    for one in known:
        texts.append((chance.choice(_ALONE), (one,)))
        texts.append((chance.choice(_TOGETHER), (one, *chance.sample(known, 2))))
    for town in towns:
        texts.append((chance.choice(_STATED), (town,)))
    for number, (form, names) in enumerate(texts):
        yield _document(f"{MADE}:{number}", form, names)


def _document(
    identifier: str, form: str, names: tuple[_Known, ...]
) -> tuple[Document, dict[str, Any]]:
    words = [one.name for one in names] + ([names[0].state] if names[0].state else [])
    text, toponyms, position = form.format(*words), [], 0
    for one in names:
        start = text.index(one.name, position)
        end = start + len(one.name)
        position = end if form in _TOGETHER else 0
        toponyms.append(
            {
                "start": start,
                "end": end,
                "text": one.name,
                "lat": one.latitude,
                "lon": one.longitude,
                "geonameid": one.number if one.number > 0 else None,
            }
        )
    if names[0].state:
        start = text.index(names[0].state, position)
        end = start + len(names[0].state)
        entry = {"start": start, "end": end, "text": names[0].state}
        toponyms.append(entry | {"lat": None, "lon": None, "geonameid": None})
    return Document(identifier, text), {"id": identifier, "text": text, "toponyms": toponyms}


def _famous(base: sqlite3.Connection) -> Iterator[_Known]:
    wide = ", ".join(str(KIND_CODES[kind]) for kind in _WIDE)
    names: dict[str, list[tuple[int, int, float, float, bool]]] = {}
    codes = [row[0] for row in base.execute("SELECT value FROM meta WHERE key = 'countries'")]
    crowded = _numbers(codes[0])
    query = (
        "SELECT name, names, id, lat / 1e5, lon / 1e5, kind, country, population FROM place"
        f" WHERE kind IN ({KIND_CODES[Kind.CITY]}, {KIND_CODES[Kind.ADMIN1]}, {wide}) ORDER BY id"
    )
    for name, count, number, latitude, longitude, kind, country, people in base.execute(query):
        unit = kind == KIND_CODES[Kind.ADMIN1]
        # a state is as well known as a city with as many names as this
        count = 40 if unit and country in crowded else count
        nation = kind in (KIND_CODES[k] for k in _WIDE)
        large = nation or (unit and country in crowded) or (people or 0) > _PEOPLE
        count = 200 if nation else count
        names.setdefault(name, []).append((count, number, latitude, longitude, large))
    for name, bearers in names.items():
        bearers.sort(reverse=True)
        count, number, latitude, longitude, large = bearers[0]
        if large and (len(bearers) == 1 or bearers[1][0] * 3 <= count):
            yield _Known(name, latitude, longitude, number)


def _numbers(countries: str) -> frozenset[int]:
    import json

    return frozenset(
        number for number, (code, _) in enumerate(json.loads(countries)) if code in _CROWDED
    )


def _towns_with_counties(base: sqlite3.Connection) -> Iterator[_Known]:
    city, county = KIND_CODES[Kind.CITY], KIND_CODES[Kind.ADMIN2]
    query = (
        "SELECT p.name, p.lat / 1e5, p.lon / 1e5, p.id, u.name FROM place p"
        " JOIN place u ON u.id = p.admin1 JOIN place c ON c.admin1 = p.admin1"
        f" AND c.kind = {county} AND c.name = p.name || ' County'"
        f" WHERE p.kind = {city} AND p.population > 4000 ORDER BY p.id"
    )
    for row in base.execute(query):
        yield _Known(*row)
