"""The page in a browser: what readers see and do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from branca.element import Figure
from playwright.sync_api import expect

from geomap.aggregate import Aggregate
from geomap.render import render_map
from geomap.types import Document, Mention, ParsedDocument, Toponym
from tests.fakes import BAGHDAD, MOSUL, PARIS, parsed
from tests.page.conftest import Open, Opened
from tests.page.results import PLACES
from tests.waiting import eventually, until

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
AIRPORTS = ["Baghdad International Airport", "Ahvaz International Airport"]


@pytest.fixture
def opened(open_page: Open, seeds_page: Path) -> Opened:
    return open_page(seeds_page)


def place_button(page: Any, name: str) -> Any:
    return page.locator(".places button", has=page.locator(".name", has_text=name)).first


def test_no_request_no_error(opened: Opened) -> None:
    expect(opened.page.locator(".mark").nth(5)).to_be_visible()
    opened.page.wait_for_timeout(300)
    assert opened.requests == []
    assert opened.problems == []


def test_every_popup_quotes_verbatim(opened: Opened, gathered: Aggregate) -> None:
    for entry in gathered.places:
        shown = opened.page.evaluate(
            """(id) => {
              geomap.open(geomap.model.byId.get(id));
              const card = document.querySelector(".callout .card");
              const marks = [...card.querySelectorAll("mark")].map((m) => m.textContent);
              const words = ["h2", "blockquote"].map((t) => card.querySelector(t).textContent);
              return [...words, marks];
            }""",
            entry.place.id,
        )
        passage = entry.quotations[0].passage
        assert shown[0] == entry.place.name
        assert shown[1] == passage.quote
        assert shown[2] and set(shown[2]) <= set(entry.names)
    assert opened.problems == []


def test_symbols_stand_where_places_are(opened: Opened) -> None:
    away = opened.page.evaluate(
        """() => {
          const map = document.querySelector(".folium-map").getBoundingClientRect();
          return [...document.querySelectorAll(".mark .disc")].map((disc) => {
            const place = geomap.model.byId.get(disc.closest(".mark").dataset.key);
            const at = map_geomap.latLngToContainerPoint([place.lat, place.lon]);
            const box = disc.getBoundingClientRect();
            const x = box.x + box.width / 2 - map.x, y = box.y + box.height / 2 - map.y;
            return Math.hypot(x - at.x, y - at.y);
          });
        }"""
    )
    assert len(away) > 5
    assert max(away) < 1.5


def test_countries_are_outlines_not_points(opened: Opened) -> None:
    iraq = PLACES["Iraq"]
    drawn = opened.page.evaluate(
        """(id) => {
          const { bounds } = geomap.symbols.drawn.get(id);
          const element = [...document.querySelectorAll(".mark")].find((m) => m.dataset.key === id);
          const box = bounds.toBBoxString().split(",").map(Number);
          return [box, element.querySelector(".disc") === null];
        }""",
        iraq.id,
    )
    west, south, east, north = drawn[0]
    assert (south, west, north, east) == pytest.approx(iraq.bounds, abs=0.3)
    assert drawn[1]


def test_keyboard_from_pin_to_popup_and_back(opened: Opened) -> None:
    page = opened.page
    page.locator(".mark[data-key='geonames:112931']").focus()
    page.keyboard.press("Enter")
    card = page.locator(".callout .card")
    quote, where = card.locator("blockquote"), card.locator(".where")
    expect(card.locator("h2")).to_have_text("Tehran")
    until(page, "document.activeElement.className === 'card'")
    first = quote.text_content()
    page.keyboard.press("ArrowRight")
    expect(where).to_have_text(re.compile("^2 of"))
    assert quote.text_content() != first
    page.keyboard.press("ArrowLeft")
    expect(where).to_have_text(re.compile("^1 of"))
    assert quote.text_content() == first
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    until(page, "document.activeElement.dataset.key === 'geonames:112931'")


def test_focus_returns_to_the_list(opened: Opened) -> None:
    page = opened.page
    place_button(page, "Tehran").focus()
    page.keyboard.press("Enter")
    until(page, "document.activeElement.className === 'card'")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.dataset.id === 'geonames:112931'")


def test_pins_say_what_they_are(opened: Opened) -> None:
    names = opened.page.locator(".mark .offscreen").all_text_contents()
    assert "Tehran, city or town, 5 mentions" in names
    assert any(name.endswith("uncertain") for name in names)


def test_uncertain_is_said_in_words(opened: Opened) -> None:
    page = opened.page
    expect(place_button(page, "Al Bāghūz")).to_contain_text("uncertain")
    place_button(page, "Al Bāghūz").click()
    expect(page.locator(".card .sure")).to_contain_text("Uncertain: the best guess")


def test_alternatives_and_identifiers(opened: Opened) -> None:
    page = opened.page
    place_button(page, "Basra").click()
    expect(page.locator(".card .why")).to_contain_text("Basra, Nebraska, United States (2%)")
    link = page.locator(".card .why a")
    expect(link).to_have_attribute("href", "https://www.geonames.org/99532")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_deep_links(open_page: Open, seeds_page: Path) -> None:
    page = open_page(seeds_page, "#place=geonames:98182&m=3").page
    expect(page.locator(".card h2")).to_have_text("Baghdad")
    expect(page.locator(".card .where")).to_have_text(re.compile("^3 of"))
    page.locator(".card .next").click()
    until(page, "location.hash === '#place=geonames:98182&m=4'")
    page.evaluate("location.hash = '#place=geonames:112931'")
    expect(page.locator(".card h2")).to_have_text("Tehran")


def test_deep_links_to_nowhere_do_no_harm(open_page: Open, seeds_page: Path) -> None:
    opened = open_page(seeds_page, "#place=%3Cscript%3Ealert(1)%3C/script%3E&m=-7")
    expect(opened.page.locator(".mark").nth(5)).to_be_visible()
    assert opened.page.locator(".card").count() == 0
    assert opened.problems == []


def test_copying(open_page: Open, seeds_page: Path) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = open_page(seeds_page, "#place=geonames:112931&m=1", **options).page
    # A button says only for two seconds what it did, so that its words are kept.
    page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver((changes) => said.push(...changes.map((c) => c.target.textContent)))
            .observe(document.querySelector(".card-body > .actions"),
              { childList: true, subtree: true });
        }"""
    )
    page.get_by_role("button", name="Copy citation").click()
    until(page, "said.includes('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.locator(".card blockquote").text_content() in copied
    assert "ISIS welcome the death" in copied and "January 11, 2020" in copied
    page.get_by_role("button", name="Copy link").click()
    # The name of the file, never the folder in which it lies.
    until(
        page,
        "navigator.clipboard.readText().then((t) => t === 'map.html#place=geonames:112931&m=1')",
    )


def test_search_is_live(opened: Opened) -> None:
    page = opened.page
    page.locator("#search").fill("baghuz")
    expect(page.locator(".places li")).to_have_count(1)
    expect(page.locator("#for-places .n")).to_have_text("1")
    expect(page.locator(".find .count")).to_have_text("The place Al Bāghūz Fawqānī (2)")
    expect(page.locator(".find .count")).to_have_attribute("role", "status")
    page.locator("#search").fill("funeral")
    expect(page.locator(".places li")).to_have_count(4)
    assert "Baghdad" in page.locator(".places .name").all_text_contents()
    page.locator("#search").fill("xyzzy")
    page.get_by_text("Nothing matches").wait_for()


def test_filters(opened: Opened) -> None:
    page = opened.page
    page.locator(".filters summary").click()
    names = page.locator(".places .name")
    kinds, documents = page.locator("#filter-kinds"), page.locator("#filter-documents")
    kinds.get_by_label("airport").check()
    expect(names).to_have_text(AIRPORTS)
    documents.get_by_role("checkbox").first.check()
    expect(names).to_have_text(AIRPORTS[:1])
    documents.get_by_role("checkbox").last.check()
    expect(names).to_have_text(AIRPORTS)
    kinds.get_by_label("region").check()
    expect(names).to_have_count(4)
    page.get_by_role("button", name="Clear filters").click()
    expect(names).to_have_count(21)
    expect(page.locator(".facet input:checked")).to_have_count(0)
    page.locator("#filter-statuses").get_by_label("Uncertain").check()
    expect(names).to_have_text(["Al Bāghūz Fawqānī"])
    page.get_by_role("button", name="Remove filter: Uncertain").click()
    expect(names).to_have_count(21)
    until(page, "document.activeElement.id === 'search'")


def test_each_choice_counts_what_it_would_show(opened: Opened) -> None:
    page = opened.page
    page.locator(".filters summary").click()
    for facet in ("documents", "kinds", "statuses"):
        for row in page.locator(f"#filter-{facet} label:visible").all():
            said = int(str(row.locator(".n").text_content()))
            row.locator("input").check()
            shown = page.evaluate(
                "[...geomap.panel.found.places, ...geomap.panel.found.unplaced]"
                ".reduce((sum, { n }) => sum + n, 0)"
            )
            assert shown == said > 0, row.text_content()
            row.locator("input").uncheck()


def test_a_search_says_what_it_found(opened: Opened) -> None:
    page = opened.page
    page.locator("#search").fill("mosul")
    count, heads = page.locator(".find .count"), page.locator(".part:visible h2")
    expect(count).to_have_text("The place Mosul (2) · 2 passages with the word")
    expect(heads).to_have_text(
        ["Places of this name (1)", "Passages with the words (2)",
         "Other places in such passages (1)", "Documents (2)"]
    )  # fmt: skip
    assert page.locator(".part .passages mark").all_text_contents() == ["Mosul", "Mosul"]
    place_button(page, "Iraq").click()
    marks = page.locator(".card blockquote mark")
    assert "Mosul" in page.locator(".card blockquote mark.found").all_text_contents()
    assert "Iraq" in marks.all_text_contents()
    page.keyboard.press("Escape")
    page.locator("#search").fill('"took control" -mosul')
    expect(count).to_have_text("None")
    page.locator("#search").fill("quds")
    expect(count).to_contain_text("1 name not placed")
    expect(page.locator(".part .unplaced .name")).to_have_text(["Quds Force"])
    page.locator("#for-unplaced").click()
    expect(page.locator("#tab-unplaced .name")).to_have_text(["Quds Force"])
    page.locator("#for-documents").click()
    page.locator("#tab-documents button").first.click()
    assert "Quds" in page.locator(".reading mark.found").all_text_contents()
    text = page.locator(".reading .text")
    whole = text.text_content()
    page.locator("#search").fill("")
    expect(page.locator(".reading mark.found")).to_have_count(0)
    assert text.text_content() == whole


def test_lists_are_sorted(opened: Opened) -> None:
    page = opened.page
    names = page.locator("#tab-places .places .name")
    page.locator("#sort-places").select_option("name")
    said = names.all_text_contents()
    assert said == sorted(said, key=str.casefold) and len(said) == 21
    page.locator("#sort-places").select_option("doubtful")
    expect(names.first).to_have_text("Al Bāghūz Fawqānī")
    page.locator("#for-documents").click()
    page.locator("#sort-documents").select_option("name")
    titles = page.locator("#tab-documents .name").all_text_contents()
    assert titles == sorted(titles)


def test_a_filter_limits_the_passages_of_a_popup(opened: Opened) -> None:
    page = opened.page
    page.locator(".filters summary").click()
    page.locator("#filter-documents").get_by_role("checkbox").last.check()
    expect(page.locator(".find .count")).to_have_text(re.compile("^16 places"))
    place_button(page, "Tehran").click()
    where = page.locator(".card .where")
    expect(where).to_have_text(re.compile("^1 of"))
    total = int(str(where.text_content()).split()[-1])
    assert total > 1
    for number in range(1, total + 1):
        expect(where).to_have_text(f"{number} of {total}")
        expect(page.locator(".card .source")).to_contain_text("ISIS welcome")
        page.locator(".card .next").click()


def test_names_not_placed_have_reasons(opened: Opened, gathered: Aggregate) -> None:
    page = opened.page
    page.locator("#for-unplaced").click()
    rows = page.locator(".unplaced summary")
    expect(rows).to_have_count(len(gathered.unplaced))
    rows.first.click()
    entry = gathered.unplaced[0]
    expect(page.locator(".unplaced .reason").first).to_be_visible()
    expect(page.locator(".unplaced .reason").first).to_have_text(entry.reason)
    quote = page.locator(".unplaced blockquote").first.locator("mark")
    expect(quote).to_have_text(entry.name)


def test_checks(opened: Opened) -> None:
    page = opened.page
    page.locator("#for-checks").click()
    expect(page.locator("#tab-checks")).to_be_visible()
    expect(page.locator("#tab-checks")).to_contain_text("713 km away")
    page.locator("#tab-checks .link").click()
    expect(page.locator(".reading .here")).to_have_text("Baghdad")


def test_text_and_map_lead_to_each_other(opened: Opened, gathered: Aggregate) -> None:
    page = opened.page
    place_button(page, "Tehran").click()
    page.locator(".card .next").click()
    expect(page.locator(".card .where")).to_have_text(re.compile("^2 of"))
    quote = str(page.locator(".card blockquote").text_content())
    page.get_by_role("button", name="Show in the text").click()
    expect(page.locator(".reading .here")).to_have_text("Tehran")
    whole = page.evaluate("document.querySelector('.reading .text').textContent")
    assert whole == gathered.documents[1].text
    assert quote in whole
    page.locator(".reading mark[role=button]", has_text="Mosul").first.click()
    expect(page.locator(".card h2")).to_have_text("Mosul")
    expect(page.locator(".card blockquote mark").first).to_have_text("Mosul")


def test_tabs_by_keyboard(opened: Opened) -> None:
    page = opened.page
    page.locator("#for-places").focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.id === 'for-unplaced'")
    expect(page.locator("#tab-unplaced")).to_be_visible()
    expect(page.locator("#tab-places")).to_be_hidden()


def test_close_pins_are_one_symbol_with_a_list(opened: Opened) -> None:
    page = opened.page
    page.locator(".mark.several").first.click()
    card = page.locator(".card.group")
    expect(card.locator("li").first).to_have_text(re.compile("^Baghdad"))
    card.get_by_role("button", name="Baghdad International Airport").click()
    expect(page.locator(".card h2")).to_have_text("Baghdad International Airport")


def test_everything_can_be_shown_at_once(opened: Opened) -> None:
    page = opened.page
    expect(page.locator(".fit")).to_contain_text("outside this view")
    page.locator(".fit").click()
    until(page, "map_geomap.getBounds().contains([39.76, -98.5])")


def test_timeline(open_page: Open, tmp_path: Path) -> None:
    dated = []
    for month in range(1, 7):
        found = parsed(
            f"Report {month}: in Baghdad it rained.", ("Baghdad", BAGHDAD), id=f"d{month}"
        )
        document = Document(f"d{month}", found.document.text, date=f"2020-{month:02}-05")
        dated.append(ParsedDocument(document, found.toponyms))
    render_map(dated).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    page.locator("#time-from").select_option("2020-03")
    page.locator("#time-to").select_option("2020-04")
    expect(page.locator(".find .count")).to_contain_text("2 passages")
    page.locator(".filters summary").click()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".find .count")).to_contain_text("6 passages")


