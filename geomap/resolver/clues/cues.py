"""What the words next to a name say about its kind and its part in the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.resolver.clues.words import words_of
from geomap.resolver.scoring.table import KINDS

__all__ = [
    "CUE_KINDS",
    "Cues",
    "agreement",
    "cue_of",
    "dateline",
    "is_cue",
    "read_cues",
]

_CLASSES: dict[str, tuple[tuple[str, ...], str]] = {
    "admin2": (
        ("admin2",),
        "county counties parish district raion rayon borough canton arrondissement subdistrict",
    ),
    "admin1": (
        ("admin1", "admin2", "region", "territory", "country"),
        "province provinces governorate oblast krai prefecture region state department "
        "republic emirate muhafazah voivodeship territory",
    ),
    "city": (
        ("city", "admin2", "neighbourhood"),
        "city town township village hamlet municipality suburb neighborhood neighbourhood "
        "settlement capital metropolitan downtown",
    ),
    "river": (("river",), "river rivers creek stream fork bayou tributary"),
    "lake": (("lake",), "lake reservoir lakes pond loch dam"),
    "mountains": (
        ("mountains", "other"),
        "mountain mountains mount mt hills range peak volcano ridge alps valley pass canyon",
    ),
    "island": (("island", "admin1", "country", "territory"), "island islands isle isles atoll"),
    "airport": (("airport", "facility"), "airport airfield airbase aerodrome"),
    "sea": (("sea",), "sea ocean gulf bay strait channel sound straits coast"),
    "region": (("region",), "desert peninsula plateau delta basin steppe plains"),
    "street": (
        (),
        "street st road rd avenue ave drive dr lane boulevard blvd highway hwy route court ct "
        "place terrace parkway pike turnpike bridge way crescent square",
    ),
    "facility": (
        ("facility", "airport", "park"),
        "university college school hospital church stadium center centre park museum library "
        "hall base camp prison palace mosque embassy station courthouse cemetery fort arena",
    ),
}
_NAMES = tuple(_CLASSES)
_WORDS = {word: name for name, (_, words) in _CLASSES.items() for word in words.split()}
CUE_KINDS = {
    name: frozenset(KINDS.index(kind) for kind in kinds) for name, (kinds, _) in _CLASSES.items()
}
_LEADING = frozenset(words_of("lake mount mt county gulf camp fort lough loch isle cape port"))

_AFTER = re.compile(r"[ \t]*-?([A-Za-z]+)")
_OF = re.compile(r"\b([A-Za-z]+)\s+of\s+(?:the\s+)?$")
_BEFORE = re.compile(r"([A-Za-z][\w.'’-]*)[ \t]+$")
_TITLES = frozenset(
    words_of(
        "mr mrs ms dr prof gen col capt lt maj sgt sen rep gov rev sir lord lady president "
        "senator king queen prince princess judge officer sheriff coach captain colonel major "
        "general lieutenant brigadier minister chief governor congressman detective"
    )
)
_PREPOSITIONS = frozenset(
    words_of(
        "in at from near to outside around across throughout toward towards into off en dans nach "
        "bei à de aus von desde hacia a"
    )
)
_DATELINE = re.compile(
    r"(?m)^[ \t]*(?P<place>[A-Z][\w .'’/-]{1,30}(?:,[ \t]*[\w .'’]{1,25}){0,2}?)[ \t]*"
    r"(?P<agency>\([^)\n]{2,30}\)[ \t]*)?(?:—|–|--|:|-(?=[ \t]))"
)


@dataclass(frozen=True, slots=True)
class Cues:
    """One mention's surroundings: ``cue`` is a class of ``CUE_KINDS`` or an empty string."""

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
    return "", False


def is_cue(word: str) -> bool:
    """Tell whether a word (lower case) says what kind of thing a name is."""
    return word in _WORDS


def read_cues(text: str, start: int, end: int) -> Cues:
    """Return what stands around ``text[start:end]``."""
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
        low in _TITLES,
        word[:1].isupper() and low not in _PREPOSITIONS and len(word) > 1,
        bool(following) and not (cue and outside),
        low in _PREPOSITIONS,
        name.isupper() and len(name) > 3,
    )


def agreement(cue: str, kind: int) -> float:
    """Return 1 if a candidate of that kind fits the cue, -1 if not, 0 without a cue."""
    if not cue:
        return 0.0
    return 1.0 if kind in CUE_KINDS[cue] else -1.0


def dateline(text: str) -> tuple[int, int] | None:
    """Return the span of the place in a dateline ("SPRINGFIELD, Ill. (AP) -"), or None.

    Only the first lines are looked at; without an agency the place must be in capitals.
    """
    for match in _DATELINE.finditer(text[:600]):
        first = match["place"].split(",")[0]
        if match["agency"] or (first.isupper() and len(first) > 2):
            return match.start("place"), match.start("place") + len(match["place"].rstrip())
    return None
