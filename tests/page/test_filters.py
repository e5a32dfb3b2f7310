"""Filters that lead somewhere: map, address, saved files and print show the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from geomap.aggregate import Aggregate
from geomap.render import render_map
from geomap.types import Document, ParsedDocument
from tests.fakes import BAGHDAD, MOSUL, PARIS, parsed
from tests.page.conftest import Open, Opened
from tests.page.results import world_results
from tests.waiting import eventually, until

pytestmark = pytest.mark.browser
INSIDE = """[...geomap.selection.keys()].every((place) =>
  map_geomap.getBounds().contains(geomap.symbols.position(place)))"""


@pytest.fixture(scope="session")
def world_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "my map.html"
    render_map(world_results()).save(path)
    return path


def search(page: Any, words: str) -> None:
    page.locator("#search").fill(words)
    until(page, f"geomap.panel.filter.query === {json.dumps(words)}")


def settled(page: Any) -> None:
    """Wait until the map has moved and the address is written."""
    page.wait_for_timeout(900)


def test_the_map_goes_where_the_filters_lead(open_page: Open, world_page: Path) -> None:
    page = open_page(world_page).page
    first = page.evaluate("map_geomap.getZoom()")
    search(page, "nairobi")
    until(page, f"map_geomap.getZoom() > {first} + 2")
    until(page, INSIDE)
    page.get_by_role("button", name="Clear filters").click()
    until(page, f"Math.abs(map_geomap.getZoom() - {first}) < 0.01")
    assert page.evaluate("geomap.address()") == ""


def test_a_map_that_shows_it_already_stays(open_page: Open, world_page: Path) -> None:
    page = open_page(world_page).page
    before = page.evaluate("geomap.look()")
    search(page, "winter")
    settled(page)
    assert page.evaluate("geomap.look()") == before
    search(page, "xyzzy")
    settled(page)
    assert page.evaluate("geomap.look()") == before


def test_the_address_keeps_what_is_shown(open_page: Open, world_page: Path) -> None:
    page = open_page(world_page).page
    search(page, "new york")
    page.locator(".filters summary").click()
    page.locator("#filter-documents").get_by_label("Report 3").check()
    page.locator("#filter-documents").get_by_label("Report 5").check()
    page.locator("#time-from").select_option("2019-04")
    page.locator(".places button").first.click()
    page.locator("#for-documents").click()
    until(
        page,
        "location.hash === '#q=new+york&from=2019-04&doc=r3&doc=r5&tab=documents"
        "&place=geonames:900005&m=8'",
    )
    settled(page)
    shown = page.evaluate("[geomap.look(), geomap.panel.found.places.map(({ n }) => n)]")
    other = open_page(world_page, page.evaluate("location.hash")).page
    expect(other.locator(".card h2")).to_have_text("New York")
    expect(other.locator("#tab-documents")).to_be_visible()
    expect(other.locator("#search")).to_have_value("new york")
    expect(other.locator("#time-from")).to_have_value("2019-04")
    assert other.locator(".chip-button").all_text_contents() == [
        "Report 3 ×", "Report 5 ×", "From April 2019 ×"
    ]  # fmt: skip
    again = other.evaluate("[geomap.look(), geomap.panel.found.places.map(({ n }) => n)]")
    assert again[1] == shown[1]
    assert again[0] == pytest.approx(shown[0], abs=0.5)


def test_a_view_that_the_reader_chose_is_kept(open_page: Open, world_page: Path) -> None:
    opened = open_page(world_page)
    page = opened.page
    page.evaluate("map_geomap.setView([10, 20], 5, { animate: false })")
    until(page, "location.hash === '#map=10,20,5'")
    page = open_page(world_page, "#map=-20,30,4.5").page
    assert page.evaluate("geomap.look()") == pytest.approx([-20, 30, 4.5], abs=0.05)
    search(page, "lima")
    until(page, "location.hash === '#q=lima'")
    assert opened.problems == []


def test_an_address_changes_the_open_page(open_page: Open, world_page: Path) -> None:
    page = open_page(world_page, "#q=lima&place=geonames:900006").page
    expect(page.locator(".card h2")).to_have_text("Lima")
    page.evaluate("location.hash = '#kind=nothing&status=uncertain'")
    expect(page.locator(".card")).to_have_count(0)
    until(page, "geomap.panel.filter.statuses.length === 1")
    expect(page.locator("#search")).to_have_value("")
    page.evaluate("location.hash = ''")
    until(page, "geomap.panel.found.places.length === 20")


def test_the_link_names_the_file_alone(open_page: Open, world_page: Path) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = open_page(world_page, "#q=lima", **options).page
    page.locator(".share summary").click()
    page.locator(".share").get_by_role("button", name="Copy link").click()
    until(page, "navigator.clipboard.readText().then((t) => t === 'my map.html#q=lima')")


def saved(page: Any, name: str) -> tuple[str, str]:
    with page.expect_download() as download:
        page.locator(".share").get_by_role("button", name=name).click()
    return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")


def test_what_is_shown_is_saved(open_page: Open, world_page: Path) -> None:
    opened = open_page(world_page, "#q=nairobi&from=2019-06&to=2019-12")
    page = opened.page
    page.locator(".share summary").click()
    shown = page.evaluate("geomap.panel.found.places.map(({ place, n }) => [place.id, n])")
    name, text = saved(page, "Table (CSV)")
    assert name == "my map-shown.csv"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == sum(n for _, n in shown) > 0
    for row in rows:
        assert row["passage"][
            int(row["start"]) - int(row["passage_start"]) : int(row["end"])
            - int(row["passage_start"])
        ] in (row["name"], "")
        assert "2019-06" <= row["date"][:7] <= "2019-12"
    name, text = saved(page, "GeoJSON")
    written = json.loads(text)
    assert name == "my map-shown.geojson"
    assert [[f["id"], f["properties"]["mentions"]] for f in written["features"]] == shown
    name, text = saved(page, "Citations (Markdown)")
    assert name == "my map-shown.md"
    assert "Words: nairobi · June 2019 to December 2019" in text
    assert text.count("\n> — ") == sum(
        len(f["properties"]["passages"]) for f in written["features"]
    )
    expect(page.locator("#live")).to_have_text("Saved as my map-shown.md")
    assert opened.problems == [] and opened.requests == []


def test_what_is_shown_is_printed(open_page: Open, world_page: Path) -> None:
    import pypdfium2

    page = open_page(world_page, "#q=nairobi&doc=r9").page
    before = page.evaluate("geomap.look()")
    pdf = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=True))
    words = "".join(pdf[i].get_textpage().get_text_range() for i in range(len(pdf)))
    assert "Shown here: Words: nairobi · Report 9" in " ".join(words.split())
    assert "Nairobi" in words and "Anchorage" not in words
    until(page, "!document.documentElement.classList.contains('printing')")
    assert page.evaluate("geomap.look()") == pytest.approx(before, abs=1e-3)


def _dated() -> list[ParsedDocument]:
    made = []
    for month in (*range(1, 7), None):
        place = [("Baghdad", BAGHDAD), ("Mosul", MOSUL), ("Paris", PARIS)][(month or 7) % 3]
        found = parsed(f"Report {month}: in {place[0]} it rained.", place, id=f"d{month}")
        date = f"2020-{month:02}-05" if month else None
        document = Document(f"d{month}", found.document.text, title=f"No. {month}", date=date)
        made.append(ParsedDocument(document, found.toponyms))
    return made


@pytest.fixture
def dated(open_page: Open, tmp_path: Path) -> Callable[..., Opened]:
    render_map(_dated()).save(tmp_path / "map.html")

    def opened(fragment: str = "", **options: Any) -> Opened:
        return open_page(tmp_path / "map.html", fragment, **options)

    return opened


HEIGHTS = "[...document.querySelectorAll('.bar i')].map((i) => i.style.height !== '0%')"


def test_the_timeline_follows_the_filters_and_the_place(dated: Callable[..., Opened]) -> None:
    page = dated().page
    words = page.locator(".timeline .words")
    expect(words).to_have_text("Mentions by date: 6 mentions")
    assert page.evaluate(HEIGHTS) == [True] * 6
    search(page, "mosul")
    expect(words).to_have_text("Mentions by date: 2 mentions")
    until(page, f"JSON.stringify({HEIGHTS}) === '[true,false,false,true,false,false]'")
    search(page, "")
    page.locator(".places button", has_text="Paris").click()
    expect(words).to_have_text("Paris: 2 mentions")
    until(page, f"JSON.stringify({HEIGHTS}) === '[false,true,false,false,true,false]'")
    page.keyboard.press("Escape")
    expect(words).to_have_text("Mentions by date: 6 mentions")


def test_undated_documents_are_counted_and_shown(dated: Callable[..., Opened]) -> None:
    page = dated().page
    undated = page.locator(".undated")
    expect(undated).to_have_text("1 undated document: 1 mention")
    expect(undated.get_by_role("checkbox")).to_be_hidden()
    page.locator("#time-from").select_option("2020-03")
    expect(page.locator(".find .count")).to_contain_text("4 passages")
    undated.get_by_role("checkbox").check()
    expect(page.locator(".find .count")).to_contain_text("5 passages")
    until(page, "location.hash === '#from=2020-03&undated=1'")
    page.get_by_role("button", name="Remove filter: From March 2020").click()
    expect(page.locator("#time-from")).to_have_value("")
    expect(undated.get_by_role("checkbox")).to_be_hidden()


def test_the_dates_are_played(dated: Callable[..., Opened]) -> None:
    page = dated().page
    play = page.locator(".play")
    expect(play).to_have_attribute("aria-label", "Play through the dates")
    view = page.evaluate("geomap.look()")
    play.focus()
    page.keyboard.press("Enter")
    expect(play).to_have_attribute("aria-label", "Pause")
    expect(page.locator("#time-from")).to_have_value("2020-01")
    expect(page.locator("#time-from")).to_have_value("2020-02")
    expect(page.locator("#time-to")).to_have_value("2020-02")
    expect(page.locator(".find .count")).to_have_attribute("aria-live", "off")
    page.keyboard.press("Enter")
    expect(play).to_have_attribute("aria-label", "Play through the dates")
    assert page.evaluate("geomap.look()") == view
    page.evaluate("geomap.timeline.at = 5; geomap.timeline.play(true)")
    eventually(lambda: page.evaluate("geomap.panel.filter.from === ''"), page)
    assert page.evaluate("document.activeElement.className") == "play"


def test_the_header_counts_as_the_list_does(
    open_page: Open, seeds_page: Path, gathered: Aggregate
) -> None:
    page = open_page(seeds_page).page
    said = str(page.locator(".top .summary").text_content())
    listed = str(page.locator(".find .count").text_content())
    assert re.findall(r"[\d,]+ (?:place|passage)s", said) == listed.split(", ")
    assert f"{len(gathered.places)} places" in said
