"""The explicit features of each candidate: what the weights were trained on, by name.

A first belief comes from a fixed formula (``first_belief``): prominence, containment and
named parents. The features then ask what the other names' likely places say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.kinds import STAND_INS
from geomap.languages.words import words_of
from geomap.resolver.clues.cues import CUE_KINDS, agreement
from geomap.resolver.clues.outlets import domain_of, host_of
from geomap.resolver.scoring.prior import first_belief, fixed_parts, next_belief
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.support import contained, expand, support
from geomap.resolver.scoring.table import COLUMNS, KINDS, MATCHES, Encoder, Floats, Ints, column
from geomap.resolver.scoring.twins import twins
from geomap.types import Kind, Match, NameKind

__all__ = ["FEATURES", "Features", "build", "static_columns"]

_COPIED = tuple(
    name for name in COLUMNS if name not in ("x", "y", "z", "country", "admin1", "admin2", "prior")
)
_CUES = tuple(CUE_KINDS)
# So that shares of next to nothing say nothing.
_SMOOTHING = 0.3
_STAND_INS = tuple(MATCHES.index(match) for match in STAND_INS)
_TOP_LEVELS = {"uk": "GB", "gov": "US", "mil": "US"}
_GENERIC_TOPS = frozenset(words_of("com org net edu int info biz io tv me ai ly fm to cc ws co eu"))
# Log-odds of fame: a sense that one in four, or four in five, mean by the name.
_FAMOUS, _PLAIN = np.log(0.25), np.log(0.8)
_ALIASES = tuple(
    tuple(NameKind).index(kind)
    for kind in (NameKind.OLD, NameKind.FOREIGN, NameKind.CODE, NameKind.ALTERNATE)
)
# What counts as evidence in the text, and how much of it.
_EVIDENCE = {
    "contain": 0.3,
    "contain_soft": 0.3,
    "local_country_named": 0.3,
    "local_admin1_named": 0.3,
    "country_named": 0.5,
    "admin1_named": 0.5,
    "near_150": 0.7,
    "home_admin1": 0.5,
    "head_admin1": 0.5,
}
_OF_THE_STATE = (
    "contain", "contain_soft", "local_admin1_named", "admin1_named", "near_150", "home_admin1",
    "head_admin1",
)  # fmt: skip
_ADMIN2, _ALTERNATE = KINDS.index(Kind.ADMIN2), MATCHES.index(Match.ALTERNATE)
_SHARED = (
    "country_named",
    "country_support",
    "admin1_named",
    "admin1_support",
    "near_150",
    "near_600",
    "local_admin1",
    "local_near",
)


@dataclass(frozen=True, slots=True)
class Features:
    """What the trees are given, and what is added to their score.

    Attributes:
        matrix: *Shape:* (rows, ``FEATURES``)
        belief: The first belief in each row, within its name. *Shape:* (rows,)
        fixed: Parts of the score that are not learned: (feature, log-odds of each row).
        unfounded: Rows that nothing in the text speaks for and that another sense of the name, or
            another name of the place, outshines. *Shape:* (rows,)
    """

    matrix: Floats
    belief: Floats
    fixed: list[tuple[str, Floats]]
    unfounded: NDArray[np.bool_]


def build(scene: Scene, encoder: Encoder, rounds: int = 2) -> Features:
    """Return the features of all rows of a scene.

    Args:
        scene: The document.
        encoder: The one that made the scene's table.
        rounds: How often beliefs are formed from beliefs. The weights were trained with two.
    """
    static = static_columns(scene, encoder)
    belief = first_belief(scene, static)
    for _ in range(rounds - 1):
        belief = next_belief(scene, static, support(scene, belief))
    columns = static | support(scene, belief)
    columns |= _relative(scene, columns, belief)
    columns["twin"] = np.maximum(columns["twin"], _stray_counties(columns))
    matrix = np.column_stack([columns[name] for name in FEATURES])
    return Features(matrix, belief, fixed_parts(columns), _unfounded(columns))


def _unfounded(columns: dict[str, Floats]) -> NDArray[np.bool_]:
    alias = np.isin(columns["name_kind"], _ALIASES) & (columns["fame"] < _PLAIN)
    outshone = columns["fame"] < _FAMOUS
    spoken_for = np.zeros(len(alias), dtype=bool)
    for name, least in _EVIDENCE.items():
        spoken_for |= columns[name] >= least
    return np.asarray((alias | outshone) & ~spoken_for)


def _stray_counties(columns: dict[str, Floats]) -> Floats:
    """Return 1 for counties known by the short name only, of whose state the text says nothing.

    "Facebook's Palo Alto office" is not in Palo Alto County, Iowa.
    """
    short = (columns["kind"] == _ADMIN2) & (columns["match"] == _ALTERNATE)
    asked = (columns["cue_agrees"] > 0) & (columns["cue_outside"] > 0)
    near = np.zeros(len(short), dtype=bool)
    for name in _OF_THE_STATE:
        near |= columns[name] >= _EVIDENCE[name]
    return np.asarray(short & ~asked & ~near, dtype=np.float64)


def static_columns(scene: Scene, encoder: Encoder) -> dict[str, Floats]:
    """Return the columns (rows,) that do not depend on what the other names mean."""
    columns = {name: scene.get(name) for name in _COPIED}
    columns |= _containment(scene)
    columns |= _surroundings(scene)
    # The word tells what the site is, not the town that stands for it.
    columns["cue_agrees"] = columns["cue_agrees"] * ~np.isin(columns["match"], _STAND_INS)
    columns |= _address(scene, encoder)
    columns["twin"] = twins(scene, columns["cue"])
    return columns


def _containment(scene: Scene) -> dict[str, Floats]:
    """Return whether a parent named right beside the name holds each row, or only its rivals."""
    size, names = len(scene.group), len(scene.names)
    held, missed = np.zeros(size), np.zeros(names)
    rows, others, weights = expand(scene, scene.links)
    prominent = scene.get("quality")[others]
    within = contained(scene, rows, others)
    np.maximum.at(held, rows, weights * within * prominent)
    np.maximum.at(missed, scene.group[rows], weights * within)
    miss = np.where(held > 0, 0.0, missed[scene.group])
    return {"contain": held, "contain_miss": miss}


def _surroundings(scene: Scene) -> dict[str, Floats]:
    """Return the cue words of all mentions of a name together, and where it stands."""
    names = len(scene.names)
    cue = np.full(names, -1.0)
    outside, person, before, after, preposition, capitals = np.zeros((6, names))
    for number, name in enumerate(scene.names):
        cues = [found for index in name.mentions if (found := scene.cues[index])]
        if not cues:
            continue
        share = 1.0 / len(cues)
        seen = next((found for found in cues if found.cue), None)
        if seen:
            cue[number] = _CUES.index(seen.cue)
            outside[number] = seen.outside
        person[number] = share * sum(found.person for found in cues)
        before[number] = share * sum(found.before_capital for found in cues)
        after[number] = share * sum(found.after_capital for found in cues)
        preposition[number] = share * sum(found.preposition for found in cues)
        capitals[number] = share * sum(found.capitals for found in cues)
    group = scene.group
    length = max(len(scene.document.text), 1)
    first = np.array([_first(scene, number) for number in range(names)])
    return {
        "cue": cue[group],
        "cue_agrees": _AGREEMENT[cue[group].astype(int), scene.get("kind").astype(int)],
        "cue_outside": outside[group],
        "person": person[group],
        "before_capital": before[group],
        "after_capital": after[group],
        "preposition": preposition[group],
        "capitals": capitals[group],
        "mentions": np.log1p([len(name.mentions) for name in scene.names])[group],
        "first": np.log1p(np.array(first))[group],
        "length": np.full(len(group), np.log1p(length)),
        "name_length": np.array([len(name.key) for name in scene.names])[group],
        "in_head": (group == scene.head).astype(float),
    }


# The last line is for names without a cue (index -1).
_AGREEMENT = np.array([[agreement(cue, kind) for kind in KINDS] for cue in (*_CUES, "")])


def _first(scene: Scene, number: int) -> float:
    return float(min(scene.mentions[index].start for index in scene.names[number].mentions))


def _address(scene: Scene, encoder: Encoder) -> dict[str, Floats]:
    """Return whether the publisher's address speaks for a country or holds the name."""
    name, top = domain_of(host_of(scene.document))
    size = len(scene.group)
    country = np.zeros(size)
    if top and top not in _GENERIC_TOPS:
        code = _TOP_LEVELS.get(top, top.upper())
        country = np.where(scene.get("country") == encoder.number(code), 1.0, -1.0)
    squeezed = ["".join(filter(str.isalnum, entry.key)) for entry in scene.names]
    within = np.array([float(len(word) > 3 and word in name.replace("-", "")) for word in squeezed])
    return {"address_country": country, "address_name": within[scene.group] if size else country}


