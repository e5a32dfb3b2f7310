"""What is fed with spoilt inputs: a good sample of each kind, what spoils it, what reads it."""

from __future__ import annotations

import base64
import json
import plistlib
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geomap import jsonl
from geomap.aggregate import aggregate
from geomap.coordinates import read_positions
from geomap.corrections.files import load_corrections
from geomap.documents import ReadOptions
from geomap.documents.read import read_source
from geomap.documents.source import Failure, Source
from geomap.errors import FormatError, GazetteerError
from geomap.export import export
from geomap.gazetteer import LayeredGazetteer
from geomap.gazetteer.extra import read_extra
from geomap.gazetteer.geonames import build_geonames
from geomap.gazetteer.store import Store
from geomap.geocoder.cache import Cache, CacheKey
from geomap.geocoder.shapes import READERS, to_candidates
from geomap.render import render_map
from geomap.types import Area, Check, Document, Relation, Span
from tests.documents import outlook, writers
from tests.fakes import BAGHDAD, PARIS, FakeGazetteer, parsed
from tests.fuzzing.mutations import mutated, mutated_archive, mutated_record, mutated_words

__all__ = ["Kind", "kinds"]

Spoil = Callable[[bytes, random.Random], bytes]
_FORMS = ("geojson", "csv", "kml", "jsonl", "jsonld", "md")
_RARE = ("gpkg", "parquet", "docx", "svg")


@dataclass(frozen=True, slots=True)
class Kind:
    """``make`` is given an empty folder; ``read`` raises only what must not happen."""

    make: Callable[[Path], bytes]
    read: Callable[[bytes, Path], None]
    spoil: Spoil = mutated


def _document(name: str) -> Callable[[bytes, Path], None]:
    def read(data: bytes, _: Path) -> None:
        for outcome in read_source(Source(name, name, data=data), ReadOptions()):
            if isinstance(outcome, Failure):
                if "cannot be read (" in str(outcome.error):
                    raise outcome.error.__cause__ or outcome.error
                continue
            for span in outcome.spans:
                assert 0 <= span.start <= span.end <= len(outcome.text), span

    return read


def _results(data: bytes, folder: Path) -> None:
    """Read a record as a file of results; write whatever was accepted in the forms there are."""
    path = folder / "results.jsonl"
    path.write_bytes(data)
    jsonl.is_results(path)
    read = list(jsonl.read_results(path, on_error=lambda *_: None))
    if not read:
        return
    gathered = aggregate(read)
    render_map(gathered).get_root().render()
    for form in (*_FORMS, *(_RARE if hash(data) % 50 == 0 else ())):
        export(
            read, folder / f"o.{form}", force=True, **({"picture": False} if form == "md" else {})
        )
    for form in ("geojson", "csv"):
        export(read, folder / f"m.{form}", by="mention", force=True)


def _corrections(data: bytes, folder: Path) -> None:
    path = folder / "corrections.csv"
    path.write_bytes(data)
    try:
        load_corrections(path, FakeGazetteer())
    except FormatError:
        return


def _extra(suffix: str) -> Callable[[bytes, Path], None]:
    def read(data: bytes, folder: Path) -> None:
        path = folder / f"extra{suffix}"
        path.write_bytes(data)
        try:
            read_extra(path).find("camp", 10)
        except FormatError:
            return

    return read


def _answers(data: bytes, _: Path) -> None:
    try:
        answers = json.loads(data)
    except (ValueError, RecursionError):
        return
    for provider in READERS:
        answer = answers.get(provider) if isinstance(answers, dict) else answers
        if isinstance(answer, dict):
            for candidate in to_candidates(provider, "Mosul", [answer]):
                assert abs(candidate.place.latitude) <= 90
                assert abs(candidate.place.longitude) <= 180


def _cache(data: bytes, folder: Path) -> None:
    """Put any bytes in the place of an answer that is kept."""
    key = CacheKey("nominatim", "host", "mosul", "{}", "en")
    cache = Cache(folder, clock=lambda: 10.0)
    cache.put(key, [{"lat": "36"}])
    values = (data.decode("utf-8", "replace"), data, 5, None, 1.5)
    chance = random.Random(data)
    with closing(sqlite3.connect(cache.path)) as base, base:
        column = chance.choice(("answers", "fetched", "parameters", "answers", "answers"))
        base.execute(f"UPDATE OR IGNORE answer SET {column} = ?", (chance.choice(values),))
    cache.any("mosul")
    found = cache.get(key)
    to_candidates("nominatim", "Mosul", found or [])
    list(cache.rows())
    cache.info()


