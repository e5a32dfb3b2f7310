"""Rules for where a name begins and ends, and for what kind of place it names.

Published gains of such rules: +2 points end to end for "the" and the possessive alone
(Mordecai 3, campaign reports). Each rule here was kept because it helped, or did no harm,
on the development corpora, or because the map reads better with it ("Tal Afar airport").
"""

from __future__ import annotations

import re

from geomap.languages.en.abbreviations import PLACES
from geomap.languages.en.names import STATE_CODES, STATES, WITH_CITY
from geomap.languages.en.things import FACILITY_WORDS, LANDSCAPE_WORDS, NATURAL_FIRST_WORDS, REGIONS
from geomap.recognizer.words import MARKS
from geomap.types import Label

__all__ = ["PARTY", "extend", "kind_of", "parts", "trim"]

_LEADING = re.compile(rf"(?!The Hague)(?:the|The|THE|an?|its|his|their)(?=\s)|[^\w{MARKS}]|_")
_TRAILING = re.compile(rf"(?:['’]s|[^\w{MARKS}]|_)$")
_UNSEEN = "\ufe0e\ufe0f\u200d"
"""How an emoji is to be drawn, left behind where the emoji itself was taken away."""
_INITIALS = re.compile(r"(?<![^\W_])[A-Z]\.\s?[A-Z]\.$")
_LOWER_TAIL = re.compile(
    r"(?:\s+(?:city|town|village|county|state|region|area|district|suburbs?|outskirts|shores?|coast|"
    r"waters|airspace|soil|territory|borders?|and|or|the|of|in|to|from|near|with|at))+$"
)
_LOWER_HEAD = re.compile(
    r"^(?:(?:north|south|east|west|central|northern|southern|eastern|western|upper|lower|inner|"
    r"outer|greater|downtown|mid|northeast|northwest|southeast|southwest|northeastern|"
    r"northwestern|southeastern|southwestern|city|state|town|county|province|near|in|of|from|"
    r"late|early)[\s-]+(?:of\s+)?)+(?=[^\W\d_a-z])"
)
_WHOLE_TAIL = re.compile(
    r"[ \u00a0](?:(?:[Ii]nternational|[Rr]egional|[Mm]unicipal|[Mm]ilitary) )?"
    r"(?:airport|airbase|air base|airfield|province|governorate|prefecture|oblast)\b(?!-)"
)
_HEADLESS = re.compile(r"(?:International |Regional |Municipal )?Airport\b")
_NAME_BEFORE = re.compile(r"\b(?!The |At |In |From |Of )(?:[A-Z][\w'’-]* ){1,3}$")
PARTY = re.compile(r"(?:R|D|I|DFL|GOP)[-–](?=[A-Z])")
_SEAT_OF = re.compile(
    r"(?:[Cc]ity|[Ss]tate|[Pp]rovince|[Tt]own|[Vv]illage|[Tt]ownship|[Bb]orough) of (?=[A-Z])"
)
_COMPASS = re.compile(
    r"(?:(?:North|South)(?:east|west)?|East|West|(?:North|South|East|West)ern|Central|"
    r"(?:North|South)(?:east|west)ern|(?:North|South) (?:East|West)|Upstate|Downstate) (?=[A-Z])"
)
_HOUSE_NUMBER = re.compile(r"\d+(?:[-–/]\d+)?[A-Za-z]? (?=[A-Z])")
_ROAD = re.compile(r"(?:^|\s)(?:Road|Highway|Hwy|Route|Rte|Interstate|Loop|Autobahn)$")
_ROAD_NUMBER = re.compile(r" \d{1,4}[A-Z]?\b(?![,.]?\d)")
_SHORT_STREET = re.compile(r" (?:St|Ave|Blvd|Rd|Dr|Hwy|Ln|Ct|Va)$")
_CITY = re.compile(r" (?:City|Town|Village|Township)$")
_CITY_BEHIND = re.compile(r" City\b(?!-)")
_OF_A_CITY = re.compile(
    r" (?:Councils?|Council(?:man|woman|lor)|Commission(?:er)?|Manager|Attorney|Clerk|Police|"
    r"Schools?|Mayor|Administrator|Engineer|Board|Treasurer|Fire)\b"
)
_HALF_ORGANISATION = re.compile(r" (?:Area|Citizens|Circuit|Regional|Metropolitan|Community)$")
_CODE = "|".join(sorted(STATE_CODES))
_CODE_BEHIND = re.compile(rf"\s+({_CODE})(?:\s+\d{{5}}(?:-\d{{4}})?)?\s*$")
_CODE_BEFORE = re.compile(rf"(?:{_CODE})(?=\s+(?:[a-z]|\d{{5}}(?!\d)))")
_APART = re.compile(r"\s*[,;/|]\s*|\s*\n\s*\n\s*|\s+-\s+|\s*[–—]\s*")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a leading article, a trailing possessive, and punctuation on both sides.

    The full stop of an abbreviation ("U.S.", "Calif.") belongs to the name.
    """
    while start < end:
        found = _LEADING.match(text, start, end)
        if not found:
            break
        start = found.end()
    while start < end and text[end - 1] in _UNSEEN:
        end -= 1
    while start < end:
        if text[end - 1] == "." and _abbreviated(text[start:end]):
            break
        found = _TRAILING.search(text, start, end)
        if not found:
            break
        end = found.start()
    if text[end : end + 1] == "." and _abbreviated(text[start : end + 1]):
        end += 1
    return start, end


def _abbreviated(name: str) -> bool:
    """Whether the full stop at the end belongs to the name: "Calif.", "Washington, D. C."."""
    return name in PLACES or _INITIALS.search(name) is not None


def parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split "Paris, Texas", "Memphis TN" and lists into single names."""
    found: list[tuple[int, int]] = []
    at = start
    for match in _APART.finditer(text, start, end):
        found += _without_code(text, at, match.start())
        at = match.end()
    found += _without_code(text, at, end)
    return [span for span in found if span[0] < span[1]]


