"""What a text says about where a place lies: "X in Y", "X, Y", "Y's X", "X, 20 km from Z".

The strict one of three readers of such constructions: what is read here is held against the
gazetteer and shown as a contradiction, so teams, lists and clauses that merely begin with a name
are left out. ``clues.links`` reads the same words as hints for the ranker, ``phrases`` beside this
file reads directions and distances to draw areas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.languages.en.directions import DIRECTION
from geomap.languages.en.measures import kilometres
from geomap.resolver.statements import phrases
from geomap.types import Mention, Relation

__all__ = ["Claim", "find_claims"]


@dataclass(frozen=True, slots=True)
class Claim:
    """The text puts ``child`` into ``other``, or ``km`` away from it (indices of mentions)."""

    relation: Relation
    child: int
    other: int
    start: int
    end: int
    km: float | None = None


_DIRECTION = rf"(?:{DIRECTION}(?:ern)?|central)"
_UNIT = (
    r"(?:city|town|village|port|capital|district|governorate|province|state|region|suburb|"
    r"municipality|county)"
)
_IN = re.compile(rf",?\s+(?:located\s+)?in\s+(?:the\s+)?(?:{_DIRECTION}\s+)?(?:{_UNIT}\s+of\s+)?")
_COMMA = re.compile(r",[ \t]*")
_POSSESSIVE = re.compile(rf"['’]s?\s+(?:{_DIRECTION}\s+)?(?:{_UNIT}\s+of\s+)?")
_CITY_OF = re.compile(
    rf"\s+(?:(?!(?:through|to|from|in|at|for|and|on|by|with|into|near|via|is|was|said|a|the)\s)"
    rf"[a-z]+\s+){{0,2}}?(?:{_UNIT})\s+of\s+"
)
_DISTANT = re.compile(
    r"(?:,|\s+is|\s+lies|,?\s+which\s+is|,?\s+which\s+lies|\s+\()\s*(?:located\s+|situated\s+)?"
    r"(?:about|some|around|roughly|approximately|nearly|almost|only|just)?\s*(?P<phrase>.{4,60})$",
    re.IGNORECASE | re.DOTALL,
)
_CLOSED = re.compile(r"\s*(?:[.;:)\n—–]|\(|,(?!\s*(?:and|or)\b)|-\s|--|$)")
_OPEN = re.compile(
    r"(?:^|[\n.:;(“\"—–]|\b(?:in|at|near|of|from|to|outside|around|and)(?:\s+the)?)\s*$"
)
_RIVALS = re.compile(
    r"\b(?:beat|beats|beating|defeat\w*|versus|vs\.?|against|over|lost\s+to|loss\s+to|face[ds]?|"
    r"host(?:s|ed)?|met|meets?|drew\s+with|draw\s+with|win\s+(?:at|over)|won\s+(?:at|over)|"
    r"embassy|ambassador|consulate|mission)\b[^.]{0,30}$",
    re.IGNORECASE,
)
_LIST = re.compile(r"(?:,|,?\s+(?:and|or|&))\s*(?:the\s+)?$")


def find_claims(text: str, mentions: Sequence[Mention]) -> Iterator[Claim]:
    """Yield the statements between neighbouring names, in text order.

    >>> text = "the airport in Tehran, 30 km from Karaj"
    >>> from geomap.types import Mention
    >>> names = [Mention(4, 11, "airport"), Mention(15, 21, "Tehran"), Mention(34, 39, "Karaj")]
    >>> [(str(c.relation), c.child, c.other, c.km) for c in find_claims(text, names)]
    [('X in Y', 0, 1, None), ('X, N km from Z', 1, 2, 30.0)]
    """
    for first in range(len(mentions) - 1):
        second = first + 1
        one, two = mentions[first], mentions[second]
        gap = text[one.end : two.start]
        if one.end > two.start or len(gap) > 90 or "\n\n" in gap:
            continue
        claim = _claim(text, mentions, first, gap)
        if claim:
            yield claim


def _claim(text: str, mentions: Sequence[Mention], first: int, gap: str) -> Claim | None:
    second = first + 1
    start, end = mentions[first].start, mentions[second].end
    if _IN.fullmatch(gap):
        if _RIVALS.search(text[max(0, start - 60) : start]):
            return None
        return Claim(Relation.IN, first, second, start, end)
    if _COMMA.fullmatch(gap):
        return _comma(text, mentions, first)
    if _CITY_OF.fullmatch(gap):
        return Claim(Relation.CITY_OF, second, first, start, end)
    if _POSSESSIVE.fullmatch(gap):
        return Claim(Relation.POSSESSIVE, second, first, start, end)
    return _distant(gap, first, start, end)


def _comma(text: str, mentions: Sequence[Mention], first: int) -> Claim | None:
    """Read "X, Y" unless it may be a list or the start of another clause."""
    one, two = mentions[first], mentions[first + 1]
    if not _CLOSED.match(text[two.end : two.end + 12]):
        return None
    if not _OPEN.search(text[max(0, one.start - 20) : one.start]):
        return None
    if first and _LIST.fullmatch(text[mentions[first - 1].end : one.start]):
        return None
    following = mentions[first + 2].start if first + 2 < len(mentions) else len(text)
    if following - two.end < 12 and _LIST.fullmatch(text[two.end : following]):
        return None
    return Claim(Relation.COMMA, first, first + 1, one.start, two.end)


def _distant(gap: str, first: int, start: int, end: int) -> Claim | None:
    match = _DISTANT.fullmatch(gap)
    phrase = match and phrases.DISTANCE.fullmatch(match["phrase"].lstrip())
    if not phrase:
        return None
    km = kilometres(phrase["number"], phrase["unit"])
    return Claim(Relation.DISTANT, first, first + 1, start, end, km)
