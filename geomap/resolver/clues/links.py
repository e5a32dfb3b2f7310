"""Which names the text puts inside which others: "Paris, Texas", "a town in Ohio".

The first of three readers of such constructions, and the most generous: a link is a hint with a
strength, which the ranker weighs against all else. ``statements.claims`` reads the same words
strictly, because a check that is wrong accuses the text; ``statements.phrases`` reads directions
and distances beside a name ("50 km south of Kirkuk"), to draw an area. They share no patterns:
what is a fair hint here would be a false alarm there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from geomap.languages.space import inside_abroad, of_abroad
from geomap.resolver.clues.codes import is_code
from geomap.types import Candidate, Mention

__all__ = ["Link", "find_links", "find_lists", "weighed"]


class Link(NamedTuple):
    """The text says that ``child`` lies in ``parent`` (indices of mentions).

    ``strength`` is 1 for "Paris, Texas" and less for what is said less plainly.
    ``listed``: both stand in an enumeration, whose commas may say nothing of the kind. Not so
    for the codes of states, and for a name that stands there twice with different parents.
    """

    child: int
    parent: int
    strength: float
    listed: bool = False


_COMMA = re.compile(r"\s*,\s*|\s*\(\s*|,?\s+\(?in\s+(?:the\s+)?|\s+")
_CODE = re.compile(r"(?:\s+\d{1,2})?\s*,?\s*\(?\s*")
_SUFFIX = re.compile(r"\s+(?:County|Parish|city|town|district|region)?,\s*")
_IN = re.compile(
    r"(?:[^.!?;:\n]{0,60}?[\s,])?(?:in|of|within)\s+(?:[\w'-]+\s+){0,3}?(?:of\s+)?(?:the\s+)?"
)
_OF_ABROAD = rf"(?:(?:\w+[ \t]+)?(?:{of_abroad()}))?"
_IN_ABROAD = re.compile(rf",?\s+\(?(?:{inside_abroad()})(?:(?<=['’])|\s+){_OF_ABROAD}")
_POSSESSIVE = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,3}")
_BARE_POSSESSIVE = re.compile(r"\s+(?:(?:city|town|province|village|port|capital)\s+(?:of\s+)?)?")
_LIST = re.compile(r"\s*(?:,|;|/|,?\s+(?:and|or|&|und|et|y|e|to|from))\s*")
_ENUMERATION = re.compile(r"\s*,\s*(?:(?:and|or|&|und|et|y|e)\s+)?|\s+(?:and|or|&|und|et|y|e)\s+")
# Characters between two names of one construction.
_REACH = 90
# How much each construction is believed, from "Paris, Texas" down. Set by hand in the order of how
# plainly they say it; the ranker's part for them (``scoring.prior``) was checked on the folds of
# the development corpora (training/ranker/run.py --folds), the single strengths were not.
_COMMA_STRENGTH, _IN_STRENGTH, _POSSESSIVE_STRENGTH, _FAR_IN_STRENGTH, _BARE_STRENGTH = (
    1.0,
    0.8,
    0.6,
    0.5,
    0.3,
)
_LEVELS = {"country": 0, "admin1": 1, "admin2": 2}
_LOWEST = 3
# A comma of an enumeration; "Paris … Texas" of "Paris, Lamar County, Texas". By hand, as above.
_AMONG_EQUALS = 0.2
_CHAINED = 0.9


def find_links(text: str, mentions: Sequence[Mention]) -> list[Link]:
    """Return the links between neighbouring names, in text order.

    >>> from geomap.types import Mention
    >>> find_links("Paris, Texas", [Mention(0, 5, "Paris"), Mention(7, 12, "Texas")])
    [Link(child=0, parent=1, strength=1.0, listed=False)]
    >>> find_links("Iraq's Basra", [Mention(0, 4, "Iraq"), Mention(7, 12, "Basra")])
    [Link(child=1, parent=0, strength=0.6, listed=False)]
    >>> find_links("Мосул в Ираке", [Mention(0, 5, "Мосул"), Mention(8, 13, "Ираке")])
    [Link(child=0, parent=1, strength=0.8, listed=False)]
    >>> find_links("Paris fell. Texas", [Mention(0, 5, "Paris"), Mention(12, 17, "Texas")])
    []
    """
    links: list[Link] = []
    for index, mention in enumerate(mentions):
        for following in range(index + 1, min(index + 3, len(mentions))):
            other = mentions[following]
            gap = text[mention.end : other.start]
            if other.start < mention.end or len(gap) > _REACH:
                break
            link = _link(gap, index, following, following == index + 1)
            if following == index + 1 and is_code(other.text) and _CODE.fullmatch(gap):
                link = Link(index, following, 1.0)
            if link:
                links.append(link)
    listed = _enumerated(text, mentions) - _told_apart(links, mentions)
    marked = [
        link._replace(listed=link.child in listed and link.parent in listed) for link in links
    ]
    return _chained(marked, text, mentions)


def _told_apart(links: Sequence[Link], mentions: Sequence[Mention]) -> set[int]:
    """Return the mentions whose parents are meant as such, wherever they stand."""
    parents: dict[str, set[str]] = {}
    for link in links:
        if link.strength == 1.0:
            name = mentions[link.child].text.casefold()
            parents.setdefault(name, set()).add(mentions[link.parent].text.casefold())
    return {
        link.child
        for link in links
        if len(parents.get(mentions[link.child].text.casefold(), ())) > 1
        or is_code(mentions[link.parent].text)
    }


def weighed(links: Sequence[Link], answers: Sequence[tuple[Candidate, ...]]) -> list[Link]:
    """Return the links, weaker the commas of equals: "Gamba, Lambaréné and Koulamoutou".

    "Paris, Texas, London, Ontario and Rome" is one as well; what sets it apart is that the
    first reading of the parent is a wider unit than that of the child.
    """
    return [
        link._replace(strength=_AMONG_EQUALS)
        if link.listed and link.strength >= _CHAINED and not _wider(answers, link)
        else link
        for link in links
    ]


def _wider(answers: Sequence[tuple[Candidate, ...]], link: Link) -> bool:
    child, parent = answers[link.child][:1], answers[link.parent][:1]
    if not child or not parent:
        return bool(parent) and parent[0].place.kind in _LEVELS
    inner, outer = (_LEVELS.get(c[0].place.kind, _LOWEST) for c in (child, parent))
    return outer < inner


def _enumerated(text: str, mentions: Sequence[Mention]) -> set[int]:
    """Return the mentions of runs of four and more, or of three that end in "and" or "or"."""
    found: set[int] = set()
    run: list[int] = []
    joined = False
    for index, mention in enumerate(mentions):
        gap = text[mentions[run[-1]].end : mention.start] if run else ""
        if run and _ENUMERATION.fullmatch(gap):
            run.append(index)
            joined = joined or bool(gap.strip(" ,\n\t"))
        else:
            run, joined = [index], False
        if len(run) > 3 or (len(run) == 3 and joined):
            found.update(run)
    return found


def _link(gap: str, first: int, second: int, adjacent: bool) -> Link | None:
    if adjacent:
        if "," in gap or "(" in gap:
            if _COMMA.fullmatch(gap) or _SUFFIX.fullmatch(gap):
                return Link(first, second, _COMMA_STRENGTH)
        elif re.fullmatch(r"\s+in\s+(?:the\s+)?", gap):
            return Link(first, second, _IN_STRENGTH)
        if _IN_ABROAD.fullmatch(gap):
            return Link(first, second, _IN_STRENGTH)
        if _POSSESSIVE.fullmatch(gap):
            return Link(second, first, _POSSESSIVE_STRENGTH)
        if _BARE_POSSESSIVE.fullmatch(gap):
            return Link(second, first, _BARE_STRENGTH)
    if _IN.fullmatch(gap):
        return Link(first, second, _FAR_IN_STRENGTH if adjacent else _BARE_STRENGTH)
    return None


def _chained(links: list[Link], text: str, mentions: Sequence[Mention]) -> list[Link]:
    """Add "Paris … Texas" for "Paris, Lamar County, Texas"."""
    by_child = {link.child: link for link in links if link.strength == _COMMA_STRENGTH}
    more = []
    for link in by_child.values():
        onward = by_child.get(link.parent)
        if onward and mentions[onward.parent].start - mentions[link.child].start < _REACH:
            listed = link.listed or onward.listed
            more.append(Link(link.child, onward.parent, _CHAINED, listed))
    return links + more


def find_lists(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return neighbouring names of a list: "Georgia, Florida and Alabama".

    >>> from geomap.types import Mention
    >>> find_lists("Mosul and Basra", [Mention(0, 5, "Mosul"), Mention(10, 15, "Basra")])
    [(0, 1)]
    """
    return [
        (index, index + 1)
        for index, (one, two) in enumerate(pairwise(mentions))
        if one.end <= two.start < one.end + 12 and _LIST.fullmatch(text[one.end : two.start])
    ]
