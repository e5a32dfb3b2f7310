"""Where a name begins and ends, and what it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.languages.en.demonyms import is_adjective
from geomap.recognizer.memory import compounds, repetitions
from geomap.recognizer.spans import extend, kind_of, parts, trim


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the United States", "United States"),
        ("The Hague", "The Hague"),
        ("Iraq's", "Iraq"),
        ("Iraq’s", "Iraq"),
        ("the United States'", "United States"),
        ("“Rome”", "Rome"),
        ("(Paris),", "Paris"),
        ("Calif.", "Calif."),
        ("U.S.", "U.S."),
        ("U. S.", "U. S."),
        ("Washington, D.C.", "Washington, D.C."),
        ("India.", "India"),
        ("cafe\u0301", "cafe\u0301"),
        ("दिल्ली", "दिल्ली"),
        ("Ukraine\ufe0f", "Ukraine"),
        ("''", ""),
    ],
)
def test_trim(text: str, name: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == name


@given(st.text(max_size=40), st.data())
def test_trimming_stays_within_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = trim(text, start, end)
    assert start <= first and last <= len(text)
    for a, b in parts(text, start, end):
        assert start <= a < b <= end


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("to Tal Afar airport on", "Tal Afar", "Tal Afar airport"),
        ("northern Deir Ezzor province in", "Deir Ezzor", "Deir Ezzor province"),
        ("in Basra city, southern", "Basra city", "Basra"),
        ("in northern Iraq that", "northern Iraq", "Iraq"),
        ("at Baghdad's airport and", "Baghdad", "Baghdad"),
        ("an airport-based", "an", "an"),
        ("in New York city", "New York city", "New York"),
        ("North Carolina went", "North Carolina", "North Carolina"),
        ("off New Zealand shores", "New Zealand shores", "New Zealand"),
        ("in Syrian waters and", "Syrian waters and", "Syrian"),
        ("Guadeloupe and Martinique", "Guadeloupe and", "Guadeloupe"),
    ],
)
def test_extend(text: str, tagged: str, name: str) -> None:
    start = text.index(tagged)
    first, last = extend(text, start, start + len(tagged))
    assert text[first:last] == name


def test_lists_are_single_names() -> None:
    text = "Paris, Texas/Rome\n\nOslo"
    assert [text[a:b] for a, b in parts(text, 0, len(text))] == ["Paris", "Texas", "Rome", "Oslo"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Iraq", "GPE"),
        ("Cook County", "GPE"),
        ("Ahvaz International Airport", "FAC"),
        ("University of Mosul", "FAC"),
        ("Tigris River", "LOC"),
        ("Strait of Hormuz", "LOC"),
        ("Lake Victoria", "LOC"),
        ("Middle East", "LOC"),
        ("Levant", "LOC"),
        ("!", "GPE"),
    ],
)
def test_kind(name: str, label: str) -> None:
    assert kind_of(name) == label


def test_adjectives() -> None:
    assert all(map(is_adjective, ["Iraqi", "Iraqis", "South Korean", "New  Yorkers", "Danes"]))
    assert not any(map(is_adjective, ["Iraq", "Laos", "Philippines", "New", "Georgia", ""]))


def test_a_name_is_found_again_in_capitals_and_not_inside_words() -> None:
    text = "Basra. BASRA, Basrawi, Basra's"
    found = [text[a:b] for a, b in repetitions(text, {"Basra": 0.9}, 0.5)]
    assert found == ["Basra", "BASRA", "Basra"]
    assert not list(repetitions(text, {"Basra": 0.4}, 0.5))
    assert not list(repetitions("Of of OF", {"Of": 0.9}, 0.5))


def test_compounds_name_a_country() -> None:
    text = "The US-led, U.S.-backed and Iran–backed, the Kurdish-led, X-led, US-style-less US-9"
    assert [text[a:b] for a, b in compounds(text)] == ["US", "U.S.", "Iran", "US"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Memphis TN", ["Memphis", "TN"]),
        ("Key West FL 33040", ["Key West", "FL"]),
        ("New York NY", ["New York", "NY"]),
        ("CA reefer", ["CA"]),
        ("NY", ["NY"]),
    ],
)
def test_the_code_of_a_state_is_a_name_of_its_own(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in parts(text, 0, len(text))] == names
