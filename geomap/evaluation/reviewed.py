"""A run scored by the decisions of its reviewers: how often was "placed" right here?"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from geomap.corrections import Corrections, Deciding, Scope, Verdict
from geomap.geodesy import SAME_PLACE_KM, distance_km
from geomap.types import ParsedDocument, Place, Status, Toponym

__all__ = ["ReviewReport", "Tally", "score_review"]

_SAME_KM = 1.0
_NORMAL_95 = 1.959964


@dataclass(slots=True)
class Tally:
    """Names of one status. ``undecided`` are those of which the reviewer could not tell.

    A placed name is ``right`` if it has the reviewer's place (the same id, or 1 km away at most)
    and ``near`` within 161 km; a name that is not placed is both if the reviewer gave it no place.
    ``promised`` adds up the probabilities of the names that were judged.
    """

    names: int = 0
    reviewed: int = 0
    undecided: int = 0
    right: int = 0
    near: int = 0
    promised: float = 0.0

    @property
    def judged(self) -> int:
        return self.reviewed - self.undecided

    def interval(self, count: int) -> tuple[float, float]:
        """Return Wilson's 95 % interval of a share of the judged names."""
        n, z2 = self.judged, _NORMAL_95**2
        share = count / n
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = math.sqrt(share * (1 - share) * z2 / n + (z2 / (2 * n)) ** 2) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class ReviewReport:
    """The tallies by the status that the machine gave, and the names that it did not find."""

    documents: int = 0
    missed: int = 0
    by_status: dict[Status, Tally] = field(default_factory=dict[Status, Tally])

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "documents": self.documents,
            "missed": self.missed,
            "by_status": {
                status.value: {
                    **asdict(tally),
                    "promised": round(tally.promised, 4),
                    "right_95": _rounded(tally, tally.right),
                    "near_95": _rounded(tally, tally.near),
                }
                for status, tally in self.by_status.items()
            },
        }

    def to_text(self) -> str:
        """Return a table for people."""
        lines = [
            f"{'status':<22}{'names':>7}{'reviewed':>10}{'right':>22}{'to 161 km':>22}{'said':>7}"
        ]
        for status, tally in self.by_status.items():
            said = ""
            if tally.judged and status in (Status.PLACED, Status.UNCERTAIN):
                said = f"{tally.promised / tally.judged:.0%}"
            lines.append(
                f"{status.value:<22}{tally.names:>7,}{tally.reviewed:>10,}"
                f"{_share(tally, tally.right):>22}{_share(tally, tally.near):>22}{said:>7}"
            )
        lines.append(f"names that were not found: {self.missed:,}; documents: {self.documents:,}")
        lines.append(
            "Shares are of the names that were reviewed, with 95 % intervals: they hold for the "
            "whole run only if those were not picked as doubtful."
        )
        return "\n".join(lines)


def _rounded(tally: Tally, count: int) -> list[float] | None:
    return [round(end, 4) for end in tally.interval(count)] if tally.judged else None


def _share(tally: Tally, count: int) -> str:
    if not tally.judged:
        return "-"
    low, high = tally.interval(count)
    return f"{count / tally.judged:.0%} ({low:.0%} to {high:.0%})"


def score_review(results: Iterable[ParsedDocument], corrections: Corrections) -> ReviewReport:
    """Return how right the machine's answers were, judged by the reviewers' decisions.

    A decision for everywhere judges every mention of the name. Corrected results are judged by
    the answers before.
    """
    report = ReviewReport()
    for parsed in results:
        report.documents += 1
        for toponym in parsed.toponyms:
            machine = toponym if toponym.review is None else toponym.review.machine
            if machine is not None:
                report.by_status.setdefault(machine.status, Tally()).names += 1
        for one in corrections.decided(parsed):
            if one.machine is None:
                report.missed += one.decision.scope is not Scope.EVERYWHERE
            else:
                _judge(report.by_status[one.machine.status], one, one.machine, corrections)
    order = list(Status)
    report.by_status = dict(sorted(report.by_status.items(), key=lambda pair: order.index(pair[0])))
    return report


def _judge(tally: Tally, one: Deciding, machine: Toponym, corrections: Corrections) -> None:
    tally.reviewed += 1
    place = corrections.place_of(one.decision)
    if machine.place is not None and one.decision.verdict is Verdict.UNKNOWN:
        tally.undecided += 1
        return
    tally.promised += machine.probability
    if place is None or machine.place is None:
        agree = place is None and machine.place is None
        tally.right += agree
        tally.near += agree
        return
    away = _away(place, machine.place)
    tally.right += place.id == machine.place.id or away <= _SAME_KM
    tally.near += place.id == machine.place.id or away <= SAME_PLACE_KM


def _away(one: Place, other: Place) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
