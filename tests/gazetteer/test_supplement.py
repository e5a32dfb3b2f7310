"""Every row of the hand-written supplement: its form, and that it lies where it says."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from geomap.gazetteer import KINDS, normalize_name, open_gazetteer
from geomap.types import Bounds

FOLDER = Path(__file__).parents[2] / "gazetteer" / "supplement"
LANGUAGES = Path(__file__).parents[2] / "geomap" / "languages"
COLUMNS = [
    *("name", "alternates", "latitude", "longitude", "kind", "country", "geonameid"),
    *("population", "south", "west", "north", "east", "feature", "source"),
]
NAME_FILES = ("abbreviations", "demonyms", "old_names")
TOLERANCE = 1.5  # degrees: coastal waters, islets that the shapes leave out
WATERS = {"sea", "ocean", "strait"}
# Islands of a country that lie far from the box of its shape.
APART = {
    *("Easter Island", "Fernando de Noronha", "Lord Howe Island", "Macquarie Island"),
    *("Pratas Island", "San Andrés"),
}

Row = dict[str, str]


def read(name: str) -> list[Row]:
    folder = FOLDER if (FOLDER / f"{name}.csv").exists() else LANGUAGES / "en"
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


PLACE_FILES = sorted(
    p.stem for p in FOLDER.glob("*.csv") if p.stem not in (*NAME_FILES, "foreign_names")
)
PLACES = [(name, row) for name in PLACE_FILES for row in read(name)]


def holds(box: Bounds, latitude: float, longitude: float, margin: float = 0.0) -> bool:
    if not box.south - margin <= latitude <= box.north + margin:
        return False
    if box.west <= box.east:
        return box.west - margin <= longitude <= box.east + margin
    return longitude >= box.west - margin or longitude <= box.east + margin


def point(row: Row) -> tuple[float, float]:
    return float(row["latitude"]), float(row["longitude"])


def box(row: Row) -> Bounds | None:
    sides = [row[side] for side in ("south", "west", "north", "east")]
    assert all(sides) or not any(sides), row["name"]
    return Bounds(*map(float, sides)) if all(sides) else None


def test_there_is_a_supplement() -> None:
    assert len(PLACES) > 1500


@pytest.mark.parametrize("name", PLACE_FILES)
def test_form(name: str) -> None:
    text = (FOLDER / f"{name}.csv").read_bytes()
    assert text.endswith(b"\n")
    assert b"\r" not in text
    for row in read(name):
        assert list(row) == COLUMNS
        assert all(value == (value or "").strip() for value in row.values()), row
        assert row["name"]
        assert row["source"], row["name"]
        assert row["kind"] in KINDS, row["name"]
        assert re.fullmatch(r"\d*", row["geonameid"]), row["name"]
        assert re.fullmatch(r"\d*", row["population"]), row["name"]
        assert re.fullmatch(r"[ALPSTHRUV](\.[A-Z0-9]+)?|", row["feature"]), row["name"]


@pytest.mark.parametrize("name", PLACE_FILES)
def test_positions(name: str) -> None:
    for row in read(name):
        latitude, longitude = point(row)
        assert -90 <= latitude <= 90, row["name"]
        assert -180 <= longitude <= 180, row["name"]
        bounds = box(row)
        if bounds:
            assert -90 <= bounds.south <= bounds.north <= 90, row["name"]
            assert -180 <= bounds.west <= 180, row["name"]
            assert -180 <= bounds.east <= 180, row["name"]
            assert holds(bounds, latitude, longitude), row["name"]


def test_names_and_ids_are_unique() -> None:
    names = Counter((normalize_name(row["name"]), row["kind"]) for _, row in PLACES)
    assert [key for key, count in names.items() if count > 1] == []
    ids = Counter(row["geonameid"] for _, row in PLACES if row["geonameid"])
    assert [key for key, count in ids.items() if count > 1] == []


def test_alternates_are_not_repeated() -> None:
    for _, row in PLACES:
        names = [row["name"], *filter(None, row["alternates"].split("|"))]
        assert len(names) == len(set(names)), names


def test_points_lie_in_their_country() -> None:
    # Crimea is Ukraine's here and Russia's in the shapes: the box of Ukraine holds it still.
    gazetteer = open_gazetteer()
    own = {row["country"]: box(row) for name, row in PLACES if name == "countries"}
    assert len(own) == 250
    checked, outside = 0, []
    for _, row in PLACES:
        code = row["country"]
        assert not code or code in own, row["name"]
        country = gazetteer.country(code) if code else None
        boxes = [b for b in (country and country.bounds, own.get(code)) if b]
        if not boxes or row["kind"] in WATERS or row["name"] in APART:
            continue
        checked += 1
        if not any(holds(b, *point(row), TOLERANCE) for b in boxes):
            outside.append((row["name"], code, *point(row)))
    assert outside == []
    assert checked > 2000


@pytest.mark.parametrize("name", NAME_FILES)
def test_targets_exist(name: str) -> None:
    gazetteer = open_gazetteer()
    known = {row["name"] for _, row in PLACES}
    lost = []
    for row in read(name):
        assert row["name"]
        target = row["target"]
        scheme, _, code = target.partition(":")
        if scheme == "admin1":
            country, _, unit = code.partition(".")
            found = gazetteer.admin1(country, unit) is not None
        elif scheme == "geonames":
            found = gazetteer.place(target) is not None
        elif re.fullmatch(r"[A-Z]{2}", target):
            found = gazetteer.country(target) is not None
        else:
            found = target in known
        if not found:
            lost.append(row)
    assert lost == []


def test_name_files_hold_no_row_twice() -> None:
    for name in NAME_FILES:
        rows = Counter(tuple(row.values()) for row in read(name))
        assert [row for row, count in rows.items() if count > 1] == []
    kinds = {row["kind"] for row in read("demonyms")}
    assert kinds == {"adjective", "demonym"}
