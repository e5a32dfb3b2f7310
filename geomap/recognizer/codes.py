"""Codes that name places: flags, airports' codes, ISO 3166-2 codes, UN p-codes.

A code counts only where the text says what it is; whether it exists is the gazetteer's business.

>>> [text for _, _, text in find_codes("Flight 815 from LAX to JFK diverted to ORD.")]
['LAX', 'JFK', 'ORD']
>>> [text for _, _, text in find_codes("The FBI and the CIA met in the USA.")]
[]
>>> [text for _, _, text in find_codes("Cases were confirmed in IQG15 and SY02.")]
['IQG15', 'SY02']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

__all__ = ["find_codes"]

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_PCODE = re.compile(r"(?<![\w-])(?:[A-Z]{2}G?\d{2}|(?:NG|NE)\d{3}|[A-Z]{3}\d{3})(?![\w-])")
_PCODE_CUE = re.compile(r"\bp-?codes?\b|\badm(?:in)?[ -]?[1-4]\b", re.IGNORECASE)
_ISO = re.compile(r"(?<![\w-])[A-Z]{2}-[A-Z]{2,3}(?![\w-])")
_ISO_CUE = re.compile(
    r"\bISO\b|\b(?:subdivision|region|province|governorate|state|admin\w*)s?\b", re.IGNORECASE
)
_AIRPORT = re.compile(r"(?<![\w./-])[A-Z]{3,4}(?![\w/-])")
_AIR_CUE = re.compile(
    r"\b(?:flights?|fly|flew|flown|flying|airports?|airlines?|jets?|planes?|aircraft|landed|landing|"
    r"take-?off|took off|departed|depart(?:ure)?s?|diverted|en route|hubs?|terminals?|runways?|"
    r"metar|taf|notams?|squawk\w*|charter|airways)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:\b(?:from|to|at|via|into|for|between|and|or|in|near|through|of|out of|over)\s+(?:the\s+)?|"
    r"[,/→>(–-]\s?)$",
    re.IGNORECASE,
)
# Countries, bodies and words of the same letters as an airport's code.
_OTHER = frozenset(
    "USA UAE DRC CAR PRC ROK DPRK GDR FRG KSA USSR NYC WHO IMF FBI CIA NSA FAA TSA NTSB ICAO IATA "  # noqa: SIM905
    "NATO OPEC OCHA ICRC NBC CBS ABC BBC CNN AFP DPA NBA NFL MLB NHL FIFA UEFA CEO CFO GPS ATC VIP "
    "AND THE FOR NOT ALL NEW AIR SEA ONE TWO DAY MAN WAR".split()
)
_REACH = 120
_LIST = 30


def find_codes(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and text of the codes, in text order."""
    found = {match.span(): match[0] for match in _FLAG.finditer(text)}
    found |= dict(_pcodes(text)) | dict(_iso(text)) | dict(_airports(text))
    return [(start, end, found[start, end]) for start, end in sorted(found)]


def _pcodes(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the p-codes of a text that has several of them or says what they are."""
    matches = list(_PCODE.finditer(text))
    if len({match[0] for match in matches}) > 1 or (matches and _PCODE_CUE.search(text)):
        yield from ((match.span(), match[0]) for match in matches)


def _iso(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    matches = list(_ISO.finditer(text))
    if matches and (len({match[0] for match in matches}) > 1 or _ISO_CUE.search(text)):
        yield from ((match.span(), match[0]) for match in matches)


def _airports(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield capitals that stand where an airport would, near a word of flying and another code."""
    matches = [
        match
        for match in _AIRPORT.finditer(text)
        if match[0] not in _OTHER
        and _JOINED.search(text, max(0, match.start() - 12), match.start())
    ]
    for index, match in enumerate(matches):
        near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        if _in_company(matches, index) and _AIR_CUE.search(near):
            yield match.span(), match[0]


def _in_company(matches: Sequence[re.Match[str]], index: int) -> bool:
    """Return whether another code as long stands within a few words, before or behind."""
    match = matches[index]
    before = takewhile(
        lambda other: match.start() - other.end() <= _LIST,
        (matches[at] for at in range(index - 1, -1, -1)),
    )
    behind = takewhile(
        lambda other: other.start() - match.end() <= _LIST,
        (matches[at] for at in range(index + 1, len(matches))),
    )
    return any(len(other[0]) == len(match[0]) for other in chain(before, behind))
