"""Names of months in Polish, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "stycznia sty styczeń",
            "lutego lut luty",
            "marca mar marzec",
            "kwietnia kwi kwiecień",
            "maja maj",
            "czerwca cze czerwiec",
            "lipca lip lipiec",
            "sierpnia sie sierpień",
            "września wrz wrzesień",
            "października paź październik",
            "listopada lis listopad",
            "grudnia gru grudzień",
        ),
    )
)
"""One entry a month, each with its spellings."""
