"""Names of months in Russian, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "января янв январь",
            "февраля февр февраль",
            "марта мар март",
            "апреля апр апрель",
            "мая май",
            "июня июн июнь",
            "июля июл июль",
            "августа авг август",
            "сентября сент сентябрь",
            "октября окт октябрь",
            "ноября нояб ноябрь",
            "декабря дек декабрь",
        ),
    )
)
"""One entry a month, each with its spellings."""
