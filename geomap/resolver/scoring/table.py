"""Candidates as columns of numbers, made once for each name and kept."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geomap.resolver.scoring.fame import IMPORTANCE, counts, fame
from geomap.types import Candidate, Kind, Match, NameKind, Place

__all__ = ["COLUMNS", "KINDS", "MATCHES", "Encoder", "Floats", "Ints", "column", "name_key"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

COLUMNS = (
    "x",
    "y",
    "z",
    "kind",
    "country",
    "admin1",
    "admin2",
    "prior",
    "log_population",
    "quality",
    "match",
    "importance",
    "main_name",
    "population_rank",
    "population_gap",
    "population_share",
    "candidates",
    "same_kind",
    "has_modifier",
    "name_kind",
    "names",
    "scripts",
    "fame",
    "fame_rank",
)
_INDEX = {name: index for index, name in enumerate(COLUMNS)}

# Order carries no meaning but must not change: the weights know these numbers.
KINDS = (
    Kind.CITY,
    Kind.COUNTRY,
    Kind.ADMIN1,
    Kind.ADMIN2,
    Kind.CONTINENT,
    Kind.REGION,
    Kind.HISTORIC,
    Kind.TERRITORY,
    Kind.SEA,
    Kind.RIVER,
    Kind.LAKE,
    Kind.MOUNTAINS,
    Kind.ISLAND,
    Kind.PARK,
    Kind.AIRPORT,
    Kind.FACILITY,
    Kind.NEIGHBOURHOOD,
    Kind.OTHER,
)
_KIND = {kind: index for index, kind in enumerate(KINDS)}
_ALIKE = {
    Kind.ADMIN: Kind.ADMIN2,
    Kind.BASE: Kind.FACILITY,
    Kind.BUILDING: Kind.FACILITY,
    Kind.CAMP: Kind.FACILITY,
    Kind.CANAL: Kind.RIVER,
    Kind.DESERT: Kind.REGION,
    Kind.ISLANDS: Kind.ISLAND,
    Kind.MOUNTAIN: Kind.MOUNTAINS,
    Kind.OCEAN: Kind.SEA,
    Kind.STRAIT: Kind.SEA,
    Kind.VALLEY: Kind.REGION,
}
_KIND |= {kind: _KIND[known] for kind, known in _ALIKE.items()}
MATCHES = (
    Match.EXACT,
    Match.ALTERNATE,
    Match.ABBREVIATION,
    Match.ADJECTIVE,
    Match.STRIPPED,
    Match.TRANSLITERATED,
    Match.AIRPORT,
    Match.WITHIN,
    Match.ONLINE,
    Match.NEARBY,
)
_MATCH = {match: index for index, match in enumerate(MATCHES)}

_NAME_KIND = {kind: index for index, kind in enumerate(NameKind)}
# Log-odds for a match of quality 0 against one of quality 1, as in the training of fame.
_QUALITY = 5.0
# The log-odds of a sense that nobody means; less would only be noise.
_LEAST = -9.0
# Log-odds that the names of the largest things have beside their fame: no context moves them
# easily. Set by hand; the annotated names are too few rivals of these to tell.
_GREAT = {
    Kind.COUNTRY: 5.0,
    Kind.CONTINENT: 5.0,
    Kind.OCEAN: 5.0,
    Kind.SEA: 4.0,
    Kind.REGION: 4.0,
}
# Log-odds that a name gains or loses before its fame is known. Set by hand: no corpus has many. A
# text that names a state of the past means it; the old name of a city gives way to a living one.
_PAST = {Kind.HISTORIC: 2.5}
_OUTLIVED = 2.0
_OWN = frozenset({NameKind.MAIN, NameKind.ABBREVIATION, NameKind.ENGLISH})
# log10 of the population where the gazetteer has none.
_PEOPLE = {
    Kind.COUNTRY: 6.5,
    Kind.ADMIN1: 6.0,
    Kind.ADMIN2: 4.6,
    Kind.CONTINENT: 8.5,
    Kind.REGION: 7.0,
}
_NATURAL = 4.0


def column(name: str) -> int:
    """Return the place of a column in ``COLUMNS``."""
    return _INDEX[name]


def name_key(name: str) -> str:
    """Return what two spellings of one name share: case, dots, "the" and "'s" are gone.

    >>> name_key("The U.S."), name_key("Iraq’s"), name_key("IRAQ")
    ('u s', 'iraq', 'iraq')
    """
    key = " ".join(name.replace(".", " ").replace("’", "'").casefold().split())
    key = key.removesuffix("'s").removesuffix("'").removeprefix("the ")
    return key or name


class Encoder:
    """Turns the candidates of a name into a table of ``COLUMNS``, one row a candidate.

    Countries and admin units become small numbers that only compare within one encoder.
    Tables are kept for the names asked last; the tuple of candidates is the key, so the
    caller gains by handing in the same object again.
    """

    def __init__(self, keep: int = 2048) -> None:
        self._keep = keep
        self._tables: OrderedDict[int, tuple[Sequence[Candidate], Floats]] = OrderedDict()
        self._numbers: dict[str, int] = {"": 0}

    def table(self, candidates: Sequence[Candidate]) -> Floats:
        """Return the table (candidates x COLUMNS, float64)."""
        kept = self._tables.get(id(candidates))
        if kept is not None and kept[0] is candidates:
            return kept[1]
        table = self._encode(candidates)
        self._tables[id(candidates)] = (candidates, table)
        if len(self._tables) > self._keep:
            self._tables.popitem(last=False)
        return table

    def number(self, *parts: str | None) -> int:
        """Return the number of a country or admin unit; 0 means unknown."""
        if not all(parts):
            return 0
        return self._numbers.setdefault("|".join(part or "" for part in parts), len(self._numbers))

    def _encode(self, candidates: Sequence[Candidate]) -> Floats:
        if not candidates:
            return np.zeros((0, len(COLUMNS)))
        table = np.array([self._row(candidate) for candidate in candidates])
        population = table[:, _INDEX["log_population"]]
        order = np.argsort(np.argsort(-population, kind="stable"), kind="stable")
        table[:, _INDEX["population_rank"]] = order
        best = population.max()
        runner_up = np.partition(population, -2)[-2] if len(population) > 1 else 0.0
        table[:, _INDEX["population_gap"]] = population - np.where(
            population == best, runner_up, best
        )
        people = 10.0**population
        table[:, _INDEX["population_share"]] = people / people.sum()
        table[:, _INDEX["candidates"]] = math.log1p(len(candidates))
        kinds = table[:, _INDEX["kind"]]
        old = table[:, _INDEX["name_kind"]] == _NAME_KIND[NameKind.OLD]
        living = (table[:, _INDEX["name_kind"]] == _NAME_KIND[NameKind.MAIN]) & (
            kinds == _KIND[Kind.CITY]
        )
        outlived = _OUTLIVED * (old & living.any())
        table[:, _INDEX["prior"]] -= outlived
        known = table[:, _INDEX["fame"]] - outlived
        order = np.argsort(np.argsort(-known, kind="stable"), kind="stable")
        table[:, _INDEX["fame_rank"]] = order
        known = known - known.max()
        table[:, _INDEX["fame"]] = np.maximum(known - math.log(np.exp(known).sum()), _LEAST)
        table[:, _INDEX["same_kind"]] = np.log1p((kinds[:, None] == kinds[None, :]).sum(axis=1))
        return table

    def _row(self, candidate: Candidate) -> list[float]:
        place = candidate.place
        latitude, longitude = math.radians(place.latitude), math.radians(place.longitude)
        people = (
            math.log10(place.population + 1) if place.population else _PEOPLE.get(place.kind, 0.0)
        )
        kind = _KIND.get(place.kind, _KIND[Kind.OTHER])
        main = name_key(candidate.matched_name) == name_key(place.name)
        names, scripts = counts(candidate)
        known = fame(candidate) + _QUALITY * (candidate.quality - 1.0) + _PAST.get(place.kind, 0.0)
        return [
            math.cos(latitude) * math.cos(longitude),
            math.cos(latitude) * math.sin(longitude),
            math.sin(latitude),
            kind,
            self.number(place.country),
            self._admin1(place),
            self._admin2(place),
            known + (_GREAT.get(place.kind, 0.0) if candidate.name_kind in _OWN else 0.0),
            people,
            candidate.quality,
            _MATCH.get(candidate.match, 0),
            _importance(place),
            float(main),
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            float(candidate.modifier is not None),
            _NAME_KIND[candidate.name_kind],
            math.log2(1 + names),
            scripts,
            known,
            0.0,
        ]

    def _admin1(self, place: Place) -> int:
        if place.admin1_code:
            return self.number(place.country, place.admin1_code)
        own = place.name if place.kind == Kind.ADMIN1 else None
        return self.number(place.country, place.admin1 or own)

    def _admin2(self, place: Place) -> int:
        if place.admin2_code:
            return self.number(place.country, place.admin1_code or place.admin1, place.admin2_code)
        own = place.name if place.kind == Kind.ADMIN2 else None
        return self.number(place.country, place.admin1_code or place.admin1, place.admin2 or own)


def _importance(place: Place) -> float:
    if place.kind == Kind.COUNTRY:
        return 6.0
    if place.kind in (Kind.ADMIN1, Kind.CONTINENT):
        return 5.0
    code = (place.feature or "").rpartition(".")[2]
    if code in IMPORTANCE:
        return IMPORTANCE[code]
    return 0.0 if place.kind == Kind.CITY else _NATURAL
