"""Codes as mentions, and what they stand for in the bundled gazetteer."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.recognizer.codes import find_codes
from geomap.resolver.codes import with_codes
from geomap.types import Kind, Label, Mention

PCODES = Path(__file__).parents[2] / "gazetteer" / "pcodes.csv"


def codes(text: str) -> list[str]:
    return [code for _, _, code in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Flight 815 from LAX to JFK diverted to ORD.", ["LAX", "JFK", "ORD"]),
        ("The jet flew from OIIE to OSDI on Monday.", ["OIIE", "OSDI"]),
        ("Cases were confirmed in IQG15 and SY02 this week.", ["IQG15", "SY02"]),
        ("P-code SY0203 and pcode YE11", ["YE11"]),
        ("The provinces IQ-NI and IQ-BA", ["IQ-NI", "IQ-BA"]),
        ("🇺🇦 troops advanced, 🇷🇺 denied it.", ["🇺🇦", "🇷🇺"]),
        ("The FBI and the CIA met in the USA.", []),
        ("They flew to the USA and the UAE for NBC and CBS.", []),
        ("He landed at LAX.", []),
        ("Room AF12 is next to the lift.", []),
        ("The A-TEAM and the US-LED force", []),
        ("From BMW to SAP, shares rose.", []),
    ],
)
def test_codes_count_where_the_text_says_what_they_are(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_offsets_are_exact() -> None:
    text = "🇺🇦 from LAX to JFK by plane"
    assert all(text[start:end] == code for start, end, code in find_codes(text))


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("ORD", "Chicago O'Hare International Airport", Kind.AIRPORT),
        ("OIIE", "Imam Khomeini International Airport", Kind.AIRPORT),
        ("IQ-NI", "Nineveh", Kind.ADMIN1),
        ("SY02", "Aleppo", Kind.ADMIN1),
        ("🇺🇦", "Ukraine", Kind.COUNTRY),
    ],
)
def test_codes_are_known(code: str, name: str, kind: Kind) -> None:
    (toponym,) = with_codes([Mention(0, len(code), code, Label.CODE)], (), open_gazetteer())
    assert toponym.place is not None
    assert (toponym.place.name, toponym.place.kind) == (name, kind)


def test_an_unknown_code_is_left_out() -> None:
    assert with_codes([Mention(0, 3, "QQQ", Label.CODE)], (), open_gazetteer()) == ()


def test_every_p_code_leads_to_a_unit_of_its_country() -> None:
    gazetteer = open_gazetteer()
    with PCODES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    places = {row["code"]: gazetteer.by_code(row["code"]) for row in rows}
    wrong = [
        row["code"]
        for row in rows
        if (place := places[row["code"]]) is None or place.country != row["country"]
    ]
    assert wrong == []


def test_a_long_list_of_capitals_takes_no_time() -> None:
    text = "They fly to LAX, JFK, ORD. " * 20_000
    before = time.process_time()
    assert len(find_codes(text)) == 60_000
    assert time.process_time() - before < 5.0
