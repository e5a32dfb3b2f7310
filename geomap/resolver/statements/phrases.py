"""Patterns of spatial phrases around a name, and what their words mean.

One of three readers of where a text says that a place lies: from these patterns ``areas`` draws
"northern Iraq" and "50 km south of Kirkuk". ``clues.links`` reads "Paris, Texas" as a hint for the
ranker, ``claims`` beside this file reads it strictly for the checks. Patterns that end in ``$`` are
for the text in front of a name, the others for the text behind it.

>>> DISTANCE.search("a village 50 km south of ")["number"]
'50'
>>> TOWARDS.search("just north of ")["direction"], TOWARDS.search("the north of ")
('north', None)
>>> bool(BORDER_AFTER.match("’s border")), bool(BORDER_AFTER.match(" border police"))
(True, False)
>>> [bool(NEAR.search(words)) for words in ("near ", "close to the city of ", "living around ")]
[True, True, False]
>>> PART.search("in northern ")["direction"], PART_OF.search("the far south of ")["far"]
('north', 'far ')
"""

from __future__ import annotations

import re

from geomap.languages.en.directions import COMPASS, DIRECTION
from geomap.languages.en.measures import NUMBER, UNIT

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
    "own_modifier",
]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_DIRECTION = f"(?P<direction>{DIRECTION})"
_PLACE = r"(?:the\s+)?(?:(?:city|town|village|port|capital|centre|center)\s+of\s+)?$"
_NUMBER = rf"(?<![\w.,-])(?P<number>{NUMBER})"
_UNIT = f"(?P<unit>{UNIT})"

DISTANCE = _compile(
    _NUMBER
    + r"[\s-]?"
    + _UNIT
    + r"(?:\s*\([^)]{1,20}\))?(?:\s+(?:away|away\s+and|or\s+so|due|to\s+the|further|outside))*"
    + r"(?:\s*"
    + f"(?P<direction>{DIRECTION}|{COMPASS})"
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
    r"(?:[a-z\d.-]+\s+)?between\s+(?:the\s+)?"
    r"|(?:road|highway|route|railway|motorway|pipeline)\s+(?:[a-z\d.-]+\s+)?from\s+(?:the\s+)?)$"
)
BORDER_BETWEEN = _compile(
    r"\b(?:(?:border|frontier|boundary)\s+(?:area\s+)?(?:between|of)\s+(?:the\s+)?)$"
)
AND = _compile(r"\s+(?:and|to)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?")
BORDER_WITH = _compile(r"(?<![\w-])(?:border|frontier)\s+(?:with|to|into|from|of)\s+(?:the\s+)?$")
BORDER_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z]+ern\s+)?(?:border|frontier)\b"
    r"(?!\s+(?:guard|guards|patrol|police|force|forces|agency|protection|control|agents?)\b)"
)

_MODIFIER = _compile(
    rf"(?:the\s+)?(?:far[ -])?(?:{DIRECTION}|central|downtown|outskirts|suburbs)"
    r"(?:ern)?(?:most)?[ -]\s*(?:of\s+)?(?:the\s+)?"
)


def own_modifier(mention: str) -> int:
    """Return how many characters of "northern Iraq" or "the outskirts of Mosul" are no name.

    >>> own_modifier("northern Iraq"), own_modifier("the outskirts of Mosul"), own_modifier("Iraq")
    (9, 17, 0)
    """
    match = _MODIFIER.match(mention)
    return match.end() if match and match.end() < len(mention) else 0
