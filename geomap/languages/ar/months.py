"""Names of months in Arabic, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "يناير",
            "فبراير شباط",
            "مارس آذار",
            "أبريل نيسان",
            "مايو أيار",
            "يونيو حزيران",
            "يوليو تموز",
            "أغسطس آب",
            "سبتمبر أيلول",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ),
    )
)
"""One entry a month, each with its spellings."""
