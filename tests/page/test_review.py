"""Reviews in the page: decisions are drawn, kept, saved, and read again by geomap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from build_support import npm
from geomap.aggregate import Aggregate, aggregate
from geomap.corrections import Corrections, Verdict, load_corrections, read_decisions
from geomap.render import render_map
from geomap.types import ParsedDocument
from tests.fakes import FakeGazetteer
from tests.page.conftest import Open, Opened
from tests.page.results import BASRA_NEBRASKA, PLACES, seed_results, world_results
from tests.page.test_hostile import SHORT, case_documents
from tests.waiting import until

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
BASRA = "#place=geonames:99532&m=1"

STATE = """() => {
  const { model, review } = geomap, m = model.mentions;
  const name = (owner) => owner < -1e9 ? "gone"
    : owner < 0 ? model.unplaced[-1 - owner].status : model.places[owner].id;
  return Array.from(m.owner, (owner, i) => {
    const said = review.decided.machineAnswer(i), record = m.decided[i];
    const document = model.documents[m.document[i]].id;
    return [document, m.start[i], m.end[i], name(owner), said && (said.place?.id ?? said.status),
      record && record.decision, record?.who ?? "", record?.note ?? ""];
  }).filter((row) => row[3] !== "gone");
}"""


@pytest.fixture
def fresh(open_page: Open, seeds_page: Path) -> Iterator[Opened]:
    """The seeds' page in a browser that keeps nothing."""
    opened = open_page(seeds_page, BASRA)
    opened.page.evaluate("localStorage.clear()")
    opened.page.reload()
    yield opened
    opened.page.evaluate("localStorage.clear()")
    assert opened.requests == [] and opened.problems == []


def save(page: Any, which: str, path: Path) -> Path:
    with page.expect_download() as download:
        page.locator(f".review-bar .save-{which}").click()
    download.value.save_as(path)
    return path


def corrected(results: list[ParsedDocument], *files: Path) -> tuple[Aggregate, Corrections]:
    corrections = load_corrections(files, FakeGazetteer((*PLACES.values(), BASRA_NEBRASKA)))
    return aggregate(corrections.apply(results)), corrections


def redrawn(results: list[ParsedDocument], file: Path, target: Path) -> Path:
    gathered, corrections = corrected(results, file)
    render_map(gathered, corrections=corrections).save(target)
    return target


def state_of(open_page: Open, path: Path) -> list[Any]:
    opened = open_page(path)
    opened.page.evaluate("localStorage.clear()")
    opened.page.reload()
    state: list[Any] = opened.page.evaluate(STATE)
    assert opened.problems == []
    return state


def test_a_wrong_pin_is_corrected_and_saved_in_four_actions(
    fresh: Opened, open_page: Open, tmp_path: Path
) -> None:
    page = fresh.page
    page.goto("about:blank")
    page.go_back()
    page.evaluate("geomap.close()")
    page.locator(".mark[data-key='geonames:99532']").click()
    page.locator(".card .another").click()
    page.locator(".card .rivals button").first.click()
    saved = save(page, "map", tmp_path / "map-corrected.html")
    expect(page.locator(".card .verdict")).to_contain_text("Corrected · by you")
    expect(page.locator(".card .decide")).to_contain_text("Basra, Iraq · 93% sure")
    expect(page.locator(".summary")).to_contain_text("21 places")
    (decision,) = read_decisions(saved)
    assert decision.place and decision.place.id == BASRA_NEBRASKA.id
    assert (decision.verdict, decision.quote.exact) == (Verdict.PLACE, "Basra")
    expect(page.locator(f".mark[data-key='{BASRA_NEBRASKA.id}'] .tick")).to_be_visible()


