"""What can be said in words for a candidate: each fact is true of the text and the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geomap.geodesy import beyond_bounds_km, distance_km
from geomap.kinds import LANDS, TOO_WIDE_FOR_COMPANY
from geomap.resolver.bias import Bias
from geomap.resolver.clues.cues import CUE_KINDS
from geomap.resolver.clues.words import words_of
from geomap.resolver.scoring.decide import Decision
from geomap.resolver.scoring.features import FEATURES
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.table import KINDS, MATCHES, Floats
from geomap.types import Kind, Match, Place

__all__ = ["Facts", "country_of"]

_COLUMN = {name: index for index, name in enumerate(FEATURES)}
_NEARBY = MATCHES.index(Match.NEARBY)
_COUNTRY, _ADMIN1 = KINDS.index(Kind.COUNTRY), KINDS.index(Kind.ADMIN1)
_CUE_WORDS = {
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
_NEAR_KM = 300.0
_CUES = tuple(CUE_KINDS)


# Countries that take an article in a sentence.
_THE = frozenset(words_of("AE BS CD CF DO GB GM MH MV NL PH SB SC US VA"))


def country_of(place: Place) -> str | None:
    """Return the country as it reads in a sentence: "Iraq", "the United States"."""
    name = place.country_name or place.country
    return f"the {name}" if name and place.country in _THE else name


class Facts:
    """Finds facts about rows of a scene after all names are decided."""

    def __init__(
        self, scene: Scene, matrix: Floats, decisions: Sequence[Decision], bias: Bias
    ) -> None:
        self._scene = scene
        self._matrix = matrix
        self._bias = bias
        self._sure = [
            (number, int(decision.rows[0]))
            for number, decision in enumerate(decisions)
            if decision.placed
            and scene.names[number].real
            and scene.get("match")[decision.rows[0]] != _NEARBY
        ]
        self._quotes = _quotes(scene)

    def telling(self, number: int, row: int, rival: int | None) -> list[str]:
        """Return the facts that hold for a row and not for its rival, the strongest first."""
        facts = self._facts(number, row)
        if rival is None:
            return [words for what, words in facts.items() if what not in ("size", "kind")]
        others = self._facts(number, rival)
        return [words for what, words in facts.items() if others.get(what) != words]

    def _facts(self, number: int, row: int) -> dict[str, str]:
        place = self._place(row)
        found: dict[str, str] = {}
        self._said(number, row, found)
        self._leaning(place, found)
        self._header(row, found)
        self._parents(number, row, place, found)
        if place.kind not in TOO_WIDE_FOR_COMPANY:
            self._company(number, row, found)
        self._own(number, row, found)
        return found

    def _value(self, row: int, feature: str) -> float:
        return float(self._matrix[row, _COLUMN[feature]])

    def _place(self, row: int) -> Place:
        name = self._scene.names[int(self._scene.group[row])]
        return name.candidates[int(name.picked[row - name.start])].place

    def _said(self, number: int, row: int, found: dict[str, str]) -> None:
        if self._value(row, "contain") > 0:
            quote = self._quotes.get(number)
            found["said"] = f"the text says “{quote}”" if quote else "the text says where it lies"
        if self._value(row, "cue_agrees") > 0 and self._place(row).kind not in TOO_WIDE_FOR_COMPANY:
            cue = _CUES[int(self._value(row, "cue"))]
            if cue in _CUE_WORDS:
                found["cue"] = f"the text speaks of {_CUE_WORDS[cue]}"

    def _leaning(self, place: Place, found: dict[str, str]) -> None:
        if place.country in self._bias.countries:
            found["asked"] = f"you asked for places in {country_of(place)}"
        near, box = self._bias.near, self._bias.bbox
        if near and distance_km(place.latitude, place.longitude, *near) < _NEAR_KM:
            found["near there"] = "you asked for places near there"
        if box and not beyond_bounds_km(place.latitude, place.longitude, box):
            found["box"] = "you asked for places in that box"

    def _header(self, row: int, found: dict[str, str]) -> None:
        scene = self._scene
        close = self._value(row, "head_admin1") > 0.5 or self._value(row, "head_km") < 5.0
        if scene.head >= 0 and scene.head != scene.group[row] and close:
            found["head"] = f"the dateline is {self._written(scene.head)}"
        if self._value(row, "address_name") > 0:
            found["address"] = "the publisher's address contains the name"
        elif scene.home >= 0 and self._value(row, "home_km") < 5.0:
            found["home"] = f"the publisher's home is {self._written(scene.home)}"
        if self._value(row, "address_country") > 0:
            found["domain"] = "the publisher's address belongs to that country"

    def _written(self, number: int) -> str:
        scene = self._scene
        text = scene.mentions[scene.names[number].mentions[0]].text
        return text.title() if text.isupper() or text.islower() else text

    def _parents(self, number: int, row: int, place: Place, found: dict[str, str]) -> None:
        named = {
            (int(self._scene.get("kind")[other]), column): int(self._scene.get(column)[other])
            for column, kind in (("country", _COUNTRY), ("admin1", _ADMIN1))
            for sure, other in self._sure
            if sure != number
            and self._scene.get("kind")[other] == kind
            and self._scene.get(column)[other] == self._scene.get(column)[row]
        }
        if (_ADMIN1, "admin1") in named and place.kind != Kind.ADMIN1 and place.admin1:
            found["state"] = f"the text names {place.admin1}"
        if (_COUNTRY, "country") in named and place.kind != Kind.COUNTRY:
            found["land"] = f"the text names {country_of(place)}"

    def _company(self, number: int, row: int, found: dict[str, str]) -> None:
        place = self._place(row)
        for column, where in (
            ("admin1", place.admin1),
            ("country", country_of(place)),
        ):
            count = self._count(number, row, column)
            if where and count and place.kind != column:
                found[f"with_{column}"] = f"{_places(count)} in {where}"
        close = self._close(number, row)
        if close:
            found["near"] = f"{_places(close)} within 100 km"

    def _lands(self, number: int, row: int, found: dict[str, str]) -> None:
        """Towns of the text that lie in a country or state speak for it."""
        kind = self._place(row).kind
        if kind in ("country", "admin1"):
            count = self._count(number, row, kind)
            if count:
                found["holds"] = f"{_places(count)} in it"

    def _count(self, number: int, row: int, column: str) -> int:
        values = self._scene.get(column)
        own = values[row]
        kinds = self._scene.get("kind")
        return len(
            {
                self._scene.names[other].key
                for other, best in self._sure
                if self._scene.key[other] != self._scene.key[number]
                and values[best] == own
                and own > 0
                and kinds[best] not in (_COUNTRY, _ADMIN1)
            }
        )

    def _close(self, number: int, row: int) -> int:
        points, kinds = self._scene.table[:, :3], self._scene.get("kind")
        near = {
            self._scene.names[other].key
            for other, best in self._sure
            if self._scene.key[other] != self._scene.key[number]
            and kinds[best] not in (_COUNTRY, _ADMIN1)
            and ((points[best] - points[row]) ** 2).sum() < (100.0 / 6371.0) ** 2
        }
        return len(near)

    def _own(self, number: int, row: int, found: dict[str, str]) -> None:
        place = self._place(row)
        if place.kind in LANDS | {Kind.REGION}:
            found["kind"] = f"it is a {place.kind}"
        if (place.feature or "").endswith("PPLC") and place.country:
            found["capital"] = f"it is the capital of {country_of(place)}"
        self._lands(number, row, found)
        rows = self._scene.names[number].rows
        people = self._scene.get("log_population")[rows]
        if self._scene.get("log_population")[row] == people.max() > 0 and len(people) > 1:
            gap = float(people.max() - np.partition(people, -2)[-2])
            found["size"] = (
                "it is by far the largest place of that name"
                if gap > 0.7
                else "it is the largest place of that name"
            )
        if self._value(row, "main_name") > 0:
            found["name"] = "that is its main name"


def _places(count: int) -> str:
    return "another place of the text lies" if count == 1 else f"{count} other places lie"


def _quotes(scene: Scene) -> dict[int, str]:
    """Return, for names that the text puts inside others, the words that do so."""
    quotes: dict[int, str] = {}
    for link in sorted(scene.link_text, key=lambda link: link.strength):
        child, parent = scene.mentions[link.child], scene.mentions[link.parent]
        start, end = min(child.start, parent.start), max(child.end, parent.end)
        if end - start <= _LONGEST_QUOTE:
            words = " ".join(scene.document.text[start:end].split())
            quotes[int(scene.name_of[link.child])] = words
    return quotes
