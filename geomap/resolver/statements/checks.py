"""Context checks: what the text says about where a place lies, against the gazetteer.

"Ahvaz International Airport in Tehran" is a contradiction if no reading of the two names makes
it true. Only clear statements are read, and borders are given room: a missed contradiction costs
less than a false one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.geodesy import beyond_bounds_km, distance_km
from geomap.kinds import CHILDREN, LOOSE_NAMES, SITES, UNITS
from geomap.resolver.statements import claims
from geomap.resolver.statements.claims import Claim
from geomap.resolver.statements.extent import bounds_of, place_radius_km
from geomap.resolver.statements.located import position_checks
from geomap.types import (
    Candidate,
    Check,
    Document,
    Kind,
    Match,
    Place,
    Relation,
    Role,
    Status,
    Toponym,
)
from geomap.wording import within

__all__ = ["find_checks"]

# Set by hand for few false alarms, checked on the cases of tests/resolver/data and on what the
# development corpora raise ("context checks" in benchmarks/results.md).
_SURE = 0.5
_GOOD_MATCH = 0.6
_BORDER_KM = 60.0  # boxes of admin units are made from their towns and end before the border
_CITY_KM = 60.0
_READINGS = 8
_AT = re.compile(
    r"(?:^|[\n(“\"—–:]|\b(?:in|at|near|from|to|outside|around|toward|towards|into|leaving|left|"
    r"(?:city|town|village|port)\s+of))\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Finding:
    """The nearest any reading comes to the statement."""

    child: Place
    parent: Place
    km: float


def find_checks(document: Document, toponyms: Sequence[Toponym]) -> tuple[Check, ...]:
    """Return the statements that the gazetteer contradicts, or a position confirms, in text order.

    Args:
        toponyms: Of the document, in text order.
    """
    checks = (_check(document.text, toponyms, claim) for claim in _claims(document, toponyms))
    found = [check for check in checks if check is not None]
    found += position_checks(document, toponyms)
    return tuple(sorted(found, key=lambda check: (check.start, check.end)))


def _claims(document: Document, toponyms: Sequence[Toponym]) -> Iterator[Claim]:
    mentions = [toponym.mention for toponym in toponyms]
    for claim in claims.find_claims(document.text, mentions):
        one, two = toponyms[claim.child], toponyms[claim.other]
        if not (_usable(one, claim, holder=False) and _usable(two, claim, holder=True)):
            continue
        if claim.relation != Relation.IN or _stands(document.text, one):
            yield claim


def _stands(text: str, toponym: Toponym) -> bool:
    """Tell whether a city before "in Y" is where something is, not a team, a saint or an office."""
    place, start = _place(toponym), toponym.mention.start
    return (place is not None and place.kind in SITES) or bool(
        _AT.search(text[max(0, start - 20) : start])
    )


def _usable(toponym: Toponym, claim: Claim, *, holder: bool) -> bool:
    """Tell whether a name may take part: what holds must be sure, what is held well matched.

    A sure choice of what is held cannot be asked for: a ranker that reads the text doubts every
    place that contradicts it. Sites are unmistakable by name, so they count even if doubted.
    """
    place = _place(toponym)
    if place is None or any(_loose(candidate) for candidate in toponym.candidates[:1]):
        return False
    if toponym.role is Role.ADJECTIVE:
        return holder and claim.relation == Relation.CITY_OF
    if toponym.role is Role.ORGANISATION:
        return False
    if holder or claim.km is not None:
        return toponym.status is Status.PLACED and toponym.probability >= _SURE
    return toponym.place is not None or place.kind in SITES


def _loose(candidate: Candidate) -> bool:
    """Tell whether the place was guessed, as an airport is from the town in its name."""
    guessed = candidate.match in LOOSE_NAMES or candidate.match is Match.AIRPORT
    return guessed or candidate.quality < _GOOD_MATCH


def _place(toponym: Toponym) -> Place | None:
    """Return the place that was chosen, or the best one that was doubted."""
    if toponym.place is not None or not toponym.candidates:
        return toponym.place
    return toponym.candidates[0].place


def _check(text: str, toponyms: Sequence[Toponym], claim: Claim) -> Check | None:
    child, other = toponyms[claim.child], toponyms[claim.other]
    judge = _distance_finding if claim.km is not None else _containment_finding
    finding = judge(child, other, claim)
    if finding is None:
        return None
    quote = " ".join(text[claim.start : claim.end].split())
    return Check(
        claim.start,
        claim.end,
        claim.relation,
        (claim.child, claim.other),
        float(f"{finding.km:.2g}"),
        f"The text says “{quote}”; {_words(finding, claim)}",
    )


def _words(finding: _Finding, claim: Claim) -> str:
    child, parent = finding.child, finding.parent
    about = f"about {float(f'{finding.km:.2g}'):,.0f} km"
    if claim.km is not None:
        return (
            f"in the gazetteer {_called(child)} and {_called(parent)} lie {about} apart, "
            f"not {claim.km:,.0f} km."
        )
    beyond = "outside" if parent.kind in UNITS else "from"
    return (
        f"in the gazetteer {_called(child)} lies {about} {beyond} {_called(parent)}. Either the "
        "text errs, or the gazetteer lacks the place that is meant."
    )


def _called(place: Place) -> str:
    """Return a name with enough of its hierarchy to tell it from others."""
    inside = within(place)
    return f"{place.name} ({inside})" if inside else place.name


def _readings(toponym: Toponym) -> list[Place]:
    """Return what the name may mean: contradicting one reading while another fits is our error."""
    others = [
        candidate.place
        for candidate in toponym.candidates[:_READINGS]
        if candidate.quality >= _GOOD_MATCH
    ]
    chosen = _place(toponym)
    return [chosen, *others] if chosen else others


def _containment_finding(child: Toponym, parent: Toponym, claim: Claim) -> _Finding | None:
    held, holder = _place(child), _place(parent)
    if held is None or holder is None or not _comparable(held, holder, claim):
        return None
    distances = [_outside_km(one, two) for one in _readings(child) for two in _readings(parent)]
    if any(km is None or km <= 0 for km in distances):
        return None
    km = _outside_km(held, holder)
    return None if km is None else _Finding(held, holder, km)


def _comparable(child: Place, parent: Place, claim: Claim) -> bool:
    if child.id == parent.id or child.kind not in CHILDREN:
        return False
    if parent.kind == Kind.CITY:
        return child.kind in SITES and claim.relation == Relation.IN
    if child.kind in SITES and claim.relation == Relation.POSSESSIVE:
        return False
    return parent.kind in UNITS and child.kind != parent.kind


def _outside_km(child: Place, parent: Place) -> float | None:
    """Return how far the child lies outside; 0 if inside, None if that cannot be told."""
    if parent.kind == Kind.CITY:
        km = distance_km(child.latitude, child.longitude, parent.latitude, parent.longitude)
        return 0.0 if km <= _CITY_KM + 2 * place_radius_km(parent) else km
    bounds = bounds_of(parent)
    if parent.kind not in UNITS or bounds is None:
        return None
    if _same_unit(child, parent):
        return 0.0
    km = beyond_bounds_km(child.latitude, child.longitude, bounds)
    return km if km > _BORDER_KM else None


def _same_unit(child: Place, parent: Place) -> bool:
    if child.country != parent.country or child.country is None:
        return False
    if parent.kind == Kind.COUNTRY:
        return True
    codes = (child.admin1_code, parent.admin1_code)
    if parent.kind == Kind.ADMIN1:
        return codes[0] == codes[1] is not None or child.admin1 in (parent.name, parent.admin1)
    return child.admin1 == parent.admin1 and child.admin2 in (parent.name, parent.admin2)


def _distance_finding(one: Toponym, two: Toponym, claim: Claim) -> _Finding | None:
    assert one.place is not None and two.place is not None and claim.km is not None
    points = [
        (first, second)
        for first in _readings(one)
        for second in _readings(two)
        if first.kind in CHILDREN and second.kind in CHILDREN
    ]
    if (one.place, two.place) not in points or one.place.id == two.place.id:
        return None
    if any(_fits(first, second, claim.km) for first, second in points):
        return None
    km = _apart(one.place, two.place)
    return _Finding(one.place, two.place, km)


def _apart(one: Place, two: Place) -> float:
    return distance_km(one.latitude, one.longitude, two.latitude, two.longitude)


def _fits(one: Place, two: Place, said: float) -> bool:
    """Tell whether a distance fits: roads are longer than the line, and places have an extent."""
    slack = 20 + place_radius_km(one) + place_radius_km(two)
    return said * 0.5 - slack <= _apart(one, two) <= said * 1.3 + slack
