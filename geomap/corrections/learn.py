"""What corrections teach: extra places for the gazetteer, and cases for a test suite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from geomap.corrections.apply import Corrections, Deciding
from geomap.corrections.decision import Decision, Scope, Verdict
from geomap.passages import sentences
from geomap.seams import Gazetteer
from geomap.types import ParsedDocument, Place

__all__ = ["cases", "extra_places"]

_TYPED_KM = 25
"""How near a place that a reviewer typed counts as met: towns in the project's own cases."""


def extra_places(corrections: Corrections, gazetteer: Gazetteer) -> tuple[dict[str, Any], int]:
    """Return GeoJSON for `--extra`, and how many decisions with a place are not in it.

    In it are places that reviewers typed, and names decided everywhere under which the gazetteer
    does not know their place. The others need no new place: they stay decisions, and a copy of a
    known place without its other names would only be found less.
    """
    names: dict[Place, dict[str, None]] = {}
    left_out = 0
    for decision in corrections.decisions:
        place = corrections.place_of(decision)
        if place is None:
            continue
        if _is_typed(decision) or _is_new_name(decision, place, gazetteer):
            own = names.setdefault(place, {})
            if decision.quote.exact != place.name and "|" not in decision.quote.exact:
                own[decision.quote.exact] = None
        else:
            left_out += 1
    features = [_feature(place, list(own)) for place, own in names.items()]
    return {"type": "FeatureCollection", "features": features}, left_out


def _is_new_name(decision: Decision, place: Place, gazetteer: Gazetteer) -> bool:
    if decision.scope is not Scope.EVERYWHERE:
        return False
    known = gazetteer.candidates(decision.quote.exact)
    return all(candidate.place.id != place.id for candidate in known)


def _is_typed(decision: Decision) -> bool:
    return decision.place is not None and decision.place.id is None


def _feature(place: Place, alternates: list[str]) -> dict[str, Any]:
    told = {
        "id": place.id,
        "name": place.name,
        "alternates": "|".join(alternates),
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population,
    }
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {key: value for key, value in told.items() if value},
    }


def cases(results: Iterable[ParsedDocument], corrections: Corrections) -> Iterator[dict[str, Any]]:
    """Yield a case for each sentence with a decision: the text, and what is right in it.

    A decision for everywhere counts only where it was made: elsewhere nobody looked. A missed
    name whose place is not known is no case.
    """
    for parsed in results:
        text = parsed.document.text
        spans = sentences(text)
        inside: dict[int, list[Deciding]] = {}
        for one in corrections.decided(parsed):
            number = bisect_right(spans, (one.start, len(text))) - 1
            if _is_case(one, parsed) and number >= 0 and one.end <= spans[number][1]:
                inside.setdefault(number, []).append(one)
        for number, ones in inside.items():
            start, end = spans[number]
            yield {
                "label": f"{parsed.document.id}, {start}",
                "text": text[start:end],
                "mentions": [_expected(one, text, start) for one in ones],
            }


def _is_case(one: Deciding, parsed: ParsedDocument) -> bool:
    decision = one.decision
    if decision.verdict is Verdict.MISSED and decision.place is None:
        return False
    return decision.scope is not Scope.EVERYWHERE or (
        decision.document == parsed.document.id and decision.start == one.start
    )


def _expected(one: Deciding, text: str, sentence: int) -> dict[str, Any]:
    name, place = text[one.start : one.end], one.decision.place
    entry: dict[str, Any] = {"name": name}
    before = _count(name, text[sentence : one.end - 1])
    if before:
        entry["nth"] = before + 1
    if place is None:
        return {**entry, "place": None}
    if place.id is not None:
        return {**entry, "place": place.id}
    return {**entry, "at": [place.latitude, place.longitude], "km": _TYPED_KM}


def _count(name: str, text: str) -> int:
    """Return how often the name stands in the text, also overlapping itself."""
    return sum(text.startswith(name, at) for at in range(len(text) - len(name) + 1))
