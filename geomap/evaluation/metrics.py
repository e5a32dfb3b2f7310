"""Scores from counts. Shares are 0 to 1; None means that nothing was there to be measured."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from statistics import median

from geomap.evaluation.counts import BINS, Counts

__all__ = ["FARTHEST_KM", "METRICS", "area_under_curve", "calibration_error", "measure", "rates"]

FARTHEST_KM = 20039  # half the equator, as in Gritta et al. 2018

# Name and what it means, in the order of the reports.
METRICS = {
    "exact_precision": "recognition, same span: precision",
    "exact_recall": "recognition, same span: recall",
    "exact_f1": "recognition, same span: F1",
    "overlap_precision": "recognition, overlapping span: precision",
    "overlap_recall": "recognition, overlapping span: recall",
    "overlap_f1": "recognition, overlapping span: F1",
    "accuracy_161": "within 161 km, of those that got a position",
    "accuracy_161_all": "within 161 km, unresolved ones wrong",
    "accuracy_10": "within 10 km, of those that got a position",
    "mean_km": "mean distance, km",
    "median_km": "median distance, km",
    "auc": "area under the error curve (0 is best)",
    "country_accuracy": "right country, unresolved ones wrong",
    "geonameid_accuracy": "right GeoNames id, unresolved ones wrong",
    "end_to_end_precision": "end to end, within 161 km: precision",
    "end_to_end_recall": "end to end, within 161 km: recall",
    "end_to_end_f1": "end to end, within 161 km: F1",
    "end_to_end_id_precision": "end to end, same GeoNames id: precision",
    "end_to_end_id_recall": "end to end, same GeoNames id: recall",
    "end_to_end_id_f1": "end to end, same GeoNames id: F1",
    "calibration_error": "expected calibration error of the probability",
}


def measure(counts: Counts) -> dict[str, float | None]:
    """Return every metric of ``METRICS`` for these counts."""
    log_errors = sorted(log(error + 1) for error in counts.errors_km)
    values = rates(counts)
    values["median_km"] = median(counts.errors_km) if counts.errors_km else None
    values["auc"] = area_under_curve(log_errors)
    values["calibration_error"] = calibration_error(counts.bins)
    return {name: values[name] for name in METRICS}


def rates(counts: Counts) -> dict[str, float | None]:
    """Return the metrics that are quotients of additive counts."""
    c = counts
    whole = not c.partial
    scores = {
        **_scores("exact", c.exact, c.predicted if whole else 0, c.gold),
        **_scores("overlap", c.overlap, c.predicted if whole else 0, c.gold),
        "accuracy_161": _share(c.within_161, c.resolved),
        "accuracy_161_all": _share(c.within_161, c.located),
        "accuracy_10": _share(c.within_10, c.resolved),
        "mean_km": _share(c.sum_km, c.resolved),
        "country_accuracy": _share(c.country_right, c.with_country if c.countries_given else 0),
        "geonameid_accuracy": _share(c.id_right, c.with_id if c.ids_given else 0),
        **_scores("end_to_end", c.within_161, c.predicted_located if whole else 0, c.gold_located),
        **_scores(
            "end_to_end_id",
            c.id_right,
            c.predicted_for_id if whole and c.ids_given else 0,
            c.gold_with_id if c.ids_given else 0,
        ),
    }
    return scores


def area_under_curve(log_errors: list[float]) -> float | None:
    """Return the trapezoid over sorted ln(km + 1), divided by ln(20039) (Gritta et al. 2018)."""
    if len(log_errors) < 2:
        return log_errors[0] / log(FARTHEST_KM) if log_errors else None
    area = sum(log_errors) - (log_errors[0] + log_errors[-1]) / 2
    return area / (len(log_errors) - 1) / log(FARTHEST_KM)


def calibration_error(bins: tuple[tuple[int, float, int], ...]) -> float | None:
    """Return the expected calibration error over ten equal bins (Guo et al. 2017)."""
    assert len(bins) == BINS
    names = sum(size for size, _, _ in bins)
    if not names:
        return None
    return sum(abs(scores - right) for _, scores, right in bins) / names


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _scores(name: str, right: int, predicted: int, gold: int) -> Mapping[str, float | None]:
    both = predicted + gold
    return {
        f"{name}_precision": _share(right, predicted),
        f"{name}_recall": _share(right, gold),
        f"{name}_f1": 2 * right / both if predicted and gold else None,
    }
