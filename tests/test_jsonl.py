"""The JSON Lines contract: what is written is read again, and bad lines are told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap import jsonl
from geomap.aggregate import aggregate
from geomap.documents import read_documents
from geomap.errors import DocumentNotFound, FormatError
from geomap.export import export
from geomap.render import render_map
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
        (
            {"checks": [{"start": 1.5, "end": 3, "relation": "in", "toponyms": [], "words": ""}]},
            r"checks\[0\]\.start is 1\.5, not a whole number",
        ),
        (
            {
                "checks": [
                    {
                        "start": 0,
                        "end": 3,
                        "relation": "X in Y",
                        "toponyms": [9],
                        "words": "",
                        "distance_km": 1,
                    }
                ]
            },
            "names one that is not there",
        ),
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
        ("lat", 10**400), ("lon", 1e308), ("score", 1e308), ("score", -5), ("probability", []),
        ("asked_online", [[]]), ("asked_online", [None]), ("end", 10**9), ("end", -1),
        ("end", 1.5), ("start", 7), ("spans", [[0, 10**9, "page"]]), ("spans", [[5, 1, "page"]]),
        ("bounds", [0, 0, 0, 10**400]), ("id", ["x"]), ("id", 10**400), ("country", 7),
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


ODD = (
    None, True, 0, -1, 1.5, 1e308, 10**400, 2**64, float("nan"), "", "x", "\ud800", "1e999",
    [], {}, [1], [[]], [None], {"a": 1}, 91, 181, [1, 2, 3, 4, 5], [5, -1, "k"],
    [[0, 10**9, "page"]], [1e308] * 4, "<script>alert(1)</script>",
)  # fmt: skip


def places_in(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value[:2]))
    return [path, *(found for key, one in inner for found in places_in(one, (*path, key)))][
        0 if path else 1 :
    ]


PLACES = places_in(json.loads(jsonl.dumps(jsonl.to_record(full()))))


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_mutated_records_are_refused_or_usable(path: tuple[str | int, ...]) -> None:
    """Whatever stands anywhere: FormatError, or a result that every form can take."""
    for odd in ODD:
        record = json.loads(jsonl.dumps(jsonl.to_record(full())))
        inner = record
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = odd
        try:
            result = jsonl.from_record(record)
        except FormatError:
            continue
        gathered = aggregate([result])
        render_map(gathered).get_root().render()
        for form in ("geojson", "csv", "kml", "jsonld"):
            with TemporaryDirectory() as folder:
                export(gathered if form == "kml" else [result], Path(folder, f"a.{form}"))


def test_what_we_write_is_input_for_the_reader_of_documents(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(json.loads(jsonl.dumps(jsonl.to_record(full())))))
    (document,) = read_documents(path)
    assert (document.id, document.text) == ("a", full().document.text)
    assert document.spans == full().document.spans


def test_long_lines_are_told_by_their_ends(tmp_path: Path) -> None:
    text = "In Baghdad. " * 500_000
    jsonl.write_results([parsed(text, ("Baghdad", BAGHDAD))], tmp_path / "a.jsonl")
    assert jsonl.is_results(tmp_path / "a.jsonl")
    (tmp_path / "b.txt").write_text(text)
    assert not jsonl.is_results(tmp_path / "b.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
def test_a_line_of_gigabytes_is_not_read_to_learn_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with open(path, "wb") as stream:
        stream.write(b"In Baghdad. " * 10)
        for _ in range(30):
            stream.write(b"x" * 10_000_000)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28));"
        "from geomap.jsonl import is_results; print(is_results(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr
