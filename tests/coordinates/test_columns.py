"""Columns of latitude and longitude place the rows of tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap import read_documents
from geomap.coordinates import Notation, read_positions
from geomap.recognizer.coordinates import WithCoordinates
from geomap.resolver import Resolver
from geomap.types import Document, Relation
from tests.fakes import FakeGazetteer, FakeRecognizer, FirstRanker


def table(folder: Path, *lines: str) -> Document:
    path = folder / "sites.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (document,) = read_documents([str(path)])
    return document


@pytest.mark.parametrize(
    ("header", "row", "point"),
    [
        ("Site,Latitude,Longitude", "Camp,36.3400,43.1300", (36.34, 43.13)),
        ("Site,lon,lat", "Camp,43.1300,36.3400", (36.34, 43.13)),
        ("Site,X,Y", "Camp,-70.66,-33.45", (-33.45, -70.66)),
        ("Latitude (WGS84),Site,Longitude (WGS84)", "36.3400,Camp,43.1300", (36.34, 43.13)),
        ("Site;lat;long", "Camp;36,3400;43,1300", (36.34, 43.13)),
        ("Site,lat,lon", 'Camp,"36°20\'24"" N","43°07\'48"" E"', (36.34, 43.13)),
    ],
)
def test_a_row_has_a_position(
    tmp_path: Path, header: str, row: str, point: tuple[float, float]
) -> None:
    (reading,) = read_positions(table(tmp_path, header, row))
    assert reading.points[0] == pytest.approx(point)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Site,Dead,Injured", "Camp,36.3400,43.1300"),
        ("Site,lat,lon", "Camp,unknown,43.1300"),
        ("Site,lat,lon", "Camp,36,43"),
        ("Site,x,y", "Camp,412345,4012345"),
    ],
)
def test_other_columns_have_none(tmp_path: Path, header: str, row: str) -> None:
    readings = read_positions(table(tmp_path, header, row))
    assert [reading for reading in readings if reading.notation is Notation.COLUMNS] == []


def test_zeros_are_no_position(tmp_path: Path) -> None:
    (reading,) = read_positions(table(tmp_path, "Site,lat,lon", "Camp,0.0000,0.0000"))
    assert (reading.points, bool(reading.problem)) == ((), True)


def test_a_position_settles_the_name_of_its_row(tmp_path: Path) -> None:
    document = table(
        tmp_path,
        "Site,Country,lat,lon",
        "Paris,Iraq,33.6600,-95.5500",
        "Mosul,Iraq,36.3400,43.1300",
    )
    (mentions,) = WithCoordinates(FakeRecognizer()).recognize([document])
    parsed = Resolver(FakeGazetteer(), FirstRanker()).resolve(document, mentions)
    assert parsed.toponyms[0].place is not None
    assert parsed.toponyms[0].place.admin1 == "Texas"
    assert [check.relation for check in parsed.checks] == [Relation.CONFIRMED] * 2
