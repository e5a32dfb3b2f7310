"""The gazetteer as a second opinion on names in other languages than English.

The network for many languages is less sure of itself than that for English, and capitals say less:
German writes every noun with one. So a name is weighed by how well the gazetteer knows it, forms of
it in a case of the language among them ("Venäjän", "Dunáról"): what nobody knows has to be surer,
what everybody knows less so, and a country's name that the network gave a small chance is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache, partial

from geomap.recognizer.found import Found
from geomap.recognizer.runs import Run, free
from geomap.seams import Gazetteer
from geomap.types import Candidate
from geomap.vocabulary import Kind, Match, NameKind

__all__ = ["OpinionAbroad", "Renown"]


class Renown(IntEnum):
    """How well the gazetteer knows a name, the least first."""

    UNHEARD_OF = 0
    GUESSED = 1
    SMALL = 2
    INFLECTED = 3
    LARGE = 4
    LAND = 5


# Tuned on sentences of 20 corpora that benchmarks/languages.py does not measure: a name is taken
# where at least four in ten of its kind and chance were places, as F1 asks (docs/recognizer.md).
KEPT = {
    Renown.UNHEARD_OF: 0.78,
    Renown.GUESSED: 0.6,
    Renown.SMALL: 0.6,
    Renown.INFLECTED: 0.3,
    Renown.LARGE: 0.6,
    Renown.LAND: 0.3,
}
"""The chance from which on a name of one word that the network took is kept."""
KEPT_WORDS = {**KEPT, Renown.UNHEARD_OF: 0.6, Renown.SMALL: 0.5, Renown.LARGE: 0.5}
"""The same for names of several words."""
KEPT_UNSPACED = 0.3
"""The same in Chinese, Japanese and Korean, where a name is often cut a sign too short or too long,
so that the gazetteer cannot know it."""
TAKEN = {
    Renown.SMALL: 0.4,
    Renown.INFLECTED: 0.1,
    Renown.LARGE: 0.2,
    Renown.LAND: 0.03,
}
"""The chance from which on a name that the network did not take is taken."""
LEAST_TAKEN = min(TAKEN.values())
PERSON = 0.5
"""A name that is a person's with this chance is taken only if it is a country's."""
LARGE_PEOPLE = 50_000
_LANDS = frozenset({Kind.COUNTRY, Kind.TERRITORY, Kind.CONTINENT})
_WHOLE = frozenset({Match.EXACT, Match.ALTERNATE, Match.ABBREVIATION})
_QUALITY = 0.95
_SHORTEST = 3
_LONGEST_HEAD = 30
_ELIDED = re.compile(r"(?:[LlDd]|[Dd]ell|[Nn]ell|[Aa]ll|[Dd]all|[Ss]ull)['’](?=[^\W\d_])")
_HYPHENED = re.compile(r"(?<![\w-])[^\W\d_]+[-\u2010\u2011]([^\W\d_]+)$")
_HYPHENS = frozenset("-\u2010\u2011")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


class OpinionAbroad:
    """Drops and adds names of a document by what a gazetteer knows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.renown = lru_cache(maxsize=65_536)(self._renown)

    def _renown(self, name: str) -> Renown:
        known = self._gazetteer.candidates(name, limit=30)
        if not known:
            return Renown.UNHEARD_OF
        whole = [c for c in known if c.match in _WHOLE and c.quality >= _QUALITY]
        if any(c.place.kind in _LANDS for c in whole):
            return Renown.LAND
        if whole:
            large = max(c.place.population or 0 for c in whole) >= LARGE_PEOPLE
            return Renown.LARGE if large else Renown.SMALL
        return _of_forms(known)

    def revised(self, text: str, found: list[Found], runs: Sequence[Run]) -> list[Found]:
        """Return the names found without those in doubt, and with those that should be."""
        whole = [self._whole(text, item) for item in found]
        kept = [item for item in whole if item.adjective or self._believed(text, item)]
        added = self._added(text, kept, runs)
        return sorted([*kept, *added], key=lambda item: item.start)

    def _whole(self, text: str, item: Found) -> Found:
        """Return "Royaume-Uni" for "Uni", and no chance for "Rouge" of "Croix-Rouge"."""
        word = _HYPHENED.search(text, max(0, item.start - _LONGEST_HEAD), item.end)
        if item.adjective or word is None or word.end() != item.end or word.start(1) != item.start:
            return item
        if self.renown(word[0]) >= Renown.SMALL:
            return replace(item, start=word.start())
        return item if self.renown(word[1]) >= Renown.LARGE else replace(item, sure=0.0)

    def _believed(self, text: str, item: Found) -> bool:
        name = text[item.start : item.end]
        if _UNSPACED.search(name):
            return item.sure >= KEPT_UNSPACED
        floors = KEPT_WORDS if " " in name else KEPT
        return item.sure >= floors[self.renown(name)]

    def _added(self, text: str, found: list[Found], runs: Sequence[Run]) -> Iterator[Found]:
        for run in free(map(partial(_bare, text), runs), found):
            name = text[run.start : run.end]
            if run.lower or len(name) < _SHORTEST or run.place < LEAST_TAKEN:
                continue
            if _hyphenated(text, run.start, run.end):
                continue
            renown = self.renown(name)
            if run.place < TAKEN.get(renown, 1.0):
                continue
            if run.person < PERSON or renown is Renown.LAND:
                yield Found(run.start, run.end, False, run.place)


def _bare(text: str, run: Run) -> Run:
    """Return a run without an elided article: "L’Algérie"."""
    article = _ELIDED.match(text, run.start, run.end)
    return run._replace(start=article.end()) if article else run


def _hyphenated(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes a name a part of a word: "Croix-Rouge"."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(sign in _HYPHENS for sign in around)


def _of_forms(known: Sequence[Candidate]) -> Renown:
    forms = [c for c in known if c.name_kind is NameKind.INFLECTED]
    if any(c.place.kind in _LANDS for c in forms):
        return Renown.LAND
    return Renown.INFLECTED if forms else Renown.GUESSED
