"""Positions in numbers become toponyms: which reading, how exact, and near which town.

A position is not ranked against places: what it says is read off the text. Only the order of two
bare numbers, the hemisphere behind an O, and whether two numbers are a position at all are
decided by the places that the text names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from geomap.coordinates import Reading, read_positions
from geomap.coordinates.formats import decimal_degrees
from geomap.coordinates.plus_codes import recover
from geomap.geodesy import METRES_A_DEGREE, distance_km
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.nearest import Whereabouts
from geomap.resolver.statements.extent import place_radius_km
from geomap.types import (
    Area,
    Candidate,
    Document,
    Evidence,
    Kind,
    Mention,
    Place,
    Shape,
    Status,
    Toponym,
)

__all__ = ["with_positions"]

# A pair of bare numbers counts as a position when a named place lies so near (issue of guards).
_NEAR_KM = 200.0
# What is said of a reading: nothing else is possible; the text's places decide; or only the
# habit of writing the latitude first does. Not fitted: no corpus has enough such pairs.
_CERTAIN, _BY_PLACES, _BY_HABIT = 0.98, 0.9, 0.6
_BESIDE = 40
_NAME_BEHIND = re.compile(r"[\s,]{1,3}([^\W\d_]\w{1,30}(?: [^\W\d_]\w{1,30}){0,3})")
_KNOWN = 0.9


@dataclass(frozen=True, slots=True)
class _Choice:
    """The points of a reading, the chosen one first, and why it was."""

    points: tuple[tuple[float, float], ...]
    probability: float
    why: str = ""


def with_positions(
    document: Document,
    mentions: Sequence[Mention],
    toponyms: Sequence[Toponym],
    whereabouts: Whereabouts,
    lookup: Lookups,
) -> tuple[Toponym, ...]:
    """Return the toponyms with those of the positions among them, in text order.

    Args:
        mentions: With the label COORD. One with a role was accepted before and stays.
        toponyms: Of the document's names.
        whereabouts: Says which town is near.
        lookup: Knows the towns that short Plus Codes count from.
    """
    readings = {(one.start, one.end): one for one in read_positions(document)}
    found = []
    for mention in mentions:
        reading = readings.get((mention.start, mention.end))
        if reading is not None and reading.short:
            reading = _counted_from(document.text, reading, toponyms, lookup)
        toponym = _toponym(mention, reading, toponyms, whereabouts)
        if toponym is not None:
            found.append(toponym)
    return tuple(sorted([*toponyms, *found], key=lambda t: (t.mention.start, t.mention.end)))


def _toponym(
    mention: Mention,
    reading: Reading | None,
    toponyms: Sequence[Toponym],
    whereabouts: Whereabouts,
) -> Toponym | None:
    if reading is None:
        return Toponym(mention, None, status=Status.NO_CANDIDATE, reason=_UNREAD)
    if reading.problem or not reading.points:
        status = Status.NO_CANDIDATE if reading.short else Status.NOT_A_PLACE
        reason = f"Read as {reading.notation.value}, but {reading.problem}."
        return Toponym(mention, None, status=status, reason=reason)
    choice = _choose(reading, toponyms)
    if choice is None and mention.role is None:
        return None
    choice = choice or _Choice(reading.points, _BY_HABIT)
    return _placed(mention, reading, choice, whereabouts)


_UNREAD = "No position could be read from it."
_NO_TOWN = "a short Plus Code counts from a town, and the text names none beside it"


def _counted_from(
    text: str, reading: Reading, toponyms: Sequence[Toponym], lookup: Lookups
) -> Reading:
    """Return a short Plus Code as the square nearest to the town that is named beside it."""
    town = _town_behind(text, reading, lookup) or _town_beside(reading, toponyms)
    if town is None or reading.short is None:
        return replace(reading, problem=_NO_TOWN)
    square = recover(reading.short, town.latitude, town.longitude)
    if square is None:
        return replace(reading, problem=_NO_TOWN)
    latitude, longitude, height = square
    return replace(reading, points=((latitude, longitude),), precision_m=height * METRES_A_DEGREE)


def _town_behind(text: str, reading: Reading, lookup: Lookups) -> Place | None:
    """Return the best known town of the name right behind the code: "845R+HX Mosul"."""
    name = _NAME_BEHIND.match(text, reading.end)
    words = name[1].split(" ") if name else []
    for count in range(len(words), 0, -1):
        found = lookup(" ".join(words[:count]))
        if found and found[0].quality >= _KNOWN:
            return found[0].place
    return None


def _town_beside(reading: Reading, toponyms: Sequence[Toponym]) -> Place | None:
    beside = [
        (abs(toponym.mention.start - reading.end), toponym.place)
        for toponym in toponyms
        if toponym.place is not None and -_BESIDE <= toponym.mention.start - reading.end <= _BESIDE
    ]
    return min(beside, key=lambda pair: pair[0])[1] if beside else None


def _choose(reading: Reading, toponyms: Sequence[Toponym]) -> _Choice | None:
    """Return the reading that the text's places support; None for numbers that nothing supports."""
    if len(reading.points) == 1 and not reading.needs_place:
        return _Choice(reading.points, _CERTAIN)
    near = [(_nearest(point, toponyms), point) for point in reading.points]
    supported = [(found, point) for found, point in near if found is not None]
    if reading.needs_place and not supported:
        return None
    if len(reading.points) == 1:
        return _Choice(reading.points, _BY_PLACES, _near_words(supported[0][0]))
    if not supported or len(supported) == len(near):
        return _Choice(reading.points, _BY_HABIT, _OTHER_ORDER)
    found, best = supported[0]
    others = tuple(point for point in reading.points if point != best)
    swapped = "" if best == reading.points[0] else _LONGITUDE_FIRST
    return _Choice((best, *others), _BY_PLACES, swapped + _near_words(found))