def test_the_saved_map_is_the_same_page_with_the_decisions(
    fresh: Opened, open_page: Open, seeds_page: Path, tmp_path: Path
) -> None:
    page = fresh.page
    page.locator(".card .no-place").click()
    saved = save(page, "map", tmp_path / "saved.html")
    before = page.evaluate(STATE)
    assert state_of(open_page, saved) == before
    again = open_page(saved).page
    expect(again.locator(".review-bar .counted")).to_have_text("1 decision")
    second = save(again, "map", tmp_path / "again.html")
    assert second.read_bytes() == saved.read_bytes()
    text, original = saved.read_text("utf-8"), seeds_page.read_text("utf-8")
    for part in ("<style>", 'id="geomap-data">', "Content-Security-Policy"):
        end = original.index(">\n", original.index(part))
        assert original[original.index(part) : end] in text


def test_decisions_survive_the_table_and_a_new_run(
    fresh: Opened, open_page: Open, tmp_path: Path
) -> None:
    page = fresh.page
    review_keys(page, "yx1dyxs2")
    page.evaluate("geomap.open(geomap.model.byId.get('geonames:98182'))")
    decide_by_hand(page, "The Green Zone", "33.3061, 44.3925")
    mark_missed(page, "Soleimani")
    page.get_by_label("everywhere").check()
    marked = [row for row in page.evaluate(STATE) if row[5] == "missed"]
    assert len({row[0] for row in marked}) == 2 and len(marked) > 10
    table = save(page, "csv", tmp_path / "corrections.csv")
    saved = save(page, "map", tmp_path / "saved.html")
    here = page.evaluate(STATE)
    assert len([row for row in here if row[5]]) > 8
    for file in (table, saved):
        drawn = redrawn(seed_results(), file, tmp_path / f"from-{file.suffix[1:]}.html")
        assert state_of(open_page, drawn) == here, file
    results = corrected(seed_results(), table)[0]
    render_map(results).save(tmp_path / "told.html")
    assert [row[:5] for row in state_of(open_page, tmp_path / "told.html")] == [
        row[:5] for row in here
    ]


def review_keys(page: Any, keys: str) -> None:
    page.get_by_role("tab", name="Review").click()
    page.locator(".queue button").first.click()
    for key in keys:
        page.keyboard.press(key)


def decide_by_hand(page: Any, name: str, position: str, where: str = "Baghdad") -> None:
    if page.locator(".card .change").count():
        page.locator(".card .change").click()
    page.locator(".card .another").click()
    page.locator(".card .choose summary").click()
    fields = page.locator(".card .by-hand input")
    fields.nth(0).fill(name)
    fields.nth(1).fill(where)
    fields.nth(2).fill(position)
    page.keyboard.press("Enter")
    expect(page.locator(".card .verdict")).to_be_visible()


def mark_missed(page: Any, name: str) -> None:
    page.evaluate("geomap.read({ document: geomap.model.documents[0], start: -1, marks: [] })")
    page.locator(".marking summary").click()
    page.locator("#missed-name").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".card h2")).to_have_text(name)


def test_two_hundred_documents_come_back_decision_by_decision(
    open_page: Open, tmp_path: Path
) -> None:
    results = world_results(200)
    render_map(aggregate(results)).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    page.evaluate("localStorage.clear()")
    page.reload()
    review_keys(page, "yxdyxsyxdyxdyyy")
    here = page.evaluate(STATE)
    table = save(page, "csv", tmp_path / "corrections.csv")
    drawn = redrawn(results, table, tmp_path / "again.html")
    assert {row[5] for row in here} >= {"right", "not a place", "unknown"}
    assert state_of(open_page, drawn) == here


def test_one_key_a_name_and_focus_stays(fresh: Opened) -> None:
    page = fresh.page
    page.get_by_role("tab", name="Review").click()
    first = page.locator(".current h2").text_content()
    assert first == "Baghouz"
    page.locator(".current").focus()
    page.keyboard.press("y")
    expect(page.locator(".done .count")).to_have_text("1 of 24 reviewed")
    assert page.locator(".current h2").text_content() != first
    assert str(page.locator("#live").text_content()).startswith("1 of 24 reviewed")
    for key in ("x", "d", "j", "k", "u", "?", "/", "Escape"):
        page.keyboard.press(key)
        assert page.evaluate("document.querySelector('.current').contains(document.activeElement)")
    expect(page.locator(".done .count")).to_have_text("2 of 24 reviewed")


