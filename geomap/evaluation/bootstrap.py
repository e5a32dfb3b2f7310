"""How much the figures would move with other documents of the same sort.

Percentile bootstrap over documents (Efron 1979): names of one document err together, so whole
documents are drawn, not names. The draw is seeded: the same input gives the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

from geomap.evaluation.counts import NUMBERS, Counts
from geomap.evaluation.metrics import FARTHEST_KM, METRICS, calibration_error, rates

__all__ = ["intervals"]

SEED = 161


def intervals(
    parts: Sequence[Counts], *, draws: int = 1000, level: float = 0.95
) -> dict[str, tuple[float, float]]:
    """Return lower and upper bound of each metric (not of the median) by document."""
    if len(parts) < 2 or draws < 1:
        return {}
    import numpy as np

    size = len(parts)
    generator = np.random.default_rng(SEED)
    weights = generator.multinomial(size, [1 / size] * size, size=draws)
    sums = weights @ np.array([[getattr(part, name) for name in NUMBERS] for part in parts])
    tenths = np.array([part.bins for part in parts]).reshape(size, -1)
    bins = (weights @ tenths).reshape(draws, -1, 3)
    curves = _curves(parts, weights, sums)
    drawn: dict[str, list[float]] = {name: [] for name in METRICS}
    for index in range(draws):
        counts = replace(Counts(), **dict(zip(NUMBERS, sums[index].tolist(), strict=True)))
        values = rates(counts)
        values["auc"] = curves[index]
        values["calibration_error"] = calibration_error(tuple(map(tuple, bins[index].tolist())))
        for name, value in values.items():
            if value is not None:
                drawn[name].append(value)
    tails = [50 * (1 - level), 50 * (1 + level)]
    return {
        name: tuple(float(bound) for bound in np.percentile(values, tails))  # type: ignore[misc]
        for name, values in drawn.items()
        if values
    }


def _curves(parts: Sequence[Counts], weights: object, sums: object) -> list[float | None]:
    """Return the area under the error curve of each draw, from its sum and its two ends."""
    import numpy as np

    lowest = np.array([log(min(part.errors_km, default=np.inf) + 1) for part in parts])
    highest = np.array([log(max(part.errors_km, default=0.0) + 1) for part in parts])
    taken = np.asarray(weights) > 0
    low = np.where(taken, lowest, np.inf).min(axis=1)
    high = np.where(taken, highest, -np.inf).max(axis=1)
    numbers = np.asarray(sums)
    names = numbers[:, NUMBERS.index("resolved")]
    area = numbers[:, NUMBERS.index("sum_log")] - (low + high) / 2
    return [
        float(value / (count - 1) / log(FARTHEST_KM)) if count > 1 else None
        for value, count in zip(area, names, strict=True)
    ]
