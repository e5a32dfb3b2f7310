"""What a piece of text says about a position, before anything else of the text is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geomap.types import Bounds

__all__ = ["Notation", "Reading"]


class Notation(StrEnum):
    """How a position is written."""

    DEGREES = "decimal degrees"
    MINUTES = "degrees and minutes"
    SECONDS = "degrees, minutes and seconds"
    PAIR = "two numbers"
    COLUMNS = "columns of latitude and longitude"
    COMPACT = "aviation style"
    MGRS = "a military grid reference (MGRS)"
    UTM = "UTM"
    PLUS_CODE = "a Plus Code"
    LINK = "a map link"
    GEO_URI = "a geo: address"
    GEOHASH = "a geohash link"
    WHAT3WORDS = "a what3words address"


@dataclass(frozen=True, slots=True)
class Reading:
    """A position as it stands in a text.

    ``start`` and ``end`` are code points of the text. ``points`` are (latitude, longitude) in
    WGS 84 degrees, the likeliest reading first; a second one is there when the text does not
    say which number is which. It is empty when no position can be told, and ``problem`` says
    why in words. ``precision_m`` is the size in metres of what the last digit distinguishes.
    ``bounds`` is set for a range ("34°–35° N, 40°–41° E"). ``needs`` says that numbers alone
    are not enough: another place of the text must lie near. ``short`` is a Plus Code that
    counts from a place the text names.
    """

    start: int
    end: int
    notation: Notation
    points: tuple[tuple[float, float], ...] = ()
    precision_m: float = 0.0
    bounds: Bounds | None = None
    needs_place: bool = False
    short: str | None = None
    problem: str | None = None
