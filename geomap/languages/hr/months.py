"""Names of months in Croatian, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "siječnja sij siječanj",
            "veljače velj veljača",
            "ožujka ožu ožujak",
            "travnja tra travanj",
            "svibnja svi svibanj",
            "lipnja lip lipanj",
            "srpnja srp srpanj",
            "kolovoza kol kolovoz",
            "rujna ruj rujan",
            "listopada lis listopad",
            "studenoga stu studeni",
            "prosinca pro prosinac",
        ),
    )
)
"""One entry a month, each with its spellings."""
