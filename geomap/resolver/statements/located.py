"""Names beside a position: "Al-Tanf (33.50 N, 38.65 E)", "the airport at 31.34, 48.76".

The position confirms what the name was taken to mean, picks another candidate, places a name that
the gazetteer does not know, or contradicts it; then it is tried whether two numbers or a sign
were swapped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from geomap.geodesy import beyond_bounds_km, distance_km
from geomap.resolver.statements.extent import bounds_of, place_radius_km
from geomap.types import (
    Candidate,
    Check,
    Document,
    Evidence,
    Kind,
    Label,
    Place,
    Relation,
    Role,
    Span,
    Status,
    Toponym,
)

__all__ = ["position_checks", "with_stated_positions"]

_BEFORE = re.compile(
    r"\s{0,2}[,:–—-]?\s{0,2}[(\[]?\s?"
    r"(?:(?:is|are|was|lies|lay|stands|located|situated|at|around|its|the|position(?:ed)?|"
    r"co-?ordinates?|coords?|grid|ref(?:erence)?|mgrs|usng|utm|zone|gps|lat(?:itude)?|approx\w*|about)"
    r"[\s:.,]{1,2}){0,5}[(\[]?"
)
_BEHIND = re.compile(
    r"\s?[)\]]?\s?(?:[(\[]|,\s|\s?[-–—]\s|\s(?:in|at|near)\s)"
    r"(?:the\s)?(?:town of\s|city of\s)?"
)
_REACH = 60
# How far a position may lie from the gazetteer's point and still be the same place: the size of
# the place, what the digits leave open, and the difference between two sources' points.
_SOURCES_KM = 5.0
_SITES_KM = 3.0
_WRONG_KM = 30.0
_STATED = 0.95
_UNKNOWN = 0.85
_LEAST_QUALITY = 0.6


@dataclass(frozen=True, slots=True)
class _Pair:
    """Indices of a name and of the position that stands beside it."""

    name: int
    position: int


def with_stated_positions(document: Document, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """Return the toponyms (in text order) with those that a position beside them settles.

    What may stand between a name and its position:

    >>> [bool(_BEFORE.fullmatch(gap)) for gap in (" (", ", at ", " is located at ", " and ")]
    [True, True, True, False]
    """
    settled = list(toponyms)
    for pair in _pairs(document, toponyms):
        settled[pair.name] = _settled(settled[pair.name], settled[pair.position])
    return tuple(settled)


def position_checks(document: Document, toponyms: Sequence[Toponym]) -> list[Check]:
    """Return what the positions say of the names beside them, in text order."""
    checks = (_check(toponyms, pair) for pair in _pairs(document, toponyms))
    return [check for check in checks if check is not None]


def _pairs(document: Document, toponyms: Sequence[Toponym]) -> Iterator[_Pair]:
    if not any(toponym.mention.label is Label.COORD for toponym in toponyms):
        return
    rows = [span for span in document.spans if span.kind == "row"]
    yield from _in_rows(rows, toponyms) if rows else _in_text(document.text, toponyms)


def _in_rows(rows: Sequence[Span], toponyms: Sequence[Toponym]) -> Iterator[_Pair]:
    """Yield the position of a row with the one name in it that is not a country or a region."""
    starts = [toponym.mention.start for toponym in toponyms]
    for row in rows:
        inside = range(bisect_left(starts, row.start), bisect_left(starts, row.end))
        points = [i for i in inside if toponyms[i].mention.label is Label.COORD]
        names = [i for i in inside if _may_lie(toponyms[i]) and not _is_wide(toponyms[i])]
        if len(points) == 1 and len(names) == 1 and toponyms[points[0]].place is not None:
            yield _Pair(names[0], points[0])


def _is_wide(toponym: Toponym) -> bool:
    return toponym.place is not None and toponym.place.is_area


def _in_text(text: str, toponyms: Sequence[Toponym]) -> Iterator[_Pair]:
    for index, toponym in enumerate(toponyms):
        if toponym.mention.label is not Label.COORD or toponym.place is None:
            continue
        before = toponyms[index - 1] if index else None
        after = toponyms[index + 1] if index + 1 < len(toponyms) else None
        if before is not None and _may_lie(before) and _joined(text, before, toponym, _BEFORE):
            yield _Pair(index - 1, index)
        elif after is not None and _may_lie(after) and _joined(text, toponym, after, _BEHIND):
            yield _Pair(index + 1, index)


def _may_lie(toponym: Toponym) -> bool:
    return toponym.mention.label is not Label.COORD and toponym.role not in (
        Role.ADJECTIVE,
        Role.ORGANISATION,
    )


def _joined(text: str, one: Toponym, two: Toponym, gap: re.Pattern[str]) -> bool:
    between = text[one.mention.end : two.mention.start]
    return len(between) <= _REACH and bool(gap.fullmatch(between))


def _settled(name: Toponym, position: Toponym) -> Toponym:
    point = _point(position)
    if point is None or name.area is not None:
        return name
    if name.place is not None and _apart_km(point, name.place) <= _room_km(name.place, position):
        return _confirmed(name, position)
    for candidate in name.candidates:
        near = _apart_km(point, candidate.place) <= _room_km(candidate.place, position)
        if candidate.quality >= _LEAST_QUALITY and near:
            return _chosen(name, candidate, position)
    if name.place is None and name.status in (Status.AMBIGUOUS, Status.NO_CANDIDATE):
        return _drawn_at(name, position)
    return name


def _confirmed(name: Toponym, position: Toponym) -> Toponym:
    if name.status is Status.PLACED or position.status is not Status.PLACED:
        return name
    assert name.place is not None
    chosen = next((c for c in name.candidates if c.place.id == name.place.id), None)
    return name if chosen is None else _chosen(name, chosen, position)


def _chosen(name: Toponym, candidate: Candidate, position: Toponym) -> Toponym:
    """Return the toponym at that candidate, whose score says what the position added."""
    sure = min(_STATED, position.probability)
    best = max((c.score for c in name.candidates), default=0.0)
    score = max(log(sure / (1 - sure)), best + 0.1)
    words = f"the text gives its position, {_quoted(position)}"
    stated = Evidence("coordinates", 1.0, score - candidate.score, words)
    picked = replace(
        candidate, score=score, evidence=(*candidate.evidence, stated), probability=sure
    )
    others = tuple(c for c in name.candidates if c.place.id != candidate.place.id)
    status = Status.PLACED if position.status is Status.PLACED else Status.UNCERTAIN
    reason = f"{words[0].upper()}{words[1:]}, which is {_near(candidate.place, position)}."
    return replace(
        name,
        place=candidate.place,
        probability=sure,
        reason=reason,
        candidates=(picked, *others),
        status=status,
    )


def _drawn_at(name: Toponym, position: Toponym) -> Toponym:
    """Return a name that no gazetteer knows at the position that the text gives it."""
    place = position.place
    assert place is not None
    sure = min(_UNKNOWN, position.probability)
    score = log(sure / (1 - sure))
    words = f"the gazetteer knows no {name.mention.text}; the text gives its position"
    named = replace(place, name=name.mention.text)
    candidate = Candidate(
        named,
        name.mention.text,
        score=score,
        evidence=(Evidence("coordinates", 1.0, score, words),),
        probability=sure,
    )
    return replace(
        name,
        place=named,
        probability=sure,
        reason=f"{words[0].upper()}{words[1:]}, {_quoted(position)}.",
        candidates=(candidate,),
        status=position.status,
        area=position.area,
    )


def _check(toponyms: Sequence[Toponym], pair: _Pair) -> Check | None:
    name, position = toponyms[pair.name], toponyms[pair.position]
    place, point = name.place, _point(position)
    if place is None or point is None or place.kind is Kind.COORDINATES or name.area is not None:
        return None
    km = _apart_km(point, place)
    room = _room_km(place, position)
    agrees = km <= room
    if not agrees and (km < room + _WRONG_KM or name.status is not Status.PLACED):
        return None
    first, last = sorted((name.mention, position.mention), key=lambda mention: mention.start)
    return Check(
        first.start,
        last.end,
        Relation.CONFIRMED if agrees else Relation.CONTRADICTED,
        tuple(sorted((pair.name, pair.position))),
        float(f"{km:.2g}"),
        _words(name, position, place, km, agrees=agrees),
    )


def _words(name: Toponym, position: Toponym, place: Place, km: float, *, agrees: bool) -> str:
    stated = f"The text gives the position {_quoted(position)} for {name.mention.text}"
    if agrees:
        return f"{stated}; it is {_near(place, position)}, so the two agree."
    hint = _swapped(position, place)
    return (
        f"{stated}; in the gazetteer {place.name} lies about {float(f'{km:.2g}'):,.0f} km away."
        f"{' ' + hint if hint else ''}"
    )


def _swapped(position: Toponym, place: Place) -> str:
    """Return what becomes of the position when two numbers or a sign are exchanged."""
    point = _point(position)
    assert point is not None
    latitude, longitude = point
    tries = (
        ("With the two numbers swapped", (longitude, latitude)),
        ("With the other hemisphere (east for west)", (latitude, -longitude)),
        ("With the other hemisphere (north for south)", (-latitude, longitude)),
        ("With both hemispheres exchanged", (-latitude, -longitude)),
    )
    for words, other in tries:
        if abs(other[0]) <= 90:
            km = _apart_km(other, place)
            if km <= _room_km(place, position) + _SOURCES_KM:
                return f"{words} it is {_distance(km)} {place.name}."
    return ""


def _distance(km: float) -> str:
    return "at" if km < 1 else f"{km:,.0f} km from"


def _near(place: Place, position: Toponym) -> str:
    point = _point(position)
    assert point is not None
    km = _apart_km(point, place)
    return f"inside {place.name}" if place.is_area and km == 0 else f"{_distance(km)} {place.name}"


def _apart_km(point: tuple[float, float], place: Place) -> float:
    bounds = bounds_of(place)
    if place.is_area and bounds is not None:
        return beyond_bounds_km(*point, bounds)
    return distance_km(*point, place.latitude, place.longitude)


def _room_km(place: Place, position: Toponym) -> float:
    open_km = position.area.radius_km if position.area else 0.0
    if place.is_area:
        return open_km + _SOURCES_KM
    sources = _SOURCES_KM if place.kind is Kind.CITY else _SITES_KM
    return 2 * place_radius_km(place) + open_km + sources


def _point(toponym: Toponym) -> tuple[float, float] | None:
    place = toponym.place
    return None if place is None else (place.latitude, place.longitude)


def _quoted(position: Toponym) -> str:
    return " ".join(position.mention.text.split())
