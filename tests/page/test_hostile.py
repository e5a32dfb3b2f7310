"""Hostile text through every public path: shown verbatim, never executed, no request, no error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import folium
import pytest
from playwright.sync_api import expect

from geomap.aggregate import Aggregate, aggregate
from geomap.render import render_map
from geomap.types import (
    Area,
    Candidate,
    Check,
    Document,
    Mention,
    ParsedDocument,
    Place,
    Span,
    Status,
    Toponym,
)
from tests.page.conftest import Opened
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.browser

RUN = "cycler.__init__.__globals__.os.system('touch PROOF')"
HOSTILE = {
    "jinja expression": "{{ 7*7 }} {{ " + RUN + " }}",
    "jinja statement": "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %} {% 20",
    "jinja comment": "{# deleted? #} {% raw %}",
    "template literal": "${window.pwned=1} ${'a'.constructor.constructor('window.pwned=1')()}",
    "backtick": "`;window.pwned=1;`",
    "backslash": r"C:\users\new \u{61} \x41 \0 \\",
    "script end": "</script><script>window.pwned=1</script>",
    "image": "<img src=x onerror=window.pwned=1><svg onload=window.pwned=1>",
    "comment": "<!-- <script> --> <!--<script>--!>",
    "cdata": "]]> <![CDATA[ <?php ?> </title></style></textarea></noscript><b>bold</b>",
    "line separators": "one\u2028two\u2029three",
    "nul and controls": "a\x00b\x07c\x1bd\x7fe",
    "bidi": "abc \u202e txt.exe \u2066 x \u2069 \u202c end",
    "surrogate": "lone \ud83d here \udc00 there",
    "link": "javascript:window.pwned=1 data:text/html,<script>window.pwned=1</script>",
    "quotes": '" \' onmouseover=window.pwned=1 autofocus onfocus=window.pwned=1 x="',
    "entities": "&lt;b&gt; &amp;amp; &#x41; &notanentity; %3Cscript%3E",
    "replace patterns": "$& $1 $$ $` {n} {total} %s %(x)s",
    "proto": "__proto__ constructor toString",
    "combining": "Z" + "\u0351\u036b\u0343" * 30 + "\ufeff\u200b\u200d",
    "megabyte": "x{{<`${" * 150_000,
}
SHORT = {name: text[:2_000] for name, text in HOSTILE.items()}


def case_documents(folder: Path) -> Iterator[ParsedDocument]:
    for number, (name, hostile) in enumerate(HOSTILE.items()):
        hostile = hostile.replace("PROOF", str(folder / "proof"))
        short = SHORT[name].replace("PROOF", str(folder / "proof"))
        text = f"{hostile} Near {short} Town the rain fell on {short} for days. Also {short}."
        start = text.index(" Town ") + 1
        unplaced = text.rindex(short)
        place = Place(
            f"user:{number}{short[:40]}", f"{short} Town", 10.0 + number, 20.0, None, short,
            short, "admin1" if number % 3 == 0 else "city", country_name=short,
            attribution=short,
        )  # fmt: skip
        other = Place(f"user:other{number}", short, 1.0, 2.0, country_name=short)
        area = Area("circle", ((10.0 + number, 20.0),), 25.0, short) if number % 4 == 1 else None
        toponym = Toponym(
            Mention(start, start + 4, "Town"), place, 0.4, short,
            (Candidate(place, "Town"), Candidate(other, short, probability=0.2)),
            Status.UNCERTAIN, area=area,
        )  # fmt: skip
        missing = Toponym(
            Mention(unplaced, unplaced + len(short), short), None, 0.0, short,
            status=Status.NO_CANDIDATE,
        )  # fmt: skip
        document = Document(
            f"d{number}{short}", text, title=short, source=f"/tmp/{short}", date=short[:30],
            url=("javascript:window.pwned=1" if number % 2 else "https://x.example/") + short,
            language=short[:20], sha256=short, notes=(short,),
            spans=(Span(0, len(text), "page", short, short),),
        )  # fmt: skip
        check = Check(start, start + 4, short, (0,), 1.0, short)
        yield ParsedDocument(
            document, (toponym, missing), (check,), (short,), recognizer=short, gazetteer=short
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Aggregate:
    return aggregate(case_documents(folder))


@pytest.fixture(scope="module")
def everything(hostile: Aggregate, folder: Path, browser: Any) -> Iterator[Opened]:
    """One page with all of it, and with a layer of the user's own, which goes through folium."""
    page = render_map(
        hostile, title=" ".join(SHORT.values()), texts=True,
        options={text: text for text in SHORT.values()},
    )  # fmt: skip
    folium.Marker([0, 0], tooltip="mine").add_to(page)
    page.save(folder / "map.html")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(1000 * PATIENCE)
    opened = Opened(context.new_page())
    opened.page.goto((folder / "map.html").as_uri())
    yield opened
    context.close()


