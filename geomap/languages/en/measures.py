"""Numbers in words and units of length: "50 km", "a few miles"."""

from __future__ import annotations

import re

__all__ = ["NUMBER", "UNIT", "kilometres"]

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
# How a unit begins, with its length in kilometres; the first that fits.
_UNITS = (("nautical", 1.852), ("k", 1.0), ("mi", 1.609344), ("m", 0.001))

NUMBER = r"\d[\d,]*(?:\.\d+)?(?:\s?(?:-|–|to)\s?\d+)?|" + "|".join(_NUMBERS)
"""Pattern of a number or a range, in figures or words."""
UNIT = r"nautical\s+miles?|kilomet(?:er|re)s?|kms?|miles?|mi\b\.?|met(?:er|re)s?|m\b"
"""Pattern of a unit of length."""


def kilometres(number: str, unit: str) -> float:
    """Return the length of "50" "km", "30-40" "miles" (the middle), "a few" "miles".

    >>> kilometres("50", "km"), kilometres("a couple of", "km"), kilometres("1,200", "metres")
    (50.0, 2.0, 1.2)
    >>> round(kilometres("30-40", "miles"), 1)
    56.3
    """
    factor = next(size for start, size in _UNITS if unit.lower().startswith(start))
    key = " ".join(number.lower().split())
    if key in _NUMBERS:
        return _NUMBERS[key] * factor
    values = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", key.replace(",", ""))]
    return sum(values) / len(values) * factor
