"""Documents compared and followed: colours, sides, company, a map that moves with the text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from geomap.render import render_map
from tests.fakes import BAGHDAD, MOSUL, PARIS, parsed
from tests.page.conftest import Open, Opened
from tests.waiting import until

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
A, B = "d:bbc-soleimani-good-news-for-is", "d:dailymail-isis-welcome-death-of-soleimani"


def mark(page: Any, name: str) -> Any:
    return page.locator(".mark", has=page.locator(".offscreen", has_text=re.compile(f"^{name},")))


def test_places_have_the_colour_of_their_document(open_page: Open, seeds_page: Path) -> None:
    opened = open_page(seeds_page)
    page = opened.page
    page.evaluate("geomap.legend.open = true")
    page.locator("#colour-by").select_option("document")
    expect(mark(page, "Tehran")).to_have_attribute("data-colour", "1")
    expect(mark(page, "Tehran").locator(".offscreen")).to_have_text(re.compile("ISIS welcome"))
    expect(mark(page, "Mosul")).to_have_attribute("data-colour", "several")
    expect(page.locator(".colours li").last).to_have_text("in several")
    expect(page.locator(".places .meta").first).to_contain_text("in several")
    until(page, "location.hash === '#colour=document'")
    again = open_page(seeds_page, "#colour=document").page
    expect(mark(again, "Tehran")).to_have_attribute("data-colour", "1")
    again.evaluate("geomap.legend.open = true")
    again.locator("#colour-by").select_option("")
    expect(mark(again, "Tehran")).to_have_attribute("data-colour", "")
    assert opened.problems == []


def test_two_documents_side_by_side(open_page: Open, seeds_page: Path) -> None:
    opened = open_page(seeds_page)
    page = opened.page
    page.locator("#for-documents").click()
    page.locator(".compare summary").click()
    page.locator("#compare-a").select_option(A)
    assert page.evaluate("geomap.address()") == "#tab=documents"
    page.locator("#compare-b").select_option(B)
    sides = page.evaluate(
        """() => {
          const m = geomap.model.mentions;
          const named = (d) => geomap.model.places.filter(({ mentions }) =>
            mentions.some((i) => m.document[i] === d)).map(({ name }) => name);
          const [a, b] = [named(0), named(1)];
          return [a.filter((n) => !b.includes(n)), a.filter((n) => b.includes(n)),
                  b.filter((n) => !a.includes(n))].map((names) => names.sort());
        }"""
    )
    heads = [
        f"{t} ({len(n)})" for t, n in zip(("Only in A", "In both", "Only in B"), sides, strict=True)
    ]
    expect(page.locator(".compare h2")).to_have_text(heads)
    for side, names in zip(("a", "both", "b"), sides, strict=True):
        listed = page.locator(f".side-{side} .name").all_text_contents()
        assert sorted(listed) == names
    expect(page.locator(".side-both .n").first).to_have_text(re.compile(r"^A \d+ · B \d+$"))
    expect(mark(page, "Tehran")).to_have_attribute("data-colour", "1")
    expect(mark(page, "Mosul")).to_have_attribute("data-colour", "several")
    row = page.locator(".side-b button", has_text="Tehran")
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card h2")).to_have_text("Tehran")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.dataset.id === 'geonames:112931'")
    until(page, f"location.hash.startsWith('#a={A}&b={B}')")
    page.get_by_role("button", name=re.compile("^Remove filter: Qasem")).click()
    expect(page.locator("#compare-a")).to_have_value("")
    expect(mark(page, "Tehran")).to_have_attribute("data-colour", "")
    assert opened.problems == []


@pytest.fixture
def company(open_page: Open, tmp_path: Path) -> Opened:
    text = "From Mosul to Baghdad. From Mosul to Paris. From Mosul to Baghdad again."
    names = [("Mosul", MOSUL), ("Baghdad", BAGHDAD), ("Mosul", MOSUL), ("Paris", PARIS)]
    found = parsed(text, *names, ("Mosul", MOSUL), ("Baghdad", BAGHDAD))
    render_map([replace(found, document=replace(found.document, title="Ways"))]).save(
        tmp_path / "map.html"
    )
    return open_page(tmp_path / "map.html", f"#place={MOSUL.id}")


def test_the_card_says_what_else_is_named(company: Opened) -> None:
    page = company.page
    named = page.locator(".with li")
    expect(named.first).to_be_visible()
    said = page.evaluate(
        "geomap.card.actions.together.map(({ place, passages }) => `${place.name} ${passages}`)"
    )
    assert named.all_text_contents() == said and len(said) == 2
    assert page.locator(".line").count() == 0
    lines = page.get_by_role("button", name="Lines on the map")
    lines.click()
    expect(lines).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".line")).to_have_count(2)
    named.get_by_role("button", name="Paris").click()
    expect(page.locator(".card h2")).to_have_text("Paris")
    expect(page.locator(".line")).to_have_count(
        page.evaluate("geomap.card.actions.together.length")
    )
    page.keyboard.press("Escape")
    expect(page.locator(".line")).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body")
    assert company.problems == []


def scroll_text(page: Any, share: float) -> None:
    page.wait_for_timeout(450)  # a text that has just been gone to stays as it is
    page.evaluate(
        """(share) => {
          const page = document.querySelector("#tab-documents");
          const box = page.scrollHeight > page.clientHeight + 1 ? page : document.scrollingElement;
          box.scrollTop = share * (box.scrollHeight - box.clientHeight);
        }""",
        share,
    )


LIT = "[...document.querySelectorAll('.reading .lit')].map((m) => m.textContent)"


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=str)
def test_the_map_follows_the_text(open_page: Open, seeds_page: Path, size: tuple[int, int]) -> None:
    width, height = size
    viewport = {"width": width, "height": height}
    opened = open_page(seeds_page, viewport=viewport, reduced_motion="no-preference")
    page = opened.page
    page.locator("#for-documents").click()
    page.locator("#tab-documents .documents button").last.click()
    expect(page.get_by_label("The map follows the text")).to_be_checked()
    seen = set()
    for share in (0, 0.25, 0.5, 0.75, 1):
        scroll_text(page, share)
        page.wait_for_timeout(500)
        lit = page.evaluate(LIT)
        assert lit
        seen.add(json.dumps(lit))
        passages = page.evaluate(
            "[...new Set([...document.querySelectorAll('.reading .lit')].map((m) =>"
            " geomap.model.mentions.passage[m.dataset.mention]))].length"
        )
        assert passages == 1
        until(
            page,
            "[...geomap.symbols.lit].filter((p) => !p.wide && !p.area).every((p) =>"
            " map_geomap.getBounds().contains(geomap.symbols.position(p)))",
        )
    assert len(seen) == 5
    page.get_by_label("The map follows the text").uncheck()
    assert page.evaluate(LIT) == []
    assert page.evaluate("geomap.symbols.lit.size") == 0
    assert opened.problems == []


def test_a_name_that_is_gone_to_is_lit(open_page: Open, seeds_page: Path) -> None:
    page = open_page(seeds_page, reduced_motion="no-preference").page
    page.locator("#for-documents").click()
    page.locator("#tab-documents .documents button").last.click()
    tehran = page.locator(".reading mark[role=button]", has_text="Tehran").last
    tehran.focus()
    expect(tehran).to_have_class(re.compile("lit"))
    expect(page.locator(".mark.lit", has_text="Tehran")).to_be_visible()
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator(".mark.lit")).to_have_count(0)


def test_a_still_map_is_the_choice_of_who_wants_no_motion(
    open_page: Open, seeds_page: Path
) -> None:
    page = open_page(seeds_page, reduced_motion="reduce").page
    view = page.evaluate("geomap.look()")
    page.locator("#for-documents").click()
    page.locator("#tab-documents .documents button").last.click()
    expect(page.get_by_label("The map follows the text")).not_to_be_checked()
    scroll_text(page, 1)
    page.wait_for_timeout(300)
    assert page.evaluate(LIT) == [] and page.evaluate("geomap.look()") == view
    page.get_by_label("The map follows the text").check()
    scroll_text(page, 0.9)
    until(page, f"{LIT}.length > 0")


STATES = {
    "search": "geomap.panel.set({ ...geomap.panel.filter, query: 'mosul' })",
    "facets": "document.querySelector('.filters').open = true;"
    " document.querySelector('.share').open = true;"
    " geomap.panel.change({ kinds: ['city', 'airport'], statuses: ['placed'] })",
    "colours": "geomap.panel.reset(); geomap.legend.open = true; geomap.colourBy('document')",
    "company": "geomap.open(geomap.model.byId.get('geonames:99072'))",
    "compare": f"geomap.close(); geomap.panel.change({{ a: '{A}', b: '{B}' }});"
    " geomap.panel.choose('documents')",
    "reading": "geomap.panel.reset();"
    " geomap.read({ document: geomap.model.documents[1], start: 400, marks: [] })",
}


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}],
    ids=str,
)
def test_axe_finds_nothing_in_the_new_states(
    open_page: Open, seeds_page: Path, options: dict[str, Any]
) -> None:
    from build_support import npm

    axe = npm.read("axe-core", "axe.min.js", ROOT / ".cache" / "npm").decode("utf-8")
    page = open_page(seeds_page, bypass_csp=True, **options).page
    page.evaluate(axe)
    for state, act in STATES.items():
        page.evaluate(f"() => {{ {act}; }}")
        page.wait_for_timeout(600)
        found = page.evaluate(
            """axe.run().then((found) => found.violations.map(
                 (rule) => [rule.impact, rule.id, rule.nodes.map((node) => node.html)]))"""
        )
        assert found == [], f"{state}: {json.dumps(found, indent=1)}"
