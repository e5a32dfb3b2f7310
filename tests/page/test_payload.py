"""The page's data: exact offsets, limits, nothing lost in words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.aggregate import Aggregate, aggregate
from geomap.escaping import for_script
from geomap.render.payload import PayloadOptions, _Offsets, payload
from geomap.render.quoted import quoted
from geomap.types import Candidate, Check, Document, Status
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
    written = for_script({"text": text})
    assert "<" not in written
    assert "\u2028" not in written and "\u2029" not in written
    assert json.loads(written.encode("utf-8")) == {"text": text}


def spans(document: dict[str, Any]) -> list[tuple[int, int]]:
    """Return (start, end) of a document's mentions, in UTF-16 code units."""
    flat, found, start = document["mentions"], [], 0
    for at in range(0, len(flat), 7):
        start += flat[at]
        found.append((start, start + flat[at + 1]))
    return found


def test_passages_and_mentions_point_into_the_text() -> None:
    found = parsed("𝔸 sign. In 🏴 Baghdad it rained.", ("Baghdad", BAGHDAD))
    document = payload(aggregate([found]), PayloadOptions())["documents"][0]
    start, end, *rest = document["passages"][0]
    quote = utf16(document["text"], start, end)
    assert quote in found.document.text and not rest
    assert [utf16(document["text"], *span) for span in spans(document)] == ["Baghdad"]


def test_passages_carry_their_words_when_texts_stay_out() -> None:
    found = parsed("In 🏴 Baghdad it rained.", ("Baghdad", BAGHDAD))
    document = payload(aggregate([found]), PayloadOptions(texts=False))["documents"][0]
    start, _, words = document["passages"][0]
    assert "text" not in document
    assert document["beyond"] == [3]
    ((first, last),) = spans(document)
    assert utf16(words, first - start, last - start) == "Baghdad"


def test_words_beyond_the_limit_stay_out_but_every_mention_is_in() -> None:
    text = " ".join(f"Number {n} of the reports names Baghdad and says no more." for n in range(30))
    found = parsed(text, *[("Baghdad", BAGHDAD)] * 30)
    gathered = aggregate([found])
    document = payload(gathered, PayloadOptions(max_passages=5, texts=False))["documents"][0]
    assert len(document["passages"]) == len(gathered.places[0].quotations)
    assert sum(isinstance(passage[2], str) for passage in document["passages"]) == 5
    assert all(passage[2] == 1 for passage in document["passages"] if passage[2:] == [1])
    assert len(spans(document)) == 30


def test_each_passage_is_written_once() -> None:
    found = parsed("From Paris to Mosul and Baghdad.", ("Paris", PARIS), ("Mosul", MOSUL))
    document = payload(aggregate([found]), PayloadOptions(texts=False))["documents"][0]
    assert [passage[2] for passage in document["passages"]] == [found.document.text]


def test_what_is_quoted_is_spread_over_documents() -> None:
    text = " ".join(f"Number {n} of the reports names Baghdad and says no more." for n in range(9))
    many = [parsed(text, *[("Baghdad", BAGHDAD)] * 9, id=f"d{n}") for n in range(4)]
    gathered = aggregate(many)
    for most in (1, 2, 3, 4, 7):
        chosen = quoted(gathered, most, texts=False)
        assert chosen is not None and len(chosen) == most
        documents = [document for document, _, _ in chosen]
        assert len(set(documents)) == min(most, 4)
    assert quoted(gathered, None, texts=True) is None
    assert len(quoted(gathered, None, texts=False) or ()) == 36


def test_no_more_is_quoted_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geomap.render.quoted.QUOTED", 400)
    text = " ".join(f"Number {n} of the reports names Baghdad and says no more." for n in range(30))
    gathered = aggregate([parsed(text, *[("Baghdad", BAGHDAD)] * 30)])
    chosen = quoted(gathered, None, texts=False) or frozenset()
    assert 0 < sum(end - start for _, start, end in chosen) <= 400


def test_each_mention_keeps_its_own_certainty_and_rivals() -> None:
    elsewhere = replace(PARIS, id="geonames:1", name="Paris", latitude=33.66, longitude=-95.55)
    found = parsed("Paris, then Paris.", ("Paris", PARIS), ("Paris", PARIS))
    sure, unsure = found.toponyms
    candidates = (Candidate(PARIS, "Paris"), Candidate(elsewhere, "Paris", probability=0.26))
    unsure = replace(unsure, probability=0.26, status=Status.UNCERTAIN, candidates=candidates)
    data = payload(aggregate([found.with_toponyms((sure, unsure))]), PayloadOptions())
    first, second = data["documents"][0]["mentions"][:7], data["documents"][0]["mentions"][7:]
    assert (first[4], second[4]) == (2 * round(100 * sure.probability), 2 * 26 + 1)
    assert data["rivals"][first[6]] == [0]
    assert data["rivals"][second[6]] == [1, 0, 260]
    assert data["others"][0][:2] == ["geonames:1", "Paris"]


def test_a_check_is_listed_once() -> None:
    check = Check(0, 5, "in", (0,), 713.0, "Says Paris is in Iraq.")
    found = replace(parsed("Paris, Paris", ("Paris", PARIS)), checks=(check, replace(check, end=6)))
    assert len(payload(aggregate([found]), PayloadOptions())["checks"]) == 1


def test_every_mention_is_marked_in_its_document(gathered: Aggregate) -> None:
    data = payload(gathered, PayloadOptions())
    for number, document in enumerate(data["documents"]):
        expected = {
            (t.mention.start, t.mention.end)
            for entry in [*gathered.places, *gathered.unplaced]
            for quotation in entry.quotations
            if quotation.document == number
            for t in quotation.toponyms
        }
        assert set(spans(document)) == expected


@pytest.mark.parametrize(
    ("place", "words"),
    [(BAGHDAD, "Iraq"), (MOSUL, "Nineveh, Iraq"), (PARIS, "Île-de-France, France")],
)
def test_where_a_place_lies(place: object, words: str) -> None:
    from geomap.types import Place
    from geomap.wording import within

    assert isinstance(place, Place)
    assert within(place) == words


def test_empty_results() -> None:
    data = payload(Aggregate((Document("d", ""),), (), ()), PayloadOptions())
    assert data["places"] == []
    assert len(data["view"]) == 4
