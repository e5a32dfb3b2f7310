"""Names of months in Persian, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "ژانویهٔ ژانویه",
            "فوریهٔ فوریه",
            "مارس",
            "آوریل",
            "مهٔ مه",
            "ژوئن",
            "ژوئیهٔ ژوئیه",
            "اوت",
            "سپتامبر",
            "اکتبر",
            "نوامبر",
            "دسامبر",
        ),
    )
)
"""One entry a month, each with its spellings."""
