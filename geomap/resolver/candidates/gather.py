"""Step 2 as a whole: from a document and a gazetteer to what rankers are given."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.resolver.bias import Bias
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.candidates.nearby import add_nearby_towns
from geomap.resolver.candidates.spoken import spoken_in
from geomap.resolver.candidates.stated import add_stated_parents
from geomap.resolver.candidates.unmarked import find_names
from geomap.resolver.clues.codes import find_codes
from geomap.resolver.clues.no_places import why_no_place
from geomap.resolver.clues.outlets import domain_of, home_of, host_of, spelled_in
from geomap.resolver.context import Context
from geomap.types import Candidate, Document, Kind, Label, Mention

__all__ = ["gather"]

# A word in a domain is the publisher's town only if it is one by its own name, or nearly.
_SURE_HOME = 0.8


def gather(
    document: Document,
    mentions: Sequence[Mention],
    lookup: Lookups,
    *,
    bias: Bias | None = None,
) -> tuple[list[tuple[Candidate, ...]], Context]:
    """Return the candidates of each mention, and the context.

    Args:
        document: Its text and address are read.
        mentions: In any order.
        lookup: The gazetteer's answers.
        bias: Its outlet is looked up; all of it is handed on in the context.
    """
    candidates = [
        ()
        if why_no_place(document.text, mention)
        else spoken_in(document, mention.text, lookup(mention.text) or lookup.part_of(mention.text))
        for mention in mentions
    ]
    ordered = sorted(mentions, key=lambda m: m.start)
    unmarked = _codes(document.text, ordered, lookup)
    known = sorted([*ordered, *(code for code, _ in unmarked)], key=lambda m: m.start)
    unmarked += find_names(document.text, known, lookup)
    pool = sorted(
        [*((m, a, i) for i, (m, a) in enumerate(zip(mentions, candidates, strict=True)))]
        + [(m, a, -1) for m, a in unmarked],
        key=lambda entry: entry[0].start,
    )
    outlet = _outlet(document, lookup, bias)
    named = [mention for mention, _, _ in pool]
    answers = add_stated_parents(document.text, named, [a for _, a, _ in pool])
    answers = add_nearby_towns(document.text, named, answers, outlet[1] if outlet else ())
    for (_, _, index), answer in zip(pool, answers, strict=True):
        if index >= 0:
            candidates[index] = answer
    if outlet:
        unmarked.append((Mention(0, 0, outlet[0], Label.OUTLET), outlet[1]))
    names = tuple(mention for mention, _ in unmarked)
    return candidates, Context(names, tuple(answer for _, answer in unmarked), bias or Bias())


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
        return home.partition(",")[0], lookup.with_parent(home)
    name = spelled_in(domain_of(host)[0])
    answer = lookup(name) if name else ()
    return (name, answer) if answer and answer[0].quality > _SURE_HOME else None
