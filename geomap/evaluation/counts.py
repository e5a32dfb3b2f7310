"""What is counted: numbers that add up over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from math import log

from geomap.evaluation.annotations import AnnotatedDocument, Name
from geomap.evaluation.matching import Alignment, align, error_km
from geomap.geodesy import SAME_PLACE_KM

__all__ = ["BINS", "NUMBERS", "Counts", "KindCounts", "count", "total"]

NEAR_KM = 10.0
BINS = 10


@dataclass(frozen=True, slots=True)
class KindCounts:
    """Gold names of one kind that have a position, and what became of them."""

    gold: int = 0
    found: int = 0
    resolved: int = 0
    within_161: int = 0
    within_10: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Additive counts of one document or many.

    ``gold`` and ``predicted`` are names that count, ``exact`` and ``overlap`` those matched;
    ``located`` is matched gold with a position, ``resolved`` those of it that got a position.
    ``errors_km`` holds one distance for each resolved name, ``bins`` for each tenth of the
    predicted probability (names, sum of probabilities, names within 161 km).
    """

    documents: int = 0
    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlap: int = 0
    gold_located: int = 0
    predicted_located: int = 0
    located: int = 0
    resolved: int = 0
    within_161: int = 0
    within_10: int = 0
    with_country: int = 0
    country_right: int = 0
    countries_given: int = 0
    gold_with_id: int = 0
    predicted_for_id: int = 0
    with_id: int = 0
    id_right: int = 0
    ids_given: int = 0
    partial: int = 0
    sum_km: float = 0.0
    sum_log: float = 0.0
    errors_km: tuple[float, ...] = ()
    bins: tuple[tuple[int, float, int], ...] = ((0, 0.0, 0),) * BINS
    kinds: tuple[tuple[str, KindCounts], ...] = ()


NUMBERS = tuple(
    field.name for field in fields(Counts) if field.name not in ("errors_km", "bins", "kinds")
)


def count(gold: AnnotatedDocument, predicted: Sequence[Name], *, adjectival: bool = True) -> Counts:
    """Count one document."""
    aligned = align(gold, predicted, adjectival=adjectival)
    located = [(name, other) for name, other in aligned.pairs if name.located]
    results = [(name, other, error_km(name, other)) for name, other in located]
    errors = tuple(error for _, _, error in results if error is not None)
    return Counts(
        documents=1,
        gold=len(aligned.gold),
        predicted=len(aligned.predicted),
        exact=aligned.exact,
        overlap=len(aligned.pairs),
        gold_located=sum(name.located for name in aligned.gold),
        predicted_located=_free(aligned, lambda name: name.located),
        located=len(located),
        resolved=len(errors),
        within_161=sum(error <= SAME_PLACE_KM for error in errors),
        within_10=sum(error <= NEAR_KM for error in errors),
        with_country=sum(name.country is not None for name, _ in located),
        country_right=sum(
            name.country is not None and name.country == other.country for name, other in located
        ),
        countries_given=sum(other.country is not None for other in aligned.predicted),
        gold_with_id=sum(name.geonameid is not None for name in aligned.gold),
        predicted_for_id=_free(aligned, lambda name: name.geonameid is not None),
        with_id=sum(name.geonameid is not None for name, _ in aligned.pairs),
        id_right=sum(
            name.geonameid is not None and name.geonameid == other.geonameid
            for name, other in aligned.pairs
        ),
        ids_given=sum(other.geonameid is not None for other in aligned.predicted),
        partial=int(gold.partial),
        sum_km=sum(errors),
        sum_log=sum(log(error + 1) for error in errors),
        errors_km=errors,
        bins=_bins(results),
        kinds=_kinds(aligned.gold, results),
    )


def total(parts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    parts = tuple(parts)
    sums = {name: sum(getattr(part, name) for part in parts) for name in NUMBERS}
    kinds: dict[str, list[KindCounts]] = {}
    for part in parts:
        for kind, counts in part.kinds:
            kinds.setdefault(kind, []).append(counts)
    return Counts(
        **sums,
        errors_km=tuple(error for part in parts for error in part.errors_km),
        bins=tuple(
            (sum(b[0] for b in tenth), sum(b[1] for b in tenth), sum(b[2] for b in tenth))
            for tenth in (zip(*(part.bins for part in parts), strict=True) if parts else ())
        )
        or Counts().bins,
        kinds=tuple((kind, _total_kind(counts)) for kind, counts in sorted(kinds.items())),
    )


def _free(aligned: Alignment, judged: Callable[[Name], bool]) -> int:
    """Count predictions with a position, less those matched to gold that cannot judge them."""
    return sum(name.located for name in aligned.spurious) + sum(
        other.located and judged(name) for name, other in aligned.pairs
    )


def _bins(results: Sequence[tuple[Name, Name, float | None]]) -> tuple[tuple[int, float, int], ...]:
    tenths = [(0, 0.0, 0)] * BINS
    for _, other, error in results:
        if error is None or other.score is None:
            continue
        index = min(BINS - 1, max(0, int(other.score * BINS)))
        names, scores, right = tenths[index]
        tenths[index] = (names + 1, scores + other.score, right + (error <= SAME_PLACE_KM))
    return tuple(tenths)


def _kinds(
    gold: Sequence[Name], results: Sequence[tuple[Name, Name, float | None]]
) -> tuple[tuple[str, KindCounts], ...]:
    wanted = Counter(name.kind for name in gold if name.located)
    found = Counter(name.kind for name, _, _ in results)
    placed = [(name.kind, error) for name, _, error in results if error is not None]
    resolved = Counter(kind for kind, _ in placed)
    right = Counter(kind for kind, error in placed if error <= SAME_PLACE_KM)
    near = Counter(kind for kind, error in placed if error <= NEAR_KM)
    return tuple(
        (kind, KindCounts(wanted[kind], found[kind], resolved[kind], right[kind], near[kind]))
        for kind in sorted(wanted)
    )


def _total_kind(parts: Sequence[KindCounts]) -> KindCounts:
    return KindCounts(
        *(sum(getattr(part, field.name) for part in parts) for field in fields(KindCounts))
    )
