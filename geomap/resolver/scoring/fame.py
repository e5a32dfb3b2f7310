"""How often a name means a place in the news of the world, before any text is read.

Population alone does not tell: a name that a place bears itself says more than one that some
other language or another age gives to it, and a place with names in many scripts is one that
the world writes about. The weights are learned from which place annotated names mean
(``training/ranker/fame.py``); they are log-odds, so that a softmax over the candidates of a
name is how often it means each of them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geomap.types import Candidate, Kind

__all__ = ["IMPORTANCE", "counts", "fame", "parts"]

_WEIGHTS = Path(__file__).parent.parent / "weights" / "fame.json"
IMPORTANCE = {"PPLC": 4.0, "PPLA": 3.0, "PPLA2": 2.0, "PPLA3": 1.0, "PPLG": 3.0}
_CLASSES = {
    Kind.CITY: "city",
    Kind.NEIGHBOURHOOD: "city",
    Kind.COUNTRY: "country",
    Kind.TERRITORY: "country",
    Kind.ADMIN1: "unit",
    Kind.ADMIN2: "unit",
    Kind.ADMIN: "unit",
}


def counts(candidate: Candidate) -> tuple[int, int]:
    """Return how many names and scripts a place is known by; states and counties count as one.

    Lists of units have all their names in a score of languages, whether anybody uses them or not.
    """
    if _CLASSES.get(candidate.place.kind) == "unit":
        return 1, 1
    return candidate.names, candidate.scripts


def parts(candidate: Candidate) -> dict[str, float]:
    """Return what the fame of a candidate is made of: values by name."""
    place = candidate.place
    group = _CLASSES.get(place.kind, "other")
    names, scripts = counts(candidate)
    found = {
        f"kind {place.kind}": 1.0,
        f"name {candidate.name_kind}": 1.0,
        f"match {candidate.match}": 1.0,
        f"names of a {group}": math.log2(1 + names),
        f"scripts of a {group}": scripts / 10,
    }
    if group == "city":
        found["population"] = math.log10((place.population or 0) + 1)
        found["seat"] = IMPORTANCE.get((place.feature or "").rpartition(".")[2], 0.0)
    return found


def fame(candidate: Candidate) -> float:
    """Return the log-odds of a candidate against others of its name."""
    weights = _weights()
    return sum(weights.get(what, 0.0) * value for what, value in parts(candidate).items())


@cache
def _weights() -> Mapping[str, float]:
    return dict(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