def test_the_map_moves_at_most_once_a_key(fresh: Opened) -> None:
    page = fresh.page
    page.get_by_role("tab", name="Review").click()
    page.locator(".queue button").first.click()
    page.evaluate("""() => {
      map_geomap.setView([-30, 135], 9, { animate: false });
      geomap.review.desk.leave();
      window.moves = 0;
      map_geomap.on("moveend", () => { window.moves++; });
    }""")
    total = 0
    for key in ("j", "j", "k", "y", "x", "d"):
        page.keyboard.press(key)
        moves = page.evaluate("window.moves")
        assert moves - total <= 1, key
        total = moves
        page.wait_for_function("""() => {
          const { model, review } = geomap, owner = model.mentions.owner[review.desk.group.speaker];
          const place = model.places[owner];
          return !place || place.wide || map_geomap.getBounds().contains([place.lat, place.lon]);
        }""")
    assert total
    before = page.evaluate("geomap.review.ghosts.moved && geomap.review.ghosts.before[1]")
    page.evaluate("geomap.review.desk.leave()")
    assert before is False or page.evaluate("map_geomap.getZoom()") == pytest.approx(before)


def test_undo_and_redo(fresh: Opened) -> None:
    page = fresh.page
    before = page.evaluate(STATE)
    page.locator(".card .no-place").click()
    expect(page.locator(".name-card h2")).to_have_text("Basra")
    after = page.evaluate(STATE)
    assert after != before
    page.locator(".review-bar .undo").click()
    assert page.evaluate(STATE) == before
    expect(page.locator(".card h2")).to_have_text("Basra")
    assert page.evaluate("document.activeElement.className") == "undo"
    page.keyboard.press("Control+Shift+z")
    assert page.evaluate(STATE) == after
    page.locator(".card .withdraw").click()
    assert page.evaluate(STATE) == before


def test_kept_in_this_browser_until_that_is_switched_off(fresh: Opened) -> None:
    page = fresh.page
    page.locator(".card .right").click()
    page.reload()
    expect(page.locator(".review-bar .counted")).to_have_text("1 decision")
    page.get_by_role("tab", name="Review").click()
    expect(page.locator("#keep-told")).to_contain_text("Nothing is sent")
    page.locator("#keep").uncheck()
    expect(page.locator("#keep-told")).to_contain_text("Nothing is kept")
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.includes('decisions'))")
    assert kept == []
    expect(page.locator(".review-bar .counted")).to_contain_text("not kept here")
    assert page.evaluate("geomap.review.unsaved") is False
    page.locator(".card .withdraw").click()
    assert page.evaluate("geomap.review.unsaved")
    page.locator(".card .right").click()
    page.evaluate("geomap.review.saveCsv()")
    assert page.evaluate("geomap.review.unsaved") is False
    page.reload()
    expect(page.locator(".review-bar")).to_be_hidden()


def test_what_a_file_carries_can_be_taken_back(
    fresh: Opened, open_page: Open, tmp_path: Path
) -> None:
    page = fresh.page
    before = page.evaluate(STATE)
    page.locator(".card .no-place").click()
    saved = save(page, "map", tmp_path / "saved.html")
    other = open_page(saved).page
    other.evaluate("localStorage.clear()")
    other.reload()
    other.get_by_role("tab", name="Review").click()
    other.locator(".decisions summary").click()
    expect(other.locator(".decisions li")).to_contain_text("by a reviewer")
    other.locator(".decisions button").click()
    assert other.evaluate(STATE) == before
    other.reload()
    assert other.evaluate(STATE) == before


