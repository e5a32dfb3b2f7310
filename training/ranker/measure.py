"""Counts over examples: accuracy, ladder, calibration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from dataset import Example, documents, fold_of

from geomap.resolver.scoring.table import Floats

BINS = 10


def located(corpus: str) -> dict[int, int]:
    """Return how many gold names with coordinates, no adjectives, each fold has."""
    count: dict[int, int] = {}
    for _, gold in documents(corpus):
        fold = fold_of(corpus, gold["id"])
        count[fold] = count.get(fold, 0) + sum(
            entry["lat"] is not None and not entry.get("adjectival") for entry in gold["toponyms"]
        )
    return count


def right(examples: Sequence[Example], choose: Callable[[Example], int]) -> int:
    """Return how many counted mentions the chosen rows answer rightly."""
    return sum(int((e.right[choose(e)] & e.counted).sum()) for e in examples)


def reachable(examples: Sequence[Example]) -> int:
    """Return how many counted mentions have a right row at all."""
    return sum(int((e.right.any(axis=0) & e.counted).sum()) for e in examples)


def outcomes(example: Example, scores: Floats) -> list[tuple[float, bool]]:
    """Return (belief in the best place, was it right) for each mention, as the ranker decides."""
    top = max(0.0, float(scores.max()))
    share = np.exp(scores - top)
    share = share / (share.sum() + np.exp(-top))
    best = int(share.argmax())
    mass = float(share[example.near[best]].sum())
    return [(mass, bool(hit)) for hit in example.right[best][example.known]]


def isotonic(believed: Floats, hit: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return the knots of a rising line through the weighted means of pooled neighbours."""
    order = np.argsort(believed, kind="stable")
    blocks: list[list[float]] = []
    for x, y, w in zip(believed[order], hit[order], weight[order], strict=True):
        blocks.append([float(w * x), float(w * y), float(w)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    kept = [block for block in blocks if block[2] >= 20] or blocks
    knots = np.array([block[0] / block[2] for block in kept])
    # A prior of one right and one wrong keeps certainty out of the ends.
    values = np.array([(block[1] + 1.0) / (block[2] + 2.0) for block in kept])
    return knots, np.maximum.accumulate(values)


def calibration_error(believed: Floats, hit: Floats) -> tuple[float, list[dict[str, Any]]]:
    """Return the expected calibration error over ten equal bins, and the bins."""
    place = np.minimum((believed * BINS).astype(int), BINS - 1)
    error, bins = 0.0, []
    for number in range(BINS):
        inside = place == number
        if not inside.any():
            continue
        said, was = float(believed[inside].mean()), float(hit[inside].mean())
        error += abs(said - was) * float(inside.mean())
        bins.append(
            {
                "from": number / BINS,
                "said": round(said, 4),
                "was": round(was, 4),
                "names": int(inside.sum()),
            }
        )
    return error, bins
