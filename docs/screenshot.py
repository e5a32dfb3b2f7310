"""Take pictures of a map as its readers see it.

make screenshot                                    the README's picture of output/map.html
python docs/screenshot.py MAP.html --all FOLDER    desktop, phone, dark, popup and print
python docs/screenshot.py --review                 the pictures of docs/review.md
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
TARGET = Path(__file__).parent / "images" / "map.png"
STORY = Path(__file__).parent / "review"
SELECT = """(words) => {
  const text = document.querySelector(".reading .text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""
CHOSEN = "#place=geonames:98182&m=1"
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}


def main() -> None:
    """Open the map without a network and keep what is seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", nargs="?", type=Path, default=ROOT / "output" / "map.html")
    parser.add_argument("--all", type=Path, help="a folder for every view")
    parser.add_argument("--review", action="store_true", help="walk through a review")
    given = parser.parse_args()
    address = given.map.resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        if given.review:
            _review(browser)
        elif given.all is None:
            _take(browser, address + CHOSEN, TARGET, viewport={"width": 1120, "height": 700})
            Image.open(TARGET).convert("RGB").quantize(96).save(TARGET, optimize=True)
        else:
            _all(browser, address, given.all)
        browser.close()


def _all(browser: Any, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, settings in VIEWS.items():
        _take(browser, address, folder / f"{name}.png", **settings)
        _take(browser, address + CHOSEN, folder / f"{name}-popup.png", **settings)
    page = browser.new_page()
    page.goto(address)
    page.wait_for_timeout(800)
    page.pdf(path=str(folder / "print.pdf"), format="A4")
    page.close()


def _review(browser: Any) -> None:
    """Draw the two invented articles, and decide as docs/review.md does."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "map.html"
        command = [sys.executable, "-m", "geomap", "map", str(STORY), "-o", str(target), "--quiet"]
        subprocess.run(command, check=True)
        context = browser.new_context(offline=True, viewport={"width": 1180, "height": 740})
        page = context.new_page()
        page.goto(target.as_uri())
        page.locator(".places button", has_text="Richmond").first.click()
        page.locator(".card .another").click()
        page.locator(".other-place").fill("richmond, eng")
        _shoot(page, "review-choose")
        page.locator(".card .found button").first.click()
        _shoot(page, "review-done")
        page.locator(".card .close").click()
        page.get_by_role("tab", name="Review").click()
        page.locator(".queue button", has_text="Kingston").first.click()
        _shoot(page, "review-queue")
        page.get_by_role("tab", name="Documents").click()
        page.locator(".documents button").first.click()
        page.evaluate(SELECT, "foot bridge")
        _shoot(page, "review-missed")
        context.close()


def _shoot(page: Any, name: str) -> None:
    page.wait_for_timeout(700)
    path = TARGET.with_name(f"{name}.png")
    page.screenshot(path=str(path))
    Image.open(path).convert("RGB").quantize(96).save(path, optimize=True)


def _take(browser: Any, address: str, target: Path, **settings: Any) -> None:
    context = browser.new_context(offline=True, **settings)
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(1000)
    page.screenshot(path=str(target))
    context.close()


if __name__ == "__main__":
    main()
