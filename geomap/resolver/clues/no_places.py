"""Names that stand for no place, whatever the gazetteer knows by that name."""

from __future__ import annotations

import re

from geomap.resolver.clues.words import words_of
from geomap.types import Mention

__all__ = ["is_organisation", "why_no_place"]

# Matched as written or in capitals.
_ORGANISATIONS = frozenset(
    words_of(
        "isis isil is daesh hamas hezbollah hizbollah taliban nato un quds peshmerga afp bbc cnn "
        "reuters anadolu"
    )
)
# In capitals these are trades and agencies of relief work; the words below name nothing alone.
_ACRONYMS = frozenset(words_of("WASH OCHA WHO GAM CAP HRP IDP NGO PIN AOR"))
_PARTICLES = frozenset(words_of("a an and at by for from in of on or the to with"))
_NOUNS = frozenset(
    words_of(
        "bay beach border canal coast creek desert downtown forest harbor harbour island islands "
        "lake mountain mountains ocean park peninsula port region river rivers road sea shore "
        "station street valley village earth moon mars venus jupiter saturn mercury neptune uranus "
        "sun east north south west northeast northwest southeast southwest"
    )
)
# "Mars, Pennsylvania" is a town.
_STATED = re.compile(r",\s+[A-Z]")
# "He pulled the cork", but "they fled to kerala".
_DETERMINED = re.compile(
    r"\b(?:a|an|the|some|any|his|her|its|their|this|that|my|your|our)\s+$", re.I
)


def is_organisation(name: str) -> bool:
    """Tell whether a name is one of those of organisations that are names of places as well."""
    return name.casefold() in _ORGANISATIONS


def why_no_place(text: str, mention: Mention) -> str | None:
    """Return a sentence that says why a name is that of no place, or None."""
    name = mention.text
    low = name.casefold()
    if is_organisation(name):
        return f"{name} is the name of an organisation, not of a place."
    if name in _ACRONYMS and not _shouted(text, mention):
        return f"{name} is an acronym here, not the name of a place."
    stated = _STATED.match(text, mention.end) and not name.isupper()
    if low in _PARTICLES or (low in _NOUNS and not stated):
        return f"{name} alone names no place."
    if name.islower() and _DETERMINED.search(text, max(0, mention.start - 8), mention.start):
        return f"{name} is a word here, not the name of a place."
    return None


def _shouted(text: str, mention: Mention) -> bool:
    """Tell whether all letters around a mention are capitals."""
    around = text[max(0, mention.start - 60) : mention.start] + text[mention.end :][:60]
    return around.upper() == around
