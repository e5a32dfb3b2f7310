"""Kinds of values that several parts of the contract hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geomap.fields import number, optional, text, whole

__all__ = [
    "EVIDENCE",
    "FAR",
    "LATITUDE",
    "LONGITUDE",
    "OFFSET",
    "SHARE",
    "TEXT",
    "WORDS",
    "of",
]

_LONGEST = 2**40
FAR = 20_100.0
"""Kilometres; no two places on Earth are further apart than 20,038."""

TEXT, WORDS = text(), optional(text())
OFFSET = whole(0, _LONGEST)
LATITUDE, LONGITUDE = number(-90, 90), number(-180, 180)
SHARE = number(0, 1, 4)
EVIDENCE = number(-1e9, 1e9, 6)


def of(name: str) -> Callable[[Any], Any]:
    """Return what takes an attribute."""
    return lambda owner: getattr(owner, name)
