"""What the words next to a name say about its kind and its part in the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.languages.ar import function_words as ar
from geomap.languages.de import function_words as de
from geomap.languages.en import function_words as en
from geomap.languages.en.things import CLASSES
from geomap.languages.en.titles import TITLES
from geomap.languages.es import function_words as es
from geomap.languages.fr import function_words as fr
from geomap.languages.it import function_words as it
from geomap.languages.pt import function_words as pt
from geomap.languages.ru import function_words as ru
from geomap.languages.space import classes_abroad, of_abroad
from geomap.languages.words import words_of
from geomap.types import Kind

__all__ = [
    "CUE_KINDS",
    "Cues",
    "agreement",
    "cue_of",
    "cue_of_several",
    "dateline",
    "is_cue",
    "read_cues",
]

# What each class of thing may be. The order carries no meaning but must not change: the weights
# know the classes by their numbers.
CUE_KINDS: dict[str, frozenset[Kind]] = {
    "admin2": frozenset({Kind.ADMIN2}),
    "admin1": frozenset({Kind.ADMIN1, Kind.ADMIN2, Kind.REGION, Kind.TERRITORY, Kind.COUNTRY}),
    "city": frozenset({Kind.CITY, Kind.ADMIN2, Kind.NEIGHBOURHOOD}),
    "river": frozenset({Kind.RIVER}),
    "lake": frozenset({Kind.LAKE}),
    "mountains": frozenset({Kind.MOUNTAINS, Kind.OTHER}),
    "island": frozenset({Kind.ISLAND, Kind.ADMIN1, Kind.COUNTRY, Kind.TERRITORY}),
    "airport": frozenset({Kind.AIRPORT, Kind.FACILITY}),
    "sea": frozenset({Kind.SEA}),
    "region": frozenset({Kind.REGION}),
    "street": frozenset(),
    "facility": frozenset({Kind.FACILITY, Kind.AIRPORT, Kind.PARK}),
    "country": frozenset({Kind.COUNTRY, Kind.TERRITORY}),
}
_WORDS = {word: name for name, words in CLASSES.items() for word in words}
_LEADING = frozenset(words_of("lake mount mt county gulf camp fort lough loch isle cape port"))

_CLASSES_ABROAD = classes_abroad()
_OF_ABROAD = of_abroad()
_ABROAD = re.compile(rf"([^\W\d_]+)[ \t]+({_OF_ABROAD})?$", re.IGNORECASE)

_AFTER = re.compile(r"[ \t]*-?([A-Za-z]+)")
_OF = re.compile(r"\b([A-Za-z]+)\s+of\s+(?:the\s+)?$")
_BEFORE = re.compile(r"([A-Za-z][\w.'’-]*)[ \t]+$")
# The words around a name may be of another language than the name's gazetteer.
_PREPOSITIONS = en.PLACE_PREPOSITIONS.union(
    *(language.PLACE_PREPOSITIONS for language in (ar, de, es, fr, it, pt, ru))
)
_DATELINE = re.compile(
    r"(?m)^[ \t]*(?P<place>[A-Z][\w .'’/-]{1,30}(?:,[ \t]*[\w .'’]{1,25}){0,2}?)[ \t]*"
    r"(?P<agency>\([^)\n]{2,30}\)[ \t]*)?(?:—|–|--|:|-(?=[ \t]))"
)


@dataclass(frozen=True, slots=True)
class Cues:
    """One mention's surroundings.

    ``cue`` is a class of ``CUE_KINDS`` or an empty string; ``outside``: its word is no part of the
    name; ``person``: a title stands before; ``before_capital``, ``after_capital``: so does a
    capitalised word; ``preposition``: one of place stands before; ``capitals``: all of it is.
    """

    cue: str
    outside: bool
    person: bool
    before_capital: bool
    after_capital: bool
    preposition: bool
    capitals: bool


def cue_of(name: str, before: str, after: str) -> tuple[str, bool]:
    """Return the class of thing the words name ("river", "admin2" …) and if it stands outside.

    Args:
        name: The name itself ("Clark County").
        before: Text in front of it, as much as a few words.
        after: Text behind it.

    >>> cue_of("Clark County", "", ""), cue_of("Clark", "", " County")
    (('admin2', False), ('admin2', True))
    >>> cue_of("Mosul", "the city of ", ""), cue_of("Lake Geneva", "", "")
    (('city', True), ('lake', False))
    >>> cue_of("Mosul", "near ", " fell")
    ('', False)
    >>> cue_of("Herat", "la provincia de ", ""), cue_of("Мосул", "город ", "")
    (('admin1', True), ('city', True))
    """
    words = name.replace(".", " ").casefold().split()
    if len(words) > 1 and words[-1] in _WORDS:
        return _WORDS[words[-1]], False
    if len(words) > 1 and words[0] in _LEADING:
        return _WORDS.get(words[0], ""), False
    following = _AFTER.match(after)
    if following and following[1].casefold() in _WORDS:
        return _WORDS[following[1].casefold()], True
    of = _OF.search(before)
    if of and of[1].casefold() in _WORDS:
        return _WORDS[of[1].casefold()], True
    previous = _BEFORE.search(before)
    if previous and previous[1].casefold() in _LEADING:
        return _WORDS.get(previous[1].casefold(), ""), True
    abroad = _cue_abroad(before)
    return abroad, bool(abroad)


def _cue_abroad(before: str) -> str:
    """Return the class that a word of another language gives: "provincia de", "مدينة"."""
    match = _ABROAD.search(before)
    if not match:
        return ""
    return _CLASSES_ABROAD.get((match[1].casefold(), bool(match[2])), "")


def cue_of_several(after: str) -> str:
    """Return the class of a plural behind the last name of a list ("Craig and Mayes counties").

    >>> cue_of_several(" counties voted"), cue_of_several(" County voted")
    ('admin2', '')
    """
    following = _AFTER.match(after)
    word = following[1].casefold() if following else ""
    return _WORDS.get(word, "") if word.endswith("s") else ""


def is_cue(word: str) -> bool:
    """Tell whether a word (lower case) says what kind of thing a name is.

    >>> is_cue("river"), is_cue("said")
    (True, False)
    """
    return word in _WORDS


def read_cues(text: str, start: int, end: int) -> Cues:
    """Return what stands around ``text[start:end]``.

    >>> read_cues("Gov. Clinton spoke", 5, 12).person
    True
    >>> read_cues("floods in MOSUL today", 10, 15)
    Cues(cue='', outside=False, person=False, before_capital=False, after_capital=False, \
preposition=True, capitals=True)
    """
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    name = text[start:end]
    cue, outside = cue_of(name, before, after)
    previous = _BEFORE.search(before)
    word = previous[1].rstrip(".") if previous else ""
    low = word.casefold()
    following = re.match(r"[ \t]([A-Z][a-z]+)", after)
    return Cues(
        cue,
        outside,
        low in TITLES,
        word[:1].isupper() and low not in _PREPOSITIONS and len(word) > 1,
        bool(following) and not (cue and outside),
        low in _PREPOSITIONS,
        name.isupper() and len(name) > 3,
    )


def agreement(cue: str, kind: Kind) -> float:
    """Return 1 if a candidate of that kind fits the cue, -1 if not, 0 without a cue.

    >>> agreement("river", Kind.RIVER), agreement("river", Kind.CITY), agreement("", Kind.CITY)
    (1.0, -1.0, 0.0)
    """
    if not cue:
        return 0.0
    return 1.0 if kind in CUE_KINDS[cue] else -1.0


def dateline(text: str) -> tuple[int, int] | None:
    """Return the span of the place in a dateline ("SPRINGFIELD, Ill. (AP) -"), or None.

    Only the first lines are looked at; without an agency the place must be in capitals.

    >>> text = "SPRINGFIELD, Ill. (AP) - A man"
    >>> text[slice(*dateline(text))]
    'SPRINGFIELD, Ill.'
    >>> dateline("Springfield - a man"), dateline("He left.")
    (None, None)
    """
    for match in _DATELINE.finditer(text[:600]):
        first = match["place"].split(",")[0]
        if match["agency"] or (first.isupper() and len(first) > 2):
            return match.start("place"), match.start("place") + len(match["place"].rstrip())
    return None
