"""Training: boosted trees that compete within a name, "no place" being one competitor.

The loss is the cross-entropy of a softmax over the rows of a name and a fixed score of 0
for "none of these"; so a score is the log-odds of the place against no place.
"""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np

from geomap.resolver.scoring.support import softmax
from geomap.resolver.scoring.table import Floats, Ints
from geomap.resolver.scoring.trees import Trees

PARAMETERS: dict[str, Any] = {
    "num_leaves": 16,
    "max_depth": 7,
    "learning_rate": 0.04,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 4.0,
    "verbosity": -1,
    "num_threads": 1,
    "seed": 20,
    "deterministic": True,
    "force_row_wise": True,
}
TREES = 400


def train(
    matrix: Floats,
    target: Floats,
    group: Ints,
    weight: Floats,
    fixed: Floats,
    *,
    trees: int = TREES,
    **changes: Any,
) -> Trees:
    """Return trees fitted to rows sorted by name, on top of ``fixed``; ``weight`` is per name."""
    names = len(weight)
    row_weight = weight[group]
    mass = np.bincount(group, target, minlength=names)[group]

    def objective(scores: Floats, _: lightgbm.Dataset) -> tuple[Floats, Floats]:
        belief = softmax(scores + fixed, group, names, none=True)
        # A name whose right place has only part of the mass keeps the rest for "none".
        gradient = belief - target
        hessian = np.maximum(2.0 * belief * (1.0 - belief), 1e-4)
        return gradient * row_weight, hessian * row_weight

    assert mass.max() <= 1.0 + 1e-9
    data = lightgbm.Dataset(matrix, free_raw_data=False, params={"verbosity": -1})
    booster = lightgbm.train(
        PARAMETERS | changes | {"objective": objective}, data, num_boost_round=trees
    )
    return from_dump(booster.dump_model())


def from_dump(dump: dict[str, Any]) -> Trees:
    """Return our form of LightGBM's trees; inner values are means weighted by rows."""
    nodes: list[list[float]] = []
    roots, depth = [], 0
    for tree in dump["tree_info"]:
        root, deep = _add(nodes, tree["tree_structure"])
        roots.append(root)
        depth = max(depth, deep)
    table = np.array([node[:5] for node in nodes])
    return Trees(
        np.array(roots, dtype=np.int32),
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.float64),
        table[:, 2].astype(np.int32),
        table[:, 3].astype(np.int32),
        table[:, 4].astype(np.float64),
        depth,
    )


def _add(nodes: list[list[float]], node: dict[str, Any]) -> tuple[int, int]:
    place = len(nodes)
    nodes.append([0.0, 0.0, place, place, 0.0, 1.0])
    if "leaf_value" in node and "split_feature" not in node:
        nodes[place][4:] = [node["leaf_value"], node.get("leaf_count", 1) or 1]
        return place, 0
    left, left_depth = _add(nodes, node["left_child"])
    right, right_depth = _add(nodes, node["right_child"])
    count = nodes[left][5] + nodes[right][5]
    mean = (nodes[left][4] * nodes[left][5] + nodes[right][4] * nodes[right][5]) / count
    nodes[place] = [node["split_feature"], node["threshold"], left, right, mean, count]
    return place, 1 + max(left_depth, right_depth)
