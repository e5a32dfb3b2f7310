"""Shortened words: names of places, and what stands before a full stop that ends no sentence.

``abbreviations.csv`` has the short names with the place each stands for; the gazetteer is compiled
from it.
"""

from __future__ import annotations

from pathlib import Path

from geomap.languages.en.titles import SHORT_TITLES
from geomap.languages.words import names_in, words_of

__all__ = [
    "ABBREVIATIONS",
    "BEFORE_A_NAME",
    "BEFORE_A_NUMBER",
    "CAPITAL_PERHAPS_AT_THE_END",
    "PERHAPS_AT_THE_END",
    "PLACES",
]

ABBREVIATIONS = Path(__file__).with_name("abbreviations.csv")

PLACES = frozenset(name for name in names_in(ABBREVIATIONS) if name.endswith("."))
"""Short names of places to which the full stop belongs: "Calif.", "U.S."."""

BEFORE_A_NAME = SHORT_TITLES | frozenset(
    words_of(
        "vs cf e.g i.e viz approx ca bzw z.b d.h u.a al-sh abp bp ayat gral ing lic dott sig "
        "jos wm geo thos chas"
    )
)
"""Never the end of a sentence."""

BEFORE_A_NUMBER = frozenset(
    words_of("no nos nr art arts fig figs eq p pp vol vols ch sec sect par pt tel núm")
)
PERHAPS_AT_THE_END = frozenset(
    words_of("inc ltd co corp llc plc jr esq bros etc dept univ assn a.m p.m al")
)
# As often a word or a first name at the end of a sentence: "He called Ken. Nobody answered."
_WORDS_TOO = frozenset(words_of("alas cal col ct fr ger haw ia ken man me ut vic"))
CAPITAL_PERHAPS_AT_THE_END = (
    frozenset(
        words_of(
            "st ste mt mts ft pt ave blvd rd sq hwy jan feb mar apr jun jul aug sep sept oct "
            "nov dec mon tue tues wed thu thur thurs fri sat sun dak is isl jct arr dist prov"
        )
    )
    | {place[:-1].casefold() for place in PLACES if place[:-1].isalpha() and len(place) > 2}
    - _WORDS_TOO
)
"""The end of a sentence only if a word follows that begins one; with a capital letter."""
