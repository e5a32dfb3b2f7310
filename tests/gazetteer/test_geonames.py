"""Compiling GeoNames' export, on a small invented one."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import ModuleType

import pytest

from geomap.errors import GazetteerError, GazetteerNotFound
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.geonames import build_geonames


def test_every_feature_is_read_and_found_by_all_its_names(
    export_folder: Path, export: ModuleType, tmp_path: Path
) -> None:
    built = build_geonames(export_folder, tmp_path / "all.db")
    assert (built.features, built.skipped) == (len(export.ROWS), 0)
    gazetteer = open_gazetteer(built.path, layered=False)
    for row in export.ROWS:
        for name in (row[1], row[2], *filter(None, row[3].split(","))):
            found = {candidate.place.geonameid for candidate in gazetteer.candidates(name)}
            assert row[0] in found, name


def test_fields_and_hierarchy(export_folder: Path, tmp_path: Path) -> None:
    gazetteer = open_gazetteer(build_geonames(export_folder, tmp_path / "all.db").path)
    place = gazetteer.place("geonames:900002")
    assert place is not None
    assert (place.name, place.kind, place.feature) == ("Østby", "city", "P.PPL")
    assert (place.latitude, place.longitude, place.population) == (61.7, 10.5, None)
    assert (place.country, place.country_name) == ("ZZ", "Zedland")
    assert (place.admin1, place.admin1_code) == ("Nordmark", "01")
    assert (place.admin2, place.admin2_code) == ("Østby", "012")
    assert place.attribution and "GeoNames" in place.attribution
    orphan = gazetteer.place("geonames:900008")
    assert orphan is not None
    assert (orphan.admin1, orphan.admin2) == ("Nordmark", "Østby")
    kinds = {row: gazetteer.place(f"geonames:{row}") for row in range(900003, 900008)}
    assert [place.kind for place in kinds.values() if place] == [
        "river", "admin1", "admin2", "airport", "country",
    ]  # fmt: skip


def test_names_say_what_they_are(export_folder: Path, tmp_path: Path) -> None:
    built = build_geonames(export_folder, tmp_path / "all.db", alternate_names=True)
    gazetteer = open_gazetteer(built.path, layered=False)
    expected = {
        "Karvona": ("main", ()),
        "Карвона": ("alternate", ()),
        "Karwohna": ("foreign", ("de",)),
        "Carvonia": ("old", ("en",)),
        "KVN": ("code", ()),
    }
    for name, told in expected.items():
        first = gazetteer.candidates(name)[0]
        assert (first.name_kind, first.languages) == told, name
    assert (gazetteer.candidates("Karvona")[0].names, first.scripts) == (3, 1)
    assert gazetteer.candidates("Østby")[0].scripts == 2


def test_airports_of_the_export_are_found_by_their_city(
    export_folder: Path, tmp_path: Path
) -> None:
    gazetteer = open_gazetteer(
        build_geonames(export_folder, tmp_path / "all.db").path, layered=False
    )
    first = gazetteer.candidates("Carvona airport")[0]
    assert (first.place.geonameid, first.match) == (900006, "airport")


def test_zipped_files_and_chosen_countries(export: ModuleType, tmp_path: Path) -> None:
    folder = export.write_export(tmp_path / "zipped", zipped=True)
    built = build_geonames(folder, tmp_path / "zz.db", countries=frozenset({"ZZ"}))
    assert built.files == ["ZZ.zip"]
    assert built.features == 8
    with pytest.raises(GazetteerNotFound, match=r"no file for XX.*--download"):
        build_geonames(folder, tmp_path / "xx.db", countries=frozenset({"XX"}))


def test_all_countries_can_be_filtered(export_folder: Path, tmp_path: Path) -> None:
    lines = [(export_folder / f"{code}.txt").read_text(encoding="utf-8") for code in ("YY", "ZZ")]
    for code in ("YY", "ZZ"):
        (export_folder / f"{code}.txt").unlink()
    (export_folder / "allCountries.txt").write_text("".join(lines), encoding="utf-8")
    assert build_geonames(export_folder, tmp_path / "a.db").features == 9
    only = build_geonames(export_folder, tmp_path / "b.db", countries=frozenset({"YY"}))
    assert only.features == 1


def test_alternate_names(export_folder: Path, tmp_path: Path) -> None:
    built = build_geonames(export_folder, tmp_path / "a.db", alternate_names=True)
    gazetteer = open_gazetteer(built.path, layered=False)
    assert gazetteer.candidates("Karwohna")[0].place.geonameid == 900001
    airport = gazetteer.candidates("KVN")[0]
    assert (airport.place.geonameid, airport.match) == (900006, "alternate")
    assert gazetteer.candidates("https://example.org/K") == ()
    assert gazetteer.candidates("Nirgendwo") == ()
    (export_folder / "alternateNamesV2.txt").unlink()
    with pytest.raises(GazetteerNotFound, match="alternateNamesV2"):
        build_geonames(export_folder, tmp_path / "b.db", alternate_names=True)


def test_the_same_files_give_the_same_bytes(export_folder: Path, tmp_path: Path) -> None:
    one = build_geonames(export_folder, tmp_path / "one.db").path.read_bytes()
    assert build_geonames(export_folder, tmp_path / "two.db").path.read_bytes() == one


def test_broken_inputs_say_what_to_do_and_leave_the_old_file(
    export_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "kept.db"
    before = build_geonames(export_folder, target).path.read_bytes()
    (export_folder / "ZZ.txt").write_text("no table\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="not a GeoNames feature file"):
        build_geonames(export_folder, target)
    (export_folder / "ZZ.txt").write_bytes(b"\xff\xfe\xff\n")
    with pytest.raises(GazetteerError, match="not UTF-8"):
        build_geonames(export_folder, target)
    (export_folder / "ZZ.txt").unlink()
    (export_folder / "ZZ.zip").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(GazetteerError, match="download it again"):
        build_geonames(export_folder, target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(GazetteerNotFound, match="no GeoNames file"):
        build_geonames(empty, target)


def test_short_lines_are_skipped_and_counted(export_folder: Path, tmp_path: Path) -> None:
    with (export_folder / "ZZ.txt").open("a", encoding="utf-8") as stream:
        stream.write("900099\tCut off\n")
    assert build_geonames(export_folder, tmp_path / "a.db").skipped == 1


def test_layers_answer_together_and_do_not_repeat(export_folder: Path, tmp_path: Path) -> None:
    text = (export_folder / "ZZ.txt").read_text(encoding="utf-8")
    london = "2643743\tLondon\tLondon\tLondres\t51.50853\t-0.12574\tP\tPPLC\tGB\t\tENG\t\t\t\t8961989\t\t25\tEurope/London\t2024-01-01\n"  # noqa: E501
    (export_folder / "ZZ.txt").write_text(text + london, encoding="utf-8")
    path = build_geonames(export_folder, tmp_path / "a.db").path
    both = open_gazetteer(path)
    assert both.candidates("Karvona") and both.candidates("Mosul")
    ids = [candidate.place.id for candidate in both.candidates("London")]
    assert len(ids) == len(set(ids)) > 3
    assert ids[0] == "geonames:2643743"
    alone = open_gazetteer(path, layered=False)
    assert alone.candidates("Mosul") == ()
    assert len(alone.candidates("London")) == 1
    assert "GeoNames" in alone.name and "bundle" in both.name


def test_names_of_one_place_are_stored_once(export_folder: Path, tmp_path: Path) -> None:
    path = build_geonames(export_folder, tmp_path / "a.db").path
    database = sqlite3.connect(path)
    rows = database.execute("SELECT norm, id, count(*) n FROM name GROUP BY 1, 2").fetchall()
    database.close()
    assert rows and all(count == 1 for *_, count in rows)