def test_without_javascript(open_page: Open, seeds_page: Path, gathered: Aggregate) -> None:
    page = open_page(seeds_page, java_script_enabled=False).page
    notice = page.locator(".record noscript")
    expect(notice).to_be_visible()
    assert "needs JavaScript" in str(notice.text_content())
    expect(page.locator(".record th[scope=rowgroup]")).to_have_count(len(gathered.places))
    expect(page.locator(".record blockquote").first).to_be_visible()


def test_on_a_phone(open_page: Open, seeds_page: Path) -> None:
    for width in (360, 390):
        opened = open_page(
            seeds_page, viewport={"width": width, "height": 740}, is_mobile=True, has_touch=True,
            reduced_motion="reduce",
        )  # fmt: skip
        page = opened.page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        place_button(page, "Tehran").click()
        expect(page.locator(".sheet")).to_be_visible()
        box = page.locator(".sheet").bounding_box()
        assert box["width"] == width and box["y"] + box["height"] == pytest.approx(740, abs=1)
        assert opened.problems == []


def test_dark_and_still(open_page: Open, seeds_page: Path) -> None:
    page = open_page(seeds_page, color_scheme="dark", reduced_motion="reduce").page
    background = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    assert sum(map(int, background[4:-1].split(","))) < 150
    assert page.evaluate("map_geomap.options.zoomAnimation") is False


