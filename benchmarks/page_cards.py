"""Whether cards are whole, focus comes back and the page stays where it is.

    python benchmarks/page_cards.py MAP.html ... [--places 6]

Each map is opened at eight sizes of window. Six places (the most named, the first doubtful one, the
one farthest north, south, east and west) are opened from the map where they have a mark of their
own, else from the list; the card must lie wholly inside the map, or inside the window where it is
a sheet, and not under anything. It is closed by its button and by Escape in turn: focus must be
where it was, and the page not scrolled.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PLACES = """(count) => {
  const all = geomap.model.places.filter((place) => place.n);
  const by = (value) => [...all].sort((a, b) => value(b) - value(a))[0];
  const doubtful = all.find((place) => place.status === "uncertain");
  const chosen = [all[0], doubtful, by((p) => p.lat), by((p) => -p.lat), by((p) => p.lon), by((p) => -p.lon), ...all.slice(1)];
  return [...new Set(chosen.filter(Boolean))].slice(0, count).map((place) => place.id);
}"""  # noqa: E501
OPEN = """([id, from]) => {
  const place = geomap.model.byId.get(id);
  const mark = [...document.querySelectorAll(".mark")].find((m) => m.dataset.key === id && !m.classList.contains("several"));
  let opener = from === "map" ? mark : null;
  if (!opener) {
    geomap.panel.choose("places");
    opener = geomap.panel.list.reach((item) => item.place === place).querySelector("button");
    opener.scrollIntoView({ block: "center" });
  }
  window.opener_ = opener;
  opener.focus({ preventScroll: true });
  window.before = scrollY;
  opener.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  if (!document.querySelector(".card")) opener.click();
}"""  # noqa: E501
RISEN = "async () => { for (const moving of document.getAnimations()) await moving.finished; }"
"""Where a busy machine still moves the sheet up after the wait, the sheet is not cut."""
LOOK = """() => {
  const card = document.querySelector(".card");
  if (!card) return { missing: true };
  const home = card.parentElement, box = home.getBoundingClientRect();
  const sheet = home.classList.contains("sheet");
  const frame = sheet ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    : document.querySelector(".map-area").getBoundingClientRect();
  const cut = Math.max(frame.left - box.left, frame.top - box.top, box.right - frame.right, box.bottom - frame.bottom,
    -box.left, -box.top, box.right - innerWidth, box.bottom - innerHeight);
  const shut = card.querySelector(".close").getBoundingClientRect();
  const top = document.elementFromPoint(shut.x + shut.width / 2, shut.y + shut.height / 2);
  const head = card.querySelector("h2").getBoundingClientRect();
  const over = document.elementFromPoint(head.x + 3, head.y + head.height / 2);
  const place = geomap.place && geomap.symbols.position(geomap.place);
  let hidden = false;
  if (sheet && place) {
    const map = document.querySelector(".map-area").getBoundingClientRect();
    const at = geomap.map.latLngToContainerPoint(geomap.anchor(geomap.place));
    const y = map.top + at.y;
    hidden = y < 0 || y > box.top || at.x < 0 || at.x > map.width;
  }
  return { cut: Math.round(cut), covered: !card.contains(top) || !card.contains(over), hidden, scrolled: scrollY - window.before };
}"""  # noqa: E501
AFTER = """() => ({
  open: Boolean(document.querySelector(".card")),
  body: document.activeElement === document.body,
  back: document.activeElement === window.opener_ || document.activeElement.dataset?.key === window.opener_.dataset.key
    && Boolean(window.opener_.dataset.key),
  hash: location.hash,
})"""  # noqa: E501


def look_at(page: Any, count: int) -> list[dict[str, Any]]:
    """Open and close places, and return what was not as it should be."""
    faults = []
    for turn, place in enumerate(page.evaluate(PLACES, count)):
        for start in ("map", "list"):
            page.evaluate(OPEN, [place, start])
            page.wait_for_timeout(400)
            page.evaluate(RISEN)
            seen = page.evaluate(LOOK)
            if turn % 2:
                page.keyboard.press("Escape")
            elif not seen.get("missing"):
                page.locator(".card .close").click()
            page.wait_for_timeout(30)
            after = page.evaluate(AFTER)
            fault = {key: value for key, value in seen.items() if value and key != "cut"}
            if seen.get("cut", 0) > 0:
                fault["cut"] = seen["cut"]
            if after["open"] or after["body"] or not after["back"] or after["hash"]:
                fault["after"] = after
            if fault:
                faults.append({"place": place, "from": start, **fault})
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--places", type=int, default=6)
    arguments = parser.parse_args()
    from benchmarks.page_browser import VIEWPORTS, chromium, opened

    tried = failed = 0
    with chromium() as browser:
        for path in arguments.pages:
            for name, size in VIEWPORTS.items():
                with opened(browser, path, size) as page:
                    faults = look_at(page, arguments.places)
                    tried += 2 * arguments.places
                    failed += len(faults)
                    for fault in faults:
                        print(json.dumps({"map": path.name, "window": name, **fault}))
                    if page.problems:
                        print(path.name, name, page.problems)
    print(json.dumps({"tried": tried, "faults": failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
