"""Take pictures of a map as its readers see it.

make screenshot                                    the README's picture of output/map.html
python docs/screenshot.py MAP.html --all FOLDER    desktop, phone, dark, popup and print
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
TARGET = Path(__file__).parent / "images" / "map.png"
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
    given = parser.parse_args()
    address = given.map.resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        if given.all is None:
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


def _take(browser: Any, address: str, target: Path, **settings: Any) -> None:
    context = browser.new_context(offline=True, **settings)
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(1000)
    page.screenshot(path=str(target))
    context.close()


if __name__ == "__main__":
    main()
