"""Names of months in Turkish, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "ocak oca",
            "şubat şub",
            "mart mar",
            "nisan nis",
            "mayıs may",
            "haziran haz",
            "temmuz tem",
            "ağustos ağu",
            "eylül eyl",
            "ekim eki",
            "kasım kas",
            "aralık ara",
        ),
    )
)
"""One entry a month, each with its spellings."""
