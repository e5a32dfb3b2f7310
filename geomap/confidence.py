"""The user's own threshold of confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from geomap.types import ParsedDocument, Status, Toponym
from geomap.wording import full_name

__all__ = ["at_least"]


def at_least(score: float, results: Iterable[ParsedDocument]) -> Iterator[ParsedDocument]:
    """Yield the results with every name below ``score`` (a probability) withheld.

    A withheld name keeps the score and the candidates of its best guess, but has no place; the
    checks that rest on its place go.
    """
    for parsed in results:
        yield _checked(parsed, score) if score > 0 else parsed


def _checked(parsed: ParsedDocument, score: float) -> ParsedDocument:
    toponyms = tuple(
        _withheld(toponym, score) if toponym.place and toponym.probability < score else toponym
        for toponym in parsed.toponyms
    )
    lost = {
        index for index, toponym in enumerate(toponyms) if toponym is not parsed.toponyms[index]
    }
    checks = tuple(check for check in parsed.checks if lost.isdisjoint(check.mentions))
    return replace(parsed, toponyms=toponyms, checks=checks)


def _withheld(toponym: Toponym, score: float) -> Toponym:
    place = toponym.place
    assert place is not None
    return replace(
        toponym,
        place=None,
        area=None,
        status=Status.WITHHELD,
        reason=f"The best guess, {full_name(place)}, is withheld: its score is below the minimum "
        f"asked for ({100 * score:g}%).",
    )