def test_every_tab_and_symbol_is_drawn(everything: Opened) -> None:
    page = everything.page
    for key in ("checks", "documents", "about", "places"):
        page.evaluate("(key) => geomap.panel.choose(key)", key)
        expect(page.locator(f"#tab-{key}")).to_be_visible()
    page.evaluate("geomap.fitAll()")
    expect(page.locator(".mark")).not_to_have_count(0)
    page.locator("#search").fill("{{<`${")
    until(page, "geomap.panel.filter.query === '{{<`${'")
    expect(page.locator(".places button[data-id]")).to_have_count(1)
    page.locator("#search").fill("")
    expect(page.locator(".places button[data-id]")).to_have_count(len(HOSTILE))


@pytest.mark.parametrize("name", HOSTILE)
def test_shown_verbatim(everything: Opened, hostile: Aggregate, name: str) -> None:
    number = list(HOSTILE).index(name)
    entry = next(e for e in hostile.places if e.quotations[0].document == number)
    document = hostile.documents[number]
    checks = everything.page.evaluate(
        """([index, expected]) => {
          const want = JSON.parse(expected);
          const place = geomap.model.byId.get(want.id);
          if (!place) return ["no such place"];
          geomap.open(place);
          const card = document.querySelector(".leaflet-popup .card");
          const rows = [...card.querySelectorAll(".why dd")].map((d) => d.textContent);
          geomap.read({ document: geomap.model.documents[index], start: 0, marks: [] });
          const found = {
            id: place.id,
            name: card.querySelector("h2").textContent,
            quote: card.querySelector("blockquote").textContent,
            title: card.querySelector("cite").textContent,
            reason: rows[0],
            text: document.querySelector(".reading .text").textContent,
            heading: document.querySelector(".reading h2").textContent,
          };
          return Object.keys(want).filter((key) => found[key] !== want[key])
            .map((key) => [key, found[key]?.slice(0, 80), want[key].slice(0, 80)]);
        }""",
        [
            number,
            json.dumps({
                "id": entry.place.id, "name": entry.place.name,
                "quote": entry.quotations[0].passage.quote, "title": document.title,
                "reason": entry.quotations[0].toponyms[0].reason, "text": document.text,
                "heading": document.title,
            }),
        ],
    )  # fmt: skip
    assert checks == []


def test_names_not_placed_are_verbatim(everything: Opened, hostile: Aggregate) -> None:
    shown = everything.page.evaluate(
        """(wanted) => {
          geomap.panel.choose("unplaced");
          const made = [...document.querySelectorAll(".unplaced .name")];
          const names = new Set(made.map((n) => n.textContent));
          return JSON.parse(wanted).filter((name) => !names.has(name)).length;
        }""",
        json.dumps([entry.name for entry in hostile.unplaced]),
    )
    assert shown == 0


def test_links_are_http_only(everything: Opened, hostile: Aggregate) -> None:
    page = everything.page
    for number in range(len(HOSTILE)):
        links = page.evaluate(
            """(n) => {
              geomap.open(geomap.model.places[n]);
              const made = document.querySelectorAll(".leaflet-popup .card a");
              return [...made].map((link) => link.getAttribute("href"));
            }""",
            number,
        )
        assert all(link.startswith("https://") for link in links)


def test_nothing_ran_and_nothing_was_asked(everything: Opened, folder: Path) -> None:
    page = everything.page
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("({}).polluted") is None
    assert everything.requests == []
    assert everything.problems == []
    assert not (folder / "proof").exists()


def test_the_tables_are_inert(everything: Opened, folder: Path, browser: Any) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    context.set_default_timeout(1000 * PATIENCE)
    opened = Opened(context.new_page())
    opened.page.goto((folder / "map.html").as_uri())
    record = opened.page.locator(".record")
    words = str(record.text_content())
    assert record.locator("script, img, svg, b, a").count() == 0
    assert SHORT["backslash"] in words
    assert SHORT["entities"] in words
    assert opened.requests == [] and opened.problems == []
    context.close()


def test_title_is_text(everything: Opened) -> None:
    heading = everything.page.evaluate("document.querySelector('h1').textContent")
    assert SHORT["script end"] in heading
    assert SHORT["jinja expression"] in heading
    assert everything.page.locator("h1 *").count() == 0


def test_notebook_frame_is_inert(hostile: Aggregate, folder: Path, browser: Any) -> None:
    cell = folder / "cell.html"
    cell.write_text("<!DOCTYPE html>" + render_map(hostile)._repr_html_(), encoding="utf-8")
    context = browser.new_context(offline=True)
    context.set_default_timeout(1000 * PATIENCE)
    opened = Opened(context.new_page())
    opened.page.goto(cell.as_uri())
    opened.page.frame_locator("iframe").locator(".places button").first.wait_for()
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.frames[1].evaluate("window.pwned") is None
    assert opened.requests == [] and opened.problems == []
    context.close()
