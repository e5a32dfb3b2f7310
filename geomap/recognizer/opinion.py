"""The gazetteer as a second opinion on names that the network half believes in.

A name that the network gave some chance and did not take is taken if the gazetteer knows it whole
and well enough, or if the document speaks for it: it stands in a list or a count with other
places or in a country that the text names. A name that was cut short is
completed, two names joined by a hyphen are parted. Surnames and words that are also names of towns
do not come in this way: the whole run of capitalised words has to be the name. A doubtful name
that the gazetteer has never heard of is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from geomap.languages.en.demonyms import is_adjective
from geomap.languages.en.directions import BEARINGS
from geomap.languages.en.not_places import is_no_place
from geomap.languages.en.things import GENERIC_ALONE
from geomap.recognizer.found import Found
from geomap.recognizer.runs import Run, free, listed_with
from geomap.recognizer.spans import extend, trim
from geomap.seams import Gazetteer
from geomap.vocabulary import Kind, Match

__all__ = ["Known", "SecondOpinion"]

# Tuned on names that training may draw in sentences of training/recognizer/reports.py, and on the
# precision of lgl-dev; no number here was chosen on the towns of benchmarks/towns.py.
ALONE = 0.2
ALONE_PEOPLE = 5_000
SUPPORTED = 0.04
SEVERAL_WORDS = 0.05
SEVERAL_WORDS_SUPPORTED = 0.01
LOWER_CASE = 0.3
LOWER_CASE_PEOPLE = 50_000
PERSON = 0.9
"""A name that the network holds for a person's with this probability needs support."""
UNHEARD_OF = 0.75
"""Names that the gazetteer does not know are kept from this probability on: on every fifth
sentence of worldwide newswire, which nothing is trained on, 0.7 of exact F1 (81.7 to 82.4)."""
JOINED_PEOPLE = 100_000
"""Inhabitants of each of two towns joined by a hyphen: "the Paris-Berlin train"."""
_WHOLE = frozenset({Match.EXACT, Match.ALTERNATE})
_QUALITY = 0.95
_KINDS = frozenset({Kind.CITY, Kind.ADMIN1, Kind.ADMIN2, Kind.COUNTRY, Kind.TERRITORY, Kind.ISLAND})
_LANDS = frozenset({Kind.COUNTRY, Kind.TERRITORY, Kind.ADMIN1, Kind.REGION})
_ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
"""Their towns are called by English words and surnames ("White House", "Santa Claus"), and most
texts name one of these countries: that speaks for no name."""
_SHORTEST, _SHORTEST_IN_CAPITALS, _LONGEST = 3, 4, 60
_HYPHEN = re.compile(r"[-‐‑–]")


class Known(NamedTuple):
    """What the gazetteer says of a name: inhabitants of the largest place, and countries."""

    people: int
    countries: frozenset[str]


