"""What can be said in words for a candidate: each fact is true of the text and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from geomap.geodesy import beyond_bounds_km, chord_squared, distance_km
from geomap.kinds import LANDS, TOO_WIDE_FOR_COMPANY
from geomap.resolver.bias import Bias
from geomap.resolver.clues.cues import CUE_KINDS
from geomap.resolver.scoring.decide import Decision
from geomap.resolver.scoring.features import FEATURES
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.table import KINDS, MATCHES, Floats
from geomap.types import Kind, Match, Place
from geomap.wording import country_of

__all__ = ["Fact", "Facts"]

_COLUMN = {name: index for index, name in enumerate(FEATURES)}
_CUES = tuple(CUE_KINDS)
_STAND_IN_NEARBY = MATCHES.index(Match.NEARBY)
# Columns of the scene's table that number a unit, with the kind of that unit.
_COUNTRY, _ADMIN1 = KINDS.index(Kind.COUNTRY), KINDS.index(Kind.ADMIN1)
_UNITS = (_COUNTRY, _ADMIN1)
_CUE_WORDS = {
    "country": "a country",
    "admin2": "a county or district",
    "admin1": "a state or province",
    "city": "a town or city",
    "river": "a river",
    "lake": "a lake",
    "mountains": "mountains",
    "island": "an island",
    "airport": "an airport",
    "sea": "a sea, gulf or strait",
    "region": "a region",
    "facility": "a building or site",
}
_LONGEST_QUOTE = 60
# How far from the point that the user named "near there" still holds for a reader.
_NEAR_KM = 300.0
_COMPANY_SQUARED = chord_squared(100.0)
# The column ``head_km`` or ``home_km`` is the logarithm of the distance plus one: within 150 km.
_AT_LOG_KM = 5.0
# Five times the people: log10 of the populations differs by so much.
_BY_FAR = 0.7


class Fact(NamedTuple):
    """``about`` is the question it answers: what two candidates have in common tells nothing."""

    about: str
    words: str


class Facts:
    """Finds facts about rows of a scene after all names are decided.

    Args:
        scene: The document.
        matrix: The features of its rows (rows x ``FEATURES``).
        decisions: One a name.
        bias: What the user asked for.
    """

    def __init__(
        self, scene: Scene, matrix: Floats, decisions: Sequence[Decision], bias: Bias
    ) -> None:
        self._scene = scene
        self._matrix = matrix
        self._bias = bias
        self._placed = [
            (number, int(decision.rows[0]))
            for number, decision in enumerate(decisions)
            if decision.placed
            and scene.names[number].real
            and scene.get("match")[decision.rows[0]] != _STAND_IN_NEARBY
        ]
        self._quotes = _quotes(scene)

    def distinguishing(self, number: int, row: int, rival: int | None) -> list[str]:
        """Return the facts that hold for a row and not for its rival, the strongest first.

        Args:
            number: The name, an index into ``Scene.names``.
            row: The candidate that was chosen.
            rival: Another of the name's rows; without one, what sets namesakes apart is left out.
        """
        facts = self._facts(number, row)
        if rival is None:
            return [fact.words for fact in facts if fact.about not in ("size", "kind")]
        shared = set(self._facts(number, rival))
        return [fact.words for fact in facts if fact not in shared]

    def _facts(self, number: int, row: int) -> Iterator[Fact]:
        """Yield all facts about a row in the order of their strength."""
        place = self._scene.candidate(row).place
        yield from self._stated(number, row, place)
        yield from self._asked_for(place)
        yield from self._publication(row)
        yield from self._named_parents(number, row, place)
        if place.kind not in TOO_WIDE_FOR_COMPANY:
            yield from self._company(number, row, place)
        yield from self._own_rank(number, row, place)

    def _value(self, row: int, feature: str) -> float:
        return float(self._matrix[row, _COLUMN[feature]])

    def _stated(self, number: int, row: int, place: Place) -> Iterator[Fact]:
        """Yield what the words right beside the name say."""
        if self._value(row, "contain") > 0:
            quote = self._quotes.get(number)
            yield Fact(
                "said", f"the text says “{quote}”" if quote else "the text says where it lies"
            )
        if self._value(row, "cue_agrees") > 0 and place.kind not in TOO_WIDE_FOR_COMPANY:
            cue = _CUES[int(self._value(row, "cue"))]
            if cue in _CUE_WORDS:
                yield Fact("cue", f"the text speaks of {_CUE_WORDS[cue]}")

    def _asked_for(self, place: Place) -> Iterator[Fact]:
        """Yield what of the user's bias holds."""
        if place.country in self._bias.countries:
            yield Fact("country", f"you asked for places in {country_of(place)}")
        near, box = self._bias.near, self._bias.bbox
        if near and distance_km(place.latitude, place.longitude, *near) < _NEAR_KM:
            yield Fact("near there", "you asked for places near there")
        if box and not beyond_bounds_km(place.latitude, place.longitude, box):
            yield Fact("box", "you asked for places in that box")

    def _publication(self, row: int) -> Iterator[Fact]:
        """Yield what the dateline and the publisher's address and home say."""
        scene = self._scene
        close = self._value(row, "head_admin1") > 0.5 or self._value(row, "head_km") < _AT_LOG_KM
        if scene.head >= 0 and scene.head != scene.group[row] and close:
            yield Fact("head", f"the dateline is {self._written(scene.head)}")
        if self._value(row, "address_name") > 0:
            yield Fact("address", "the publisher's address contains the name")
        elif scene.home >= 0 and self._value(row, "home_km") < _AT_LOG_KM:
            yield Fact("home", f"the publisher's home is {self._written(scene.home)}")
        if self._value(row, "address_country") > 0:
            yield Fact("domain", "the publisher's address belongs to that country")

    def _written(self, number: int) -> str:
        scene = self._scene
        text = scene.mentions[scene.names[number].mentions[0]].text
        return text.title() if text.isupper() or text.islower() else text

    def _named_parents(self, number: int, row: int, place: Place) -> Iterator[Fact]:
        """Yield the state and the country of the place if the text names them elsewhere."""
        if place.kind != Kind.ADMIN1 and place.admin1 and self._names(number, row, _ADMIN1):
            yield Fact("state", f"the text names {place.admin1}")
        if place.kind != Kind.COUNTRY and self._names(number, row, _COUNTRY):
            yield Fact("land", f"the text names {country_of(place)}")

    def _names(self, number: int, row: int, unit: int) -> bool:
        """Tell whether another name of the text was placed at the unit that the row lies in."""
        units = self._scene.get(KINDS[unit])
        return any(
            units[other] == units[row]
            for sure, other in self._placed
            if sure != number and self._scene.get("kind")[other] == unit
        )

    def _company(self, number: int, row: int, place: Place) -> Iterator[Fact]:
        """Yield how many other places of the text lie in the same state, country, or near."""
        for unit, where in ((_ADMIN1, place.admin1), (_COUNTRY, country_of(place))):
            count = self._count_in(number, row, unit)
            if where and count and place.kind != KINDS[unit]:
                yield Fact(f"with {KINDS[unit]}", f"{_places(count)} in {where}")
        close = self._count_near(number, row)
        if close:
            yield Fact("near", f"{_places(close)} within 100 km")

    def _others(self, number: int) -> Iterator[tuple[str, int]]:
        """Yield (name, row) of the towns and sites that other names of the text were placed at."""
        kinds = self._scene.get("kind")
        for other, row in self._placed:
            if self._scene.key[other] != self._scene.key[number] and kinds[row] not in _UNITS:
                yield self._scene.names[other].key, row

    def _count_in(self, number: int, row: int, unit: int) -> int:
        units = self._scene.get(KINDS[unit])
        own = units[row]
        return len({key for key, other in self._others(number) if units[other] == own > 0})

    def _count_near(self, number: int, row: int) -> int:
        points = self._scene.points
        return len(
            {
                key
                for key, other in self._others(number)
                if ((points[other] - points[row]) ** 2).sum() < _COMPANY_SQUARED
            }
        )

    def _own_rank(self, number: int, row: int, place: Place) -> Iterator[Fact]:
        """Yield what the place is by itself, whatever the text says."""
        if place.kind in LANDS | {Kind.REGION}:
            yield Fact("kind", f"it is a {place.kind}")
        if (place.feature or "").endswith("PPLC") and place.country:
            yield Fact("capital", f"it is the capital of {country_of(place)}")
        if place.kind in (Kind.COUNTRY, Kind.ADMIN1):
            count = self._count_in(number, row, KINDS.index(place.kind))
            if count:
                yield Fact("holds", f"{_places(count)} in it")
        people = self._scene.get("log_population")[self._scene.names[number].rows]
        if self._scene.get("log_population")[row] == people.max() > 0 and len(people) > 1:
            gap = float(people.max() - np.partition(people, -2)[-2])
            by_far = "by far " if gap > _BY_FAR else ""
            yield Fact("size", f"it is {by_far}the largest place of that name")
        if self._value(row, "main_name") > 0:
            yield Fact("name", "that is its main name")


def _places(count: int) -> str:
    return "another place of the text lies" if count == 1 else f"{count} other places lie"


def _quotes(scene: Scene) -> dict[int, str]:
    """Return the words that put a name inside another, for each name that has such words."""
    quotes: dict[int, str] = {}
    for link in sorted(scene.link_text, key=lambda link: link.strength):
        child, parent = scene.mentions[link.child], scene.mentions[link.parent]
        start, end = min(child.start, parent.start), max(child.end, parent.end)
        if end - start <= _LONGEST_QUOTE:
            words = " ".join(scene.document.text[start:end].split())
            quotes[int(scene.name_of[link.child])] = words
    return quotes
