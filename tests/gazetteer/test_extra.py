from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.errors import FormatError
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.extra import read_extra


def _csv(folder: Path, text: str) -> Path:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_places_win(tmp_path: Path) -> None:
    path = _csv(
        tmp_path,
        "name,lat,lon,kind,country,alternates\n"
        "Camp Juniper,36.2,43.1,camp,iq,The Camp|Juniper\n"
        "London,1.5,2.5,city,,\n",
    )
    gazetteer = open_gazetteer(extra=[path])
    first = gazetteer.candidates("juniper")[0].place
    assert (first.name, first.country, first.kind, first.id) == (
        "Camp Juniper", "IQ", "camp", "extra:camp-juniper",
    )  # fmt: skip
    london = gazetteer.candidates("London")
    assert (london[0].place.latitude, london[0].place.longitude) == (1.5, 2.5)
    assert len(london) > 2
    assert gazetteer.place("extra:london") == london[0].place
    assert "mine.csv" in gazetteer.name


def test_own_airport_of_a_known_city(tmp_path: Path) -> None:
    path = _csv(tmp_path, "name,latitude,longitude,kind\nField Nine,36.30,43.15,airport\n")
    found = [c.place.name for c in open_gazetteer(extra=[path]).candidates("Mosul airport")]
    assert "Field Nine" in found


def test_geojson(tmp_path: Path) -> None:
    path = tmp_path / "mine.geojson"
    square = [[[10, 50], [12, 50], [12, 51], [10, 51], [10, 50]]]
    features = [
        {"type": "Feature", "id": "zone-1",
         "properties": {"name": "Green Square", "kind": "region"},
         "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"name": "Well 7", "alternates": ["Seventh Well"]},
         "geometry": {"type": "Point", "coordinates": [44.4, 33.3]}},
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    extra = read_extra(path)
    assert len(extra) == 2
    region = extra.find("green square", 5)[0].place
    assert region.bounds == (50, 10, 51, 12)
    assert (region.latitude, region.longitude, region.id) == (50.5, 11.0, "extra:zone-1")
    well = extra.find("seventh well", 5)[0].place
    assert (well.latitude, well.longitude) == (33.3, 44.4)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("place,lat,lon\nA,1,2\n", "no column name"),
        ("name,lat\nA,1\n", "no column longitude"),
        ("name,lat,lon\nA,north,2\n", "line 2.*no usable latitude"),
        ("name,lat,lon\nA,1,2\nB,100,2\n", "line 3.*not on Earth"),
        ("name,lat,lon\n,1,2\n", "line 2: no name"),
        ("name,lat,lon,kind\nA,1,2,hole\n", "unknown kind"),
        ("name,lat,lon\n", "no place in it"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    path = _csv(tmp_path, text)
    with pytest.raises(FormatError, match=problem) as caught:
        read_extra(path)
    assert "mine.csv" in str(caught.value)


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="No such file"):
        read_extra(tmp_path / "none.csv")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("name,lat,lon\nKöln,1,2\n".encode("latin-1"))
    with pytest.raises(FormatError, match="UTF-8"):
        read_extra(latin)
    for body in ("[]", "{", '{"features": 3}'):
        broken = tmp_path / "broken.geojson"
        broken.write_text(body)
        with pytest.raises(FormatError, match="FeatureCollection"):
            read_extra(broken)
    broken.write_text('{"features": [{"properties": {"name": "A"}, "geometry": null}]}')
    with pytest.raises(FormatError, match="feature 1: no geometry"):
        read_extra(broken)


def test_two_places_of_one_name_have_two_ids(tmp_path: Path) -> None:
    extra = read_extra(_csv(tmp_path, "name,lat,lon\nMill,1,2\nMill,3,4\n"))
    assert [found.place.id for found in extra.find("mill", 9)] == ["extra:mill", "extra:mill-2"]


def geojson(coordinates: str, **properties: object) -> str:
    feature = '{"type": "Feature", "properties": %s, "geometry": {"coordinates": %s}}'
    return '{"features": [%s]}' % (
        feature % (json.dumps({"name": "Camp", **properties}), coordinates)
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.geojson", geojson("[1" + "0" * 400 + ", 5]")),
        ("a.geojson", geojson("[" * 50_000 + "]" * 50_000)),
        ("a.geojson", geojson("[" * 900 + "]" * 900)),
        ("a.geojson", geojson('"x"')),
        ("a.geojson", geojson("[5]")),
        ("a.geojson", geojson("[5, 5]", admin1=["x"])),
        ("a.geojson", geojson("[5, 5]", attribution={"a": 1})),
        ("a.geojson", geojson("[5, 5]", population=-5)),
        ("a.csv", "name,lat,lon\nCamp,5," + "5" * 200_000),
        ("a.csv", "name,lat,lon,population\nCamp,5,5,1e999"),
        ("a.csv", "name,lat,lon\nCamp,nan,5"),
    ],
)
def test_odd_places_are_one_clear_error(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(FormatError, match="extra places"):
        read_extra(path)
