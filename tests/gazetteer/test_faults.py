"""A gazetteer that cannot be used says so in one line; it never answers with nothing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from geomap.errors import GazetteerError, GazetteerInvalid, GazetteerNotFound
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.geonames import build_geonames


@pytest.fixture
def small(export_folder: Path, tmp_path: Path) -> Path:
    return build_geonames(export_folder, tmp_path / "small.db").path


def _message(path: Path) -> str:
    with pytest.raises(GazetteerError) as caught:
        open_gazetteer(path)
    message = str(caught.value)
    assert "\n" not in message
    assert "geomap gazetteer build" in message or "permissions" in message
    return message


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(GazetteerNotFound, match="is not there"):
        open_gazetteer(tmp_path / "none.db")
    assert "folder" in _message(tmp_path)


@pytest.mark.parametrize("keep", [0, 50, 99, 5000, -4096])
def test_truncated(small: Path, keep: int) -> None:
    data = small.read_bytes()
    small.write_bytes(data[:keep])
    with pytest.raises(GazetteerInvalid):
        open_gazetteer(small)
    if keep > 100 or keep < 0:
        assert "truncated" in _message(small)


def test_foreign(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("name,latitude,longitude\n" * 20)
    assert "not a gazetteer" in _message(text)
    other = tmp_path / "other.db"
    database = sqlite3.connect(other)
    database.execute("CREATE TABLE places (name TEXT)")
    database.commit()
    database.close()
    assert "not a gazetteer of geomap" in _message(other)


@pytest.mark.parametrize(("schema", "word"), [(0, "older"), (99, "newer")])
def test_another_schema(small: Path, schema: int, word: str) -> None:
    database = sqlite3.connect(small)
    database.execute(f"PRAGMA user_version = {schema}")
    database.commit()
    database.close()
    assert word in _message(small)


def test_damaged_within(small: Path) -> None:
    data = bytearray(small.read_bytes())
    data[100:4096] = b"\xff" * (4096 - 100)
    small.write_bytes(data)
    assert "cannot be read" in _message(small)


def test_the_environment_names_a_gazetteer(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(small))
    assert open_gazetteer().candidates("Karvona")[0].place.id == "geonames:900001"
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(tmp_path / "gone.db"))
    with pytest.raises(GazetteerNotFound):
        open_gazetteer()


def test_a_replaced_file_is_read_anew(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(small, copy)
    assert open_gazetteer(copy).candidates("Karvona")
    copy.unlink()
    with pytest.raises(GazetteerNotFound):
        open_gazetteer(copy)


def test_views_in_the_place_of_tables_are_refused(small: Path) -> None:
    connection = sqlite3.connect(small)
    connection.execute("CREATE VIEW endless AS SELECT 1")
    connection.commit()
    connection.close()
    assert "holds a view, trigger or virtual table, 'endless'" in _message(small)