def _gazetteer(data: bytes, folder: Path) -> None:
    path = folder / "gazetteer.db"
    path.write_bytes(data)
    try:
        store = Store(path)
        try:
            gazetteer = LayeredGazetteer([store])
            for name in ("Karvona", "Ostby", "Zedland", "Karvona airport", "Østby Kommune"):
                for candidate in gazetteer.candidates(name):
                    assert abs(candidate.place.latitude) <= 90
            gazetteer.towns_near(61.5, 10.2)
            gazetteer.country("ZZ")
            gazetteer.place("geonames:900002")
        finally:
            store.close()
    except GazetteerError:
        return


def _coordinates(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")
    for reading in read_positions(Document("a", text)):
        assert 0 <= reading.start < reading.end <= len(text)
        for latitude, longitude in reading.points:
            assert abs(latitude) <= 90
            assert abs(longitude) <= 180


def _written(write: Callable[[Path], None], name: str) -> Callable[[Path], bytes]:
    def make(folder: Path) -> bytes:
        write(folder / name)
        return (folder / name).read_bytes()

    return make


def _given(text: str | bytes) -> Callable[[Path], bytes]:
    return lambda _: text.encode() if isinstance(text, str) else text


def _a_result(_: Path) -> bytes:
    one = parsed("In Baghdad, then 20 km south of Paris.", ("Baghdad", BAGHDAD), ("Paris", PARIS))
    record = jsonl.to_record(one)
    circle = Area("circle", ((33.0, 44.0),), 20.0, "20 km south of Paris")
    whole = parsed("In Baghdad.", ("Baghdad", BAGHDAD))
    full = jsonl.to_record(
        type(whole)(
            Document("a", whole.document.text, spans=(Span(0, 5, "page", "p. 1", "#page=1"),)),
            (type(whole.toponyms[0])(whole.toponyms[0].mention, BAGHDAD, 0.9, "w", area=circle),),
            (Check(0, 10, Relation.IN, (0,), 10.0, "x"),),
        )
    )
    return json.dumps(random.Random(1).choice((record, full, full))).encode()


def _a_gazetteer(folder: Path) -> bytes:
    from tests.gazetteer import export as rows

    return build_geonames(rows.write_export(folder / "rows"), folder / "small.db").path.read_bytes()


def _outlook(_: Path) -> bytes:
    return outlook.message(
        subject="The road to Irbil",
        body="The convoy left Mosul.",
        sender="Ana",
        recipient="Ben",
        sent=datetime(2020, 1, 7, 9, 0, tzinfo=UTC),
        attachments={"a.txt": b"It came to Irbil."},
    )


_PLACE_PROPERTIES = {"name": "Mosul", "country": "Iraq", "countrycode": "IQ", "osm_id": 1,
                     "osm_type": "N", "osm_value": "city", "extent": [43, 37, 44, 36],
                     "layer": "locality", "gid": "x:1", "country_a": "IRQ"}  # fmt: skip
_ANSWERS = {
    "nominatim": {"lat": "36.3", "lon": "43.1", "display_name": "Mosul, Iraq", "place_id": 1,
                  "osm_type": "node", "osm_id": 2, "addresstype": "city", "importance": 0.5,
                  "boundingbox": ["36", "37", "43", "44"],
                  "address": {"country_code": "iq", "state": "Nineveh"}},
    "photon": {"geometry": {"coordinates": [43.1, 36.3]}, "properties": _PLACE_PROPERTIES},
    "pelias": {"geometry": {"coordinates": [43.1, 36.3]}, "properties": _PLACE_PROPERTIES,
               "bbox": [43, 36, 44, 37]},
    "geonames": {"lat": "36.3", "lng": "43.1", "name": "Mosul", "geonameId": 99072, "fcl": "P",
                 "fcode": "PPLA", "countryCode": "IQ", "population": 5},
    "opencage": {"geometry": {"lat": 36.3, "lng": 43.1}, "formatted": "Mosul, Iraq",
                 "components": {"_type": "city", "country_code": "iq"},
                 "bounds": {"northeast": {"lat": 37, "lng": 44},
                            "southwest": {"lat": 36, "lng": 43}}},
}  # fmt: skip
_PLACES = (
    "Seen at 36.335, 43.118 and 36°20′06″N 43°07′08″E, 36° 20.1' N, 43 07.1 E; 38S LF 12345 67890,"
    " UTM 38S 332000 4022000, 8FVC2222+22, +22 Mosul, 3620N04307E, geo:36.3,43.1;u=10,"
    " https://www.openstreetmap.org/#map=14/36.3/43.1 google.com/maps/@36.3,43.1,15z"
    " geohash.org/svxq ///filled.count.soap 34°–35° N, 40°–41° E lat 36.3 lon 43.1\n"
    "name | lat | lon\nMosul | 36.3 | 43.1\n"
)
_PAGE = writers.HTML if isinstance(writers.HTML, str) else writers.HTML.decode()
_CORRECTIONS = (
    "name,place,document,start,decision,scope,prefix,suffix,place_name,lat,lon,who,when,note\r\n"
    "Paris,geonames:4717560,a,5,,,in ,\\, Texas,,,,me,2026-01-01,\r\n"
    'Mosul,"36.3,43.1",,,,,,,,,,,,\r\nIraq,none,,,,,,,,,,,,\r\n'
)
_SAVED = (
    '<!doctype html><script type="application/json" id="decisions">{"format": 1, "decisions": '
    '[{"decision": "place", "scope": "document", "document": {"id": "a"}, "quote": {"exact": '
    '"Paris", "prefix": "in ", "suffix": "."}, "start": 3, "place": {"id": "geonames:4717560", '
    '"lat": 33.6, "lon": -95.5}}]}</script>'
)


def _mhtml(_: Path) -> bytes:
    page = base64.encodebytes(_PAGE.encode()).decode()
    return (
        "From: <Saved>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; '
        f"charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n--b--\r\n"
    ).encode()


def _webarchive(_: Path) -> bytes:
    main = {
        "WebResourceData": _PAGE.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "https://example.org/a",
    }
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def _pdf(folder: Path) -> bytes:
    writers.pdf(folder / "a.pdf", [["The convoy left Mosul."], ["It came to Irbil."]])
    return (folder / "a.pdf").read_bytes()


def kinds() -> dict[str, Kind]:
    """Return everything that is fed, by name."""
    archives = {"docx", "odt", "epub", "xlsx"}
    found = {}
    for kind in ("docx", "odt", "rtf", "epub", "eml", "mbox", "xlsx", "parquet"):
        spoil = mutated_archive if kind in archives else mutated
        make = _written(getattr(writers, kind), f"a.{kind}")
        found[kind] = Kind(make, _document(f"a.{kind}"), spoil)
    made: dict[str, Callable[[Path], bytes]] = {
        "pdf": _pdf,
        "mhtml": _mhtml,
        "webarchive": _webarchive,
        "msg": _outlook,
        "zip": _given(writers.zipped({"a.txt": "x", "b/c.html": _PAGE, "d.csv": "id,text\n1,x"})),
        "html": _given(_PAGE),
        "txt": _given("The convoy left Mosul for Düsseldorf.\r\nIt was late.\n"),
        "md": _given("---\ntitle: a\n---\n# Mosul\n"),
        "csv": _given("id,text,date\n1,\"Seen in Mosul\",2020-01-01\n2,Irbil,\n"),
    }  # fmt: skip
    for name, make in made.items():
        spoil = mutated_archive if name == "zip" else mutated
        found[name] = Kind(make, _document(f"a.{name}"), spoil)
    mention = '{"id": 1, "text": "Mosul", "mentions": [{"start": 0, "end": 5, "label": "GPE"}]}'
    spans = '{"id": 1, "text": "Mosul", "date": "2020", "spans": [[0, 5, "page", "p. 1", null]]}'
    found["json"] = Kind(_given(f"[{mention}]"), _document("a.json"), mutated_record)
    found["jsonl"] = Kind(_given(spans), _document("a.jsonl"), mutated_record)
    found["results"] = Kind(_a_result, _results, mutated_record)
    found["corrections csv"] = Kind(_given(_CORRECTIONS), _corrections)
    found["corrections page"] = Kind(_given(_SAVED), _corrections)
    found["extra csv"] = Kind(_given("name,lat,lon,population\nCamp,5,5,100\n"), _extra(".csv"))
    ring = [[5, 5], [6, 5], [6, 6], [5, 5]]
    feature = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"name": "Camp", "country": "IQ"},
    }
    collection = json.dumps({"type": "FeatureCollection", "features": [feature]})
    found["extra geojson"] = Kind(_given(collection), _extra(".geojson"), mutated_record)
    found["answers"] = Kind(_given(json.dumps(_ANSWERS)), _answers, mutated_record)
    kept = json.dumps([_ANSWERS["nominatim"]])
    found["cache"] = Kind(_given(kept), _cache, mutated_record)
    found["gazetteer"] = Kind(_a_gazetteer, _gazetteer)
    found["coordinates"] = Kind(_given(_PLACES), _coordinates, mutated_words)
    return found
