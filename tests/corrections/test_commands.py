"""`geomap corrections`, and the commands that take decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geomap.cli import build_app
from geomap.corrections import DecidedPlace, Decision, Scope, Verdict, read_decisions, to_csv
from geomap.jsonl import read_results, write_results
from geomap.types import Document
from tests.corrections.decisions import page, place_of, quoted
from tests.fakes import PARIS, PARIS_TEXAS, parsed

DOCUMENT = Document("a.txt", "A fair in Paris. The roads to Paris, and Zork.")
TEXAS = quoted(DOCUMENT, "Paris", who="Ada", when="2026-11-26T09:00:00Z")
FRANCE = replace(TEXAS, place=place_of(PARIS), who="Ben", when="2026-11-26T10:00:00Z")
ZORK = quoted(
    DOCUMENT, "Zork", verdict=Verdict.MISSED, place=DecidedPlace(None, "Zork Hill", 1.5, 2.5)
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    result = parsed(DOCUMENT.text, ("Paris", PARIS), ("Paris", PARIS_TEXAS), id="a.txt")
    write_results([result], "r.jsonl")
    write("ada.csv", TEXAS, ZORK)
    Path("ben.html").write_text(page([FRANCE]), encoding="utf-8")
    return tmp_path


def write(name: str, *decisions: Decision) -> None:
    Path(name).write_text(to_csv(decisions), encoding="utf-8", newline="")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), list(arguments))


def test_show_lists_who_decided_what(folder: Path) -> None:
    done = run("corrections", "show", "ada.csv", "ben.html")
    assert done.exit_code == 0, done.output
    assert '"Paris" in a.txt at 10: Paris, Texas, geonames:4717560; Ada; 2026' in done.stdout
    assert '"Zork" in a.txt at 41: Zork Hill, 1.5000, 2.5000' in done.stdout
    assert "reviewers disagree on" in done.stderr
    as_json = run("corrections", "show", "ben.html", "--json").stdout
    assert json.loads(as_json)["quote"]["exact"] == "Paris"


def test_merge_keeps_one_of_each_and_tells_disputes(folder: Path) -> None:
    done = run("corrections", "merge", "ada.csv", "ben.html", "-o", "m.csv")
    assert done.exit_code == 0, done.output
    assert read_decisions("m.csv") == (FRANCE, ZORK)
    assert "Ben, 2026-11-26T10:00:00Z" in done.stderr
    assert "Ada, 2026-11-26T09:00:00Z" in done.stderr
    run("corrections", "merge", "ada.csv", "ben.html", "-o", "m.csv", "--force", "--prefer", "Ada")
    assert read_decisions("m.csv") == (TEXAS, ZORK)
    unknown = run("corrections", "merge", "ada.csv", "-o", "n.csv", "--prefer", "Eve")
    assert unknown.exit_code == 2
    assert not Path("n.csv").exists()


def test_apply_writes_results_with_the_answers_beside(folder: Path) -> None:
    done = run("corrections", "apply", "r.jsonl", "ada.csv", "-o", "c.jsonl")
    assert done.exit_code == 0, done.output
    (result,) = read_results("c.jsonl")
    first, _, zork = result.toponyms
    assert (first.place and first.place.id, zork.place and zork.place.name) == (
        PARIS_TEXAS.id,
        "Zork Hill",
    )
    assert first.review and first.review.machine and first.review.machine.place
    assert first.review.machine.place.id == PARIS.id


def test_map_takes_a_table_and_a_page(folder: Path) -> None:
    given = ("--corrections", "ada.csv", "--corrections", "ben.html")
    done = run("map", "r.jsonl", *given, "-o", "places.csv")
    assert done.exit_code == 0, done.output
    assert "reviewers disagree on" in done.stderr
    rows = Path("places.csv").read_text(encoding="utf-8")
    assert "Zork Hill" in rows
    assert "by your correction" in rows


def test_a_page_without_decisions_is_one_line(folder: Path) -> None:
    Path("m.html").write_text("<!DOCTYPE html><p>", encoding="utf-8")
    done = run("map", "r.jsonl", "--corrections", "m.html", "-o", "n.html")
    assert "holds no decisions" in str(done.exception)
    assert not Path("n.html").exists()


def test_evaluate_scores_by_the_decisions(folder: Path) -> None:
    right = quoted(DOCUMENT, "Paris", nth=2, verdict=Verdict.RIGHT)
    write("c.csv", TEXAS, ZORK, right)
    done = run("evaluate", "r.jsonl", "--corrections", "c.csv", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["missed"] == 1
    placed = told["by_status"]["placed"]
    assert (placed["names"], placed["reviewed"], placed["right"]) == (2, 2, 1)
    assert placed["promised"] == 1.8
    assert placed["right_95"] == [0.0945, 0.9055]  # Wilson's interval of 1 in 2
    run("corrections", "apply", "r.jsonl", "c.csv", "-o", "corrected.jsonl")
    again = run("evaluate", "corrected.jsonl", "--corrections", "c.csv", "--json")
    assert json.loads(again.stdout) == told
    table = run("evaluate", "r.jsonl", "--corrections", "c.csv").stdout
    assert "50% (9% to 91%)" in table


def test_evaluate_leaves_out_what_nobody_can_tell(folder: Path) -> None:
    write("c.csv", replace(TEXAS, verdict=Verdict.UNKNOWN, place=None))
    told = json.loads(run("evaluate", "r.jsonl", "--corrections", "c.csv", "--json").stdout)
    placed = told["by_status"]["placed"]
    assert (placed["reviewed"], placed["undecided"], placed["right_95"]) == (1, 1, None)


def test_extra_places_are_those_the_gazetteer_lacks(folder: Path) -> None:
    everywhere = replace(TEXAS, scope=Scope.EVERYWHERE)
    nickname = quoted(DOCUMENT, "roads", scope=Scope.EVERYWHERE)
    write("c.csv", everywhere, nickname, ZORK)
    done = run("corrections", "extra", "c.csv", "-o", "x.geojson")
    assert done.exit_code == 0, done.output
    told = [
        (one["properties"]["name"], one["properties"]["alternates"])
        for one in json.loads(Path("x.geojson").read_text(encoding="utf-8"))["features"]
    ]
    assert told == [("Paris", "roads"), ("Zork Hill", "Zork")]
    found = run("lookup", "Zork", "--extra", "x.geojson")
    assert "Zork Hill" in found.stdout, found.output


def test_cases_have_the_form_of_the_projects_own(folder: Path) -> None:
    second = quoted(DOCUMENT, "Paris", nth=2, verdict=Verdict.NOT_A_PLACE, place=None)
    write("c.csv", TEXAS, second, ZORK)
    done = run("corrections", "cases", "r.jsonl", "c.csv", "-o", "cases.json")
    assert done.exit_code == 0, done.output
    assert json.loads(Path("cases.json").read_text(encoding="utf-8")) == [
        {
            "label": "a.txt, 0",
            "text": "A fair in Paris.",
            "mentions": [{"name": "Paris", "place": PARIS_TEXAS.id}],
        },
        {
            "label": "a.txt, 17",
            "text": "The roads to Paris, and Zork.",
            "mentions": [
                {"name": "Paris", "place": None},
                {"name": "Zork", "at": [1.5, 2.5], "km": 25},
            ],
        },
    ]