def _relative(scene: Scene, columns: dict[str, Floats], belief: Floats) -> dict[str, Floats]:
    """Return how each row stands against the other rows of its name."""
    group, names = scene.group, len(scene.names)
    result = {"belief": belief}
    log_belief = np.log(np.maximum(belief, 1e-9))
    result["belief_gap"] = log_belief - _best_other(log_belief, group, names)
    for name in _SHARED:
        total = np.bincount(group, columns[name], minlength=names)
        result[f"{name}_share"] = columns[name] / (total[group] + _SMOOTHING)
    result["belief_top"] = _best(belief, group, names)
    result["rival_main"] = np.maximum(_best_other(columns["main_name"], group, names), 0.0)
    result["home_gap"] = columns["home_km"] + _best(-columns["home_km"], group, names)
    result["nearest_gap"] = columns["nearest"] + _best(-columns["nearest"], group, names)
    return result


def _best(values: Floats, group: Ints, names: int) -> Floats:
    best = np.full(names, -np.inf)
    np.maximum.at(best, group, values)
    return np.asarray(best[group])


def _best_other(values: Floats, group: Ints, names: int) -> Floats:
    """Return for each row the best value among its rivals, or a low one without rivals."""
    best = _best(values, group, names)
    at_best = values == best
    second = _best(np.where(at_best, -25.0, values), group, names)
    alone = np.bincount(group, at_best, minlength=names)[group] < 2
    return np.where(at_best & alone, second, best)


