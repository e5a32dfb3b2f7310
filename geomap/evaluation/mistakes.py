"""Every wrong answer, to be read: what was missed, invented, left unplaced or put elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geomap.evaluation.annotations import AnnotatedDocument, Name
from geomap.evaluation.matching import align, error_km
from geomap.geodesy import SAME_PLACE_KM

__all__ = ["Mistake", "mistakes"]

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Mistake:
    """One name: ``what`` is missed, spurious, unplaced or far; ``km`` the distance if far."""

    document: str
    what: str
    text: str
    context: str
    gold: Name | None
    predicted: Name | None
    km: float | None = None


def mistakes(
    gold: Iterable[AnnotatedDocument],
    answers: Iterable[AnnotatedDocument],
    *,
    adjectival: bool = True,
) -> Iterator[Mistake]:
    """Yield what is wrong by the definitions of ``evaluate``, documents in the gold's order."""
    by_id = {answer.id: answer.names for answer in answers}
    for document in gold:
        aligned = align(document, by_id.get(document.id, ()), adjectival=adjectival)
        found = [_judge(document, name, other) for name, other in aligned.pairs]
        found += [_mistake(document, "missed", name, None) for name in aligned.missed]
        found += [_mistake(document, "spurious", None, other) for other in aligned.spurious]
        wrong = [mistake for mistake in found if mistake is not None]
        yield from sorted(wrong, key=lambda mistake: _start(mistake))


def _judge(document: AnnotatedDocument, name: Name, other: Name) -> Mistake | None:
    if not name.located:
        return None
    error = error_km(name, other)
    if error is None:
        return _mistake(document, "unplaced", name, other)
    return _mistake(document, "far", name, other, error) if error > SAME_PLACE_KM else None


def _mistake(
    document: AnnotatedDocument,
    what: str,
    name: Name | None,
    other: Name | None,
    error: float | None = None,
) -> Mistake:
    shown = name or other
    assert shown is not None
    text = document.text
    context = text[max(0, shown.start - _AROUND) : shown.end + _AROUND]
    return Mistake(document.id, what, text[shown.start : shown.end], context, name, other, error)


def _start(mistake: Mistake) -> int:
    name = mistake.gold or mistake.predicted
    return name.start if name else 0
