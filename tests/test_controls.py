"""On a phone as on a desk: no name and no symbol of the first view lies under a control."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from geomap.results import Results
from geomap.types import Place
from tests.fakes import parsed
from tests.waiting import PATIENCE, until

CITIES = {
    "Lisbon": (38.72, -9.14), "Madrid": (40.42, -3.70), "Oslo": (59.91, 10.75),
    "Copenhagen": (55.68, 12.57), "Warsaw": (52.23, 21.01), "Rome": (41.89, 12.48),
    "Paris": (48.85, 2.35), "Berlin": (52.52, 13.41), "Dublin": (53.33, -6.25),
    "Palermo": (38.12, 13.36), "Bari": (41.12, 16.87), "Tirana": (41.33, 19.82),
}  # fmt: skip
FAR = {"Sydney": (-33.87, 151.21)}
UNDER = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)]
    .map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([, b]) => b.width && b.height);
  const controls = boxes(".leaflet-control, .map-area > .legend, .over-map > .fit");
  const shown = ".mark .disc, .mark .label, .mark .chip, .country-name";
  return boxes(shown).flatMap(([name, b]) => controls
    .filter(([, c]) => b.left < c.right && b.right > c.left && b.top < c.bottom && b.bottom > c.top)
    .map(([control]) => `${name} under ${control}`));
}"""
OVERLAPS = """() => {
  const [legend, sources] = [".legend", ".leaflet-control-attribution"]
    .map((selector) => document.querySelector(selector).getBoundingClientRect());
  return legend.bottom > sources.top && legend.right > sources.left
    && legend.top < sources.bottom;
}"""


@pytest.mark.parametrize("size", [(390, 844), (320, 568), (1280, 800)])
@pytest.mark.parametrize("more", [{}, FAR], ids=["all in view", "one outside"])
def test_nothing_of_the_first_view_lies_under_a_control(
    browser: Any, tmp_path: Path, size: tuple[int, int], more: dict[str, tuple[float, float]]
) -> None:
    places = {
        name: Place(f"geonames:{number}", name, *position, country="XX")
        for number, (name, position) in enumerate({**CITIES, **more}.items(), 1)
    }
    page_file = Results([parsed(" ".join(places), *places.items())]).save(tmp_path / "map.html")
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(page_file.as_uri())
    page.wait_for_selector(".mark .label")
    expect(page.locator(".over-map > .fit")).to_be_visible(visible=bool(more))
    assert page.evaluate(UNDER) == []
    assert not page.evaluate(OVERLAPS)
    before = page.evaluate("map_geomap.getZoom()")
    page.locator(".leaflet-control-zoom-in").click()
    until(page, f"map_geomap.getZoom() > {before} && !map_geomap._animatingZoom")
    names = [told for told in page.evaluate(UNDER) if not told[0].isdecimal()]
    assert names == []
    page.close()
