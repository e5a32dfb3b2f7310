"""Codes become toponyms: what a code stands for is a matter of lists, not of ranking."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from geomap.seams import CodeFinder, Gazetteer
from geomap.types import Candidate, Evidence, Match, Mention, Place, Toponym

__all__ = ["with_codes"]

# A code that stands where one is expected and is on the list; not fitted, as no corpus has many.
_SURE = 0.95
_FLAG_A = 0x1F1E6


def with_codes(
    mentions: Sequence[Mention], toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> tuple[Toponym, ...]:
    """Return the toponyms with those of the codes among them; unknown codes are left out.

    Args:
        mentions: With the label CODE.
        toponyms: Of the document's names.
    """
    if not isinstance(gazetteer, CodeFinder):
        return tuple(toponyms)
    found = []
    for mention in mentions:
        place = _place(mention.text, gazetteer)
        if place is not None:
            found.append(_toponym(mention, place))
    return tuple(sorted([*toponyms, *found], key=lambda t: (t.mention.start, t.mention.end)))


def _place(code: str, gazetteer: CodeFinder) -> Place | None:
    if ord(code[0]) >= _FLAG_A:
        return gazetteer.country("".join(chr(ord(c) - _FLAG_A + ord("A")) for c in code))
    return gazetteer.by_code(code)


def _toponym(mention: Mention, place: Place) -> Toponym:
    score = log(_SURE / (1 - _SURE))
    what = "the flag of" if ord(mention.text[0]) >= _FLAG_A else "the code of"
    words = f"{mention.text} is {what} {place.name}"
    candidate = Candidate(
        place,
        mention.text,
        score=score,
        evidence=(Evidence("code", 1.0, score, words),),
        match=Match.ABBREVIATION,
        probability=_SURE,
    )
    return Toponym(mention, place, _SURE, f"{words}.", (candidate,))
