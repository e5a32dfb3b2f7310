"""How readers are told which place is meant, what it is and where: one wording for all of geomap.

>>> from geomap.types import Place
>>> paris = Place("geonames:4717560", "Paris", 33.66, -95.56, "US", "Texas", "Lamar County", "city",
...     country_name="United States")
>>> short_name(paris), within(paris), full_name(paris)
('Paris, Texas', 'Texas, United States', 'Paris, Texas, United States')
>>> whereabouts(paris)
'city or town, Texas, United States'
"""

from __future__ import annotations

from pathlib import PurePath

from geomap.kinds import LANDS
from geomap.shown import full_name, within
from geomap.types import Kind, Place

__all__ = [
    "counted",
    "country_of",
    "full_name",
    "kind_key",
    "public_source",
    "short_name",
    "whereabouts",
    "within",
]

# Where readers know the states by name, the country adds nothing.
_STATES_SUFFICE = frozenset({"US", "CA", "AU"})
# Countries that take an article in a sentence.
_THE = frozenset(
    {"AE", "BS", "CD", "CF", "DO", "GB", "GM", "MH", "MV", "NL", "PH", "SB", "SC", "US", "VA"}
)
_KINDS = {
    "admin": "administrative area",
    "admin1": "province or state",
    "admin1.GB": "country of the United Kingdom",
    "admin2": "district or county",
    "city": "city or town",
    "historic": "historic region",
}


def short_name(place: Place) -> str:
    """Return a place as people write it: "Paris, Texas", "Georgia (country)"."""
    if place.kind in LANDS:
        return f"{place.name} ({place.kind})"
    country = place.country_name or place.country
    if place.kind == Kind.ADMIN1:
        return f"{place.name} (part of {country_of(place)})" if country else place.name
    states = place.country in _STATES_SUFFICE and place.admin1
    parent = place.admin1 if states else country
    return f"{place.name}, {parent}" if parent and parent != place.name else place.name


def whereabouts(place: Place) -> str:
    """Return kind, admin unit and country: "city or town, Baghdad, Iraq"."""
    kind = _KINDS.get(kind_key(place), str(place.kind))
    parts = [kind, place.admin1, place.country_name or place.country]
    if place.kind == Kind.COUNTRY or kind.endswith(f" {place.country_name}"):
        parts = [kind]
    elif place.admin1 == place.name:
        parts.remove(place.admin1)
    return ", ".join(part for part in parts if part)


def kind_key(place: Place) -> str:
    """Return the key of the words for a kind: "admin1", and "admin1.GB" for what is no province.

    England, Northern Ireland, Scotland and Wales are countries of the United Kingdom.
    """
    own = place.kind == Kind.ADMIN1 and place.country == "GB"
    return f"{place.kind}.{place.country}" if own else str(place.kind)


def country_of(place: Place) -> str | None:
    """Return the country as it reads in a sentence: "Iraq", "the United States"."""
    name = place.country_name or place.country
    return f"the {name}" if name and place.country in _THE else name


def public_source(source: str | None) -> str | None:
    """Return the file's name, or the address: what is published tells no folders."""
    return source if source is None or "://" in source else PurePath(source).name


def counted(number: int, thing: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "place"), counted(3, "country"), counted(2000, "name")
    ('1 place', '3 countries', '2,000 names')
    """
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing[:-1]}ies" if thing.endswith("y") else f"{number:,} {thing}s"