def test_two_reviewers_are_both_told(fresh: Opened, open_page: Open, tmp_path: Path) -> None:
    page = fresh.page
    page.get_by_role("tab", name="Review").click()
    page.locator("#reviewer").fill("Ada")
    page.locator("#reviewer").press("Tab")
    page.locator(".card .no-place").click()
    saved = save(page, "map", tmp_path / "saved.html")
    page.evaluate('localStorage.setItem(\'geomap:review\', \'{"keep":true,"who":"Ben"}\')')
    page.reload()
    basra = "geomap.review.openMention(geomap.review.decided.names.get('basra')[0])"
    page.evaluate(basra)
    page.locator(".card .change").click()
    page.locator(".card .not-known").click()
    other = open_page(saved, BASRA).page
    other.evaluate(basra)
    expect(other.locator(".card .verdict")).to_contain_text("Not known · by you")
    expect(other.locator(".card .decide")).to_contain_text("Ada: Not a place here")


def test_a_missed_name_is_selected_in_the_text(fresh: Opened) -> None:
    page = fresh.page
    page.evaluate("geomap.read({ document: geomap.model.documents[0], start: -1, marks: [] })")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".reading .text"), 4);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf("Soleimani");
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + 9);
            return;
          }
        }"""
    )
    page.locator(".mark-name").click()
    expect(page.locator(".card h2")).to_have_text("Soleimani")
    until(page, "document.querySelector('.choose').contains(document.activeElement)")
    page.locator(".other-place").fill("mosul")
    page.locator(".found button").first.click()
    expect(page.locator(".card h2")).to_have_text("Mosul")
    expect(page.locator(".card .decide")).to_contain_text("did not find this name")
    expect(page.locator(".card mark", has_text="Soleimani").first).to_be_visible()
    expect(page.locator(".reading mark.corrected")).to_have_text("Soleimani")


def test_a_position_is_chosen_on_the_map_by_keyboard(fresh: Opened) -> None:
    page = fresh.page
    page.locator(".card .another").click()
    page.get_by_role("button", name="Choose on the map").click()
    until(page, "document.activeElement.classList.contains('picked')")
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".card .verdict")).to_contain_text("Corrected · by you")
    place = page.evaluate("geomap.review.ledger.records[0].place")
    assert place["lat"] < PLACES["Basra"].latitude
    assert place["lon"] > PLACES["Basra"].longitude
    assert "id" not in place or place["id"] is None


def test_scope_is_chosen_before_and_after(fresh: Opened) -> None:
    page = fresh.page
    page.evaluate("geomap.open(geomap.model.byId.get('geonames:99237'))")
    page.get_by_label("this mention").check()
    page.locator(".card .no-place").click()
    n = len([row for row in page.evaluate(STATE) if row[5]])
    assert n == 1
    page.get_by_label("everywhere").check()
    rows = [row for row in page.evaluate(STATE) if row[5]]
    assert len(rows) > 5 and {row[3] for row in rows} == {"not a place here"}
    assert page.evaluate("geomap.review.ledger.size") == 1


def test_rivals_stand_on_the_map_as_ghosts(fresh: Opened) -> None:
    page = fresh.page
    page.locator(".card .another").click()
    ghost = page.locator(".ghost")
    expect(ghost).to_have_count(1)
    expect(ghost).to_be_in_viewport()
    spoken = page.get_by_role("button", name="Take Basra, Nebraska, United States")
    expect(spoken).to_have_class(re.compile("ghost"))
    ghost.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card .verdict")).to_contain_text("Corrected")
    expect(page.locator(".ghost")).to_have_count(0)


STATES = {
    "choosing": "",
    "by hand": "document.querySelector('.choose details').open = true",
    "decided": "document.querySelector('.rivals button').click()",
    "changing": "document.querySelector('.card .change').click()",
    "a note": "document.querySelector('.card .note').open = true",
    "no place": "document.querySelector('.card .no-place').click()",
    "the queue": "geomap.panel.choose('review'); document.querySelector('.queue button').click()",
    "help and search": "geomap.review.desk.toggleHelp(); geomap.review.desk.openSearch()",
    "all decisions": "document.querySelector('.decisions').open = true",
    "reading": "geomap.read({ document: geomap.model.documents[0], start: 0, marks: [] }); "
    "document.querySelector('.marking details').open = true",
    "filtered": "document.querySelector('.filters').open = true; "
    "geomap.panel.change({ statuses: ['reviewed'] })",
    "picking": "geomap.review.openMention(geomap.review.decided.names.get('basra')[0]); "
    "document.querySelector('.card .change').click(); "
    "document.querySelector('.card .another').click(); "
    "document.querySelector('.choose .actions button').click()",
}
"""What to do, one after the other, for each state of a review."""


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}], ids=str
)
def test_axe_finds_nothing_in_any_state(
    open_page: Open, seeds_page: Path, options: dict[str, Any]
) -> None:
    axe = npm.read("axe-core", "axe.min.js", ROOT / ".cache" / "npm").decode("utf-8")
    still = {"bypass_csp": True, "reduced_motion": "reduce"}
    page = open_page(seeds_page, BASRA, **still, **options).page
    page.evaluate("localStorage.clear()")
    page.reload()
    page.evaluate(axe)
    page.locator(".card .another").click()
    found = {}
    for state, act in STATES.items():
        page.evaluate(f"() => {{ {act} }}")
        violations = page.evaluate(
            """axe.run().then((found) => found.violations.map(
                 (rule) => [rule.impact, rule.id, rule.nodes.map((node) => node.html)]))"""
        )
        if violations:
            found[state] = violations
    page.evaluate("localStorage.clear()")
    assert found == {}


def test_the_page_opens_in_every_window_with_decisions(
    fresh: Opened, open_page: Open, tmp_path: Path
) -> None:
    fresh.page.locator(".card .no-place").click()
    saved = save(fresh.page, "map", tmp_path / "saved.html")
    summary = fresh.page.evaluate("geomap.summary()")
    for width, height in ((800, 600), (390, 844), (320, 500), (1600, 900)):
        opened = open_page(saved, viewport={"width": width, "height": height})
        expect(opened.page.locator(".mark").first).to_be_attached()
        expect(opened.page.locator(".review-bar")).to_be_visible()
        expect(opened.page.locator(".summary")).to_have_text(str(summary))
        assert opened.problems == []


def test_focus_never_falls_to_the_body(fresh: Opened) -> None:
    page = fresh.page
    clicks = [
        ".card .another", ".card .rivals button", ".card .change", ".card .not-known",
        ".card .withdraw", ".card .right", ".review-bar .undo", ".review-bar .undo",
        ".review-bar .redo", ".card .withdraw", ".card .no-place", ".name-card .another",
        ".name-card .choose .actions button", ".picker button", ".card .change", ".card .close",
    ]  # fmt: skip
    for selector in clicks:
        target = page.locator(selector).first
        if selector == ".picker button":
            page.keyboard.press("Enter")
        elif target.count():
            target.focus()
            page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement !== document.body"), selector


def test_what_is_reviewed_can_be_filtered(fresh: Opened) -> None:
    page = fresh.page
    page.locator(".card .not-known").click()
    page.locator(".filters summary").click()
    for status, names in (("unknown", 0), ("reviewed", 0), ("unplaced", 0)):
        page.evaluate("(status) => geomap.panel.change({ statuses: [status] })", status)
        expect(page.locator(".places button[data-id]")).to_have_count(names)
    page.evaluate("geomap.panel.change({ statuses: ['reviewed'] })")
    page.get_by_role("tab", name="Not placed").click()
    expect(page.locator(".unplaced .name")).to_have_text(["Basra"])
    expect(page.locator(".unplaced .status")).to_have_text(["nobody can tell"])


def test_a_reader_in_a_frame_sees_decisions_and_makes_none(
    fresh: Opened, open_page: Open, tmp_path: Path
) -> None:
    fresh.page.locator(".card .no-place").click()
    saved = save(fresh.page, "map", tmp_path / "saved.html")
    host = tmp_path / "host.html"
    host.write_text(f"<iframe src='{saved.as_uri()}#embed' width=900 height=600></iframe>", "utf-8")
    page = open_page(host).page
    frame = page.frame_locator("iframe")
    frame.locator(".mark").first.wait_for()
    expect(frame.get_by_role("tab", name="Review")).to_have_count(0)
    frame.locator(".mark .disc").first.click()
    frame.locator(".card").wait_for()
    expect(frame.locator(".decide")).to_have_count(0)


@pytest.fixture(scope="module")
def hostile_table(browser: Any, seeds_page: Path, tmp_path_factory: Any) -> Iterator[Any]:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    opened = Opened(context.new_page())
    opened.page.goto(seeds_page.as_uri() + BASRA)
    yield opened, tmp_path_factory.mktemp("hostile-review")
    context.close()


@pytest.mark.parametrize("name", [key for key in SHORT if key != "megabyte"])
def test_hostile_words_stay_inert(hostile_table: Any, name: str, browser: Any) -> None:
    """As a reviewer's name, a place's name, its whereabouts and a note."""
    opened, folder = hostile_table
    page, words = opened.page, SHORT[name][:180]
    page.evaluate("localStorage.clear()")
    page.reload()
    page.evaluate(
        """(words) => {
          const { review } = geomap, mention = review.decided.names.get("basra")[0];
          review.keeper.remember(words);
          review.decide(review.box(mention), "place", { id: null, name: words, where: words,
            lat: 1.5, lon: 2.5 });
          review.noteOn(mention, words);
          review.openMention(mention);
          geomap.panel.choose("review");
          geomap.panel.choose("unplaced");
        }""",
        words,
    )
    shown = page.locator(".card h2").text_content()
    assert shown == page.evaluate("(words) => words.trim() || 'Basra'", _encoded(words))
    table = save(page, "csv", folder / "c.csv")
    saved = save(page, "map", folder / "m.html")
    for file in (table, saved):
        (decision,) = read_decisions(file)
        assert decision.place and decision.place.latitude == 1.5
        assert decision.note.strip() == decision.who.strip() == _encoded(words).strip()
    other = browser.new_context(offline=True)
    again = Opened(other.new_page())
    again.page.goto(saved.as_uri())
    again.page.get_by_role("tab", name="Review").click()
    again.page.locator(".decisions summary").click()
    assert _encoded(words).strip() in str(again.page.locator(".decisions").text_content())
    for each in (opened, again):
        assert each.page.evaluate("window.pwned") is None
        assert each.requests == [] and each.problems == []
    other.close()


def test_a_page_of_hostile_documents_is_saved_as_it_was(
    open_page: Open, browser: Any, tmp_path: Path
) -> None:
    render_map(
        aggregate(case_documents(tmp_path)), title=" ".join(SHORT.values()), texts=True
    ).save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    page = opened.page
    page.evaluate("localStorage.clear()")
    page.reload()
    for number in range(len(SHORT)):
        page.evaluate("(n) => geomap.open(geomap.model.places[n])", number)
        page.locator(".card .no-place, .card .right").last.click()
    here = page.evaluate(STATE)
    page.evaluate("geomap.close()")
    saved = save(page, "map", tmp_path / "saved.html")
    assert len(read_decisions(saved)) == len(SHORT)
    assert state_of(open_page, saved) == here
    texts = []
    for path in (tmp_path / "map.html", saved):
        context = browser.new_context(offline=True, java_script_enabled=False)
        plain = Opened(context.new_page())
        plain.page.goto(path.as_uri())
        body = plain.page.locator("body")
        texts.append((plain.page.title(), body.locator(".top").text_content()))
        texts[-1] += (body.locator(".record").inner_html(),)
        assert plain.requests == [] and plain.problems == []
        context.close()
    assert texts[0] == texts[1]
    assert page.evaluate("window.pwned") is None
    assert opened.requests == [] and opened.problems == []
    assert not (tmp_path / "proof").exists()


def _encoded(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
