"""The JSON Lines contract: what is written is read again, and bad lines are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap import jsonl
from geomap.errors import DocumentNotFound, FormatError
from geomap.types import (
    Area,
    Candidate,
    Check,
    Document,
    Evidence,
    Mention,
    ParsedDocument,
    Relation,
    Role,
    Span,
    Status,
    Toponym,
)
from tests.fakes import BAGHDAD, IRAQ, PARIS, PARIS_TEXAS, parsed

CONTRACT = {
    "start", "end", "text", "label", "mention_probability", "place_id", "geonameid", "name",
    "country", "admin1", "kind", "lat", "lon", "probability", "score", "reason", "candidates",
}  # fmt: skip


def full() -> ParsedDocument:
    text = "Paris, Texas, lies far from northern Iraq and Atlantis."
    return ParsedDocument(
        Document(
            "a", text, "Title", "a.txt", "https://example.org/a", "2020-01-07", "en", "00",
            (Span(0, len(text), "page", "p. 1", "page=1"),), None, ("a note",),
        ),
        (
            Toponym(
                Mention(0, 5, "Paris", probability=0.875), PARIS_TEXAS, 0.9, "why",
                (Candidate(PARIS_TEXAS, "Paris", 1.5, (Evidence("prior", 2.0, 1.5, "w"),),
                           "exact", 1.0, None, 0.9), Candidate(PARIS, "Paris")),
            ),
            Toponym(Mention(37, 41, "Iraq"), IRAQ, 0.99, "why", role=Role.SUBJECT,
                    area=Area("box", ((35.0, 39.0), (37.4, 48.5)), 200.0, "northern Iraq")),
            Toponym(Mention(46, 54, "Atlantis"), None, 0.0, "no", status=Status.NO_CANDIDATE),
        ),
        (Check(0, 12, Relation.IN, (0, 1), 550.0, "words"),),
        ("a warning",), "r", "g", ("Atlantis",),
    )  # fmt: skip


def test_a_full_result_survives_the_round_trip() -> None:
    record = json.loads(jsonl.dumps(jsonl.to_record(full())))
    assert jsonl.from_record(record) == full()


def test_each_toponym_has_the_fields_of_the_contract() -> None:
    record = jsonl.to_record(full())
    assert all(set(entry) >= CONTRACT for entry in record["toponyms"])
    assert record["unplaced"] == 1
    assert {"id", "title", "source", "sha256", "toponyms", "unplaced", "geomap"} <= set(record)
    assert {"version", "recognizer", "gazetteer", "format"} <= set(record["geomap"])


def test_an_unplaced_name_stays_with_nulls_and_its_reason() -> None:
    entry = jsonl.to_record(full())["toponyms"][2]
    assert (entry["lat"], entry["lon"], entry["place_id"]) == (None, None, None)
    assert entry["reason"] == "no"


@given(st.text(st.characters(codec=None)))
def test_any_text_survives_the_round_trip(text: str) -> None:
    line = jsonl.dumps(jsonl.to_record(ParsedDocument(Document("x", text))))
    assert "\n" not in line
    line.encode("utf-8")
    assert jsonl.from_record(json.loads(line)).document.text == text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"toponyms": [{"start": 0, "end": 3, "text": "xyz"}]}, "is not 'xyz'"),
        ({"toponyms": None}, "not a line of `geomap parse`"),
        ({"geomap": {"format": 99, "version": "9"}}, "a newer format"),
        ({"text": 5}, "not a line of `geomap parse`"),
    ],
)
def test_a_wrong_record_is_told(change: dict[str, object], told: str) -> None:
    with pytest.raises(FormatError, match=told):
        jsonl.from_record({**jsonl.to_record(full()), **change})


def test_coordinates_off_the_earth_are_refused() -> None:
    record = jsonl.to_record(full())
    record["toponyms"][0]["lat"] = 91.0
    with pytest.raises(FormatError, match="correct the file"):
        jsonl.from_record(record)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    jsonl.write_results([full()], path)
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    results = jsonl.read_results(path)
    assert next(results).document.id == "a"
    with pytest.raises(FormatError, match=r"results\.jsonl, line 2 is not JSON"):
        next(results)


def test_results_are_told_from_input(tmp_path: Path) -> None:
    jsonl.write_results([parsed("In Baghdad.", ("Baghdad", BAGHDAD))], tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").write_text('{"id": "1", "text": "x"}\n', encoding="utf-8")
    assert jsonl.is_results(tmp_path / "a.jsonl")
    assert not jsonl.is_results(tmp_path / "b.jsonl")
    assert not jsonl.is_results(tmp_path / "missing.jsonl")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound):
        next(jsonl.read_results(tmp_path / "missing.jsonl"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", {"a": 1}), ("date", 5), ("text", ["x"]), ("notes", [5]), ("notes", "word"),
        ("spans", [["a", "b", "c"]]), ("score", float("inf")), ("name", ["x"]), ("bounds", ["a"]),
        ("attribution", 7), ("reason", {"x": 1}), ("place_id", 5), ("population", "many"),
    ],
)  # fmt: skip
def test_values_of_a_wrong_kind_are_refused(field: str, value: object) -> None:
    record = jsonl.to_record(full())
    where = record if field in record else record["toponyms"][0]
    assert field in where
    where[field] = value
    with pytest.raises(FormatError):
        jsonl.from_record(record)


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    line = jsonl.dumps(jsonl.to_record(full())).encode()
    path.write_bytes(b"\n".join([b"damaged", line, b"[" * 300_000, b"{", b'{"\xff', line]))
    assert jsonl.is_results(path)
    told: list[str] = []
    read = list(jsonl.read_results(path, on_error=lambda name, error: told.append(str(error))))
    assert len(read) == 2
    where = [words.split(" is not")[0] for words in told]
    assert where == [f"{path}, line {number}" for number in (1, 3, 4, 5)]
    assert "is not UTF-8" in told[-1]