def _without_code(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split the code of a state off: "Memphis TN", "IL 62701", "CA reefer"."""
    behind = _CODE_BEHIND.search(text[start:end])
    if behind and behind.start():
        return [(start, start + behind.start()), (start + behind.start(1), start + behind.end(1))]
    before = _CODE_BEFORE.match(text, start, end)
    return [(start, before.end() if before else end)]


def extend(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in "airport" and the number of a road; leave out "city", "northern", "City of"."""
    start += _modifiers(text[start:end])
    if _HEADLESS.match(text, start, end):
        name = _NAME_BEFORE.search(text, max(0, start - 60), start)
        start = name.start() if name else start
    end = _with_city(text, start, end)
    tail = _LOWER_TAIL.search(text, start, end) or _unfinished(text, start, end)
    if tail:
        end = tail.start()
    whole = _WHOLE_TAIL.match(text, end)
    if whole and text[end - 1].isalnum():
        return start, whole.end()
    if _ROAD.search(text, start, end):
        number = _ROAD_NUMBER.match(text, end)
        end = number.end() if number else end
    elif text[end : end + 1] == "." and _SHORT_STREET.search(text, start, end):
        end += 1
    return start, end


def _with_city(text: str, start: int, end: int) -> int:
    """Return the end of "Kansas City" where only "Kansas" was found."""
    whole = _CITY_BEHIND.match(text, end)
    return whole.end() if whole and text[start:end] in WITH_CITY else end


def _modifiers(name: str) -> int:
    """How many characters at the beginning only modify: "northern", "D-", "City of"."""
    for pattern in (PARTY, _LOWER_HEAD, _SEAT_OF):
        head = pattern.match(name)
        if head:
            return head.end()
    compass = _COMPASS.match(name)
    if compass and name[compass.end() :] in STATES:
        return compass.end()
    number = _HOUSE_NUMBER.match(name)
    if number and name.rstrip(".").rsplit(" ", 1)[-1].lower() in FACILITY_WORDS:
        return number.end()
    return 0


def _unfinished(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first word after an organisation's place: "Lansing City" Council."""
    if _OF_A_CITY.match(text, end):
        tail = _CITY.search(text, start, end)
        if tail and text[start : tail.start()] not in WITH_CITY:
            return tail
    return _HALF_ORGANISATION.search(text, start, end)


def kind_of(name: str) -> Label:
    """GPE, LOC or FAC, by the head word of the name."""
    words = re.findall(r"[^\W_]+", name.lower())
    if not words:
        return Label.GPE
    if words[0] in NATURAL_FIRST_WORDS and len(words) > 1:
        return Label.LOC
    head = words[-1]
    for preposition in ("of", "de", "del"):
        if preposition in words[1:-1]:
            head = words[words.index(preposition, 1) - 1]
            break
    if words[-1] in REGIONS:
        return Label.LOC
    if len(words) == 1:
        return Label.GPE
    if head in FACILITY_WORDS:
        return Label.FAC
    if head in LANDSCAPE_WORDS:
        return Label.LOC
    return Label.GPE
