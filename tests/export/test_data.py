"""GeoJSON, CSV, GeoPackage, GeoParquet and data frames, read by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import struct
import weakref
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import ascii_uppercase

import geopandas
import pyarrow.parquet
import pyogrio
import pytest
import shapely
from geojson_pydantic import FeatureCollection

from geomap.aggregate import aggregate
from geomap.errors import OutputError, OutputExists
from geomap.export import FORMATS, Format, export
from geomap.export.dataframes import to_dataframe, to_geodataframe
from geomap.export.rows import MENTION_COLUMNS, PLACE_COLUMNS, place_rows
from geomap.iso3166 import alpha3
from geomap.types import ParsedDocument
from tests.export.samples import HOSTILE, far, hostile, many, seed_results


def test_geojson_by_place_is_valid_and_keeps_quotations(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "places.geojson")
    record = json.loads(path.read_text("utf-8"))
    FeatureCollection.model_validate(record)
    texts = {parsed.document.id: parsed.document.text for parsed in seed_results()}
    baghdad = next(f for f in record["features"] if f["properties"]["place"] == "Baghdad")
    assert baghdad["geometry"] == {"type": "Point", "coordinates": [44.4, 33.34]}
    for feature in record["features"]:
        for passage in feature["properties"]["passages"]:
            text = texts[passage["document"]]
            assert text[passage["start"] : passage["end"]] == passage["quote"]
            for start, end in passage["mentions"]:
                assert text[start:end] in feature["properties"]["names"]
    assert {missing["name"] for missing in record["unplaced"]} == {"Quds Force", "al-Naba"}


def test_countries_are_outlines_that_hold_their_points(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "places.geojson")
    frame = pyogrio.read_dataframe(path)
    assert len(frame) == len(aggregate(seed_results()).places)
    countries = frame[frame["kind"] == "country"]
    assert set(countries.geom_type) == {"MultiPolygon"}
    for row in countries.itertuples():
        assert row.geometry.is_valid
        assert row.geometry.contains(shapely.Point(row.longitude, row.latitude)), row.place
    points = pyogrio.read_dataframe(export(seed_results(), tmp_path / "p.geojson", points=True))
    assert set(points.geom_type) == {"Point"}


def test_rings_follow_the_right_hand_rule_and_stay_on_the_globe(tmp_path: Path) -> None:
    for number, results in enumerate((seed_results(), far())):
        path = export(results, tmp_path / f"{number}.geojson")
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            geometry = feature["geometry"]
            found = shapely.from_geojson(json.dumps(geometry))
            assert found.is_valid, feature["id"]
            west, south, east, north = found.bounds
            assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
            for part in getattr(found, "geoms", [found]):
                if part.geom_type == "Polygon":
                    assert part.exterior.is_ccw
                    assert not any(hole.is_ccw for hole in part.interiors)


def test_what_crosses_the_antimeridian_is_cut(tmp_path: Path) -> None:
    path = export(far(), tmp_path / "far.geojson")
    record = json.loads(path.read_text("utf-8"))
    kinds = {f["properties"]["place"]: f["geometry"]["type"] for f in record["features"]}
    assert kinds["Taveuni"] == kinds["east of Fiji"] == "MultiPolygon"
    assert kinds["between"] == "MultiLineString"
    circle = next(f for f in record["features"] if f["properties"]["place"] == "Taveuni")
    shape = shapely.from_geojson(json.dumps(circle["geometry"]))
    # An ellipse in degrees; the area of a circle of 60 km is 11,310 square km.
    square_km = sum(p.area for p in shape.geoms) * 111.195**2 * 0.957
    assert square_km == pytest.approx(11_310, rel=0.01)


def test_geojson_by_mention_has_every_name_in_text_order(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "mentions.geojson", by="mention")
    record = json.loads(path.read_text("utf-8"))
    FeatureCollection.model_validate(record)
    toponyms = [t for parsed in seed_results() for t in parsed.toponyms]
    assert len(record["features"]) == len(toponyms)
    for feature, toponym in zip(record["features"], toponyms, strict=True):
        assert feature["properties"]["start"] == toponym.mention.start
        assert (feature["geometry"] is None) == (toponym.place is None)
        assert feature["properties"]["reason"] == toponym.reason


def test_nothing_placed_is_still_valid(tmp_path: Path) -> None:
    for by in ("place", "mention"):
        path = export([], tmp_path / f"{by}.geojson", by=by)
        assert json.loads(path.read_text("utf-8"))["features"] == []


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_csv_of_places_and_mentions(tmp_path: Path) -> None:
    places = read_csv(export(seed_results(), tmp_path / "places.csv"))
    assert list(places[0]) == list(PLACE_COLUMNS)
    gathered = aggregate(seed_results())
    assert len(places) == len(gathered.places) + len(gathered.unplaced)
    mentions = read_csv(export(seed_results(), tmp_path / "mentions.csv", by="mention"))
    assert list(mentions[0]) == list(MENTION_COLUMNS)
    texts = {parsed.document.id: parsed.document.text for parsed in seed_results()}
    for row in mentions:
        text = texts[row["document"]]
        assert text[int(row["start"]) : int(row["end"])] == row["name"]
        start = int(row["passage_start"])
        assert text[start : start + len(row["passage"])] == row["passage"]
        assert bool(row["latitude"]) == bool(row["place_id"])


def test_no_cell_of_a_csv_is_a_formula_unless_raw(tmp_path: Path) -> None:
    for by in ("place", "mention"):
        path = export(hostile(), tmp_path / f"{by}.csv", by=by)
        for row in read_csv(path):
            for name, cell in row.items():
                number = name in ("latitude", "longitude")
                assert number or not cell.startswith(tuple("=+-@\t\r\uff1d")), cell
    raw = read_csv(export(hostile(), tmp_path / "raw.csv", by="mention", raw=True))
    assert {"=HYPERLINK(1)", "-2+3", "\tTab"} <= {row["name"] for row in raw}


def test_geopackage_by_gdal(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "places.gpkg")
    assert {name for name, _ in pyogrio.list_layers(path)} == {"places", "outlines"}
    gathered = aggregate(seed_results())
    places = pyogrio.read_dataframe(path, layer="places")
    assert list(places.columns[:-1]) == list(PLACE_COLUMNS)
    assert places.crs.to_epsg() == 4326
    assert len(places) == len(gathered.places) + len(gathered.unplaced)
    assert places.geometry.isna().sum() == len(gathered.unplaced)
    baghdad = places[places["place"] == "Baghdad"].iloc[0]
    assert (baghdad.geometry.x, baghdad.geometry.y) == (44.4, 33.34)
    outlines = pyogrio.read_dataframe(path, layer="outlines")
    assert "Iraq" in set(outlines["place"]) and outlines.geometry.is_valid.all()
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    mentions = pyogrio.read_dataframe(export(seed_results(), tmp_path / "m.gpkg", by="mention"))
    assert len(mentions) == sum(len(parsed.toponyms) for parsed in seed_results())


def test_geoparquet_by_pyarrow_and_geopandas(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "mentions.parquet", by="mention")
    table = pyarrow.parquet.read_table(path)
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0" and geo["primary_column"] == "geometry"
    first = table.to_pylist()[0]
    order, kind, longitude, latitude = struct.unpack("<BIdd", first["geometry"])
    assert (order, kind, longitude, latitude) == (1, 1, first["longitude"], first["latitude"])
    frame = geopandas.read_parquet(path)
    assert frame.crs == "OGC:CRS84"
    missing = frame[frame["place_id"].isna()]
    assert len(missing) and missing.geometry.isna().all()


def test_data_frames() -> None:
    mentions = to_dataframe(seed_results())
    assert list(mentions.columns) == list(MENTION_COLUMNS)
    assert mentions["geonameid"].dtype == "Int64"
    places = to_geodataframe(seed_results(), "place", shapes=True)
    assert places.crs.to_epsg() == 4326
    iraq = places[places["place"] == "Iraq"].iloc[0]
    assert iraq.geometry.geom_type == "MultiPolygon"
    unplaced = places[places["place_id"].isna()]
    assert set(unplaced["names"]) == {"Quds Force", "al-Naba"} and unplaced.geometry.isna().all()
    assert len(to_geodataframe(iter(seed_results()))) == len(mentions)


@pytest.mark.filterwarnings("ignore:no font shows")
@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.suffix)
def test_hostile_text_goes_through_every_format(tmp_path: Path, known: Format) -> None:
    results = hostile()[16:20] if known.suffix in (".svg", ".pdf") else hostile()
    for by in known.by:
        path = tmp_path / f"{by}{known.suffix}"
        export(results, path, by=by, title=HOSTILE[16], width=90, picture=False)
        assert path.stat().st_size > 0
        if known.text:
            path.read_bytes().decode("utf-8")


def test_existing_files_are_refused_and_errors_leave_them(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("mine")
    with pytest.raises(OutputExists, match="--force"):
        export(seed_results(), path)
    (tmp_path / "report.png").write_text("mine")
    with pytest.raises(OutputExists, match=r"report\.png"):
        export(seed_results(), tmp_path / "report.md")
    assert not (tmp_path / "report.md").exists()

    def failing():  # type: ignore[no-untyped-def]
        yield from seed_results()
        raise RuntimeError("the disk of the reader broke")

    for by in ("place", "mention"):
        with pytest.raises(RuntimeError):
            export(failing(), path, by=by, force=True)
    assert path.read_text() == "mine"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["places.csv", "report.png"]
    export(seed_results(), path, force=True)
    assert path.read_text("utf-8-sig").startswith("place_id,")


def test_unknown_endings_and_shapes_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"use one of \.geojson"):
        export(seed_results(), tmp_path / "places.xyz")
    with pytest.raises(OutputError, match="leave out --by mention"):
        export(seed_results(), tmp_path / "places.kml", by="mention")
    with pytest.raises(OutputError, match="give the results"):
        export(aggregate(seed_results()), tmp_path / "m.csv", by="mention")


def test_codes_of_three_letters_are_those_of_cldr() -> None:
    """CLDR writes XKK for Kosovo, which has no code of ISO's."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    codes = {code: alpha3(code) for code in map("".join, product(ascii_uppercase, repeat=2))}
    known = {code: three for code, three in codes.items() if three and code != "XK"}
    assert len(known) > 245
    assert {code: aliases.get(str(three)) for code, three in known.items()} == {
        code: [code] for code in known
    }
    rows = list(place_rows(aggregate(seed_results())))
    assert {row["country"]: row["country_alpha3"] for row in rows if row["country"]}["IQ"] == "IRQ"


class Watched(ParsedDocument):
    """Can be referred to weakly."""


@pytest.mark.parametrize("suffix", [".geojson", ".csv", ".gpkg", ".parquet", ".jsonl", ".jsonld"])
def test_by_mention_one_document_is_held_at_a_time(tmp_path: Path, suffix: str) -> None:
    seen: list[weakref.ref[Watched]] = []
    most = 0

    def watched() -> Iterator[ParsedDocument]:
        nonlocal most
        for parsed in many(30, 5):
            one = Watched(parsed.document, parsed.toponyms)
            seen.append(weakref.ref(one))
            del parsed
            most = max(most, sum(ref() is not None for ref in seen))
            yield one
            del one

    export(watched(), tmp_path / f"m{suffix}", by="mention")
    assert len(seen) == 30 and most <= 2
