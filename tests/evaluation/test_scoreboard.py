"""The scoreboard's tables and diagram, from made counts."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geomap.evaluation import AnnotatedDocument, Name, Report, evaluate

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import figures

    yield figures
    sys.modules.pop("figures", None)


def made() -> Report:
    gold = [
        AnnotatedDocument(str(n), (Name(0, 4, 10.0, 10.0, geonameid=1),), text="Qurna")
        for n in range(10)
    ]
    answers = [
        AnnotatedDocument(str(n), (Name(0, 4, 10.0 + 9 * (n > 7), 10.0, geonameid=1, score=0.8),))
        for n in range(10)
    ]
    return evaluate(gold, answers, name="made")


def test_a_system_row_holds_what_was_measured(figures) -> None:
    row = figures.system_row("ours", made())
    assert row[:3] == ["ours", "10", "100.0/100.0/100.0"]
    assert row[4] == "80.0" and row[7] == "80.0/80.0/80.0"
    lines = list(figures.table(("a", "b"), [["1"], ["2", "3"]]))
    assert lines == ["| a | b |", "|---|---|", "| 1 |  |", "| 2 | 3 |"]


def test_parts_and_joins_add_up(figures) -> None:
    report = made()
    odd = figures.part(report, lambda number: int(number) % 2, 1)
    even = figures.part(report, lambda number: int(number) % 2, 0)
    assert odd.counts.documents == even.counts.documents == 5
    both = figures.joined([figures.replace(odd, name="odd"), figures.replace(even, name="even")])
    assert both.counts.within_161 == report.counts.within_161 == 8


def test_the_diagram_is_drawn(figures) -> None:
    tree = ElementTree.fromstring(figures.reliability_svg(made()))
    circles = tree.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 1
    assert circles[0][0].text == "said 0.80, was 0.80, 10 names"


def test_messages_lose_the_paths_of_this_machine(figures) -> None:
    told = figures.unmeasured(f"{BENCHMARKS.parent}/geomap/model.onnx: missing")
    assert told == "not measured: geomap/model.onnx: missing"
