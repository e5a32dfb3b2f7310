"""A gazetteer that cannot be used says so in one line; it never answers with nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from geomap.errors import GazetteerError, GazetteerInvalid, GazetteerNotFound
from geomap.gazetteer import open_gazetteer, seal
from geomap.gazetteer.connection import Connection
from geomap.gazetteer.geonames import build_geonames
from geomap.gazetteer.store import Store


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


def _changed(path: Path, *statements: str, sealed: bool = False) -> Path:
    """Change a file with other tools; without ``sealed``, take its seal away."""
    connection = sqlite3.connect(path)
    for statement in statements if sealed else (*statements, "DELETE FROM meta WHERE key = 'seal'"):
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
def test_one_flipped_bit_refuses_to_start(small: Path, part: float) -> None:
    data = bytearray(small.read_bytes())
    data[int(part * len(data))] ^= 4
    small.write_bytes(data)
    message = _message(small)
    assert "is not as it was written (its digest differs)" in message or "cannot be read" in message


def test_every_bit_counts(small: Path) -> None:
    data = small.read_bytes()
    silent = []
    for at in range(100, len(data), 997):
        spoilt = bytearray(data)
        spoilt[at] ^= 1
        path = small.with_name(f"{at}.db")
        path.write_bytes(spoilt)
        try:
            open_gazetteer(path)
        except GazetteerInvalid:
            path.unlink()
        else:
            silent.append(at)
    assert silent == []


def test_a_file_without_a_seal_is_checked_by_sqlite(small: Path) -> None:
    _changed(small)
    assert open_gazetteer(small).candidates("Karvona")
    data = bytearray(small.read_bytes())
    pages = range(4096, len(data), 4096)
    for start in list(pages)[len(pages) // 2 :]:
        data[start : start + 8] = b"\xff" * 8
    small.write_bytes(data)
    assert "is damaged" in _message(small)


def test_a_checked_file_is_not_checked_again(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(seal, "_SMALL", 0)
    assert not seal.is_remembered(small)
    Store(small)
    assert seal.is_remembered(small)
    kept = tmp_path / "cache" / "gazetteers.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    os.utime(small, ns=(1, 1))
    assert not seal.is_remembered(small)
    kept.write_text("[" * 100_000)
    assert not seal.is_remembered(small)


def test_where_nothing_can_be_kept_it_is_checked_each_time(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(seal, "_SMALL", 0)
    assert Store(small).find("karvona", 5)


ODD_ROWS = {
    "kind": "kind = 99",
    "kind is a word": "kind = 'x'",
    "latitude is a word": "lat = 'north'",
    "latitude off the Earth": "lat = 100000000000",
    "longitude is a fraction": "lon = 1.5",
    "name is bytes": "name = x'ff00'",
    "name is not UTF-8": "name = CAST(x'ff41' AS TEXT)",
    "name is empty": "name = ''",
    "country": "country = 77",
    "feature": "feature = -1",
    "people": "population = -5",
    "rank": "prominence = 'x'",
    "counts": "names = 'x'",
}


@pytest.mark.parametrize("change", ODD_ROWS.values(), ids=ODD_ROWS)
def test_odd_rows_are_left_out_and_told(
    small: Path, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    _changed(small, f"UPDATE place SET {change} WHERE id = 900001")
    gazetteer = open_gazetteer(small, layered=False)
    found = {one.place.id for name in ("Karvona", "Carvona") for one in gazetteer.candidates(name)}
    assert "geonames:900001" not in found
    assert gazetteer.candidates("Lille Å")
    gazetteer.towns_near(61.5, 10.25)
    assert "row 900001 holds values that cannot be used and is left out" in caplog.text
    assert caplog.text.count("900001") == 1


WRONG_FACTS = [
    *(f"DELETE FROM meta WHERE key = '{key}'" for key in ("countries", "languages", "inputs")),
    *(
        f"UPDATE meta SET value = {value} WHERE key = '{key}'"
        for key in ("countries", "features", "languages")
        for value in ("''", "'{}'", "x'ff'", "'[[1]]'", "'[[[[['")
    ),
]


@pytest.mark.parametrize("change", WRONG_FACTS)
def test_a_file_that_does_not_say_what_it_holds(small: Path, change: str) -> None:
    assert "does not say what it holds" in _message(_changed(small, change))


def test_answers_without_end_are_broken_off(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Connection(small)
    monkeypatch.setattr("geomap.gazetteer.connection._MOST_STEPS", 3)
    endless = "SELECT count(*) FROM " + ", ".join(f"place p{number}" for number in range(12))
    with pytest.raises(GazetteerInvalid, match="interrupted"):
        file.rows(endless)
    assert file.rows("SELECT count(*) FROM place")


@pytest.mark.parametrize(
    "question",
    ["ATTACH ':memory:' AS other", "PRAGMA writable_schema = 1", "SELECT load_extension('x')",
     "CREATE TEMP TABLE a (b)", "SELECT randomblob(1)"],
)  # fmt: skip
def test_nothing_but_reading_is_permitted(small: Path, question: str) -> None:
    with pytest.raises(GazetteerInvalid, match="not authorized"):
        Connection(small).rows(question)


def test_messages_of_sqlite_that_are_not_utf8_are_one_line(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite puts damaged words of a file into its own message, which Python cannot decode."""

    class Broken:
        def execute(self, *_: object) -> None:
            raise UnicodeDecodeError("utf-8", b"\xac", 0, 1, "invalid start byte")

    file = Connection(small)
    monkeypatch.setattr(file, "_opened", Broken)
    with pytest.raises(GazetteerInvalid, match="cannot be read"):
        file.rows("SELECT 1")
