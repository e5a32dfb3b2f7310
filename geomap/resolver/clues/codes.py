"""Codes of states behind a name, which no recognizer marks: "Wilmington (DE)", "Athens GA"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomap.languages.en.names import STATE_CODES
from geomap.types import Mention

__all__ = ["find_codes", "is_code"]

_CODE = re.compile(
    r"(?P<gap>(?:\s+\d{1,2})?\s*,\s*\(?|\s*\(\s*|[ \t]+)"
    rf"(?P<code>{'|'.join(sorted(STATE_CODES))})\b(?!['’.-]\w)"
)
_POSTCODE = re.compile(r"\.?\s+\d{5}\b")
# In capitals these are words more often than states: "FIRE IN PARIS OR LONDON".
_WORDS = frozenset({"AL", "DE", "HI", "IN", "LA", "MA", "ME", "OH", "OK", "ON", "OR", "PA", "AS"})
_GOES_ON = re.compile(r"\s+[A-Z]{2}")


def is_code(name: str) -> bool:
    """Tell whether a name is the code of a state as addresses write it."""
    return name in STATE_CODES


def find_codes(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the spans of codes right behind the mentions, which are in text order.

    Old addresses have the number of the postal zone between: "St. Louis 2, MO."

    >>> list(find_codes("Athens GA (pop. 127,000)", [Mention(0, 6, "Athens")]))
    [(7, 9)]
    >>> list(find_codes("FIRE IN PARIS OR LONDON", [Mention(8, 13, "PARIS")]))
    []
    """
    for mention in mentions:
        found = _CODE.match(text, mention.end)
        if found and not is_code(mention.text) and _is_meant(text, mention, found):
            yield found.span("code")


def _is_meant(text: str, mention: Mention, found: re.Match[str]) -> bool:
    if _POSTCODE.match(text, found.end()):
        return True
    shouted = mention.text.isupper()
    if found["code"] in _WORDS and shouted:
        return "(" in found["gap"] or (
            "," in found["gap"] and not _GOES_ON.match(text, found.end())
        )
    return True
