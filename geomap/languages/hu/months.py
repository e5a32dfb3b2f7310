"""Names of months in Hungarian, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "január jan",
            "február febr",
            "március márc",
            "április ápr",
            "május máj",
            "június jún",
            "július júl",
            "augusztus aug",
            "szeptember szept",
            "október okt",
            "november nov",
            "december dec",
        ),
    )
)
"""One entry a month, each with its spellings."""
