"""What geomap wrote into a folder is no document of the next run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from geomap import read_documents

TEXT = "The convoy left Mosul for Irbil.\n"


def geomap(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geomap", *map(str, arguments)],
        capture_output=True, text=True, cwd=folder, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("case")
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    outputs = (
        "map.html", "places.csv", "mentions.jsonl", "notes.jsonld", "t.labelstudio.json",
        "t.tei.xml", "t.conll", "t.brat.zip", "t.spacy", "t.lpf.json", "t.schema.jsonld",
        "t.ftm.json", "t.bulk.ndjson",
    )  # fmt: skip
    options = [option for name in outputs for option in ("-o", name)]
    done = geomap("map", "a.txt", *options, folder=place)
    assert done.returncode == 0, done.stderr
    done = geomap("export", "mentions.jsonl", "-o", "m.csv", "--by", "mention", folder=place)
    assert done.returncode == 0, done.stderr
    return place


def test_a_folder_is_read_without_what_geomap_wrote(folder: Path) -> None:
    own: list[Path] = []
    documents = list(read_documents([str(folder)], on_own=own.append))
    assert [document.text for document in documents] == [TEXT]
    assert sorted(path.name for path in own) == [
        "m.csv", "map.html", "mentions.jsonl", "notes.jsonld", "places.csv", "t.brat.zip",
        "t.bulk.ndjson", "t.ftm.json", "t.labelstudio.json", "t.lpf.json", "t.schema.jsonld",
        "t.tei.xml",
    ]  # fmt: skip


def test_the_reader_is_told_in_one_line(folder: Path) -> None:
    done = geomap("parse", ".", folder=folder)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    (line,) = [line for line in done.stderr.splitlines() if "left out" in line]
    assert "map.html" in line


def test_other_peoples_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    (tmp_path / "b.csv").write_text("document,title\nx,Mosul\n", encoding="utf-8")
    line = '{"id": "1", "title": "x", "source": "y", "text": "Mosul fell."}\n'
    (tmp_path / "c.jsonl").write_text(line, encoding="utf-8")
    assert len(list(read_documents([str(tmp_path)]))) == 3
