"""Directions: "north", "south-western", "Northeast"."""

from __future__ import annotations

import re

__all__ = ["BEARINGS", "DIRECTION", "bearing_of", "direction_word"]

BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
"""Degrees, clockwise from north."""
_WORDS = {bearing: word for word, bearing in BEARINGS.items()}

DIRECTION = r"(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west)"
"""Pattern of one of the eight, in lower case: "north", "south-east", "south west"."""


def bearing_of(words: str | None) -> int | None:
    """Return the degrees of "north", "south-west", "North East" …

    >>> bearing_of("south-west"), bearing_of("North East"), bearing_of("up"), bearing_of(None)
    (225, 45, None, None)
    """
    return BEARINGS.get(re.sub(r"[\s-]", "", words).lower()) if words else None


def direction_word(bearing: int) -> str:
    """Return the word for one of the eight directions in degrees.

    >>> direction_word(45)
    'northeast'
    """
    return _WORDS[bearing]
