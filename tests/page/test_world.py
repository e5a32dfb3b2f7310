"""A page of the whole world: what filters answer, where cards stand, how the world is drawn."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from geomap.render import render_map
from geomap.types import ParsedDocument
from tests.page.conftest import Open, Opened
from tests.page.results import world_results
from tests.waiting import until

pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (1280, 800), (768, 1024), (390, 844), (844, 390)]


@pytest.fixture(scope="module")
def world() -> list[ParsedDocument]:
    return world_results()


@pytest.fixture(scope="module", params=[None, 2], ids=["all quoted", "two quoted"])
def page_file(
    request: pytest.FixtureRequest,
    world: list[ParsedDocument],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("world") / "map.html"
    texts = None if request.param is None else False
    render_map(world, max_passages=request.param, texts=texts).save(path)
    return path


@pytest.fixture(scope="module")
def world_page(world: list[ParsedDocument], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "map.html"
    render_map(world).save(path)
    return path


def answers(opened: Opened, **filter: Any) -> dict[str, int]:
    return dict(opened.page.evaluate("(f) => geomap.answer(f)", filter))


def test_filters_answer_what_the_results_say(
    open_page: Open, page_file: Path, world: list[ParsedDocument]
) -> None:
    opened = open_page(page_file)
    for number, parsed in enumerate(world):
        month = str(parsed.document.date)[:7]
        said = Counter(t.place.id for t in parsed.toponyms if t.place)
        doubtful = Counter(t.place.id for t in parsed.toponyms if t.place and t.probability < 0.5)
        assert answers(opened, documents=[number]) == said
        assert answers(opened, **{"from": month, "to": month}) == said
        assert answers(opened, documents=[number], **{"from": "2021", "to": "2022"}) == {}
        assert answers(opened, documents=[number], statuses=["uncertain"]) == doubtful
        assert answers(opened, kinds=["country"]) == {}


def test_a_passage_says_how_sure_it_is_itself(open_page: Open, world_page: Path) -> None:
    page = open_page(world_page, "#place=geonames:900009").page
    expect(page.locator(".card .counts")).to_contain_text("63 mentions")
    expect(page.locator(".card .counts")).to_contain_text("9 doubtful")
    said = set()
    for _ in range(63):
        sure = str(page.locator(".card .sure").text_content())
        reason = str(page.locator(".card .why").text_content())
        assert ("31% sure" in sure) == sure.startswith("Uncertain")
        said.add((sure, reason))
        page.locator(".card .next").click()
    assert {sure for sure, _ in said} == {
        "Placed with confidence · 97% sure", "Uncertain: the best guess · 31% sure",
    }  # fmt: skip
    expect(page.locator(".mark .ring").first).to_be_attached()


def test_what_is_not_quoted_is_counted(
    open_page: Open, world: list[ParsedDocument], tmp_path: Path
) -> None:
    render_map(world, max_passages=2, texts=False).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html", "#place=geonames:900009").page
    expect(page.locator(".card .counts")).to_contain_text("61 mentions not quoted")
    page.locator("#time-from").select_option("2019-05")
    page.locator("#time-to").select_option("2019-05")
    expect(page.locator(".card .counts")).to_contain_text("not quoted")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_cards_are_whole_and_focus_comes_back(
    open_page: Open, world_page: Path, size: tuple[int, int]
) -> None:
    width, height = size
    opened = open_page(
        world_page, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = opened.page
    for number in (1, 5, 7, 9, 11, 18):
        place = f"geonames:{900_000 + number}"
        page.evaluate(
            """(id) => {
              window.opener_ = document.querySelector(`.places button[data-id="${id}"]`);
              opener_.focus({ preventScroll: true });
              window.before = scrollY;
              opener_.click();
            }""",
            place,
        )
        cut, scrolled = page.evaluate(
            """() => {
              const home = document.querySelector(".card").parentElement;
              const box = home.getBoundingClientRect();
              const area = document.querySelector(".map-area").getBoundingClientRect();
              const sheet = home.classList.contains("sheet");
              const room = sheet ? new DOMRect(0, 0, innerWidth, innerHeight) : area;
              const cut = Math.max(room.left - box.left, room.top - box.top,
                box.right - room.right, box.bottom - room.bottom);
              return [cut, scrollY - before];
            }"""
        )
        assert cut <= 0.5
        assert scrolled == 0
        if number % 2:
            page.locator(".card .close").click()
        else:
            page.keyboard.press("Escape")
        until(page, "document.activeElement === opener_ && location.hash === ''")
    assert opened.problems == []


def test_a_tap_leaves_the_page_and_the_place_where_they_are(
    open_page: Open, world_page: Path
) -> None:
    options: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    page = open_page(world_page, is_mobile=True, reduced_motion="reduce", **options).page
    page.locator(".mark[data-key='geonames:900006']").tap()
    page.locator(".sheet").wait_for()
    assert page.evaluate("scrollY") == 0
    top, bottom = page.evaluate(
        """() => [document.querySelector(".mark.selected .disc").getBoundingClientRect().bottom,
                  document.querySelector(".sheet").getBoundingClientRect().top]"""
    )
    assert top <= bottom


def test_the_world_is_drawn_once(open_page: Open, world_page: Path) -> None:
    page = open_page(world_page, viewport={"width": 1366, "height": 768}).page
    west, _, east, _ = map(float, page.evaluate("map_geomap.getBounds().toBBoxString()").split(","))
    assert east - west <= 360.5
    # Nothing is drawn south of the last places: a sea colour stands where Antarctica would.
    assert page.evaluate("geomap.base.south") == -60
    colours = page.evaluate(
        """() => {
          const canvas = geomap.base.ground._container, ratio = canvas.width / parseFloat(canvas.style.width);
          const at = (lat, lon) => {
            const { x, y } = map_geomap.latLngToLayerPoint([lat, lon]).subtract(geomap.base.ground._bounds.min);
            return [...canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data].join();
          };
          return [at(-60.8, 20), at(-30, 0), at(45, 40)];
        }"""  # noqa: E501
    )
    # Beyond the ground's canvas the page's own sea shows.
    assert colours[0] in (colours[1], "0,0,0,0")
    assert colours[1] != colours[2]
    stand = page.evaluate(
        """() => geomap.model.places.map((p) => [p.name, geomap.symbols.position(p)[1]])"""
    )
    assert all(west - 1 <= longitude <= east + 1 for _, longitude in stand)
    found = dict(stand)
    assert found["Apia"] > found["Wellington"] > found["Sydney"]
    assert found["Honolulu"] < found["Vancouver"] < found["Toronto"]


def test_a_place_that_a_filter_takes_away_closes_its_card(
    open_page: Open, world_page: Path
) -> None:
    page = open_page(world_page, "#place=geonames:900017").page
    page.locator(".card").wait_for()
    page.locator("#search").fill("Tokyo")
    expect(page.locator(".card")).to_have_count(0)


def test_names_of_areas_stand_in_their_outlines(open_page: Open, seeds_page: Path) -> None:
    page = open_page(seeds_page).page
    for zoom in (0, 1, 1):
        page.evaluate("(by) => { map_geomap.setZoom(map_geomap.getZoom() + by) }", zoom)
        until(page, "!map_geomap._animatingZoom")
        outside = page.evaluate(
            """() => [...geomap.symbols.kept.values()].filter(({ kind, members, marker }) => {
              const shape = kind === "area-name" && geomap.symbols.drawn.get(members[0].id);
              if (!shape || shape.kind !== "exact") return false;
              return geomap.symbols.areas.at(marker.getLatLng()) === null;
            }).map(({ members }) => members[0].name)"""
        )
        assert outside == []
