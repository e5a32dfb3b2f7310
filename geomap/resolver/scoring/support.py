"""What the other names of a document say for each candidate, given beliefs about them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import EARTH_RADIUS_KM
from geomap.kinds import NOT_POINTS
from geomap.resolver.scoring.scene import Pairs, Scene
from geomap.resolver.scoring.table import KINDS, MATCHES, Floats, Ints
from geomap.types import Kind, Match

__all__ = ["contained", "expand", "softmax", "support"]

_COUNTRY, _ADMIN1, _ADMIN2, _CITY, _REGION, _CONTINENT = (
    KINDS.index(kind)
    for kind in (Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2, Kind.CITY, Kind.REGION, Kind.CONTINENT)
)
_POINTS = np.array([kind not in NOT_POINTS for kind in KINDS])
_NEARBY = MATCHES.index(Match.NEARBY)
# Enough witnesses: the surest rows of a name and of a text. They bound the time of long texts.
_ANCHORS_A_NAME = 4
_ANCHORS = 240
# What lies so near a city may be said to lie in it; by hand.
_CITY_REACH_KM = 40.0


def softmax(scores: Floats, group: Ints, names: int, *, none: bool = False) -> Floats:
    """Return probabilities within each name; with ``none``, "no place" competes with score 0."""
    if not len(scores):
        return scores
    top = np.full(names, 0.0 if none else -np.inf)
    np.maximum.at(top, group, scores)
    weights = np.exp(scores - top[group])
    total = np.bincount(group, weights, minlength=names)
    if none:
        total = total + np.exp(-top)
    return np.asarray(weights / total[group])


def expand(scene: Scene, pairs: Pairs, keep: Ints | None = None) -> tuple[Ints, Ints, Floats]:
    """Return (row, other row, weight) for every pair of rows of each pair of names.

    All three have the *shape* (p,): one entry for each row of ``pairs.first[i]`` with each row of
    ``pairs.second[i]``, in the order of the pairs.

    Args:
        scene: The document.
        pairs: Of names.
        keep: Other rows that count are above 0; *shape:* (rows,).
    """
    size, names = len(scene.group), len(scene.names)
    every = np.arange(size)
    others = every if keep is None else every[keep > 0]
    first_count = np.bincount(scene.group, minlength=names)
    second_count = np.bincount(scene.group[others], minlength=names)
    first_start = np.cumsum(first_count) - first_count
    second_start = np.cumsum(second_count) - second_count
    wide = second_count[pairs.second]
    total = first_count[pairs.first] * wide
    pair = np.repeat(np.arange(len(total)), total)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(total) - total, total)
    row = first_start[pairs.first][pair] + within // np.maximum(wide[pair], 1)
    other = others[second_start[pairs.second][pair] + within % np.maximum(wide[pair], 1)]
    return row, other, pairs.weight[pair]


def contained(scene: Scene, rows: Ints, others: Ints) -> NDArray[np.bool_]:
    """Tell for each pair of rows (p,) whether the first place lies in the second."""
    kind, other_kind = scene.get("kind")[rows], scene.get("kind")[others]
    result = np.zeros(len(rows), dtype=bool)
    for unit, level in ((_COUNTRY, "country"), (_ADMIN1, "admin1"), (_ADMIN2, "admin2")):
        own = scene.get(level)[rows]
        same = (own > 0) & (own == scene.get(level)[others])
        result |= same & (other_kind == unit) & (kind != unit)
    result &= ~((kind == _COUNTRY) | ((kind == _ADMIN1) & (other_kind == _ADMIN2)))
    city = other_kind == _CITY
    if city.any():
        near = _squared_km(scene, rows, others) < _CITY_REACH_KM**2
        result |= city & near & (kind != _COUNTRY) & (kind != _ADMIN1)
    return result


def _squared_km(scene: Scene, rows: Ints, others: Ints) -> Floats:
    points = scene.points
    difference = points[rows] - points[others]
    return np.asarray((difference * difference).sum(axis=1) * EARTH_RADIUS_KM**2)


def support(scene: Scene, belief: Floats) -> dict[str, Floats]:
    """Return columns of evidence, *shape:* (rows,), from the other names' likely places.

    Args:
        belief: Probability of each row within its name; *shape:* (rows,).
    """
    columns = _global(scene, belief)
    columns |= _local(scene, belief)
    columns |= _of_name(scene, belief, scene.head, "head")
    columns |= _of_name(scene, belief, scene.home, "home")
    return columns


def anchors(scene: Scene, belief: Floats) -> Ints:
    """Return the rows that stand for the other names: a few a name, the surest overall."""
    weight = belief * scene.weight[scene.group]
    kept = [
        name.start + np.argsort(-belief[name.rows], kind="stable")[:_ANCHORS_A_NAME]
        for name in scene.names
        if name.stop > name.start and not name.outlet
    ]
    rows = np.concatenate(kept) if kept else np.zeros(0, dtype=np.int64)
    # A town that stands in for a street near it is no second witness.
    rows = rows[(belief[rows] > 0.02) & (scene.get("match")[rows] != _NEARBY)]
    return np.asarray(rows[np.argsort(-weight[rows], kind="stable")[:_ANCHORS]], dtype=np.int64)


def _global(scene: Scene, belief: Floats) -> dict[str, Floats]:
    rows = anchors(scene, belief)
    weight = belief[rows] * scene.weight[scene.group[rows]]
    kind = scene.get("kind")[rows].astype(int)
    key = scene.key[scene.group]
    other = key[:, None] != key[rows][None, :]
    is_country, is_admin1 = kind == _COUNTRY, kind == _ADMIN1
    inner = ~is_country & (kind != _CONTINENT) & (kind != _REGION)
    result: dict[str, Floats] = {}
    for level, named in (("country", is_country), ("admin1", is_admin1)):
        own = scene.get(level)
        same = (other & (own[:, None] == own[rows][None, :]) & (own > 0)[:, None]).astype(float)
        result[f"{level}_named"] = same @ (weight * named)
        result[f"{level}_support"] = same @ (weight * (inner & ~named))
        result[f"{level}_named_total"] = other.astype(float) @ (weight * named)
    own = scene.get("admin2")
    same = other & (own[:, None] == own[rows][None, :]) & (own > 0)[:, None]
    result["admin2_support"] = same.astype(float) @ (weight * inner)
    result["support_total"] = other.astype(float) @ (weight * inner)
    return result | _distances(scene, belief, rows, other)


def _distances(
    scene: Scene, belief: Floats, rows: Ints, other: NDArray[np.bool_]
) -> dict[str, Floats]:
    points = scene.points
    rows_at = _POINTS[scene.get("kind")[rows].astype(int)]
    rows, other = rows[rows_at], other[:, rows_at]
    weight = belief[rows] * scene.weight[scene.group[rows]]
    squared = np.maximum(2.0 - 2.0 * (points @ points[rows].T), 0.0) * EARTH_RADIUS_KM**2
    squared = np.where(other, squared, 1e12)
    result = {f"near_{km}": (1.0 / (1.0 + squared / km**2)) @ weight for km in (30.0, 150.0, 600.0)}
    result = {name.removesuffix(".0"): values for name, values in result.items()}
    sure = belief[rows] > 0.4
    nearest = squared[:, sure].min(axis=1) if sure.any() else np.full(len(points), 1e12)
    result["nearest"] = np.log1p(np.sqrt(np.minimum(nearest, 1e9)))
    result["near_count"] = (squared[:, sure] < 100.0**2).sum(axis=1).astype(float)
    return result


def _local(scene: Scene, belief: Floats) -> dict[str, Floats]:
    """Return evidence from names that stand close by, are linked, or share a list."""
    keep = np.zeros(len(belief), dtype=np.int64)
    keep[anchors(scene, belief)] = 1
    size = len(belief)
    kind = scene.get("kind")
    rows, others, weights = expand(scene, scene.near, keep)
    weights = weights * belief[others]
    result: dict[str, Floats] = {}
    for level, unit in (("country", _COUNTRY), ("admin1", _ADMIN1)):
        own = scene.get(level)
        same = (own[rows] == own[others]) & (own[rows] > 0)
        result[f"local_{level}"] = _summed(rows, weights * same, size)
        named = same & (kind[others] == unit) & (kind[rows] != unit)
        result[f"local_{level}_named"] = _summed(rows, weights * named, size)
    close = _POINTS[kind[others].astype(int)] / (1.0 + _squared_km(scene, rows, others) / 1e4)
    result["local_near"] = _summed(rows, weights * close, size)
    rows, others, weights = expand(scene, scene.links)
    held = contained(scene, rows, others) * weights * belief[others]
    result["contain_soft"] = _summed(rows, held, size)
    result["contains_child"] = _summed(
        others, contained(scene, rows, others) * weights * belief[rows], size
    )
    rows, others, weights = expand(scene, scene.lists, keep)
    alike = (kind[rows] == kind[others]) * belief[others]
    result["sibling_kind"] = _summed(rows, alike, size)
    country = scene.get("country")
    result["sibling_country"] = _summed(rows, alike * (country[rows] == country[others]), size)
    return result


def _summed(rows: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(rows, values, minlength=size).astype(np.float64)


def _of_name(scene: Scene, belief: Floats, number: int, label: str) -> dict[str, Floats]:
    """Return evidence from one special name: -1 where the document has none."""
    size = len(belief)
    if number < 0 or scene.names[number].stop == scene.names[number].start:
        missing = np.full(size, -1.0)
        return {f"{label}_{what}": missing for what in ("country", "admin1", "km")}
    rows = np.arange(scene.names[number].start, scene.names[number].stop)
    result = {}
    for level in ("country", "admin1"):
        own = scene.get(level)
        same = (own[:, None] == own[rows][None, :]) & (own > 0)[:, None]
        result[f"{label}_{level}"] = same.astype(float) @ belief[rows]
    points = scene.points
    squared = np.maximum(2.0 - 2.0 * (points @ points[rows].T), 0.0) * EARTH_RADIUS_KM**2
    result[f"{label}_km"] = np.log1p(np.sqrt(squared)) @ belief[rows]
    return result
