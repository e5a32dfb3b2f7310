"""Directions: "north", "south-western", "Northeast"."""

from __future__ import annotations

import re

__all__ = ["BEARINGS", "COMPASS", "DIRECTION", "bearing_of", "direction_word"]

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
_LETTERS = {"n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}

DIRECTION = r"(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west)"
"""Pattern of one of the eight, in lower case: "north", "south-east", "south west"."""
COMPASS = r"(?-i:[NS][EW]?|[EW])\b"
"""Pattern of one of the eight in letters, where it counts a distance: "20 km NE of"."""


def bearing_of(words: str | None) -> int | None:
    """Return the degrees of "north", "south-west", "North East" …

    >>> bearing_of("south-west"), bearing_of("North East"), bearing_of("NW"), bearing_of("up")
    (225, 45, 315, None)
    """
    word = re.sub(r"[\s-]", "", words or "").lower()
    return BEARINGS.get(word, _LETTERS.get(word))


def direction_word(bearing: int) -> str:
    """Return the word for one of the eight directions in degrees.

    >>> direction_word(45)
    'northeast'
    """
    return _WORDS[bearing]
