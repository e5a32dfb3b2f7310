"""Names that stand for no place, whatever the gazetteer knows by that name."""

from __future__ import annotations

import re

from geomap.languages.en.function_words import PARTICLES
from geomap.languages.en.not_places import ACRONYMS, NOUNS, WORDS_TOO, is_no_place, is_organisation
from geomap.types import Mention

__all__ = ["why_no_place"]

_PRONOUNS = frozenset({"us", "Us", "It", "it", "Me", "me"})
# "Mars, Pennsylvania" is a town.
_STATED = re.compile(r",\s+[A-Z]")
# "He pulled the cork", but "they fled to kerala".
_DETERMINED = re.compile(
    r"\b(?:a|an|the|some|any|his|her|its|their|this|that|my|your|our)\s+$", re.I
)


def why_no_place(text: str, mention: Mention) -> str | None:
    """Return a sentence that says why a name is that of no place, or None.

    >>> why_no_place("He pulled the cork.", Mention(14, 18, "cork"))
    'cork is a word here, not the name of a place.'
    >>> why_no_place("Firms from China sell fine china.", Mention(27, 32, "china"))
    'china is a word here: the text writes the place with a capital.'
    >>> why_no_place("debris fell to Earth.", Mention(15, 20, "Earth"))
    'Earth alone names no place.'
    >>> why_no_place("a fire in Earth, Texas", Mention(10, 15, "Earth"))
    """
    name = mention.text
    low = name.casefold()
    if is_organisation(name):
        return f"{name} is the name of an organisation, not of a place."
    if is_no_place(name):
        return f"{name} is no place."
    if name in ACRONYMS and not _shouted(text, mention):
        return f"{name} is an acronym here, not the name of a place."
    if name in _PRONOUNS:
        return f"{name} is a pronoun here; the country is written in capitals."
    stated = _STATED.match(text, mention.end) and not name.isupper()
    if low in PARTICLES or (low in NOUNS and not stated):
        return f"{name} alone names no place."
    if name in WORDS_TOO and _stands(name.title(), text):
        return f"{name} is a word here: the text writes the place with a capital."
    if name.islower() and _DETERMINED.search(text, max(0, mention.start - 8), mention.start):
        return f"{name} is a word here, not the name of a place."
    return None


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in a text; a pattern alone takes long to find it nowhere."""
    return word in text and re.search(rf"\b{word}\b", text) is not None


def _shouted(text: str, mention: Mention) -> bool:
    """Tell whether all letters around a mention are capitals."""
    around = text[max(0, mention.start - 60) : mention.start] + text[mention.end : mention.end + 60]
    return around.upper() == around
