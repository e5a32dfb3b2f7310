"""Names of months in Czech, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "ledna led leden",
            "února úno únor",
            "března bře březen",
            "dubna dub duben",
            "května kvě květen",
            "června čvn červen",
            "července čvc červenec",
            "srpna srp srpen",
            "září zář",
            "října říj říjen",
            "listopadu lis listopad",
            "prosince pro prosinec",
        ),
    )
)
"""One entry a month, each with its spellings."""
