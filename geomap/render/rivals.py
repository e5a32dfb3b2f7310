"""The other places that a name may mean, as the page carries them: once, by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geomap.geodesy import SAME_PLACE_KM, distance_km
from geomap.types import Candidate, Place, Toponym
from geomap.wording import kind_key

__all__ = ["Rivals"]

ELSEWHERE = 3
"""Rivals far from the chosen place that a mention keeps."""
NEARBY = 2
"""Rivals near it: a city's own province supports the city, but a reader may want it."""


class Rivals:
    """Lists of rivals that mentions share.

    ``others`` are [id, name, where (in the pool), latitude, longitude, kind (in the pool), code of
    the country], and 1 for an area; a reviewed name has the rivals of what the machine answered;
    ``lists`` are flat pairs of a number of ``others`` and per mille of certainty, -1 for unknown;
    the far ones come first, after the number of them.
    """

    def __init__(self, pooled: Callable[[str], int], where: Callable[[Place], str]) -> None:
        self.others: list[list[Any]] = []
        self.lists: list[list[int]] = [[0]]
        self._pooled, self._where = pooled, where
        self._numbers: dict[str, int] = {}
        self._lists: dict[tuple[int, ...], int] = {(0,): 0}

    def number(self, toponym: Toponym) -> int:
        """Return the number of the list of a mention's rivals."""
        machine = toponym.review.machine if toponym.review else toponym
        far, near = _split(machine) if machine else ([], [])
        flat = [len(far)]
        for candidate in (*far, *near):
            p = candidate.probability
            flat += [self._other(candidate.place), -1 if p is None else round(p * 1000)]
        key = tuple(flat)
        if key not in self._lists:
            self._lists[key] = len(self.lists)
            self.lists.append(flat)
        return self._lists[key]

    def _other(self, place: Place) -> int:
        found = self._numbers.get(place.id)
        if found is None:
            found = self._numbers[place.id] = len(self.others)
            where, kind = self._pooled(self._where(place)), self._pooled(kind_key(place))
            latitude, longitude = round(place.latitude, 4), round(place.longitude, 4)
            told = [place.id, place.name, where, latitude, longitude, kind, place.country or ""]
            self.others.append([*told, 1] if place.is_area else told)
        return found


def _split(toponym: Toponym) -> tuple[list[Candidate], list[Candidate]]:
    """Return the best rivals elsewhere, and those at the chosen place."""
    chosen = toponym.place
    far: list[Candidate] = []
    near: list[Candidate] = []
    for candidate in toponym.candidates:
        if len(far) == ELSEWHERE:
            break
        if chosen is None or _apart(candidate.place, chosen):
            far.append(candidate)
        elif candidate.place.id != chosen.id and len(near) < NEARBY:
            near.append(candidate)
    return far, near


def _apart(one: Place, other: Place) -> bool:
    away = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    return one.id != other.id and away > SAME_PLACE_KM
