"""`geomap explain` on documents that bring their own mentions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli import build_app
from geomap.errors import GeomapError

TEXT = "The fair in Paris, Texas, drew crowds."


@pytest.fixture
def document(tmp_path: Path) -> Path:
    mentions = [{"start": 12, "end": 17}, {"start": 19, "end": 24}]
    path = tmp_path / "fair.jsonl"
    path.write_text(json.dumps({"id": "fair", "text": TEXT, "mentions": mentions}) + "\n")
    return path


def test_people_read_candidates_evidence_and_reason(document: Path) -> None:
    done = CliRunner().invoke(build_app(), ["explain", str(document), "--quiet"])
    assert done.exit_code == 0, done.output
    assert "1. The fair in [Paris], Texas" in done.output
    assert "the text says “Paris, Texas”" in done.output
    assert "Paris, Île-de-France, France" in done.output


def test_one_mention_as_data(document: Path) -> None:
    done = CliRunner().invoke(
        build_app(), ["explain", str(document), "--mention", "2", "--json", "--quiet"]
    )
    (entry,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (entry["mention"], entry["text"]) == (2, "Texas")
    for candidate in entry["candidates"]:
        parts = sum(part["contribution"] for part in candidate["evidence"])
        assert parts == pytest.approx(candidate["score"])


def test_a_mention_that_is_not_there_is_one_clear_line(document: Path) -> None:
    done = CliRunner().invoke(build_app(), ["explain", str(document), "--mention", "9", "--quiet"])
    assert isinstance(done.exception, GeomapError)
    assert str(done.exception) == "there is no mention 9: 2 names were found"
