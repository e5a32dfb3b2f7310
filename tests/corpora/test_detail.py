"""What results hold: each detail, each form of file, and what is drawn from them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.contract import from_record, to_record
from geomap.documents import read_documents
from geomap.errors import FormatError, MissingExtra, OutputError
from geomap.export import export
from geomap.jsonl import dumps, line_of, result_of
from geomap.pipeline import Geoparser
from geomap.stored import ending_of, is_results, read_results, write_results
from geomap.types import Detail, ParsedDocument
from tests.test_jsonl import full

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
MOST_TIMES = {Detail.REASONS: 6.0}
"""The floor of the issue: how many times the text results may weigh."""


@pytest.fixture(scope="module")
def found(seeds: Path) -> tuple[ParsedDocument, ...]:
    return tuple(Geoparser().pipe(read_documents(seeds)))


@pytest.mark.parametrize("detail", Detail)
def test_what_is_written_again_is_the_same(
    found: tuple[ParsedDocument, ...], detail: Detail
) -> None:
    for parsed in (*found, full()):
        line = line_of(parsed, detail)
        again = result_of(line, "a line")
        assert again.detail is detail
        assert line_of(again, detail) == line
        assert line_of(again) == line  # there is no more to tell


def test_short_lines_keep_every_answer(found: tuple[ParsedDocument, ...]) -> None:
    for parsed in (*found, full()):
        for detail in (Detail.REASONS, Detail.BRIEF):
            again = result_of(line_of(parsed, detail), "a line")
            whole = result_of(line_of(parsed), "a line")
            assert again.document == whole.document
            assert again.checks == whole.checks
            for short, long in zip(again.toponyms, whole.toponyms, strict=True):
                known = long.mention.probability
                rounded = None if known is None else round(known, 4)
                mention = replace(long.mention, probability=rounded)
                assert replace(short, candidates=()) == replace(
                    long, candidates=(), mention=mention
                )


def test_reasons_hold_the_likely_runners_up_without_evidence(
    found: tuple[ParsedDocument, ...],
) -> None:
    told = 0
    for parsed in found:
        again = result_of(line_of(parsed, Detail.REASONS), "a line")
        for short, long in zip(again.toponyms, parsed.toponyms, strict=True):
            chosen = long.place.id if long.place else None
            expected = [
                (one.place.id, round(one.probability or 0, 4))
                for one in long.candidates[:5]
                if one.place.id != chosen and (one.probability or 0) >= 0.01
            ]
            assert [(c.place.id, c.probability) for c in short.candidates] == expected
            assert not any(c.evidence for c in short.candidates)
            told += len(expected)
    assert told
    brief = result_of(line_of(found[0], Detail.BRIEF), "a line")
    assert not any(toponym.candidates for toponym in brief.toponyms)


def test_results_weigh_little(found: tuple[ParsedDocument, ...]) -> None:
    text = sum(len(parsed.document.text.encode()) for parsed in found)
    for detail, most in MOST_TIMES.items():
        assert sum(len(line_of(parsed, detail)) for parsed in found) <= most * text
    assert sum(len(line_of(parsed)) for parsed in found) > 60 * text


def test_a_short_line_with_nonsense_is_an_error_not_a_crash() -> None:
    record = to_record(full(), Detail.REASONS)
    for places in ({}, [None, 1, {"place_id": 3}, {"place_id": "geonames:4717560", "lat": "x"}]):
        try:
            from_record({**record, "places": places})
        except FormatError:
            continue
    for toponyms in (None, [1], [{"place_id": []}], [{**record["toponyms"][0], "candidates": 4}]):
        with pytest.raises(FormatError):
            from_record({**record, "toponyms": toponyms})


@pytest.mark.parametrize("detail", Detail)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_form_is_read_again(
    found: tuple[ParsedDocument, ...], tmp_path: Path, suffix: str, detail: Detail
) -> None:
    results = (*found, full())
    path = tmp_path / f"r{suffix}"
    write_results(results, path, detail=detail)
    assert is_results(path)
    again = [dumps(to_record(parsed, short=False)) for parsed in read_results(path)]
    plain = tmp_path / "plain.jsonl"
    write_results(results, plain, detail=detail)
    expected = [dumps(to_record(parsed, short=False)) for parsed in read_results(plain)]
    rounded = re.compile(r'"mention_probability": [\d.]+')
    assert [rounded.sub("", line) for line in again] == [rounded.sub("", line) for line in expected]
    twice = tmp_path / f"twice{suffix}"
    write_results(results, twice, detail=detail)
    assert twice.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exports_are_the_same_from_every_form_and_detail(
    found: tuple[ParsedDocument, ...], tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1578355200")
    for ending in ("csv", "geojson", "kml"):
        written = set()
        for detail in Detail:
            write_results(found, tmp_path / f"{detail}{suffix}", detail=detail, force=True)
            target = tmp_path / f"{detail}.{ending}"
            export(read_results(tmp_path / f"{detail}{suffix}"), target)
            written.add(target.read_bytes())
        assert len(written) == 1


def test_a_page_says_that_it_has_no_runners_up(
    found: tuple[ParsedDocument, ...], tmp_path: Path
) -> None:
    for detail, told in ((Detail.BRIEF, True), (Detail.REASONS, False), (Detail.FULL, False)):
        write_results(found, tmp_path / f"{detail}.jsonl", detail=detail)
        export(read_results(tmp_path / f"{detail}.jsonl"), tmp_path / f"{detail}.html")
        page = (tmp_path / f"{detail}.html").read_text("utf-8")
        assert ("2 documents came without the other places" in page) is told


def test_duckdb_and_polars_read_the_nested_names(
    found: tuple[ParsedDocument, ...], tmp_path: Path
) -> None:
    import duckdb
    import polars

    path = tmp_path / "r.parquet"
    write_results(found, path, detail=Detail.REASONS)
    expected = sorted(
        (parsed.document.id, t.mention.text, t.place.id if t.place else None)
        for parsed in found
        for t in parsed.toponyms
    )
    rows = duckdb.sql(
        f"select id, t.text, t.place_id from (select id, unnest(toponyms) as t from '{path}')"
    ).fetchall()
    assert sorted(rows, key=repr) == sorted(expected, key=repr)
    frame = polars.read_parquet(path).explode("toponyms").unnest("toponyms", separator=".")
    columns = frame.select("id", "toponyms.text", "toponyms.place_id").rows()
    assert sorted(columns, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("name", ["r.csv", "r.geojson", "r.gz", "r", "r.json", ".jsonl"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(OutputError, match="geomap export"):
        ending_of(name)


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"r{suffix}"
    write_results([full()] * 50, path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FormatError, match="cut off"):
        list(read_results(path))


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    with pytest.raises(MissingExtra, match=r"pip install 'geomap-text\[corpora\]'"):
        write_results([full()], tmp_path / "r.jsonl.zst")
    assert list(tmp_path.iterdir()) == []


def test_what_gzip_packed_is_plain_json_lines(tmp_path: Path) -> None:
    write_results(_two(), tmp_path / "r.jsonl.gz", detail=Detail.BRIEF)
    with gzip.open(tmp_path / "r.jsonl.gz", "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    assert [record["geomap"]["detail"] for record in records] == ["brief", "brief"]


def _two() -> Iterator[ParsedDocument]:
    yield full()
    yield full()