def test_print_shows_map_and_quotations(opened: Opened, gathered: Aggregate) -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(opened.page.pdf(format="A4", print_background=True))
    sheet = pdf[0].render(scale=1).to_pil().convert("RGB")
    colours = {colour for _, colour in sheet.crop((40, 70, 550, 390)).getcolors(1 << 20)}
    assert (219, 229, 234) in colours and (248, 246, 241) in colours, "sea and land are printed"
    words = "".join(pdf[i].get_textpage().get_text_range() for i in range(len(pdf)))
    flat = "".join(words.split())
    for entry in gathered.places:
        assert "".join(entry.place.name.split()) in flat
    assert "".join(gathered.places[3].quotations[0].passage.quote.split())[:60] in flat
    until(opened.page, "!document.documentElement.classList.contains('printing')")


@pytest.mark.parametrize("sandbox", [None, "allow-scripts"])
def test_embedded_it_tells_its_height(
    open_page: Open, seeds_page: Path, tmp_path: Path, sandbox: str | None
) -> None:
    attribute = f'sandbox="{sandbox}"' if sandbox else ""
    outer = tmp_path / "article.html"
    outer.write_text(
        "<!DOCTYPE html><script>addEventListener('message', (e) => { told = e.data; });</script>"
        f'<iframe {attribute} src="{seeds_page.as_uri()}#embed" width="640" height="300"></iframe>',
        encoding="utf-8",
    )
    opened = open_page(outer)
    until(opened.page, "window.told?.type === 'geomap:height' && window.told.height > 300")
    frame = opened.page.frame_locator("iframe")
    frame.locator(".places button").first.click()
    expect(frame.locator(".card blockquote")).to_have_count(1)
    assert opened.problems == []


