"""What a large page needs of the main thread: a key press, a zoom, a decision; its nodes and size.

    python benchmarks/page_speed.py MAP.html [--words mosul river ...]

CPU seconds of the page's main thread in headless Chromium, medians over the key presses of a few
words typed into the search, over zoom steps in and out, over decisions in cards of places with many
and with few mentions, and over names decided by one key in the queue; between two of them the page
rests.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

WORDS = ("london", "river", "war")
REST = 700


def measure(page: Any, words: list[str]) -> dict[str, Any]:
    """Return CPU milliseconds and counts of an open page."""
    from benchmarks.page_browser import Clock

    clock = Clock(page)
    page.wait_for_timeout(4000)
    nodes = page.evaluate("document.querySelectorAll('*').length")
    keys = []
    for word in words:
        page.locator("#search").fill("")
        page.wait_for_timeout(REST)
        for letter in word:
            before = clock.spent()
            page.locator("#search").press(letter)
            page.wait_for_timeout(REST)
            keys.append(1000 * (clock.spent() - before))
    page.locator("#search").fill("")
    page.wait_for_timeout(REST)
    zooms = []
    for step in (0.75, 0.75, 0.75, 0.75, -0.75, -0.75, -0.75, -0.75):
        before = clock.spent()
        page.evaluate("(step) => { map_geomap.setZoom(map_geomap.getZoom() + step); }", step)
        page.wait_for_timeout(REST)
        zooms.append(1000 * (clock.spent() - before))
    before = clock.spent()
    page.locator("#for-unplaced").click()
    page.wait_for_timeout(REST)
    tab = 1000 * (clock.spent() - before)
    return {
        "elements": nodes,
        "all_nodes": page.evaluate(
            "(() => { const walk = document.createTreeWalker(document); let n = 0;"
            " while (walk.nextNode()) n++; return n; })()"
        ),
        "key_ms": round(statistics.median(keys)), "key_worst_ms": round(max(keys)),
        "zoom_ms": round(statistics.median(zooms)), "zoom_worst_ms": round(max(zooms)),
        "unplaced_ms": round(tab),
        **decided(page, clock),
    }  # fmt: skip


def decided(page: Any, clock: Any) -> dict[str, int]:
    """Return CPU milliseconds of decisions, each made in the card of a place or by a key."""

    def spent(act: Any) -> float:
        before = clock.spent()
        act()
        page.wait_for_timeout(REST)
        return float(1000 * (clock.spent() - before))

    cards = []
    for number in (0, 3, 30, 100, 300, 900):
        page.evaluate("(n) => geomap.open(geomap.model.places[n])", number)
        page.wait_for_timeout(REST)
        cards.append(spent(lambda: page.evaluate("document.querySelector('.no-place').click()")))
    page.evaluate("geomap.close()")
    opening = spent(lambda: page.evaluate("geomap.panel.choose('review')"))
    page.locator(".queue button").first.click()
    page.wait_for_timeout(REST)
    keys = [spent(lambda key=key: page.keyboard.press(key)) for key in "yxdyxd"]
    return {
        "decision_ms": round(statistics.median(cards)), "decision_worst_ms": round(max(cards)),
        "queue_opens_ms": round(opening),
        "queue_key_ms": round(statistics.median(keys)), "queue_key_worst_ms": round(max(keys)),
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--words", nargs="+", default=list(WORDS))
    arguments = parser.parse_args()
    from benchmarks.page_browser import chromium, opened

    with chromium() as browser:
        for path in arguments.pages:
            with opened(browser, path, (1366, 768)) as page:
                measured = measure(page, arguments.words)
                size = path.stat().st_size
                print(json.dumps({"map": path.name, "bytes": size, **measured}), flush=True)
                if page.problems:
                    print(page.problems)
    return 0


if __name__ == "__main__":
    sys.exit(main())
