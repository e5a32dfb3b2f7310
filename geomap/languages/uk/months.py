"""Names of months in Ukrainian, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "січня січ січень",
            "лютого лют лютий",
            "березня бер березень",
            "квітня квіт квітень",
            "травня трав травень",
            "червня черв червень",
            "липня лип липень",
            "серпня серп серпень",
            "вересня вер вересень",
            "жовтня жовт жовтень",
            "листопада лист листопад",
            "грудня груд грудень",
        ),
    )
)
"""One entry a month, each with its spellings."""