def framed(folder: Path, page: Path, fragment: str) -> Path:
    outer = folder / "article.html"
    frame = f'<iframe src="{page.as_uri()}{fragment}" width="800" height="540"></iframe>'
    outer.write_text(
        f"<!DOCTYPE html><p>Above</p>{frame}<div style='height:3000px'>Below</div>", "utf-8"
    )
    return outer


def test_in_a_frame_the_wheel_belongs_to_the_page_around_it(
    open_page: Open, seeds_page: Path, tmp_path: Path
) -> None:
    opened = open_page(framed(tmp_path, seeds_page, "#embed"), reduced_motion="reduce")
    page = opened.page
    frame = page.frames[1]
    frame.locator(".mark").first.wait_for()
    zoom = frame.evaluate("map_geomap.getZoom()")
    page.mouse.move(300, 250)
    page.mouse.wheel(0, 400)
    until(page, "scrollY > 100")
    assert frame.evaluate("map_geomap.getZoom()") == zoom
    expect(frame.locator(".gesture.shown")).to_have_text("Hold Ctrl and scroll to zoom the map")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    until(frame, f"map_geomap.getZoom() > {zoom}")
    page.keyboard.up("Control")
    assert page.evaluate("scrollY") == 0
    # Neither a place nor its text scrolls the article.
    frame.locator(".places button").first.click()
    frame.locator(".card .in-text").click()
    until(frame, "document.querySelector('.reading .here, .reading mark') !== null")
    assert page.evaluate("scrollY") == 0
    assert opened.problems == []


