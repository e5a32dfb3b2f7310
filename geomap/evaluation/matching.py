"""Which prediction answers which gold name, and how far off it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.evaluation.annotations import AnnotatedDocument, Name
from geomap.geodesy import distance_km

__all__ = ["Alignment", "align", "error_km"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The names of one document that count, and the pairs (gold, predicted) that overlap."""

    gold: tuple[Name, ...]
    predicted: tuple[Name, ...]
    pairs: tuple[tuple[Name, Name], ...]
    exact: int
    missed: tuple[Name, ...]
    spurious: tuple[Name, ...]


def error_km(gold: Name, predicted: Name) -> float | None:
    """Return the distance in km, or None if one of the two has no position."""
    if gold.latitude is None or gold.longitude is None:
        return None
    if predicted.latitude is None or predicted.longitude is None:
        return None
    return distance_km(gold.latitude, gold.longitude, predicted.latitude, predicted.longitude)


def align(
    gold: AnnotatedDocument, predicted: Sequence[Name], *, adjectival: bool = True
) -> Alignment:
    """Match predictions to gold one to one.

    The longest overlap goes first, then the smaller sum of distances of the two ends. Without
    ``adjectival``, gold adjectives are neutral: neither needed nor wrong, and a prediction that
    overlaps only them is left out. In partial gold, predictions that overlap no gold are left out.
    """
    counted = tuple(name for name in gold.names if adjectival or not name.adjectival)
    neutral = [name for name in gold.names if name.adjectival and not adjectival]
    kept = tuple(
        name
        for name in predicted
        if _touches(name, counted) or not (gold.partial or _touches(name, neutral))
    )
    pairs = _match(counted, kept)
    answered = {first for first, _ in pairs}
    used = {second for _, second in pairs}
    return Alignment(
        gold=counted,
        predicted=kept,
        pairs=tuple((counted[first], kept[second]) for first, second in pairs),
        exact=_exact(counted, kept),
        missed=tuple(name for index, name in enumerate(counted) if index not in answered),
        spurious=tuple(name for index, name in enumerate(kept) if index not in used),
    )


def _overlap(first: Name, second: Name) -> int:
    return min(first.end, second.end) - max(first.start, second.start)


def _touches(name: Name, others: Sequence[Name]) -> bool:
    return any(_overlap(name, other) > 0 for other in others)


def _match(gold: Sequence[Name], predicted: Sequence[Name]) -> list[tuple[int, int]]:
    options = []
    for first, name in enumerate(gold):
        for second, other in enumerate(predicted):
            shared = _overlap(name, other)
            if shared > 0:
                ends = abs(name.start - other.start) + abs(name.end - other.end)
                options.append((-shared, ends, name.start, other.start, first, second))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for *_, first, second in sorted(options):
        if first not in taken and second not in used:
            taken[first] = second
            used.add(second)
    return sorted(taken.items())


def _exact(gold: Sequence[Name], predicted: Sequence[Name]) -> int:
    spans = [(name.start, name.end) for name in predicted]
    right = 0
    for name in gold:
        if (name.start, name.end) in spans:
            spans.remove((name.start, name.end))
            right += 1
    return right
