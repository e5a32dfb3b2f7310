"""Decisions in full: candidates, probabilities, evidence, for people and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geomap.types import Candidate, Evidence, ParsedDocument, Place, Toponym
from geomap.wording import full_name

__all__ = ["explain", "to_data"]

_PARTS = 6
_AROUND = 40


def explain(parsed: ParsedDocument, *, mention: int | None = None, start: int = 1) -> Iterator[str]:
    """Yield lines of text: each mention, its decision, the candidates and their evidence.

    Args:
        parsed: A resolved document.
        mention: Only this mention; mentions are numbered from ``start`` in text order.
        start: Number of the document's first mention.
    """
    for number, toponym in enumerate(parsed.toponyms, start):
        if mention is None or number == mention:
            yield from _lines(parsed, number, toponym)


def _lines(parsed: ParsedDocument, number: int, toponym: Toponym) -> Iterator[str]:
    found = toponym.mention
    text = parsed.document.text
    before = text[max(0, found.start - _AROUND) : found.start]
    after = text[found.end : found.end + _AROUND]
    yield f"{number}. {' '.join(f'{before}[{found.text}]{after}'.split())}"
    decided = _place(toponym.place) if toponym.place else "not placed"
    sure = f"{min(toponym.probability, 0.99):.0%} sure"
    yield f"   {decided}: {toponym.status}, {sure}, role: {toponym.role}"
    yield f"   {toponym.reason}"
    for candidate in toponym.candidates:
        yield from _candidate(candidate)
    yield ""


def _candidate(candidate: Candidate) -> Iterator[str]:
    share = "" if candidate.probability is None else f"{candidate.probability:6.1%}"
    yield f"   {share}  {candidate.score:+6.2f}  {_place(candidate.place)}, {_match(candidate)}"
    shown = [part for part in candidate.evidence if part.feature not in ("base", "other")]
    for part in shown[:_PARTS]:
        yield f"                   {part.contribution:+6.2f}  {_words(part)}"


def _words(part: Evidence) -> str:
    return f"{part.words or part.feature} ({part.feature} = {part.value:g})"


def _match(candidate: Candidate) -> str:
    words = f"{candidate.match} match with {candidate.matched_name!r}"
    return f"{words}, without {candidate.modifier!r}" if candidate.modifier else words


def _place(place: Place) -> str:
    position = f"{place.latitude:.2f}, {place.longitude:.2f}"
    return f"{full_name(place)} ({place.kind}, {position}, {place.id})"


def to_data(
    parsed: ParsedDocument, *, mention: int | None = None, start: int = 1
) -> list[dict[str, Any]]:
    """Return the same as data that JSON can hold, one dictionary a mention."""
    return [
        _data(parsed, number, toponym)
        for number, toponym in enumerate(parsed.toponyms, start)
        if mention is None or number == mention
    ]


def _data(parsed: ParsedDocument, number: int, toponym: Toponym) -> dict[str, Any]:
    return {
        "document": parsed.document.id,
        "mention": number,
        "text": toponym.mention.text,
        "start": toponym.mention.start,
        "end": toponym.mention.end,
        "status": str(toponym.status),
        "role": str(toponym.role),
        "probability": toponym.probability,
        "place_id": toponym.place.id if toponym.place else None,
        "reason": toponym.reason,
        "candidates": [
            {
                "place_id": candidate.place.id,
                "name": candidate.place.name,
                "country": candidate.place.country,
                "admin1": candidate.place.admin1,
                "kind": candidate.place.kind,
                "lat": candidate.place.latitude,
                "lon": candidate.place.longitude,
                "match": candidate.match,
                "probability": candidate.probability,
                "score": candidate.score,
                "evidence": [
                    {
                        "feature": part.feature,
                        "value": part.value,
                        "contribution": part.contribution,
                        "words": part.words,
                    }
                    for part in candidate.evidence
                ],
            }
            for candidate in toponym.candidates
        ],
    }
