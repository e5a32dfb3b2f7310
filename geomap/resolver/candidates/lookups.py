"""The gazetteer's answers for the names of a document, each asked once."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from geomap.kinds import OWN_NAMES, STATES, TOO_WIDE_FOR_SITES
from geomap.resolver.candidates.unmarked import parts_of
from geomap.seams import Gazetteer
from geomap.types import Candidate, Match

__all__ = ["Lookups"]

Answer = tuple[Candidate, ...]

# A part of a longer name is a place only if it is one by its own full name.
_SURE = 0.9
# Say that the emoji before them is one.
_UNSEEN = "\ufe0e\ufe0f\u200d"
# A hashtag without its "#": "NewYork", not "McDonald3" or "NATO".
_JOINED = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Set by hand: half as good as the part's own match, so that the name is never more than uncertain.
_STAND_IN = 0.5


class Lookups:
    """Answers of the gazetteer, the last ones kept: a name always gets the same tuple.

    ``scoring.table.Encoder`` keeps its tables by the identity of these tuples.

    Args:
        gazetteer: Who is asked.
        limit: At most so many candidates a name.
        keep: Answers kept; the one asked longest ago goes first.
    """

    def __init__(self, gazetteer: Gazetteer, *, limit: int = 100, keep: int = 2048) -> None:
        self._gazetteer = gazetteer
        self._limit = limit
        self._keep = keep
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def __call__(self, name: str) -> Answer:
        """Return what the gazetteer knows by that name, the best first."""
        return self._kept("", name, self._asked)

    def with_parent(self, name: str) -> Answer:
        """Return what a name such as "Lewiston, Idaho" may mean: the second part holds it."""
        return self._kept("with parent", name, self._with_parent)

    def part_of(self, name: str) -> Answer:
        """Return the places whose names stand in a longer, unknown one ("Nenagh Town Hall")."""
        return self._kept("part of", name, self._part_of)

    def _kept(self, question: str, name: str, ask: Callable[[str], Answer]) -> Answer:
        key = (question, name)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = ask(name)
            if len(self._answers) > self._keep:
                self._answers.popitem(last=False)
        return answer

    def _asked(self, name: str) -> Answer:
        """Ask the gazetteer; a bare number is none of its codes, "NewYork" is two words."""
        name = name.strip(_UNSEEN)
        if name.isdecimal():
            return ()
        answer = self._gazetteer.candidates(name, limit=self._limit)
        if (not answer or answer[0].quality < _SURE) and (words := _apart(name)):
            apart = self._gazetteer.candidates(words, limit=self._limit)
            if apart and apart[0].quality >= _SURE:
                return apart
        return answer

    def _with_parent(self, name: str) -> Answer:
        first, _, parent = name.partition(",")
        if not parent:
            return self(name)
        holders = self(parent.strip())
        holders = tuple(c for c in holders if c.place.kind in STATES) or holders[:1]
        units = {(c.place.country, c.place.admin1_code) for c in holders}
        inside = [
            candidate
            for candidate in self(first.strip())
            for country in (candidate.place.country,)
            if (country, candidate.place.admin1_code) in units or (country, None) in units
        ]
        return tuple(inside) or self(first.strip())

    def _part_of(self, name: str) -> Answer:
        """Return the places of the longest known part; of two as long, of the more populous."""
        best: Answer = ()
        size = 0
        for part in parts_of(name):
            words = part.count(" ") + 1
            if best and words < size:
                break
            answer = self._stand_ins(name, part)
            if answer and (not best or _people(answer) > _people(best)):
                best, size = answer, words
        return best

    def _stand_ins(self, name: str, part: str) -> Answer:
        answer = self(part)
        if not answer or answer[0].quality < _SURE or answer[0].match not in OWN_NAMES:
            return ()
        rest = name.replace(part, "").strip()
        return tuple(
            replace(c, match=Match.WITHIN, quality=_STAND_IN * c.quality, modifier=rest)
            for c in answer
            if c.place.kind not in TOO_WIDE_FOR_SITES
        )


def _apart(name: str) -> str:
    """Return the words of a joined name with spaces between, nothing for other names.

    >>> _apart("NewYork"), _apart("NATO"), _apart("New York")
    ('New York', '', '')
    """
    return _SEAM.sub(" ", name) if _JOINED.fullmatch(name) else ""


def _people(answer: Answer) -> int:
    return max(candidate.place.population or 0 for candidate in answer)
