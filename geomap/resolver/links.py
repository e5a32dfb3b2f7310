"""Which names the text puts inside which others: "Paris, Texas", "a town in Ohio"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from geomap.types import Mention

__all__ = ["Link", "find_links", "find_lists"]


class Link(NamedTuple):
    """The text says that ``child`` lies in ``parent`` (indices of mentions)."""

    child: int
    parent: int
    strength: float


_COMMA = re.compile(r"\s*,\s*|\s*\(\s*|,?\s+\(?in\s+(?:the\s+)?|\s+")
_SUFFIX = re.compile(r"\s+(?:County|Parish|city|town|district|region)?,\s*")
_IN = re.compile(
    r"(?:[^.!?;:\n]{0,60}?[\s,])?(?:in|of|within)\s+(?:[\w'-]+\s+){0,3}?(?:of\s+)?(?:the\s+)?"
)
_POSSESSIVE = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,3}")
_BARE_POSSESSIVE = re.compile(r"\s+(?:(?:city|town|province|village|port|capital)\s+(?:of\s+)?)?")
_LIST = re.compile(r"\s*(?:,|;|/|,?\s+(?:and|or|&|und|et|y|e|to|from))\s*")
_REACH = 90


def find_links(text: str, mentions: Sequence[Mention]) -> list[Link]:
    """Return the links between neighbouring names, in text order."""
    links: list[Link] = []
    for index, mention in enumerate(mentions):
        for following in range(index + 1, min(index + 3, len(mentions))):
            other = mentions[following]
            gap = text[mention.end : other.start]
            if other.start < mention.end or len(gap) > _REACH:
                break
            link = _link(gap, index, following, following == index + 1)
            if link:
                links.append(link)
    return _chained(links, text, mentions)


def _link(gap: str, first: int, second: int, adjacent: bool) -> Link | None:
    if adjacent:
        if "," in gap or "(" in gap:
            if _COMMA.fullmatch(gap) or _SUFFIX.fullmatch(gap):
                return Link(first, second, 1.0)
        elif re.fullmatch(r"\s+in\s+(?:the\s+)?", gap):
            return Link(first, second, 0.8)
        if _POSSESSIVE.fullmatch(gap):
            return Link(second, first, 0.6)
        if _BARE_POSSESSIVE.fullmatch(gap):
            return Link(second, first, 0.3)
    if _IN.fullmatch(gap):
        return Link(first, second, 0.5 if adjacent else 0.3)
    return None


def _chained(links: list[Link], text: str, mentions: Sequence[Mention]) -> list[Link]:
    """Add "Paris … Texas" for "Paris, Lamar County, Texas"."""
    by_child = {link.child: link for link in links if link.strength == 1.0}
    more = []
    for link in by_child.values():
        onward = by_child.get(link.parent)
        if onward and mentions[onward.parent].start - mentions[link.child].start < _REACH:
            more.append(Link(link.child, onward.parent, 0.9))
    return links + more


def find_lists(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return neighbouring names of a list: "Georgia, Florida and Alabama"."""
    return [
        (index, index + 1)
        for index, (one, two) in enumerate(pairwise(mentions))
        if one.end <= two.start < one.end + 12 and _LIST.fullmatch(text[one.end : two.start])
    ]
