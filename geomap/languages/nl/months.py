"""Names of months in Dutch, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "januari jan",
            "februari feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
    )
)
"""One entry a month, each with its spellings."""