def test_a_map_alone_has_no_list(open_page: Open, seeds_page: Path, tmp_path: Path) -> None:
    opened = open_page(framed(tmp_path, seeds_page, "#embed&panel=none"), reduced_motion="reduce")
    frame = opened.page.frames[1]
    frame.locator(".mark").first.wait_for()
    assert not frame.locator("#panel").is_visible()
    sizes = frame.evaluate(
        "[map_geomap.getSize().x, map_geomap.getSize().y, innerWidth, innerHeight]"
    )
    assert sizes[:2] == sizes[2:]
    frame.get_by_role("button", name="Tehran, city").click()
    expect(frame.locator(".card blockquote").first).to_be_visible()
    until(frame, "location.hash.includes('embed&panel=none') && location.hash.includes('place=')")


def test_under_a_strict_parent_policy(open_page: Open, seeds_page: Path, tmp_path: Path) -> None:
    outer = tmp_path / "article.html"
    outer.write_text(
        "<!DOCTYPE html><meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; "
        f"frame-src file:\"><iframe src='{seeds_page.as_uri()}' width='900' height='600'></iframe>",
        encoding="utf-8",
    )
    opened = open_page(outer)
    opened.page.frame_locator("iframe").locator(".mark").first.wait_for()
    assert opened.problems == []