_LONGITUDE_FIRST = "the longitude first, "
_OTHER_ORDER = "the text does not say which number is which; the latitude is taken to be first"


def _near_words(found: tuple[float, Place] | None) -> str:
    if found is None:
        return ""
    km, place = found
    return f"read so because {place.name}, which the text names, is {km:,.0f} km away"


def _nearest(point: tuple[float, float], toponyms: Sequence[Toponym]) -> tuple[float, Place] | None:
    """Return how far the nearest named place lies, if it lies near."""
    found: tuple[float, Place] | None = None
    for toponym in toponyms:
        place = toponym.place
        if place is None:
            continue
        km = distance_km(*point, place.latitude, place.longitude)
        within = km - min(place_radius_km(place), _NEAR_KM) if place.is_area else km
        if within <= _NEAR_KM and (found is None or km < found[0]):
            found = km, place
    return found


def _placed(
    mention: Mention, reading: Reading, choice: _Choice, whereabouts: Whereabouts
) -> Toponym:
    words = ", ".join(
        filter(None, (f"read as {reading.notation.value}", "WGS 84 assumed", choice.why))
    )
    places = [_place(point, reading, whereabouts) for point in choice.points]
    score = log(choice.probability / (1 - choice.probability))
    candidates = tuple(
        Candidate(
            place,
            mention.text,
            score=score if index == 0 else -score,
            evidence=(Evidence("coordinates", 1.0, score if index == 0 else -score, words),),
            probability=choice.probability if index == 0 else 1 - choice.probability,
        )
        for index, (place, _) in enumerate(places)
    )
    place, near = places[0]
    status = Status.PLACED if choice.probability > _BY_HABIT else Status.UNCERTAIN
    reason = f"{words[0].upper()}{words[1:]}{'; ' + near if near else ''}."
    return Toponym(
        mention,
        place,
        choice.probability,
        reason,
        candidates,
        status,
        area=_area(reading, choice.points[0]),
    )


def _place(
    point: tuple[float, float], reading: Reading, whereabouts: Whereabouts
) -> tuple[Place, str]:
    """Return the position as a place, and where it is in words."""
    latitude, longitude = (round(value, 6) for value in point)
    near = whereabouts.of(latitude, longitude)
    town = near.town if near else None
    place = Place(
        id=f"coordinates:{latitude:.6f},{longitude:.6f}",
        name=decimal_degrees(latitude, longitude, reading.precision_m),
        latitude=latitude,
        longitude=longitude,
        kind=Kind.COORDINATES,
        country=town.country if town else None,
        country_name=town.country_name if town else None,
        admin1=town.admin1 if town else None,
        admin1_code=town.admin1_code if town else None,
        attribution=town.attribution if town else None,
    )
    return place, near.words if near else ""


def _area(reading: Reading, point: tuple[float, float]) -> Area:
    """Return what the position's own digits leave open."""
    words = f"stated to about {_size(reading.precision_m)}"
    km = max(reading.precision_m / 1000, 0.001)
    if reading.bounds is not None:
        south, west, north, east = reading.bounds
        return Area(Shape.BOX, ((south, west), (north, east)), km, "a range of coordinates")
    return Area(Shape.CIRCLE, (point,), km, words)


def _size(metres: float) -> str:
    if metres >= 950:
        km = metres / 1000
        return f"{km:,.0f} km" if km >= 1.5 else "1 km"
    for step in (1, 2, 5, 10, 20, 30, 50, 100, 200, 500):
        if metres <= step * 1.25:
            return f"{step} m"
    return "1 km"
