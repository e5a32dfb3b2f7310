"""`geomap demo`: everything a newcomer should see is on the first map."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import geomap
from geomap.cli import build_app
from geomap.demo import TEXTS
from geomap.types import ParsedDocument, Status


@pytest.fixture(scope="module")
def parsed() -> dict[str, ParsedDocument]:
    results = geomap.Geoparser().pipe(geomap.read_documents(TEXTS))
    return {Path(one.document.id).stem: one for one in results}


def places(one: ParsedDocument) -> dict[str, str]:
    """Return the last meaning of each name."""
    return {toponym.mention.text: str(toponym.place) for toponym in one.toponyms}


def test_it_writes_one_page(tmp_path: Path) -> None:
    page = tmp_path / "demo.html"
    for _ in range(2):  # a page of an earlier demo is replaced
        done = CliRunner().invoke(build_app(), ["demo", "-o", str(page), "--no-open"])
        assert done.exit_code == 0, done.stderr
    assert f"wrote {page}: " in done.stderr
    assert "4 documents" in done.stderr
    assert "geomap map FILES" in done.stderr
    for text in TEXTS:
        assert text.read_text("utf-8").split("title: ")[1].split("\n")[0] in page.read_text("utf-8")


def test_another_file_is_not_replaced(tmp_path: Path) -> None:
    page = tmp_path / "demo.html"
    page.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(build_app(), ["demo", "-o", str(page), "--no-open"])
    assert done.exit_code == 1
    assert page.read_text("utf-8") == "mine"


def test_namesakes_are_told_apart(parsed: dict[str, ParsedDocument]) -> None:
    names = parsed["names"]
    paris = [str(t.place) for t in names.toponyms if t.mention.text == "Paris"]
    assert "Paris, Texas, United States" in paris
    assert any(place.endswith("France") for place in paris)
    assert places(names)["Gori"].endswith("Georgia")


def test_it_shows_what_is_not_known(parsed: dict[str, ParsedDocument]) -> None:
    convoy = parsed["convoy"]
    assert any(t.area is not None for t in convoy.toponyms), "a vague place"
    assert any(t.place and t.place.kind == "coordinates" for t in convoy.toponyms)
    unknown = next(t for t in convoy.toponyms if t.mention.text == "Qarawazir")
    assert unknown.status is not Status.PLACED
    assert parsed["storm"].checks, "a statement that the gazetteer contradicts"
    german = places(parsed["hochwasser"])
    assert german["Wien"].startswith("Vienna")
    assert german["Passau"].endswith("Germany")
