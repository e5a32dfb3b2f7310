"""From a document and a gazetteer to what rankers are given: candidates and context."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from geomap.kinds import OWN_NAMES, STATES, TOO_WIDE_FOR_SITES
from geomap.resolver.bias import Bias
from geomap.resolver.candidates.nearby import add_nearby_towns
from geomap.resolver.candidates.stated import add_stated_parents
from geomap.resolver.candidates.unmarked import find_names, parts_of
from geomap.resolver.clues.codes import find_codes
from geomap.resolver.clues.outlets import domain_of, home_of, host_of, spelled_in
from geomap.resolver.context import Context
from geomap.seams import Gazetteer
from geomap.types import Candidate, Document, Kind, Label, Match, Mention

__all__ = ["Lookups", "gather"]

_SURE = 0.9
_INSIDE = 0.5


class Lookups:
    """Answers of the gazetteer, the last ones kept: a name always gets the same tuple."""

    def __init__(self, gazetteer: Gazetteer, *, limit: int = 100, keep: int = 2048) -> None:
        self._gazetteer = gazetteer
        self._limit = limit
        self._keep = keep
        self._answers: OrderedDict[str, tuple[Candidate, ...]] = OrderedDict()

    def __call__(self, name: str) -> tuple[Candidate, ...]:
        answer = self._answers.get(name)
        if answer is None:
            answer = self._keep_answer(name, self._gazetteer.candidates(name, limit=self._limit))
        return answer

    def within(self, name: str) -> tuple[Candidate, ...]:
        """Return what a name such as "Lewiston, Idaho" may mean: the second part holds it."""
        key = f"within {name}"
        answer = self._answers.get(key)
        if answer is None:
            answer = self._keep_answer(key, self._within(name))
        return answer

    def _within(self, name: str) -> tuple[Candidate, ...]:
        first, _, parent = name.partition(",")
        if not parent:
            return self(name)
        outer = self(parent.strip())
        outer = tuple(c for c in outer if c.place.kind in STATES) or outer[:1]
        units = {(c.place.country, c.place.admin1_code) for c in outer}
        inside = [
            candidate
            for candidate in self(first.strip())
            for country in (candidate.place.country,)
            if (country, candidate.place.admin1_code) in units or (country, None) in units
        ]
        return tuple(inside) or self(first.strip())

    def inside(self, name: str) -> tuple[Candidate, ...]:
        """Return the places whose names stand in a longer, unknown one ("Nenagh Town Hall")."""
        key = f"inside {name}"
        answer = self._answers.get(key)
        if answer is None:
            answer = self._keep_answer(key, self._inside(name))
        return answer

    def _inside(self, name: str) -> tuple[Candidate, ...]:
        best: tuple[Candidate, ...] = ()
        size = 0
        for part in parts_of(name):
            words = part.count(" ") + 1
            if best and words < size:
                break
            found = self._sites(name, part)
            if found and (not best or _people(found) > _people(best)):
                best, size = found, words
        return best

    def _sites(self, name: str, part: str) -> tuple[Candidate, ...]:
        found = self(part)
        if not found or found[0].quality < _SURE or found[0].match not in OWN_NAMES:
            return ()
        rest = name.replace(part, "").strip()
        return tuple(
            replace(c, match=Match.WITHIN, quality=_INSIDE * c.quality, modifier=rest)
            for c in found
            if c.place.kind not in TOO_WIDE_FOR_SITES
        )

    def _keep_answer(self, key: str, answer: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        self._answers[key] = answer
        if len(self._answers) > self._keep:
            self._answers.popitem(last=False)
        return answer


def _people(candidates: tuple[Candidate, ...]) -> int:
    return max(candidate.place.population or 0 for candidate in candidates)


def gather(
    document: Document,
    mentions: Sequence[Mention],
    lookup: Lookups,
    *,
    bias: Bias | None = None,
) -> tuple[list[tuple[Candidate, ...]], Context]:
    """Return the candidates of each mention, and the context."""
    candidates = [lookup(mention.text) or lookup.inside(mention.text) for mention in mentions]
    ordered = sorted(mentions, key=lambda m: m.start)
    found = _codes(document.text, ordered, lookup)
    known = sorted([*ordered, *(code for code, _ in found)], key=lambda m: m.start)
    found += find_names(document.text, known, lookup)
    pool = sorted(
        [*((m, a, i) for i, (m, a) in enumerate(zip(mentions, candidates, strict=True)))]
        + [(m, a, -1) for m, a in found],
        key=lambda entry: entry[0].start,
    )
    outlet = _outlet(document, lookup, bias)
    named = [mention for mention, _, _ in pool]
    answers = add_stated_parents(document.text, named, [a for _, a, _ in pool])
    answers = add_nearby_towns(named, answers, outlet[1] if outlet else ())
    for (_, _, index), answer in zip(pool, answers, strict=True):
        if index >= 0:
            candidates[index] = answer
    if outlet:
        found.append((Mention(0, 0, outlet[0], Label.OUTLET), outlet[1]))
    names = tuple(mention for mention, _ in found)
    return candidates, Context(names, tuple(answer for _, answer in found), bias or Bias())


def _codes(
    text: str, mentions: Sequence[Mention], lookup: Lookups
) -> list[tuple[Mention, tuple[Candidate, ...]]]:
    """Return the codes of states behind the mentions, with the states."""
    taken = {mention.start for mention in mentions}
    return [
        (Mention(start, end, text[start:end], Label.CONTEXT), states)
        for start, end in find_codes(text, mentions)
        if start not in taken
        if (states := tuple(c for c in lookup(text[start:end]) if c.place.kind == Kind.ADMIN1))
    ]


def _outlet(
    document: Document, lookup: Lookups, bias: Bias | None
) -> tuple[str, tuple[Candidate, ...]] | None:
    """Return the publisher's home: what the user says, a known outlet, or its domain's name."""
    asked = bias.outlet if bias else None
    host = asked if asked and "." in asked and " " not in asked else host_of(document)
    home = home_of(host) if host else None
    if asked and host != asked:
        home = asked
    if home:
        return home.partition(",")[0], lookup.within(home)
    name = spelled_in(domain_of(host)[0])
    answer = lookup(name) if name else ()
    return (name, answer) if answer and answer[0].quality > 0.8 else None
