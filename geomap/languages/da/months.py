"""Names of months in Danish, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "januar jan",
            "februar feb",
            "marts mar",
            "april apr",
            "maj",
            "juni jun",
            "juli jul",
            "august aug",
            "september sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
    )
)
"""One entry a month, each with its spellings."""
