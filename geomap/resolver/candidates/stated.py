"""Unknown places that the text puts inside known ones: "a hamlet in Xavier County".

If no place of the name lies where the text says, the stated parent itself becomes a candidate
(match "within"), so that the hamlet is shown at its county rather than at a namesake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.geodesy import distance_km
from geomap.kinds import DOUBTFUL, SMALL, STATES, UNITS
from geomap.resolver.clues.links import find_links, weighed
from geomap.types import Candidate, Kind, Label, Match, Mention, Place

__all__ = ["STATED_QUALITY", "add_stated_parents"]

# Below every match of the name itself; by it ``nearby`` knows that the text has said where.
STATED_QUALITY = 0.3

# Parts of these are too wide to stand for a place in them.
_WIDE_STATES = frozenset({"AR", "AU", "BR", "CA", "CN", "IN", "KZ", "MX", "RU", "US"})
# By hand: "in" with words between counts as said, a bare possessive ("Texas Paris") does not.
_STATED, _PLAINLY_STATED = 0.5, 0.8
# A city of so many people is not put elsewhere by a phrase.
_PROMINENT = 100_000
# What lies so near a town's middle lies in it, or beside it where the text says "north of".
_REACH_KM = 60.0
# "Balad, north of Baghdad" is no statement that Balad is a part of Baghdad.
_BESIDE = re.compile(r"\b(?:north|south|east|west)\w*\s+of\b", re.IGNORECASE)
_BESIDE_KM = 160.0
_MOST = 5
# Of a parent's readings so many are likely.
_READINGS = 2

Answers = Sequence[tuple[Candidate, ...]]


def add_stated_parents(
    text: str, mentions: Sequence[Mention], answers: Answers
) -> list[tuple[Candidate, ...]]:
    """Return the answers with stated parents added; mentions are in text order."""
    found = list(answers)
    for link in weighed(find_links(text, mentions), answers):
        if link.strength < _STATED:
            continue
        own, parents = (
            found[link.child],
            _parents(mentions[link.parent], answers[link.parent], link.strength),
        )
        gap = text[mentions[link.child].end : mentions[link.parent].start]
        reach = _BESIDE_KM if _BESIDE.search(gap) else _REACH_KM
        if not parents or _known(own, [c.place for c in answers[link.parent]], reach):
            continue
        name = mentions[link.parent].text
        found[link.child] = own + tuple(
            Candidate(
                place,
                name,
                match=Match.WITHIN,
                quality=STATED_QUALITY,
                modifier=mentions[link.child].text,
            )
            for place in parents[:_MOST]
        )
    return found


def _parents(mention: Mention, answer: tuple[Candidate, ...], strength: float) -> list[Place]:
    """Return the places that may stand for a place in them, none where a wide one is meant.

    A hamlet in "Quebec" is somewhere in that state, not in its city; "Mandela's home" tells of
    no place called Mandela unless the recognizer took it for one.
    """
    unit = bool(answer) and answer[0].place.kind in UNITS
    if mention.label is Label.CONTEXT and not unit and strength < _PLAINLY_STATED:
        return []
    if any(c.place.kind in STATES and not _usable(c) for c in answer[:_READINGS]):
        return []
    return [candidate.place for candidate in answer if _usable(candidate)]


def _usable(candidate: Candidate) -> bool:
    place = candidate.place
    small = place.kind in SMALL or (place.kind == Kind.ADMIN1 and place.country not in _WIDE_STATES)
    return small and candidate.quality > 0.8


def _known(own: tuple[Candidate, ...], parents: list[Place], reach: float) -> bool:
    """Tell whether a place of the name lies in a parent, or is too well known to be doubted."""
    for candidate in own:
        place = candidate.place
        if candidate.match == Match.WITHIN or place.kind not in DOUBTFUL:
            return True
        if (place.population or 0) > _PROMINENT and candidate.quality > 0.9:
            return True
    return any(_lies_in(c.place, parent, reach) for c in own for parent in parents)


def _lies_in(place: Place, parent: Place, reach: float) -> bool:
    if place.country and place.country != parent.country:
        return False
    if parent.kind == Kind.COUNTRY:
        return place.country == parent.country
    if parent.kind == Kind.ADMIN1:
        return place.admin1_code == parent.admin1_code
    if parent.kind == Kind.ADMIN2 and place.admin2_code:
        return (place.admin1_code, place.admin2_code) == (parent.admin1_code, parent.admin2_code)
    away = distance_km(place.latitude, place.longitude, parent.latitude, parent.longitude)
    return away < reach
