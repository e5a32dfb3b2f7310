"""The user's own threshold of confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from geomap.types import ParsedDocument, Status, Toponym

__all__ = ["at_least"]


def at_least(score: float, results: Iterable[ParsedDocument]) -> Iterator[ParsedDocument]:
    """Yield the results with every name below ``score`` (a probability) left unplaced."""
    for parsed in results:
        if score <= 0:
            yield parsed
        else:
            yield parsed.with_toponyms(
                tuple(_checked(toponym, score) for toponym in parsed.toponyms)
            )


def _checked(toponym: Toponym, score: float) -> Toponym:
    if toponym.place is None or toponym.score >= score:
        return toponym
    return replace(
        toponym,
        place=None,
        area=None,
        status=Status.UNCERTAIN,
        reason=f"Best guess {toponym.place.name} ({toponym.score:.0%}) is below the confidence "
        f"asked for ({score:.0%}).",
    )