def test_in_a_notebook(open_page: Open, gathered: Aggregate, tmp_path: Path) -> None:
    cell = tmp_path / "cell.html"
    cell.write_text("<!DOCTYPE html>" + render_map(gathered)._repr_html_(), encoding="utf-8")
    opened = open_page(cell)
    frame = opened.page.frame_locator("iframe")
    frame.locator(".mark").first.wait_for()
    frame.locator(".places button").first.click()
    expect(frame.locator(".card blockquote")).to_have_count(1)
    assert opened.problems == []


def test_users_layers_are_drawn(open_page: Open, gathered: Aggregate, tmp_path: Path) -> None:
    from tests.page.test_page import with_layers

    with_layers(render_map(gathered)).save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    icon = opened.page.locator("img.leaflet-marker-icon").first
    icon.wait_for()
    until(opened.page, "document.querySelector('img.leaflet-marker-icon').naturalWidth === 25")
    opened.page.locator(".leaflet-control-layers").wait_for()
    assert opened.requests == []
    assert opened.problems == []


def test_tiles_are_the_only_request(open_page: Open, gathered: Aggregate, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="tiles.example"):
        made = render_map(
            gathered, tiles="https://tiles.example/{z}/{x}/{y}.png", tiles_attribution="© Tiles"
        )
    made.save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    until(opened.page, "document.querySelectorAll('.mark').length > 5")
    eventually(lambda: opened.requests, opened.page)
    assert all(url.startswith("https://tiles.example/") for url in opened.requests)
    assert not [problem for problem in opened.problems if "ERR_INTERNET" not in problem]
    # The reader goes back to the map that is in the file.
    assert opened.page.locator(".country-name").count() == 0
    opened.page.get_by_role("button", name="Show the map of this file").click()
    assert opened.page.locator(".leaflet-tile").count() == 0
    assert opened.page.locator(".country-name").count() > 1
    expect(opened.page.locator(".tiles-switch")).to_have_text("Show tiles of tiles.example")
    assert "© Tiles" in opened.page.locator(".leaflet-control-attribution").inner_text()


def test_borders_none(open_page: Open, gathered: Aggregate, tmp_path: Path) -> None:
    render_map(gathered, borders="none").save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    expect(opened.page.locator(".mark").nth(5)).to_be_visible()
    assert opened.page.evaluate("geomap.base.outlines.borders.length") == 0
    assert opened.page.evaluate(
        "[...geomap.symbols.drawn.values()].every(({ kind }) => kind !== 'exact')"
    )
    assert opened.page.locator(".country-name").count() == 0
    assert opened.problems == []


