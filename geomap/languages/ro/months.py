"""Names of months in Romanian, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "ianuarie ian",
            "februarie feb",
            "martie mar",
            "aprilie apr",
            "mai",
            "iunie iun",
            "iulie iul",
            "august aug",
            "septembrie sept",
            "octombrie oct",
            "noiembrie nov",
            "decembrie dec",
        ),
    )
)
"""One entry a month, each with its spellings."""