_SUPPORT = (
    "country_named",
    "country_support",
    "country_named_total",
    "admin1_named",
    "admin1_support",
    "admin1_named_total",
    "admin2_support",
    "support_total",
    "near_30",
    "near_150",
    "near_600",
    "nearest",
    "near_count",
    "local_country",
    "local_country_named",
    "local_admin1",
    "local_admin1_named",
    "local_near",
    "contain_soft",
    "contains_child",
    "sibling_kind",
    "sibling_country",
    "head_country",
    "head_admin1",
    "head_km",
    "home_country",
    "home_admin1",
    "home_km",
)
_SURROUNDINGS = (
    "cue",
    "cue_agrees",
    "cue_outside",
    "person",
    "before_capital",
    "after_capital",
    "preposition",
    "capitals",
    "mentions",
    "first",
    "length",
    "name_length",
    "in_head",
)
FEATURES: tuple[str, ...] = (
    *_COPIED,
    "contain",
    "contain_miss",
    *_SURROUNDINGS,
    "address_country",
    "address_name",
    "twin",
    *_SUPPORT,
    "belief",
    "belief_gap",
    "belief_top",
    "rival_main",
    "home_gap",
    "nearest_gap",
    *(f"{name}_share" for name in _SHARED),
)
assert column("x") == 0
