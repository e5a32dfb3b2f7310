"""Totals of a corpus, and texts that repeat others."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from geomap.cli import build_app
from geomap.likeness import Likeness, unique
from geomap.stored import write_results
from geomap.totals import by_document, by_month
from geomap.types import ParsedDocument
from tests.fakes import BAGHDAD, MOSUL, parsed


def dated(id: str, date: str | None, text: str) -> ParsedDocument:
    names = [("Baghdad", BAGHDAD)] * text.count("Baghdad") + [("Mosul", MOSUL)] * text.count(
        "Mosul"
    )
    found = parsed(text, *names, id=id)
    return replace(found, document=replace(found.document, date=date))


CORPUS = [
    dated("a", "2017-01-03", "Baghdad slept. Baghdad woke. Then Mosul."),
    dated("b", "2017-01-20", "All of Baghdad was out."),
    dated("c", "2017-02", "Nothing but Mosul."),
    dated("d", None, "Baghdad again, and Mosul."),
]


def test_places_are_counted_by_month() -> None:
    rows = [(r["place"], r["month"], r["documents"], r["mentions"]) for r in by_month(CORPUS)]
    assert rows == [
        ("Baghdad", None, 1, 1),
        ("Baghdad", "2017-01", 2, 3),
        ("Mosul", None, 1, 1),
        ("Mosul", "2017-01", 1, 1),
        ("Mosul", "2017-02", 1, 1),
    ]


def test_both_totals_agree() -> None:
    months, documents = list(by_month(CORPUS)), list(by_document(CORPUS))
    assert sum(r["mentions"] for r in months) == sum(r["mentions"] for r in documents)
    assert sum(r["documents"] for r in months) == len(documents)


def text(seed: int, words: int = 200) -> list[str]:
    draw = random.Random(seed)
    return [f"w{draw.randrange(5000)}" for _ in range(words)]


def test_copies_and_near_copies_are_told_and_others_are_not() -> None:
    likeness = Likeness()
    for seed in range(30):
        assert likeness.repeats(f"t{seed}", " ".join(text(seed))) is None
    copy = text(7)
    assert likeness.repeats("copy", " ".join(copy)) == "t7"
    assert likeness.repeats("shouted", "  ".join(copy).upper()) == "t7"
    copy[100] = "changed"
    assert likeness.repeats("one word", " ".join(["(Agency)", *copy])) == "t7"
    half = text(7)[:100] + text(99)[:100]
    assert likeness.repeats("half", " ".join(half)) is None
    assert likeness.repeats("empty", " … ") is None
    assert likeness.repeats("empty too", " … ") is None


def test_repeats_are_left_out_once() -> None:
    told: list[tuple[str, str]] = []
    twice = [*CORPUS, replace(CORPUS[0], document=replace(CORPUS[0].document, id="again"))]
    kept = [one.document.id for one in unique(twice, Likeness(), told)]
    assert kept == ["a", "b", "c", "d"]
    assert told == [("again", "a")]


def test_the_command_writes_tables(tmp_path: Path) -> None:
    import polars

    def results() -> Iterator[ParsedDocument]:
        yield from CORPUS
        yield replace(CORPUS[0], document=replace(CORPUS[0].document, id="again"))

    write_results(results(), tmp_path / "r.jsonl", detail="brief")
    call = CliRunner().invoke
    done = call(build_app(), ["stats", str(tmp_path / "r.jsonl"), "-o", str(tmp_path / "m.csv")])
    assert done.exit_code == 0, done.output
    with open(tmp_path / "m.csv", encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(int(row["mentions"]) for row in rows) == 10
    words = ["stats", str(tmp_path / "r.jsonl"), "--unique", "--by", "document"]
    done = call(build_app(), [*words, "-o", str(tmp_path / "d.parquet")])
    assert done.exit_code == 0, done.output
    assert "again repeats a" in done.output
    assert polars.read_parquet(tmp_path / "d.parquet")["mentions"].sum() == 7
    done = call(build_app(), [*words, "-o", str(tmp_path / "d.txt")])
    assert done.exit_code != 0
