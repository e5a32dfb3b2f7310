"""Dates as documents state them, as ISO 8601, never more precise than they are stated.

>>> parse_date("8th of May 1945"), parse_date("May 1945"), parse_date("1-3 May 1945")
('1945-05-08', '1945-05', '1945-05')
>>> parse_date("2020/01/07"), parse_date("7.1.2020"), parse_date("25/12/2020")
('2020-01-07', '2020-01-07', '2020-12-25')
>>> parse_date("03/04/2020") is None  # March or April?
True
"""

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
_SEPARATED = re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})(?:\2(\d{1,2}))?(?![\d/.-]*\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/.-]*\d)")
_RANGE = r"\s?(?:-|–|—|/|to|and|bis|und|au|et|al|y|e|a)\s?"
_ORDINAL = r"(?:st|nd|rd|th|\.|er)?"
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}}{_ORDINAL}{_RANGE})?(\d{{1,2}}){_ORDINAL}[\s-]+(?:of\s+|de\s+|ב)?"
    r"([^\W\d_][^\s\d,.;:()-]{2,11})\.?,?[\s-]+(?:de\s+|of\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(
    rf"\b([^\W\d_]{{3,12}})\.?\s+(\d{{1,2}}){_ORDINAL}({_RANGE}\d{{1,2}}{_ORDINAL})?,?\s+(\d{{4}})\b"
)
_YEAR_FIRST = re.compile(r"\b(\d{4})\.?\s+([^\W\d_]{3,12})\s+(\d{1,2})\b")
_MONTH = re.compile(r"\b([^\W\d_]{3,12})\.?,?[\s-]+(?:de\s+|of\s+)?(\d{4})\b")
_MONTH_LAST = re.compile(r"\b(\d{4})\.?\s+([^\W\d_]{3,12})\b")
_SIGNS = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?")
_YEAR = re.compile(r"\s*(\d{4})\s*$")
_STATED = re.compile(
    r"^\W{0,3}(?:date|published|posted|first published|updated|publié|datum|fecha|"
    r"veröffentlicht|stand)(?:\s+(?:on|at|le|am|el))?\s*:?\s+(?=.{0,40}\d{4})(.{4,60})",
    re.IGNORECASE,
)


def parse_date(value: object) -> str | None:
    """Return YYYY, YYYY-MM or YYYY-MM-DD, or None if ``value`` does not state a date.

    Of numbers such as 03/04/2020 nothing is read, as day and month cannot be told apart; with
    dots the day comes first everywhere. Of a span of days the month is kept.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return _year(str(value)) if isinstance(value, int) else None
    value = value[:100]
    if match := _ISO.search(value) or _COMPACT.match(value.strip()):
        return _checked(*match.groups())
    if match := _SIGNS.search(value):
        return _checked(match[1], match[2], match[3])
    return _in_figures(value) or _in_words(value) or _year(value)


def _in_figures(value: str) -> str | None:
    if match := _SEPARATED.search(value):
        return _checked(match[1], match[3], match[4])
    if match := _YEAR_LAST.search(value):
        first, sign, second, year = match.groups()
        if sign == "." or first == second or int(first) > 12:
            return _checked(year, second, first)
        return _checked(year, first, second) if int(second) > 12 else None
    return None


def _in_words(value: str) -> str | None:
    if match := _DAY_FIRST.search(value):
        return _named(match[4], match[3], None if match[1] else match[2])
    if match := _MONTH_FIRST.search(value):
        return _named(match[4], match[1], None if match[3] else match[2])
    if match := _YEAR_FIRST.search(value):
        return _named(match[1], match[2], match[3])
    found = (_named(match[2], match[1], None) for match in _MONTH.finditer(value))
    if month := next(filter(None, found), None):
        return month
    match = _MONTH_LAST.search(value)
    return _named(match[1], match[2], None) if match else None


def _year(value: str) -> str | None:
    match = _YEAR.match(value)
    return match[1] if match and _OLDEST <= int(match[1]) <= _NEWEST else None


def _named(year: str, month: str, day: str | None) -> str | None:
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
