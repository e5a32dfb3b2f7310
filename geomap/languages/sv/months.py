"""Names of months in Swedish, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "januari jan",
            "februari feb",
            "mars",
            "april apr",
            "maj",
            "juni",
            "juli",
            "augusti aug",
            "september sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
    )
)
"""One entry a month, each with its spellings."""
