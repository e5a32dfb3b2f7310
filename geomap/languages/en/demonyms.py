"""Adjectives of places and names of their inhabitants: "Iraqi", "Argentineans", "New Yorkers".

``demonyms.csv`` has every form with the place it belongs to; the gazetteer is compiled from it.
Nothing is inflected by rule: "Basotho" has no "Basothos".
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geomap.languages.words import names_in, phrases_of, words_of

__all__ = ["DEMONYMS", "is_adjective"]

DEMONYMS = Path(__file__).with_name("demonyms.csv")

# Peoples and tongues that no one place of the gazetteer answers to.
_OF_NO_PLACE = frozenset(
    phrases_of(
        """
        african american|african americans|african-american|african-americans|anglo-american
        asian american|asian americans|native american|native americans|hispanic|hispanics
        eurasian|eurasians|dalmatian|dalmatians|galician|galicians|malay|malays|maori|easterner
        latin-american|latin-americans
        """
    )
)
# By itself such a word is as often a town, a surname or the first half of a compound: Norman,
# Oklahoma; Alpine, Texas; Victor Fleming; Franco; the Antarctic; Southern University.
_AMBIGUOUS = frozenset(
    words_of("alpine antarctic falkland fleming flemings franco norman russo sino southern")
)


@cache
def _adjectives() -> frozenset[str]:
    listed = {" ".join(name.lower().split()) for name in names_in(DEMONYMS)}
    return (_OF_NO_PLACE | listed) - _AMBIGUOUS


def is_adjective(name: str) -> bool:
    """Tell whether a name is an adjective or an inhabitant's name.

    >>> [is_adjective(name) for name in ("Iraqi", "argentineans", "New  Yorkers", "Batswana")]
    [True, True, True, True]
    >>> [is_adjective(name) for name in ("Iraq", "Basothos", "Norman", "Balkans")]
    [False, False, False, False]
    """
    return " ".join(name.lower().split()) in _adjectives()
