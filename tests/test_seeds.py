"""What the map of the two articles must show, read from the finished map in a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from geomap.geodesy import distance_km
from geomap.jsonl import read_results
from geomap.types import ParsedDocument, Toponym
from tests.waiting import PATIENCE

CITY_KM = 25


@dataclass(frozen=True)
class Expected:
    """A place that must be shown; ``name`` as the texts write it."""

    name: str
    latitude: float
    longitude: float
    country: str | None = None
    area: bool = False


EXPECTED = (
    Expected("Baghdad", 33.34, 44.40, "IQ"),
    Expected("Basra", 30.51, 47.78, "IQ"),
    Expected("Mosul", 36.34, 43.12, "IQ"),
    Expected("Irbil", 36.19, 44.01, "IQ"),
    Expected("Baghouz", 34.45, 40.95, "SY"),
    Expected("Tehran", 35.69, 51.42, "IR"),
    Expected("Baghdad airport", 33.26, 44.23, "IQ"),
    Expected("Ahvaz International Airport", 31.34, 48.76, "IR"),
    Expected("Tal Afar airport", 36.28, 42.40, "IQ"),
    Expected("Deir Ezzor province", 35.0, 40.5, "SY", area=True),
    Expected("Jordan", 31.0, 36.0, "JO", area=True),
    Expected("Kuwait", 29.5, 47.75, "KW", area=True),
    Expected("Iraq", 33.0, 44.0, "IQ", area=True),
    Expected("Iran", 32.0, 53.0, "IR", area=True),
    Expected("Syria", 35.0, 38.0, "SY", area=True),
    Expected("Germany", 51.5, 10.5, "DE", area=True),
    Expected("Denmark", 56.0, 10.0, "DK", area=True),
    Expected("UK", 54.8, -2.7, "GB", area=True),
    Expected("US", 39.8, -98.5, "US", area=True),
    Expected("America", 39.8, -98.5, "US", area=True),
    Expected("Middle East", 29.0, 44.0, None, area=True),
)
NEVER = (
    "ISIS", "IS", "Quds", "Trump", "Soleimani", "Kataib Hezbollah", "Anadolu", "BBC", "NATO",
    "Peshmerga", "AFP", "al-Naba", "Popular Mobilisation",
)  # fmt: skip


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A folder with map.html and results.jsonl, made by the command line."""
    folder = tmp_path_factory.mktemp("made")
    done = subprocess.run(
        [sys.executable, "-m", "geomap", "map", str(seeds), "-q",
         "-o", str(folder / "map.html"), "-o", str(folder / "results.jsonl")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def results(made: Path) -> list[ParsedDocument]:
    return list(read_results(made / "results.jsonl"))


@pytest.fixture(scope="session")
def shown(results: list[ParsedDocument]) -> list[Toponym]:
    """The placed mentions that the map shows by default."""
    from geomap.aggregate import DEFAULT_ROLES

    return [
        toponym for parsed in results for toponym in parsed.placed if toponym.role in DEFAULT_ROLES
    ]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.name)
def test_every_mention_of_the_name_is_placed_there(
    expected: Expected, results: list[ParsedDocument], shown: list[Toponym]
) -> None:
    same_name = [toponym for toponym in shown if toponym.mention.text == expected.name]
    assert same_name, f"{expected.name} is not on the map"
    for toponym in same_name:
        place = toponym.place
        assert place is not None
        assert place.country == expected.country
        assert place.is_area == expected.area
        away = distance_km(place.latitude, place.longitude, expected.latitude, expected.longitude)
        assert away <= (500 if expected.area else CITY_KM)


def test_no_false_place_is_found(results: list[ParsedDocument]) -> None:
    never = {name.casefold() for name in NEVER}
    found = {toponym.mention.text for parsed in results for toponym in parsed.placed}
    assert {name for name in found if name.casefold() in never} == set()


def test_parts_of_iraq_are_no_town(shown: list[Toponym], results: list[ParsedDocument]) -> None:
    vague = [toponym for toponym in shown if toponym.area is not None]
    assert {"northern", "southern"} <= {
        word
        for toponym in vague
        for word in toponym.area.words.split()  # type: ignore[union-attr]
    }
    for parsed in results:
        for toponym in parsed.placed:
            before = parsed.document.text[: toponym.mention.start].rstrip().rsplit(" ", 1)[-1]
            if before in ("northern", "southern") and toponym.mention.text == "Iraq":
                assert toponym.place is not None
                assert toponym.place.kind == "country"


def test_an_embassy_puts_no_pin_on_its_owner(results: list[ParsedDocument]) -> None:
    for parsed in results:
        for toponym in parsed.toponyms:
            after = parsed.document.text[toponym.mention.end :]
            if toponym.mention.text == "US" and after.startswith(" embassy"):
                assert toponym.role.value == "organisation"


def test_the_airport_in_the_wrong_city_is_reported(results: list[ParsedDocument]) -> None:
    words = [check.words for parsed in results for check in parsed.checks]
    assert any("Ahvaz International Airport" in told and "Tehran" in told for told in words)


@pytest.fixture(scope="module")
def page(browser: Any, made: Path) -> Iterator[Any]:
    """The map in a browser that may not reach anything; every attempt is noted."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.set_default_timeout(1000 * PATIENCE)
    page = context.new_page()
    page.requested, page.complaints = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto((made / "map.html").as_uri())
    page.locator(".mark").nth(5).wait_for()
    page.wait_for_timeout(500)
    yield page
    context.close()


@pytest.mark.browser
def test_the_page_asks_for_nothing_and_complains_of_nothing(page: Any, made: Path) -> None:
    own = (made / "map.html").as_uri()
    assert [url for url in page.requested if url != own and not url.startswith("data:")] == []
    assert page.complaints == []


@pytest.mark.browser
def test_each_place_opens_a_popup_that_quotes_it_verbatim(
    page: Any, made: Path, results: list[ParsedDocument], shown: list[Toponym]
) -> None:
    texts = [parsed.document.text for parsed in results]
    places = {toponym.place.id for toponym in shown if toponym.place}
    data = json.loads(page.locator("#geomap-data").text_content())
    assert data
    for place_id in sorted(places):
        names = {toponym.mention.text for toponym in shown if toponym.place.id == place_id}  # type: ignore[union-attr]
        page.goto((made / "map.html").as_uri() + f"#place={place_id}&m=1")
        page.reload()
        quote = page.locator(".leaflet-popup blockquote")
        quoted = quote.text_content()
        assert any(quoted in text for text in texts), f"{place_id}: {quoted!r} is not verbatim"
        marked = page.locator(".leaflet-popup blockquote mark").all_text_contents()
        assert marked, place_id
        assert set(marked) <= names


def test_a_repeated_caption_is_quoted_once_with_its_count(results: list[ParsedDocument]) -> None:
    from geomap.aggregate import aggregate

    gathered = aggregate(results)
    airport = next(
        entry for entry in gathered.places if "Ahvaz International Airport" in entry.names
    )
    assert len(airport.quotations) == 1
    assert airport.quotations[0].passage.count == 2
