"""The outcome of an evaluation: counts, scores, intervals, and how to print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from geomap.evaluation.bootstrap import intervals
from geomap.evaluation.counts import Counts, KindCounts, total
from geomap.evaluation.metrics import METRICS, measure
from geomap.evaluation.mistakes import Mistake

__all__ = ["Report"]


@dataclass(frozen=True)
class Report:
    """Scores of one system on one gold set.

    ``parts`` holds the additive counts of each document by its id; everything else follows from
    them. ``metrics`` are shares from 0 to 1 (distances in km), None where nothing was measured;
    ``intervals`` are 95 % bootstrap intervals by document;
    ``mistakes`` lists every wrong name with its surroundings.
    """

    parts: Mapping[str, Counts]
    name: str = ""
    adjectival: bool = True
    oracle_mentions: bool = False
    draws: int = 1000
    warnings: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = field(default=(), repr=False)

    @cached_property
    def counts(self) -> Counts:
        return total(self.parts.values())

    @cached_property
    def metrics(self) -> dict[str, float | None]:
        return measure(self.counts)

    @cached_property
    def intervals(self) -> dict[str, tuple[float, float]]:
        return intervals(tuple(self.parts.values()), draws=self.draws)

    @property
    def kinds(self) -> dict[str, KindCounts]:
        return dict(self.counts.kinds)

    @property
    def reliability(self) -> tuple[tuple[int, float, float], ...]:
        """For each tenth: names, mean probability said, share within 161 km."""
        return tuple(
            (names, scores / names, right / names)
            for names, scores, right in self.counts.bins
            if names
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        counts = asdict(self.counts)
        for bulky in ("errors_km", "bins", "kinds"):
            del counts[bulky]
        return {
            "name": self.name,
            "adjectival": self.adjectival,
            "oracle_mentions": self.oracle_mentions,
            "counts": counts,
            "metrics": self.metrics,
            "intervals": {name: list(bounds) for name, bounds in self.intervals.items()},
            "kinds": {kind: asdict(kind_counts) for kind, kind_counts in self.kinds.items()},
            "reliability": [list(row) for row in self.reliability],
            "warnings": list(self.warnings),
        }

    def to_text(self) -> str:
        """Return the report as plain text for a terminal."""
        return "\n".join([*self._head(), "", *self._rows(), *self._kind_rows()])

    __str__ = to_text

    def _head(self) -> Iterator[str]:
        counts = self.counts
        yield (
            f"{self.name or 'evaluation'}: {counts.documents:,} documents, {counts.gold:,} gold "
            f"names ({counts.gold_located:,} with a position), {counts.predicted:,} predicted"
        )
        modes = ["gold names given" if self.oracle_mentions else "names found by the system"]
        modes.append("adjectives count" if self.adjectival else "gold adjectives are neutral")
        if counts.partial:
            modes.append("partial gold: no precision")
        yield "; ".join(modes)
        yield f"{counts.located:,} matched with a gold position, {counts.resolved:,} got one"
        yield from (f"warning: {warning}" for warning in self.warnings)

    def _rows(self) -> Iterator[str]:
        for name, words in METRICS.items():
            value = self.metrics[name]
            if value is None:
                continue
            row = f"{words:<52}{_figure(name, value):>8}"
            bounds = self.intervals.get(name)
            if bounds:
                low, high = (_figure(name, bound) for bound in bounds)
                row += f"   {low} to {high}"
            yield row

    def _kind_rows(self) -> Iterator[str]:
        if not self.kinds:
            return
        yield ""
        heads = ("found", "placed", "≤161 km", "≤10 km")
        yield f"{'kind of place':<18}{'gold':>7}" + "".join(f"{head:>9}" for head in heads)
        for kind, row in sorted(self.kinds.items(), key=lambda item: -item[1].gold):
            shares = (row.found / row.gold, *(_of(part, row.found) for part in _results(row)))
            cells = (f"{'-' if share is None else f'{100 * share:.1f}':>9}" for share in shares)
            yield f"{kind:<18}{row.gold:>7}" + "".join(cells)


def _results(row: KindCounts) -> tuple[int, int, int]:
    return row.resolved, row.within_161, row.within_10


def _of(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _figure(name: str, value: float) -> str:
    if name == "mean_km":
        return f"{value:,.0f}"
    if name == "median_km":
        return f"{value:,.1f}"
    if name in ("auc", "calibration_error"):
        return f"{value:.3f}"
    return f"{100 * value:.1f}"