def test_right_to_left_text(open_page: Open, tmp_path: Path) -> None:
    text = "وصلت القافلة إلى Baghdad يوم الأحد."
    found = parsed(text, ("Baghdad", BAGHDAD))
    render_map([found]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    page.locator(".places button").first.click()
    quote = page.locator(".card blockquote")
    assert quote.text_content() == text
    assert quote.evaluate("(e) => getComputedStyle(e).direction") == "rtl"


def test_a_reason_takes_the_direction_of_the_page(open_page: Open, tmp_path: Path) -> None:
    """It is an English sentence, also when it begins with an Arabic name."""
    found = parsed("From بغداد to سامراء.", ("بغداد", BAGHDAD), ("سامراء", None))
    reason = "بغداد is one of two places of that name; this one has more people."
    named = tuple(replace(toponym, reason=reason) for toponym in found.toponyms)
    render_map([replace(found, toponyms=named)]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    page.locator(".places button").first.click()
    why = page.locator(".card .why dd").first
    page.evaluate("geomap.panel.choose('unplaced')")
    page.locator(".unplaced summary").first.click()
    for line in (why, page.locator(".unplaced .reason")):
        assert line.text_content() == reason
        assert line.evaluate("(e) => getComputedStyle(e).direction") == "ltr"
    assert f"<td>{reason}</td>" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_in_a_figure_the_map_is_drawn(open_page: Open, tmp_path: Path) -> None:
    figure = Figure().add_child(render_map([parsed("In Baghdad.", ("Baghdad", BAGHDAD))]))
    figure.save(tmp_path / "figure.html")
    opened = open_page(tmp_path / "figure.html")
    frame = opened.page.frame_locator("iframe")
    expect(frame.locator(".mark")).to_have_count(1)
    frame.locator(".places button").first.click()
    expect(frame.locator(".card mark")).to_have_text("Baghdad")
    assert opened.page.locator("iframe").bounding_box() == {
        "x": 0, "y": 0, **opened.page.viewport_size
    }  # fmt: skip
    assert opened.problems == [] and opened.requests == []


def test_a_place_far_outside_the_first_view_is_reached(open_page: Open, tmp_path: Path) -> None:
    """The map's limits hold every place, also one south of where it opens."""
    from geomap.types import Bounds, Place

    station = Place("geonames:6696480", "McMurdo Station", -77.85, 166.67, "AQ")
    found = parsed("From Paris to McMurdo Station.", ("Paris", PARIS), ("McMurdo Station", station))
    render_map([found], view=Bounds(40.0, -5.0, 55.0, 10.0)).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html", viewport={"width": 390, "height": 844}).page
    place_button(page, "McMurdo Station").click()
    expect(page.locator(".sheet .card h2")).to_have_text("McMurdo Station")
    y, height = page.evaluate(
        "[geomap.map.latLngToContainerPoint(geomap.anchor(geomap.place)).y, geomap.map.getSize().y]"
    )
    assert 0 < y < height


def test_an_antimeridian_story(open_page: Open, tmp_path: Path) -> None:
    from geomap.types import Place

    suva = Place("geonames:2198148", "Suva", -18.14, 178.44, "FJ", country_name="Fiji")
    apia = Place("geonames:4035413", "Apia", -13.83, -171.77, "WS", country_name="Samoa")
    text = "The ship left Suva for Apia."
    render_map([parsed(text, ("Suva", suva), ("Apia", apia))]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    page.locator(".mark").nth(1).wait_for()
    boxes = [page.locator(f".mark[data-key='{p.id}']").bounding_box() for p in (suva, apia)]
    assert 0 < boxes[0]["x"] < boxes[1]["x"] < 900
    assert boxes[0]["y"] > boxes[1]["y"]


def test_empty_results(open_page: Open, tmp_path: Path) -> None:
    render_map([parsed("Nothing here.")]).save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    opened.page.get_by_text("Nothing matches").wait_for()
    assert opened.problems == []


def test_texts_too_long_for_the_page(open_page: Open, gathered: Aggregate, tmp_path: Path) -> None:
    render_map(gathered, texts=False).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html", "#place=geonames:112931&m=2").page
    quotation = next(e for e in gathered.places if e.place.name == "Tehran").quotations[1]
    assert page.locator(".card blockquote").text_content() == quotation.passage.quote
    page.get_by_role("button", name="Show in the text").click()
    expect(page.locator(".reading .text")).to_contain_text("not in this page")
    assert page.locator(".reading .here").text_content() == quotation.passage.quote


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}], ids=str
)
def test_axe_finds_nothing(open_page: Open, seeds_page: Path, options: dict[str, Any]) -> None:
    from build_support import npm

    axe = npm.read("axe-core", "axe.min.js", ROOT / ".cache" / "npm").decode("utf-8")
    page = open_page(seeds_page, "#place=geonames:98182&m=2", bypass_csp=True, **options).page
    page.locator(".card").wait_for()
    until(page, "!map_geomap._panAnim?._inProgress")
    page.evaluate(axe)
    found = page.evaluate(
        """axe.run().then((found) => found.violations.map(
             (rule) => [rule.impact, rule.id, rule.nodes.map((node) => node.html)]))"""
    )
    assert found == [], json.dumps(found, indent=1)


def test_mentions_of_two_places_in_one_sentence(open_page: Open, tmp_path: Path) -> None:
    found = parsed(
        "From Paris to Mosul and Baghdad.", ("Paris", PARIS), ("Mosul", MOSUL), ("Baghdad", BAGHDAD)
    )
    render_map([found]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html", f"#place={MOSUL.id}").page
    expect(page.locator(".card mark")).to_have_text(["Mosul"])


def _long_document() -> ParsedDocument:
    line = "In Baghdad it rained for the whole of the long winter day.\n\n"
    mentions = [Mention(i * len(line) + 3, i * len(line) + 10, "Baghdad") for i in range(10)]
    text = line * 10
    return ParsedDocument(Document("d", text), tuple(Toponym(m, BAGHDAD) for m in mentions))


def test_repeated_passages_say_so(open_page: Open, tmp_path: Path) -> None:
    render_map([_long_document()]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html", f"#place={BAGHDAD.id}").page
    expect(page.locator(".card .source")).to_contain_text("stands 10 times")
