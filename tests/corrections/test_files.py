"""Decisions come back from CSV and from saved maps as they were, and wrong ones are named."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from geomap.corrections import (
    DecidedPlace,
    Decision,
    Quote,
    Scope,
    Verdict,
    load_corrections,
    read_decisions,
    to_csv,
)
from geomap.corrections.table import read_table
from geomap.errors import FormatError
from geomap.types import Document
from tests.corrections.decisions import HOSTILE, page, quoted
from tests.fakes import PARIS_TEXAS, FakeGazetteer

DOCUMENT = Document("report.txt", "The fair in Paris drew crowds.", sha256="ab" * 32)
ONE = quoted(DOCUMENT, "Paris", who="Ada", when="2026-11-26T09:30:00Z", note="see page 2")

EVERY_KIND = (
    ONE,
    replace(ONE, verdict=Verdict.RIGHT, scope=Scope.DOCUMENT),
    replace(ONE, verdict=Verdict.NOT_A_PLACE, scope=Scope.EVERYWHERE, place=None),
    replace(ONE, verdict=Verdict.UNKNOWN, place=None, who="Ben"),
    replace(ONE, verdict=Verdict.MISSED, place=None, start=0),
    replace(ONE, verdict=Verdict.MISSED, place=DecidedPlace(None, "Zork", -1.5, 2.5), start=1),
    Decision(
        Verdict.PLACE, Scope.EVERYWHERE, Quote("Zork"), place=DecidedPlace("osm:node/1", "Z", 1, 2)
    ),
)


def read(text: str, path: Path) -> tuple[Decision, ...]:
    path.write_bytes(text.encode())
    return read_decisions(path)


@pytest.mark.parametrize("decision", EVERY_KIND, ids=lambda one: f"{one.verdict} {one.scope}")
def test_a_decision_comes_back_as_it_was(decision: Decision, tmp_path: Path) -> None:
    assert read(to_csv([decision]), tmp_path / "c.csv") == (decision,)
    assert read(page([decision]), tmp_path / "c.html") == (decision,)
    assert read(to_csv(read_decisions(tmp_path / "c.html")), tmp_path / "d.csv") == (decision,)


TEXTS = some.one_of(some.sampled_from(HOSTILE), some.text(max_size=60)).filter(
    lambda text: not any("\ud800" <= character <= "\udfff" for character in text)
)


@given(name=TEXTS.filter(str.strip), around=TEXTS, note=TEXTS, who=TEXTS, place=TEXTS)
def test_hostile_words_come_back_as_they_were(
    name: str, around: str, note: str, who: str, place: str
) -> None:
    typed = DecidedPlace(None, place or None, 1.25, -2.5, around or None)
    decision = replace(
        ONE, quote=Quote(name, around, note), place=typed, note=note, who=who, document=name
    )
    table = io.StringIO(to_csv([decision]), newline="")
    assert list(read_table(table, "c.csv")) == [decision]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_inside_their_file(words: str, tmp_path: Path) -> None:
    typed = DecidedPlace(None, words, 1.25, -2.5)
    decision = replace(ONE, note=words, who=words, place=typed)
    assert read(page([decision]), tmp_path / "c.html") == (decision,)
    with open(tmp_path / "c.csv", "w", encoding="utf-8", newline="") as stream:
        stream.write(to_csv([decision]))
    with open(tmp_path / "c.csv", encoding="utf-8", newline="") as stream:
        _, row = csv.reader(stream)
    assert not [cell for cell in row if cell.startswith(("=", "@", "\t", "\r", "\n"))]


def test_only_the_block_of_a_page_is_read(tmp_path: Path) -> None:
    other = page([replace(ONE, who="Mallory")]).partition("<body>")[2]
    hidden = f'<!-- {other} --><script>var x = \'<script type="application/json" id="decisions">\''
    around = f"{hidden};</script><textarea>&lt;script id=decisions&gt;</textarea>"
    assert read(page([ONE], around), tmp_path / "c.html") == (ONE,)


def broken(change: dict[str, object]) -> str:
    record = {
        "decision": "place",
        "scope": "mention",
        "document": {"id": "report.txt"},
        "quote": {"exact": "Paris"},
        "start": 12,
        "place": {"lat": 1.5, "lon": 2.5},
    }
    held = json.dumps({"format": 1, "decisions": [{**record, **change}]})
    return f'<p><script type="application/json" id="decisions">{held}</script>'


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, None),
        ({"decision": "erase"}, "decision is 'erase', not one of right"),
        ({"scope": None}, "scope is None"),
        ({"quote": {"exact": " "}}, "the name is empty"),
        ({"quote": {"exact": "x" * 501}}, "exact has 501 characters; at most 500"),
        ({"quote": "Paris"}, "quote is 'Paris', not an object"),
        ({"start": -1}, "start is -1"),
        ({"start": True}, "start is True"),
        ({"start": None}, "start is missing"),
        ({"scope": "document", "document": {}}, "no document is named"),
        ({"document": {"id": "a", "sha256": "xyz"}}, "not 64 hexadecimal digits"),
        ({"place": None}, "place is missing"),
        ({"place": {"lat": 91, "lon": 0}}, "lat is 91, which is not on Earth"),
        ({"place": {"lat": 1}}, "only one of lat and lon"),
        ({"place": {"name": "x"}}, "neither an id nor lat and lon"),
        ({"place": {"lat": float("nan"), "lon": 0}}, "not on Earth"),
        ({"note": "x" * 5001}, "note has 5,001 characters"),
        ({"note": ["x"]}, "not text"),
        ({"when": "yesterday"}, "when is 'yesterday'"),
        ({"colour": "red"}, None),
    ],
)
def test_a_wrong_decision_is_named_in_one_line(
    change: dict[str, object], told: str | None, tmp_path: Path
) -> None:
    if told is None:
        assert len(read(broken(change), tmp_path / "c.html")) == 1
        return
    with pytest.raises(FormatError, match=r"c\.html, decision 1: ") as failed:
        read(broken(change), tmp_path / "c.html")
    assert told in str(failed.value)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>a page</p>", "holds no decisions"),
        ("<p>" + 2 * page([ONE]), "two blocks"),
        ("<p><![[[[" + page([ONE]), "is damaged"),
        (page([ONE]).replace('"format": 1', '"format": 2'), "newer format; update geomap"),
        (page([ONE]).replace('{"format"', '["format"'), "not JSON"),
        (page([ONE]).replace('"format": 1, ', ""), "are not {"),
        ("<p>\0</p>", "holds no decisions"),
    ],
)
def test_a_page_without_good_decisions_is_refused(html: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=told):
        read(html, tmp_path / "c.html")


def test_a_table_without_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(b"name,place\nM\xfcnchen,none\n")
    with pytest.raises(FormatError, match="save it as UTF-8"):
        read_decisions(path)


def test_a_typed_line_needs_no_care_for_blanks(tmp_path: Path) -> None:
    (decision,) = read("Name, Place ,document\n Paris , none , report.txt \n", tmp_path / "c.csv")
    assert decision.quote == Quote("Paris")
    assert (decision.document, decision.scope) == ("report.txt", Scope.DOCUMENT)
    assert decision.verdict is Verdict.NOT_A_PLACE


def test_the_gazetteer_completes_what_is_told_of_a_place(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("name,place\nParis,geonames:4717560\n", encoding="utf-8")
    (decision,) = load_corrections(tmp_path / "c.csv", FakeGazetteer()).decisions
    assert decision.place == DecidedPlace(
        PARIS_TEXAS.id,
        "Paris",
        PARIS_TEXAS.latitude,
        PARIS_TEXAS.longitude,
        "Texas, United States",
    )


def test_a_place_that_no_gazetteer_knows_is_taken_as_it_was_seen(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(to_csv([EVERY_KIND[-1]]), encoding="utf-8", newline="")
    corrections = load_corrections(path, FakeGazetteer())
    place = corrections.place_of(corrections.decisions[0])
    assert place is not None
    assert (place.id, place.name, place.latitude, place.longitude) == ("osm:node/1", "Z", 1, 2)
