"""The page's data: exact offsets, limits, nothing lost in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.aggregate import Aggregate, aggregate
from geomap.render.escaping import inert_json
from geomap.render.payload import PayloadOptions, _Offsets, payload
from geomap.types import Document
from tests.fakes import BAGHDAD, MOSUL, PARIS, parsed


def utf16(text: str, start: int, end: int) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40), st.data())
def test_offsets_are_utf16(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert utf16(text, *_Offsets(text).pair(start, end)) == text[start:end]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_json_in_a_script_element(text: str) -> None:
    written = inert_json({"text": text})
    assert "<" not in written
    assert "\u2028" not in written and "\u2029" not in written
    assert json.loads(written.encode("utf-8")) == {"text": text}


def test_quotations_point_into_the_text() -> None:
    found = parsed("𝔸 sign. In 🏴 Baghdad it rained.", ("Baghdad", BAGHDAD))
    data = payload(aggregate([found]), PayloadOptions())
    record = data["places"][0]["quotes"][0]
    text = data["documents"][0]["text"]
    quote = utf16(text, record[1], record[2])
    assert quote in found.document.text
    assert utf16(quote, *record[3]) == "Baghdad"


def test_quotations_carry_their_text_when_texts_stay_out() -> None:
    found = parsed("In 🏴 Baghdad it rained.", ("Baghdad", BAGHDAD))
    data = payload(aggregate([found]), PayloadOptions(texts=False))
    record = data["places"][0]["quotes"][0]
    assert "text" not in data["documents"][0]
    assert utf16(record[2], *record[3]) == "Baghdad"


def test_passages_beyond_the_limit_are_counted() -> None:
    text = " ".join(f"Number {n} of the reports names Baghdad and says no more." for n in range(30))
    found = parsed(text, *[("Baghdad", BAGHDAD)] * 30)
    data = payload(aggregate([found]), PayloadOptions(max_passages=5))
    place = data["places"][0]
    assert len(place["quotes"]) == 5
    assert place["n"] == 30
    assert place["more"] == len(aggregate([found]).places[0].quotations) - 5
    assert len(data["documents"][0]["marks"]) == 3 * 30


def test_every_mention_is_marked_in_its_document(gathered: Aggregate) -> None:
    data = payload(gathered, PayloadOptions())
    for number, document in enumerate(data["documents"]):
        marks = document["marks"]
        marked = {(marks[i], marks[i + 1]) for i in range(0, len(marks), 3)}
        expected = {
            (t.mention.start, t.mention.end)
            for entry in [*gathered.places, *gathered.unplaced]
            for quotation in entry.quotations
            if quotation.document == number
            for t in quotation.toponyms
        }
        assert marked == expected


@pytest.mark.parametrize(
    ("place", "words"),
    [(BAGHDAD, "Iraq"), (MOSUL, "Nineveh, Iraq"), (PARIS, "Île-de-France, France")],
)
def test_where_a_place_lies(place: object, words: str) -> None:
    from geomap.render.payload import within
    from geomap.types import Place

    assert isinstance(place, Place)
    assert within(place) == words


def test_empty_results() -> None:
    data = payload(Aggregate((Document("d", ""),), (), ()), PayloadOptions())
    assert data["places"] == []
    assert len(data["view"]) == 4
