"""Names of months in Portuguese, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "janeiro jan",
            "fevereiro fev",
            "março mar",
            "abril abr",
            "maio mai",
            "junho jun",
            "julho jul",
            "agosto ago",
            "setembro set",
            "outubro out",
            "novembro nov",
            "dezembro dez",
        ),
    )
)
"""One entry a month, each with its spellings."""