class SecondOpinion:
    """Adds, completes and parts names of a document by what a gazetteer knows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.known = lru_cache(maxsize=65_536)(self._known)

    def _known(self, name: str) -> Known | None:
        """Return what is known of exactly this name, None if nothing is."""
        places = [
            candidate.place
            for candidate in self._gazetteer.candidates(name, limit=30)
            if candidate.match in _WHOLE
            and candidate.quality >= _QUALITY
            and candidate.place.kind in _KINDS
        ]
        if not places:
            return None
        return Known(
            max(place.population or 0 for place in places),
            frozenset(place.country for place in places if place.country),
        )

    def revised(self, text: str, found: list[Found], runs: Sequence[Run]) -> list[Found]:
        """Return the names found with those parted, completed and added, in text order."""
        found = [self._noun(text, item) for item in found if not self._unheard_of(text, item)]
        found = [piece for item in found for piece in self._parted(text, item)]
        found = self._completed(text, found, runs)
        return sorted([*found, *self._added(text, found, runs)], key=lambda item: item.start)

    def _unheard_of(self, text: str, item: Found) -> bool:
        """Whether the network is in doubt and the gazetteer has nothing like the name."""
        if item.adjective or item.sure >= UNHEARD_OF:
            return False
        return not self._gazetteer.candidates(text[item.start : item.end], limit=1)

    def _noun(self, text: str, item: Found) -> Found:
        """Return a place for what the network held for an adjective: "the Somaliland regions"."""
        name = text[item.start : item.end]
        if not item.adjective or is_adjective(name) or name.casefold() in BEARINGS:
            return item
        best = self._gazetteer.candidates(name, limit=1)
        land = bool(best) and best[0].match in _WHOLE and best[0].place.kind in _LANDS
        return replace(item, adjective=False) if land else item

    def _parted(self, text: str, item: Found) -> list[Found]:
        """Return both names of "Paris-Berlin"."""
        pieces = self._joined(text, item.start, item.end)
        return [Found(*span, item.adjective, item.sure) for span in pieces] or [item]

    def _joined(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of two large towns that a hyphen joins, or nothing."""
        marks = list(_HYPHEN.finditer(text, start, end))
        if len(marks) != 1 or self.known(text[start:end]):
            return []
        spans = [(start, marks[0].start()), (marks[0].end(), end)]
        if min(last - first for first, last in spans) < _SHORTEST_IN_CAPITALS:
            return []
        sizes = [self.known(text[first:last]) for first, last in spans]
        if all(known and known.people >= JOINED_PEOPLE for known in sizes):
            return spans
        return []

    def _completed(self, text: str, found: list[Found], runs: Sequence[Run]) -> list[Found]:
        """Put the whole run in place of its part where the gazetteer knows the whole."""
        starts = [run.start for run in runs]
        answer: list[Found] = []
        whole = 0
        for item in found:
            if item.start < whole:
                continue  # it lies in the name that its neighbour became
            at = bisect_right(starts, item.start) - 1
            run = _trimmed(text, runs[at]) if at >= 0 else None
            if run is not None and _is_part(item, run) and self._holds(text, run):
                whole = run.end
                item = Found(run.start, run.end, False, max(item.sure, run.place))
            answer.append(item)
        return answer

    def _holds(self, text: str, run: Run) -> bool:
        """Whether the run is one name that the gazetteer knows."""
        short = run.end - run.start <= _LONGEST and run.place >= SEVERAL_WORDS
        return short and self.known(text[run.start : run.end]) is not None

    def _added(self, text: str, found: list[Found], runs: Sequence[Run]) -> Iterator[Found]:
        """Yield the names that were not taken and should be."""
        unclaimed = list(free(runs, found))
        named = [(run, known) for run in unclaimed if (known := self._name(text, run)) is not None]
        lands = self._lands(text, found)
        spans = [(item.start, item.end) for item in found if not item.adjective]
        spans = sorted(spans + [(run.start, run.end) for run, _ in named])
        for run, known in named:
            supported = bool(known.countries & lands - _ENGLISH) or listed_with(
                text, (run.start, run.end), spans
            )
            if accepted(run, known, supported):
                yield Found(run.start, run.end, False, run.place)
        for run in runs:
            if run.place >= SEVERAL_WORDS:
                for span in self._joined(text, run.start, run.end):
                    if not any(item.start < span[1] and span[0] < item.end for item in found):
                        yield Found(*span, False, run.place)

    def _name(self, text: str, run: Run) -> Known | None:
        if run.place < SEVERAL_WORDS_SUPPORTED:
            return None
        name = text[run.start : run.end]
        shortest = _SHORTEST_IN_CAPITALS if name.isupper() else _SHORTEST
        if is_no_place(name) or name.lower() in GENERIC_ALONE or len(name) < shortest:
            return None
        return self.known(name)

    def _lands(self, text: str, found: Iterable[Found]) -> frozenset[str]:
        """Return the countries that the text names, by name, by an adjective or by a place."""
        names = {text[item.start : item.end] for item in found}
        best = [self._gazetteer.candidates(name, limit=1) for name in names]
        return frozenset(answer[0].place.country or "" for answer in best if answer) - {""}


def _trimmed(text: str, run: Run) -> Run:
    """Return a run without what is no part of a name: "The Czech Republic", "City of Norfolk"."""
    start, end = extend(text, *trim(text, run.start, run.end))
    return run._replace(start=start, end=end)


def _is_part(item: Found, run: Run) -> bool:
    """Whether a name is a part of a run, and not all of it."""
    inside = run.start <= item.start and item.end <= run.end
    return inside and (item.start, item.end) != (run.start, run.end)


def accepted(run: Run, known: Known, supported: bool) -> bool:
    """Decide on a name that the gazetteer knows whole."""
    if run.lower:
        return run.place >= LOWER_CASE and known.people >= LOWER_CASE_PEOPLE
    if run.person >= PERSON and not (supported and run.words > 1):
        return False
    if run.words > 1:
        return run.place >= (SEVERAL_WORDS_SUPPORTED if supported else SEVERAL_WORDS)
    if supported:
        return run.place >= SUPPORTED
    return run.place >= ALONE and known.people >= ALONE_PEOPLE
