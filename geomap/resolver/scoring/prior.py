"""What holds without training: a first belief by fixed weights, and fixed parts of the score.

All weights here are log-odds set by hand and checked as a set on the folds of the development
corpora, by ``python training/ranker/run.py --folds`` ("fixed" in its report is what they place
right without the trees). The trees were trained on top of ``fixed_parts``: change one, train again.
"""

from __future__ import annotations

import numpy as np

from geomap.resolver.clues.cues import CUE_KINDS
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.support import softmax
from geomap.resolver.scoring.table import KINDS, MATCHES, Floats
from geomap.types import Kind, Match

__all__ = ["first_belief", "fixed_parts", "hierarchy_scores", "next_belief"]

# "Memphis Street" is not Memphis.
_STREET = float(tuple(CUE_KINDS).index("street"))
# Only the header of a column says so, and it says so of every cell.
_LAND = float(tuple(CUE_KINDS).index("country"))
_ALTERNATE, _NEARBY = MATCHES.index(Match.ALTERNATE), MATCHES.index(Match.NEARBY)
# A country's capital, by the importance that the encoder gives it.
_CAPITAL = 4.0
_CITY = KINDS.index(Kind.CITY)
# How much of the log-odds of fame holds whatever the text says; the trees learn the rest.
FAME = 0.4
# How much the first belief, by fixed weights, holds against the trees: they learned from few texts
# about the world, and overrule it for small namesakes too easily. Set by hand, after training.
_BELIEF = 0.3
_DOUBT = 1e-3


def first_belief(scene: Scene, static: dict[str, Floats]) -> Floats:
    """Return probabilities from prominence, stated containment and the cue words alone."""
    scores = (
        scene.get("prior")
        + 6.0 * static["contain"]
        - 4.0 * static["contain_miss"]
        + 2.0 * static["cue_agrees"]
    )
    return softmax(scores, scene.group, len(scene.names))


def hierarchy_scores(scene: Scene, static: dict[str, Floats], found: dict[str, Floats]) -> Floats:
    """Return fixed-weight scores (rows,) from prominence, containment and named parents.

    Args:
        scene: The document.
        static: Columns of ``features.static_columns``.
        found: Columns of ``support.support``.
    """
    return np.asarray(
        scene.get("prior")
        + 6.0 * static["contain"]
        - 4.0 * static["contain_miss"]
        + 2.0 * static["cue_agrees"]
        + 2.5 * np.minimum(found["country_named"], 2.0)
        + 3.0 * np.minimum(found["admin1_named"], 2.0)
        + 1.0 * np.minimum(found["country_support"], 2.0)
        + 1.5 * np.minimum(found["admin1_support"], 2.0)
        + 1.0 * np.maximum(found["home_country"], 0.0)
        + 2.0 * np.maximum(found["home_admin1"], 0.0)
        + 1.0 * np.clip(6.0 - found["home_km"], 0.0, 2.0) * (found["home_km"] >= 0)
    )


def next_belief(scene: Scene, static: dict[str, Floats], found: dict[str, Floats]) -> Floats:
    """Return probabilities that also know how near the other names' likely places lie."""
    scores = hierarchy_scores(scene, static, found) + 2.0 * np.minimum(found["near_150"], 2.0)
    return softmax(scores, scene.group, len(scene.names))


def _capital(columns: dict[str, Floats]) -> Floats:
    """Return 1 for capitals of countries by their own name: far from home, news means them."""
    chosen = (columns["importance"] == _CAPITAL) & (columns["kind"] == _CITY)
    chosen &= columns["match"] != _ALTERNATE
    return np.asarray(chosen, dtype=np.float64)


def _street(columns: dict[str, Floats]) -> Floats:
    """Return 1 for towns that share their name with a street, 0 for towns named beside it."""
    street = (columns["cue"] == _STREET) & (columns["cue_outside"] == 0)
    return np.asarray(street & (columns["match"] != _NEARBY), dtype=np.float64)


def fixed_parts(columns: dict[str, Floats]) -> list[tuple[str, Floats]]:
    """Return what holds in any text, however rare in the training data.

    The trees are trained on top of these parts, so they only learn what is missing.
    """
    return [
        ("quality", 5.0 * (columns["quality"] - 1.0)),
        ("contain", 6.0 * columns["contain"]),
        ("contain_miss", -3.0 * columns["contain_miss"]),
        ("cue_agrees", columns["cue_agrees"] * np.where(columns["cue"] == _LAND, 5.0, 1.0)),
        ("cue", -4.0 * _street(columns)),
        ("importance", 2.6 * _capital(columns)),
        ("fame", FAME * columns["fame"]),
        ("twin", -3.5 * columns["twin"]),
        ("belief", _BELIEF * np.log(np.maximum(columns["belief"] / columns["belief_top"], _DOUBT))),
    ]
