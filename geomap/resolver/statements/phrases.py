"""Patterns of spatial phrases around a name, and what their words mean."""

from __future__ import annotations

import re

__all__ = [
    "ALONG",
    "AND",
    "AREA_AFTER",
    "BETWEEN",
    "BORDER_AFTER",
    "BORDER_BETWEEN",
    "BORDER_WITH",
    "CENTRAL",
    "COAST",
    "DISTANCE",
    "NEAR",
    "OTHER_MEASURE",
    "OUTSKIRTS",
    "PART",
    "PART_OF",
    "TOWARDS",
    "bearing_of",
    "direction_word",
    "kilometres",
    "own_modifier",
]

_BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
_WORDS = {bearing: word for word, bearing in _BEARINGS.items()}
_NUMBERS = {
    "half a": 0.5,
    "a couple of": 2,
    "a few": 4,
    "several": 7,
    "a dozen": 12,
    "a hundred": 100,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "a": 1,
}
_UNITS = (("nautical", 1.852), ("k", 1.0), ("mi", 1.609344), ("m", 0.001))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_DIRECTION = r"(?P<direction>(?:north|south)(?:[ -]?(?:east|west))?|east|west)"
_PLACE = r"(?:the\s+)?(?:(?:city|town|village|port|capital|centre|center)\s+of\s+)?$"
_NUMBER = (
    r"(?<![\w.,-])(?P<number>\d[\d,]*(?:\.\d+)?(?:\s?(?:-|–|to)\s?\d+)?|" + "|".join(_NUMBERS) + ")"
)
_UNIT = r"(?P<unit>nautical\s+miles?|kilomet(?:er|re)s?|kms?|miles?|mi\b\.?|met(?:er|re)s?|m\b)"

DISTANCE = _compile(
    _NUMBER
    + r"[\s-]?"
    + _UNIT
    + r"(?:\s*\([^)]{1,20}\))?(?:\s+(?:away|away\s+and|or\s+so|due|to\s+the|further|outside))*"
    + r"(?:\s+"
    + _DIRECTION
    + r"\s+(?:of|from|off)|\s+(?:from|off|outside))\s+"
    + _PLACE
)
TOWARDS = _compile(
    r"(?<![\w-])(?<!the\s)(?:(?:just|due|located|situated|immediately|somewhere|directly)\s+)?"
    + _DIRECTION
    + r"\s+of\s+"
    + _PLACE
)
OTHER_MEASURE = _compile(r"\b(?:hours?|minutes?|days?|blocks?|yards?|feet|drive|walk|exits?)\W*$")
PART = _compile(
    r"(?<![\w-])(?P<far>far[ -])?" + _DIRECTION + r"(?P<ern>ern)?(?P<most>most)?[ -]\s*$"
)
PART_OF = _compile(
    r"(?<![\w-])(?P<the>the\s+)?(?P<far>far[ -])?"
    + _DIRECTION
    + r"(?:ern)?(?P<most>most)?"
    + r"(?(the)(?:\s+(?:{0}))?|\s+(?:{0}))".format("parts?|half|end|corner|areas?")
    + r"\s+of\s+(?:the\s+)?$"
)
CENTRAL = _compile(
    r"(?<![\w-])(?:central|downtown)\s+$|\bthe\s+(?:very\s+)?(?:centre|center|heart)\s+of\s+(?:the\s+)?$"
)
NEAR = _compile(
    r"(?<![\w-])(?:near(?:by\s+to)?|close\s+to|not\s+far\s+from|(?:just\s+)?outside(?:\s+of)?|"
    r"in\s+the\s+vicinity\s+of|in\s+the\s+area\s+of|(?<!ing\s)around|surrounding|adjacent\s+to)\s+"
    + _PLACE
)
OUTSKIRTS = _compile(r"\b(?:outskirts|suburbs?|edge|environs|periphery|fringes?)\s+of\s+" + _PLACE)
AREA_AFTER = _compile(
    r"(?:['’]s)?[\s-](?:metropolitan\s+|metro\s+)?(?:area|suburbs|outskirts|countryside|vicinity)\b"
)
ALONG = _compile(
    r"\b(?:along|banks?\s+of|shores?\s+of|stretch\s+of|course\s+of|down|up|beside)\s+(?:the\s+)?$"
)
COAST = _compile(
    r"(?:\b(?P<off>off)\s+)?(?:the\s+)?(?:"
    + _DIRECTION
    + r"(?:ern)?\s+)?\b(?:coast|coasts|coastline|shore|shores)\s+of\s+(?:the\s+)?$"
)
BETWEEN = _compile(
    r"\b(?:(?:road|highway|route|railway|rail|line|pipeline|stretch|area|region|desert|"
    r"land|territory|corridor|halfway|midway|somewhere|located|lies|lie|lying|situated|"
    r"mountains?|valley|flights?|ferry|trains?|bus(?:es)?|service|travel(?:l?ed|l?ing)?|drive|"
    r"driving|motorway|border|villages?|checkpoints?|tunnel|bridge|canal|reserve|river)\s+"
    r"(?:[a-z]+\s+)?between\s+(?:the\s+)?)$"
)
BORDER_BETWEEN = _compile(
    r"\b(?:(?:border|frontier|boundary)\s+(?:area\s+)?(?:between|of)\s+(?:the\s+)?)$"
)
AND = _compile(r"\s+and\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?")
BORDER_WITH = _compile(r"(?<![\w-])(?:border|frontier)\s+(?:with|to|into|from|of)\s+(?:the\s+)?$")
BORDER_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z]+ern\s+)?(?:border|frontier)\b"
    r"(?!\s+(?:guard|guards|patrol|police|force|forces|agency|protection|control|agents?)\b)"
)

_MODIFIER = _compile(
    r"(?:the\s+)?(?:far[ -])?(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west|central|"
    r"downtown|outskirts|suburbs)(?:ern)?(?:most)?[ -]\s*(?:of\s+)?(?:the\s+)?"
)


def bearing_of(words: str | None) -> int | None:
    """Return the degrees of "north", "south-west", "North East" …"""
    return _BEARINGS.get(re.sub(r"[\s-]", "", words).lower()) if words else None


def direction_word(bearing: int) -> str:
    return _WORDS[bearing]


def kilometres(number: str, unit: str) -> float:
    """Return the length of "50" "km", "30-40" "miles" (the middle), "a few" "miles"."""
    factor = next(size for start, size in _UNITS if unit.lower().startswith(start))
    key = " ".join(number.lower().split())
    if key in _NUMBERS:
        return _NUMBERS[key] * factor
    values = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", key.replace(",", ""))]
    return sum(values) / len(values) * factor


def own_modifier(mention: str) -> int:
    """Return how many characters of "northern Iraq" or "the outskirts of Mosul" are no name."""
    match = _MODIFIER.match(mention)
    return match.end() if match and match.end() < len(mention) else 0
