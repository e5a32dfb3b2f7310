"""Decisions of the user win, the narrowest first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geomap.aggregate import aggregate
from geomap.confidence import at_least
from geomap.corrections import load_corrections
from geomap.errors import FormatError
from geomap.jsonl import from_record, to_record
from geomap.render.strings import strings
from geomap.results import Results
from geomap.types import Check, Status
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


def test_names_below_the_threshold_are_withheld() -> None:
    given = replace(
        parsed(TEXT, ("Paris", PARIS), ("Paris", PARIS_TEXAS)),
        checks=(Check(0, 5, "X in Y", (0, 1), 1.0, "not so"),),
    )
    (result,) = at_least(0.925, [given])
    for toponym, place in zip(result.toponyms, (PARIS, PARIS_TEXAS), strict=True):
        assert (toponym.place, toponym.status, toponym.probability) == (None, Status.WITHHELD, 0.9)
        assert toponym.candidates[0].place == place
        assert toponym.reason == (
            f"The best guess, Paris, {place.country_name}, is withheld: its score is below the "
            "minimum asked for (92.5%)."
        )
    assert result.checks == ()
    (kept,) = at_least(0.5, [given])
    assert kept == given


def test_a_withheld_name_is_told_alike_everywhere(tmp_path: Path) -> None:
    (result,) = at_least(0.95, [parsed(TEXT, ("Paris", PARIS), ("Paris", PARIS))])
    assert from_record(to_record(result)).toponyms == result.toponyms
    gathered = aggregate([result])
    (entry,) = gathered.unplaced
    assert (entry.status, entry.mentions) == (Status.WITHHELD, 2)
    for name in ("places.csv", "places.geojson", "places.md", "places.kml", "map.html"):
        Results([result]).save(tmp_path / name)
        told = (tmp_path / name).read_text(encoding="utf-8")
        assert "is withheld: its score is below the minimum asked for (95%)" in told
        assert "uncertain: The best guess" not in told
    assert strings("en")[f"status.{Status.WITHHELD}"] == "below the asked score"


def test_every_status_has_words_for_readers() -> None:
    assert {f"status.{status}" for status in Status} <= strings("en").keys()
