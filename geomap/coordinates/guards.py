"""What stands around numbers and tells whether they are a position.

>>> is_asked_for("the camp at 34.4500, 40.9500.", 12, 28)
True
>>> counts_something("rose 12.500, 33.700 per cent", 5, 19)
True
>>> is_list("12.500, 33.700, 41.200", 0, 14)
True
"""

from __future__ import annotations

import re

__all__ = ["counts_something", "is_asked_for", "is_list"]

_CUE = re.compile(
    r"\b(?:co-?ord(?:inate)?s?|lat(?:itude)?|lon(?:g|gitude)?|lng|gps|position(?:s|ed)?|posit|"
    r"geo-?locat\w*|geo-?tag\w*|locat(?:ed|ion|ions)|pin(?:ned)?|waypoint|wgs|grid|map(?:ped)?|"
    r"koordinat\w*|coordenad\w*|coordonn\w*|coordinat\w*|координат\w*|إحداثيات)\b"
    r"|[°′″'\"]\s?[NSEW][\s\ufeff]{0,2}[(/;,][\s\ufeff]{0,2}$|[^\W\d_]{2}\s?[(\[]\s?$|(?:^|\s)(?:at|near|vic\.?|around|to|[📍🌍🌎🌏])\s{0,2}[(\[]?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s{0,2}(?:%|per\s?cent|percent|percentage|points?\b|pts\b|k?m\b|cm\b|mm\b|kg\b|km\b|miles?\b|"
    r"feet\b|ft\b|tons?\b|tonnes?\b|litres?\b|barrels?\b|°\s?[CF]\b|usd\b|eur\b|dollars?\b|euros?\b|"
    r"million|billion|thousand|seconds?\b|hours?\b|mph\b|times\b|votes?\b|\)?\s?[±<>])",
    re.IGNORECASE,
)
_COUNTS_BEFORE = re.compile(
    r"(?:[$€£¥₹%<>=±~]|\b(?:us\$|usd|eur|score[sd]?|ratio|odds|index|version|section|§|ci|mean|median|"
    r"p|r|n|between|average|price[sd]?|cost|rose|fell|points?|v))\s{0,2}(?:of|was|were|is|to|by|the|at)?"
    r"\s{0,2}[(\[]?$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(r"\d[.,]\d+\s{0,2}[,;]\s{0,2}[-+−]?$")
_NUMBER_AFTER = re.compile(r"\s{0,2}(?:[,;]|,?\s?and)\s{0,2}[-+−]?\d+[.,]\d")
_LETTER = re.compile(r"[^\W\d_]|[📍🌍🌎🌏]")
_CUE_BEHIND = re.compile(r"[\s)\]]{0,3}(?:lat|lon|gps|wgs)", re.IGNORECASE)
_REACH = 60


def is_asked_for(text: str, start: int, end: int) -> bool:
    """Return whether a word such as "coordinates" or "located at" stands by the numbers."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + 30]
    if not _LETTER.search(before) and not _LETTER.search(after):
        return False
    return bool(_CUE.search(before)) or bool(
        re.match(r"[\s)\]]{0,3}(?:lat|lon|gps|wgs)", after, re.I)
    )


def counts_something(text: str, start: int, end: int) -> bool:
    """Return whether the numbers are prices, shares, scores, measures or versions."""
    return bool(
        _COUNTED.match(text, end, end + 20)
        or _COUNTS_BEFORE.search(text[max(0, start - 20) : start])
    )


def is_list(text: str, start: int, end: int) -> bool:
    """Return whether more numbers of the kind go before or follow."""
    return bool(
        _NUMBER_BEFORE.search(text[max(0, start - 30) : start])
        or _NUMBER_AFTER.match(text, end, end + 30)
    )
