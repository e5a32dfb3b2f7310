"""Names of months in Serbian, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "јануар јан januar jan",
            "фебруар феб februar feb",
            "март мар mart mar",
            "април апр april apr",
            "мај maj",
            "јун jun",
            "јул jul",
            "август авг avgust avg",
            "септембар сеп septembar sep",
            "октобар окт oktobar okt",
            "новембар нов novembar nov",
            "децембар дец decembar dec",
        ),
    )
)
"""One entry a month, each with its spellings."""
