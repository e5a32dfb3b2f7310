"""Whether the values of a gazetteer file are what ``schema`` says they are: anyone may make one."""

from __future__ import annotations

import json
from typing import Any

from geomap.gazetteer.kinds import KINDS

__all__ = [
    "ANTIMERIDIAN",
    "POLE",
    "Row",
    "is_box",
    "is_index",
    "is_name",
    "is_place",
    "read_numbers",
    "read_pairs",
    "read_words",
]

Row = tuple[Any, ...]
POLE, ANTIMERIDIAN = 9_000_000, 18_000_000
"""In the file's 1e-5 degrees; bounds are in 1e-2."""
_COARSER = 1_000
_LONGEST = 1_000
"""Characters of a name."""


def is_place(row: Row, countries: int, features: int) -> bool:
    """Whether a row of ``place`` can be used, in a file of so many countries and features."""
    number, name, lat, lon, country, admin1, admin2, kind, feature, people, rank, ref, *counts = row
    return (
        is_name(name)
        and (number > 0 or is_name(ref))
        and _is_within(lat, POLE)
        and _is_within(lon, ANTIMERIDIAN)
        and is_index(kind, len(KINDS))
        and type(rank) is int
        and (people is None or (type(people) is int and people >= 0))
        and (country is None or is_index(country, countries))
        and (feature is None or is_index(feature, features))
        and all(value is None or type(value) is int for value in (admin1, admin2))
        and all(type(value) is int for value in counts)
    )


def is_box(row: Row) -> bool:
    """Whether south, west, north and east of ``bound`` are on the Earth and in order."""
    south, west, north, east = row
    if not all(_is_within(side, POLE // _COARSER) for side in (south, north)):
        return False
    wide = all(_is_within(side, ANTIMERIDIAN // _COARSER) for side in (west, east))
    return bool(wide and south <= north)


def is_name(value: object) -> bool:
    """Whether a value is a name; bytes that are no UTF-8 came as U+FFFD."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and "\ufffd" not in value


def is_index(value: object, count: int) -> bool:
    """Whether a value counts one of so many things, from 0."""
    return type(value) is int and 0 <= value < count


def _is_within(value: object, limit: int) -> bool:
    return type(value) is int and -limit <= value <= limit


def read_words(text: str) -> list[str]:
    """Return a JSON list of words.

    Raises:
        ValueError: It is none.
    """
    words = json.loads(text)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError("not a list of words")
    return words


def read_pairs(text: str) -> list[tuple[str, str]]:
    """Return a JSON list of pairs of words: code and name.

    Raises:
        TypeError: It is none.
        ValueError: It is none.
    """
    listed = json.loads(text)
    if not isinstance(listed, list):
        raise TypeError("not a list")
    pairs = [(code, name) for code, name in listed]
    if not all(is_name(word) for pair in pairs for word in pair):
        raise ValueError("not a list of pairs of words")
    return pairs


def read_numbers(text: str) -> dict[str, int]:
    """Return the numbers of rows by code; whatever else stands there is nothing."""
    try:
        numbers = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    found = numbers.items() if isinstance(numbers, dict) else ()
    return {code: number for code, number in found if type(number) is int}
