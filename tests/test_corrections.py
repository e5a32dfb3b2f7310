"""Decisions of the user win, the narrowest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.confidence import at_least
from geomap.corrections import load_corrections
from geomap.errors import FormatError
from geomap.types import Status
from tests.fakes import PARIS, PARIS_TEXAS, FakeGazetteer, parsed

TEXT = "Paris and Paris."


def corrected(tmp_path: Path, *lines: str, id: str = "doc") -> list[str | None]:
    path = tmp_path / "corrections.csv"
    path.write_text("name,document,start,place\n" + "\n".join(lines), encoding="utf-8")
    result = parsed(TEXT, ("Paris", PARIS), ("Paris", PARIS), id=id)
    (found,) = load_corrections(path, FakeGazetteer()).apply([result])
    return [toponym.place.id if toponym.place else None for toponym in found.toponyms]


def test_a_correction_holds_everywhere(tmp_path: Path) -> None:
    assert corrected(tmp_path, "Paris,,,geonames:4717560") == [PARIS_TEXAS.id] * 2


def test_the_narrowest_correction_wins(tmp_path: Path) -> None:
    lines = ("paris,,,geonames:4717560", "Paris,doc,,none", 'Paris,doc,10,"1.5,2.5"')
    assert corrected(tmp_path, *lines) == [None, "correction:1.5,2.5"]
    assert corrected(tmp_path, *lines, id="other") == [PARIS_TEXAS.id] * 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Paris,,,geonames:1", "line 2: 'geonames:1' is no id"),
        ('Paris,,,"91,0"', "not on Earth"),
        ("Paris,,x,none", "whole number"),
        (",,,none", "empty"),
    ],
)
def test_a_wrong_line_is_told(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(FormatError, match=told):
        corrected(tmp_path, line)


def test_missing_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(FormatError, match="columns name and place"):
        load_corrections(path, FakeGazetteer())


def test_names_below_the_threshold_are_kept_unplaced() -> None:
    (result,) = at_least(0.95, [parsed(TEXT, ("Paris", PARIS))])
    assert [toponym.status for toponym in result.unplaced] == [Status.UNCERTAIN]
    assert "below" in result.unplaced[0].reason
    (kept,) = at_least(0.5, [parsed(TEXT, ("Paris", PARIS))])
    assert len(kept.placed) == 1
