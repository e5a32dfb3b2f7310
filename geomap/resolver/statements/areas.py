"""Vague places: "northern Iraq", "50 km south of Kirkuk", "along the Euphrates".

The words around a name are read with patterns; the geometry comes from the bounds or the point
of the place that was named. Where the words allow no clear reading there is no area: a wrong one
is worse than none. Radii are stated uncertainties, not measurements.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.geodesy import destination, distance_km, grow, overlap
from geomap.kinds import COURSES, WHOLE
from geomap.languages.en.directions import bearing_of, direction_word
from geomap.resolver.statements import phrases
from geomap.resolver.statements.extent import (
    bounds_of,
    box,
    circle,
    part_box,
    place_radius_km,
    rounded,
    side,
)
from geomap.resolver.statements.said import (
    distance_said,
    joined_direction,
    near_said,
    part_said,
    towards_said,
)
from geomap.resolver.statements.surroundings import BEFORE, Neighbour, Surroundings
from geomap.types import (
    Area,
    Candidate,
    Document,
    Kind,
    Match,
    Mention,
    Place,
    Shape,
    Toponym,
)

__all__ = ["area_of", "with_areas"]

# Characters within which another name may be the other side of "between" or of a border.
_NEARBY = 250
# "300 km from Mosul" without a direction is a circle; beyond, it says nothing that a map can show.
_FARTHEST_KM = 300.0
_LONGEST_LINE_KM = 2500.0
# How far from its middle a town's buildings and streets are looked for.
_SITE_KM = 10.0


def with_areas(document: Document, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """Give placed toponyms (in text order) the areas that the words around them describe."""
    neighbours = [(t.mention, t.place) for t in toponyms if t.place is not None]
    found = []
    for toponym in toponyms:
        if toponym.place is not None and toponym.candidates:
            best = toponym.candidates[0]
            area = area_of(document, toponym.mention, best, neighbours=neighbours)
            toponym = replace(toponym, area=area) if area else toponym
        found.append(toponym)
    return tuple(found)


def area_of(
    document: Document,
    mention: Mention,
    candidate: Candidate,
    *,
    neighbours: Sequence[Neighbour] = (),
) -> Area | None:
    """Return the area that the words around a name describe, or None if they describe none.

    Args:
        candidate: What the name was taken for.
        neighbours: Names of the document in text order with their places; "between A and B" and
            borders need both sides.
    """
    if candidate.match == Match.WITHIN:
        return None
    if candidate.match == Match.NEARBY:
        radius = rounded(place_radius_km(candidate.place) + _SITE_KM)
        words = f"somewhere in or near {candidate.place.name}, which the text names near by"
        point = (candidate.place.latitude, candidate.place.longitude)
        return circle(point, radius, words)
    stripped = candidate.match == Match.STRIPPED or candidate.modifier
    own = phrases.own_modifier(mention.text) if stripped else 0
    joined = joined_direction(mention.text, document.language) if stripped else 0
    start = mention.start + (own or joined)
    low = bisect_left(neighbours, start - _NEARBY, key=lambda near: near[0].start)
    high = bisect_right(neighbours, start + _NEARBY, key=lambda near: near[0].start)
    near = [pair for pair in neighbours[low:high] if pair[0] != mention]
    around = Surroundings(
        document.text, start, mention.end, candidate.place, near, document.language
    )
    readers = (_border,) if candidate.match == Match.ADJECTIVE else _READERS
    return next((area for read in readers if (area := read(around))), None)


def _at_distance(around: Surroundings) -> Area | None:
    said = distance_said(around.before, around.language)
    if not said or said.km is None or around.is_whole or around.place.kind in COURSES:
        return None
    if around.after.startswith(" to "):
        return None
    km, bearing = said.km, said.bearing
    quote, own = around.quote(said.length), place_radius_km(around.place)
    if bearing is None:
        if km > _FARTHEST_KM:
            return None
        radius = rounded(km * 1.1 + own)
        words = f"up to {radius:g} km around {around.place.name}; the text gives no direction"
        return Area(Shape.CIRCLE, (around.point,), radius, f"“{quote}”: {words}")
    radius = rounded(max(3.0, km * 0.2 + own / 2))
    way = direction_word(bearing)
    words = f"within {radius:g} km of the point {km:.3g} km {way} of {around.place.name}"
    return circle(destination(*around.point, bearing, km), radius, f"“{quote}”: {words}")


def _towards(around: Surroundings) -> Area | None:
    said = towards_said(around.before, around.language)
    bearing = said.bearing if said else None
    if not said or bearing is None or around.is_whole or around.place.kind in COURSES:
        return None
    radius = rounded(place_radius_km(around.place) + 15)
    words = f"up to {2 * radius:g} km {direction_word(bearing)} of {around.place.name}"
    quote = around.quote(said.length)
    return circle(
        destination(*around.point, bearing, radius),
        radius,
        f"“{quote}”: {words}; the text gives no distance",
    )


def _between(around: Surroundings) -> Area | None:
    for ends, quote in _pairs(around, phrases.BETWEEN):
        points = tuple((place.latitude, place.longitude) for place in ends)
        km = distance_km(*points[0], *points[1])
        if 1 < km < _LONGEST_LINE_KM and not any(place.kind in WHOLE for place in ends):
            radius = rounded(max(5.0, km * 0.1))
            words = f"within {radius:g} km of the straight line between them ({km:,.0f} km)"
            return Area(Shape.LINE, points, radius, f"“{quote}”: {words}")
    return None


def _pairs(
    around: Surroundings, opening: re.Pattern[str]
) -> Iterator[tuple[tuple[Place, Place], str]]:
    """Yield the two sides of "between A and B" if the name is one of them, and the phrase."""
    for mention, place in around.neighbours:
        first = mention.end <= around.start
        left, right = (mention.start, around.end) if first else (around.start, mention.end)
        gap = (mention.end, around.start) if first else (around.end, mention.start)
        if not phrases.AND.fullmatch(around.text, *gap):
            continue
        match = opening.search(around.text[max(0, left - BEFORE) : left])
        if match:
            quote = " ".join(around.text[left - len(match[0]) : right].split())
            yield ((place, around.place) if first else (around.place, place)), quote


def _border(around: Surroundings) -> Area | None:
    for (one, two), quote in _pairs(around, phrases.BORDER_BETWEEN):
        return _shared_border(one, two, quote)
    after = phrases.BORDER_AFTER.match(around.after)
    before = phrases.BORDER_WITH.search(around.before)
    if not after and not before:
        return None
    quote = around.quote(len(before[0]) if before else 0, after.end() if after else 0)
    near = sorted(around.neighbours, key=lambda pair: abs(pair[0].start - around.start))
    sides = (
        place
        for mention, place in near
        if place.kind == around.place.kind and (after or mention.start < around.start)
    )
    areas = (_shared_border(around.place, other, quote) for other in sides)
    return next((area for area in areas if area), None)


def _shared_border(one: Place, two: Place, quote: str) -> Area | None:
    boxes = bounds_of(one), bounds_of(two)
    if one.id == two.id or not (boxes[0] and boxes[1]):
        return None
    common = overlap(grow(boxes[0], 15), grow(boxes[1], 15))
    words = f"somewhere on the border of {one.name} and {two.name}, which lies in this box"
    return box(common, f"“{quote}”: {words}") if common else None


def _along(around: Surroundings) -> Area | None:
    match = phrases.ALONG.search(around.before)
    if not match or around.place.kind not in COURSES or not around.bounds:
        return None
    words = f"somewhere on the course of {around.place.name}, which lies in this box"
    return box(around.bounds, f"“{around.quote(len(match[0]))}”: {words}")


def _coast(around: Surroundings) -> Area | None:
    match = phrases.COAST.search(around.before)
    bounds = around.bounds
    if not match or not bounds or not (around.is_whole or around.place.kind == Kind.ISLAND):
        return None
    bearing = bearing_of(match["direction"])
    strip = bounds if bearing is None else side(bounds, bearing, 0.25, 0.25)
    which = "" if bearing is None else f"{direction_word(bearing)} "
    words = f"somewhere on the {which}coast of {around.place.name}, in this box"
    quote = around.quote(len(match[0]))
    return box(grow(strip, 50 if match["off"] else 10), f"“{quote}”: {words}")


def _part(around: Surroundings) -> Area | None:
    said = part_said(around.before, around.language, around.after)
    bearing = said.bearing if said else None
    if not said or bearing is None:
        return None
    quote, name = around.quote(said.length), around.place.name
    way, far = direction_word(bearing), said.far
    if around.bounds and around.is_whole:
        return box(
            part_box(around.place, around.bounds, bearing, far),
            f"“{quote}”: the {way}{'ernmost' if far else 'ern'} part of {name}; "
            "the text draws no line",
        )
    if around.place.kind != Kind.CITY:
        return None
    radius = rounded(place_radius_km(around.place) * 0.6)
    words = f"the {way} of {name}, within {radius:g} km"
    return circle(destination(*around.point, bearing, radius), radius, f"“{quote}”: {words}")


def _central(around: Surroundings) -> Area | None:
    match = phrases.CENTRAL.search(around.before)
    if not match:
        return None
    quote, name = around.quote(len(match[0])), around.place.name
    if around.place.kind == Kind.CITY:
        radius = rounded(place_radius_km(around.place) / 2)
        return circle(around.point, radius, f"“{quote}”: within {radius:g} km of its point")
    if not around.is_whole or not around.bounds:
        return None
    middle = side(side(around.bounds, 0, 0.75, 1), 180, 2 / 3, 1)
    middle = side(side(middle, 90, 1, 0.75), 270, 1, 2 / 3)
    return box(middle, f"“{quote}”: the middle of {name}; the text draws no line")


def _near(around: Surroundings) -> Area | None:
    outskirts = phrases.OUTSKIRTS.search(around.before)
    near = near_said(around.before, around.language)
    length = len(outskirts[0]) if outskirts else near.length if near else 0
    after = phrases.AREA_AFTER.match(around.after)
    if not (length or after) or around.is_whole or around.place.kind in COURSES | {Kind.LAKE}:
        return None
    if outskirts and phrases.OTHER_MEASURE.search(around.before[: outskirts.start()]):
        return None
    own = place_radius_km(around.place)
    margin = 5 if outskirts else 20 if around.place.kind == Kind.CITY else 10
    radius = rounded(own * 1.2 + margin)
    quote = around.quote(length, after.end() if after and not length else 0)
    return circle(
        around.point,
        radius,
        f"“{quote}”: up to {radius:g} km around {around.place.name}; the text gives no distance",
    )


_READERS = (_at_distance, _towards, _between, _border, _along, _coast, _part, _central, _near)
