"""Embedding, in Chromium: strict policies, height by message, frames that were stripped."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from geomap.aggregate import aggregate
from geomap.export.embed import AUTO_HEIGHT, NotebookMap, embed_code, fragment, static_code
from geomap.render import render_map
from tests.export.samples import HOSTILE, hostile, seed_results
from tests.waiting import PATIENCE, eventually

PAGE = "<!doctype html><html lang=en><title>Report</title><body>{}</body></html>"


def test_hostile_text_stays_text() -> None:
    gathered = aggregate(hostile())
    allowed = {
        "div", "figure", "figcaption", "a", "img", "iframe", "table", "caption", "thead", "tbody",
        "tr", "th", "td", "p", "q", "br", "cite", "mark",
    }  # fmt: skip
    for code in (
        embed_code(gathered, 'x"><script>.html', title=HOSTILE[11]),
        static_code(gathered, 'y".png', "z'.html"),
        fragment("<p>" + HOSTILE[12], gathered, title=HOSTILE[12]),
    ):
        shown = html.fragment_fromstring(code, create_parent=True)
        assert {element.tag for element in shown.iter()} <= allowed
        assert not any(name.startswith("on") for e in shown.iter() for name in e.attrib)
        assert "$[" not in code


def test_the_snippet_is_accessible() -> None:
    code = embed_code(aggregate(seed_results()), "maps/iraq.html")
    frame = html.fragment_fromstring(code).find("iframe")
    assert frame.get("title").startswith("Map of 21 places")
    assert frame.get("loading") == "lazy" and frame.get("src") == "maps/iraq.html#embed"


def test_without_frames_there_are_picture_and_table() -> None:
    gathered = aggregate(seed_results())
    shown = html.fragment_fromstring(static_code(gathered, "map.png"), create_parent=True)
    assert shown.find(".//img").get("alt").startswith("Map of 21 places")
    names = [cell.text_content() for cell in shown.findall(".//tbody/tr/th")]
    assert names[0] == "United States" and "al-Naba" in names
    texts = [parsed.document.text for parsed in seed_results()]
    for quote in shown.iter("q"):
        assert any(quote.text_content() in text for text in texts)


def test_a_notebook_gets_map_picture_and_words() -> None:
    gathered = aggregate(seed_results())
    shown = NotebookMap(render_map(gathered), gathered, b"picture")._repr_mimebundle_()
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert "data:image/png;base64,cGljdHVyZQ==" in shown["text/html"]
    assert shown["text/plain"].startswith("Map of 21 places")


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with a strict policy, as a newspaper's site would."""

    def end_headers(self) -> None:
        if self.path.startswith("/host"):
            policy = "default-src 'none'; script-src 'self'; frame-src 'self'; img-src 'self'"
            self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("site")
    gathered = aggregate(seed_results())
    page = render_map(gathered)
    page.save(str(folder / "map.html"))
    code = embed_code(gathered, "map.html")
    host = PAGE.format(code + "<script src=height.js></script>")
    (folder / "host.html").write_text(host, encoding="utf-8")
    (folder / "height.js").write_text(AUTO_HEIGHT, encoding="utf-8")
    inline = embed_code(gathered, "map.html", auto_height=True)
    (folder / "loose.html").write_text(PAGE.format(inline), encoding="utf-8")
    (folder / "fragment.html").write_text(
        PAGE.format(fragment(page.get_root().render(), gathered)), encoding="utf-8"
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["host", "loose", "fragment"])
def test_the_map_shows_in_other_pages(browser: Any, site: tuple[Path, str], name: str) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(f"{site[1]}/{name}.html")
    inner = page.frame_locator("iframe")
    inner.locator(".leaflet-marker-pane [data-key]").first.wait_for()
    if name != "fragment":
        frame, heights = page.locator("iframe"), list[str | None]()

        def settled() -> bool:
            heights.append(frame.get_attribute("height"))
            return heights[-8:] == [whole_height(inner)] * 8

        eventually(settled, page)
        height = int(str(heights[-1]))
        assert 200 < height < 3000 and height != 600
        # The second message is heard only after the first one was.
        page.evaluate(
            """() => new Promise((heard) => {
              addEventListener("message", ({ data }) => { if (data === "last") heard(); });
              window.postMessage({ type: "geomap:height", height: 5 }, "*");
              window.postMessage("last", "*");
            })"""
        )
        assert int(str(frame.get_attribute("height"))) == height
    page.close()


def whole_height(inner: Any) -> str:
    """The height that the page in the frame has, in pixels."""
    root = inner.locator(":root")
    return str(root.evaluate("(root) => Math.ceil(root.getBoundingClientRect().height)"))
