"""All positions that a text gives in numbers or codes, whatever the notation."""

from __future__ import annotations

import re
from collections.abc import Callable

from geomap.coordinates.columns import find_in_columns
from geomap.coordinates.compact import find_compact
from geomap.coordinates.degrees import find_degrees
from geomap.coordinates.grids import find_mgrs, find_utm
from geomap.coordinates.links import find_links
from geomap.coordinates.plus_codes import find_plus_codes
from geomap.coordinates.reading import Reading
from geomap.types import Document

__all__ = ["find_coordinates", "read_positions"]

# The first notation wins where two would take the same characters.
_FINDERS: tuple[Callable[[str], list[Reading]], ...] = (
    find_links,
    find_plus_codes,
    find_compact,
    find_utm,
    find_mgrs,
    find_degrees,
)
_WORTH_A_LOOK = re.compile(r"\d[\d.,°º˚]|///|\+|geohash|what3words|w3w")


def find_coordinates(text: str) -> tuple[Reading, ...]:
    """Return what the text says of positions, in text order; readings do not overlap.

    The time is proportional to the length of the text.
    """
    if not _WORTH_A_LOOK.search(text):
        return ()
    found: list[Reading] = []
    for find in _FINDERS:
        found = _merged(found, find(text))
    return tuple(found)


def read_positions(document: Document) -> tuple[Reading, ...]:
    """Return the positions of a document's text and of the columns of its tables."""
    columns = find_in_columns(document)
    found = find_coordinates(document.text)
    return tuple(_merged(columns, list(found))) if columns else found


def _merged(known: list[Reading], new: list[Reading]) -> list[Reading]:
    """Return both in text order, without the new ones that touch a known or an earlier one."""
    merged: list[Reading] = []
    waiting = iter(known)
    following = next(waiting, None)
    for reading in sorted(new, key=lambda reading: reading.start):
        while following is not None and following.start <= reading.start:
            merged.append(following)
            following = next(waiting, None)
        free = not merged or merged[-1].end <= reading.start
        if free and (following is None or reading.end <= following.start):
            merged.append(reading)
    return merged + ([following] if following is not None else []) + list(waiting)
