"""Dates as documents state them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

from geomap.languages.months import LANGUAGES_WITH_MONTHS, months_of

__all__ = ["CREATION_NOTE", "find_stated_date", "parse_date"]

CREATION_NOTE = "the date is that of the file's creation"
_OLDEST, _NEWEST = 1000, 2999


def _month_numbers() -> dict[str, int]:
    """Return the number of each name of a month; names that languages disagree about have none."""
    found: dict[str, int] = {}
    disputed: set[str] = set()
    for language in LANGUAGES_WITH_MONTHS:
        for number, names in enumerate(months_of(language), start=1):
            for name in names:
                disputed.update([name] if found.setdefault(name, number) != number else [])
    return {name: number for name, number in found.items() if name not in disputed}


_MONTHS = _month_numbers()
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?(?=\D|$)")
_COMPACT = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:\d{4,6})?(?=\D|$)")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.|er)?\s+(?:de\s+|ב)?([^\W\d_][^\s\d,.;:()]{2,11})\.?,?"
    r"\s+(?:de\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})\.?\s+([^\W\d_]{3,12})\s+(\d{1,2})\b")
_SIGNS = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_YEAR = re.compile(r"\s*(\d{4})\s*$")
_STATED = re.compile(
    r"^\W{0,3}(?:date|published|posted|first published|updated|publié|datum|fecha|"
    r"veröffentlicht|stand)(?:\s+(?:on|at|le|am|el))?\s*:?\s+(?=.{0,40}\d{4})(.{4,60})",
    re.IGNORECASE,
)


def parse_date(value: object) -> str | None:
    """Return YYYY, YYYY-MM or YYYY-MM-DD, or None if ``value`` does not state a date.

    Numbers alone such as 03/04/2020 are not read: day and month cannot be told apart.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return _year(str(value)) if isinstance(value, int) else None
    value = value[:100]
    if match := _ISO.search(value) or _COMPACT.match(value.strip()):
        return _checked(*match.groups())
    if match := _DAY_FIRST.search(value):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_FIRST.search(value):
        return _named(match[3], match[1], match[2])
    if match := _YEAR_FIRST.search(value):
        return _named(match[1], match[2], match[3])
    if match := _SIGNS.search(value):
        return _checked(match[1], match[2], match[3])
    return _year(value)


def _year(value: str) -> str | None:
    match = _YEAR.match(value)
    return match[1] if match and _OLDEST <= int(match[1]) <= _NEWEST else None


def _named(year: str, month: str, day: str) -> str | None:
    number = _MONTHS.get(month.casefold())
    return _checked(year, f"{number:02}", day) if number else None


def _checked(year: str, month: str, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]


def find_stated_date(text: str) -> str | None:
    """Return the date that one of the first lines gives as that of the text ("Published …")."""
    for line in text[:3_000].splitlines()[:12]:
        if (match := _STATED.match(line[:200])) and (found := parse_date(match[1])):
            return found
    return None
