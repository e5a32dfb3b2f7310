"""What lies under the places, and the tools of the map, in the browser."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import expect

from geomap.render import render_map
from tests.page.conftest import Open
from tests.page.maps import maps
from tests.waiting import until

pytestmark = pytest.mark.browser
MAPS = maps()

OUTSIDE = """() => {
  const { base, symbols } = geomap;
  const wrong = [];
  for (const { kind, members: [place], marker } of symbols.kept.values()) {
    const area = kind === "area-name" && !place.area && base.areaOf(place);
    if (!area) continue;
    const { lat, lng } = marker.getLatLng();
    const at = map_geomap.latLngToContainerPoint([lat, lng]);
    const within = area.course
      ? area.course.some(([a, b]) => map_geomap.latLngToContainerPoint([a, symbols.beside(b)]).distanceTo(at) < 3)
      : [0, 360, -360].some((turn) => area.polygons.some(({ outer }) => {
        let odd = false;
        for (let i = 0, j = outer.length - 1; i < outer.length; j = i++) {
          const [ay, ax] = outer[i], [by, bx] = outer[j], x = lng + turn;
          if (ay > lat !== by > lat && x < ax + ((lat - ay) / (by - ay)) * (bx - ax)) odd = !odd;
        }
        return odd;
      }));
    if (!within) wrong.push(place.name);
  }
  return wrong;
}"""  # noqa: E501


@pytest.mark.parametrize("name", MAPS)
def test_names_of_areas_lie_in_their_outlines(open_page: Open, tmp_path: Path, name: str) -> None:
    """In the first view, nearer, and moved to a side: names look for another place inside."""
    render_map(MAPS[name]).save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html", reduced_motion="reduce")
    page = opened.page
    seen = 0
    for step in ("0", "setZoom(map_geomap.getZoom() + 1)", "panBy([260, 0])", "panBy([0, 200])"):
        page.evaluate(f"() => {{ map_geomap.{step} }}" if step != "0" else "() => {}")
        page.wait_for_timeout(60)
        assert page.evaluate(OUTSIDE) == []
        seen += page.evaluate(
            "[...geomap.symbols.kept.values()].filter(({ kind }) => kind === 'area-name').length"
        )
    assert seen or name == "the world"
    assert opened.problems == [] and opened.requests == []


def test_a_province_is_drawn_as_itself(open_page: Open, tmp_path: Path) -> None:
    render_map(MAPS["a country with regions"]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    kinds = page.evaluate(
        "Object.fromEntries([...geomap.symbols.drawn.values()].map((s) => [s.place.name, s.kind]))"
    )
    assert kinds["Tuscany"] == kinds["Veneto"] == kinds["Italy"] == "exact"
    assert kinds["Po River"] == "course"
    # Florence lies in Tuscany, Bologna does not.
    assert page.evaluate("geomap.symbols.areas.at({lat: 43.3, lng: 11.3}).name") == "Tuscany"
    assert page.evaluate("geomap.symbols.areas.at({lat: 44.6, lng: 11.3}).name") == "Emilia-Romagna"


def test_towns_to_go_by_are_no_places_of_the_texts(open_page: Open, tmp_path: Path) -> None:
    render_map(MAPS["a river"]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    towns = page.locator(".town-name").all_inner_texts()
    assert 1 <= len(towns) <= 8
    named = {t.place.name for t in MAPS["a river"][0].toponyms if t.place}
    assert not named & set(towns)
    assert page.locator(".town-name").first.get_attribute("aria-hidden") == "true"
    assert page.locator(".mark", has_text=towns[0]).count() == 0


@pytest.fixture
def seeds(open_page: Open, seeds_page: Path) -> Any:
    return open_page(seeds_page, reduced_motion="reduce").page


def test_a_view_is_saved_as_svg_and_png(seeds: Any) -> None:
    seeds.locator(".tools summary").click()
    with seeds.expect_download() as saved:
        seeds.get_by_role("button", name="Save this view as SVG").click()
    root = etree.fromstring(Path(saved.value.path()).read_bytes())
    words = {"".join(text.itertext()) for text in root.iter("{*}text")}
    assert {"Baghdad +1", "Tehran", "10", "IRAQ", "Tabriz"} <= words
    assert any("Natural Earth" in line for line in words)
    assert len(list(root.iter("{*}path"))) > 5
    assert not [v for e in root.iter() for v in e.attrib.values() if "http" in v]
    with seeds.expect_download() as saved:
        seeds.get_by_role("button", name="Save this view as PNG").click()
    picture = Image.open(io.BytesIO(Path(saved.value.path()).read_bytes()))
    assert picture.size == tuple(
        2 * n for n in seeds.evaluate("[map_geomap.getSize().x, map_geomap.getSize().y]")
    )
    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 50


def test_a_distance_is_measured(seeds: Any) -> None:
    """Baghdad to Tehran are about 690 km."""
    seeds.locator(".tools summary").click()
    seeds.get_by_role("button", name="Measure a distance").click()
    for latitude, longitude in ((33.34, 44.40), (35.69, 51.42)):
        x, y = seeds.evaluate(
            f"(() => {{ const p = map_geomap.latLngToContainerPoint([{latitude}, {longitude}]);"
            " const b = map_geomap.getContainer().getBoundingClientRect();"
            " return [b.x + p.x, b.y + p.y]; })()"
        )
        seeds.mouse.click(x, y)
    text = seeds.locator(".tool-status").inner_text()
    km, miles = (float(part.split()[0]) for part in text.split("·"))
    assert 680 < km < 700
    assert miles == pytest.approx(km / 1.609, abs=1)
    expect(seeds.locator(".card")).to_have_count(0)


def test_a_place_is_hidden_and_a_name_moved(seeds: Any) -> None:
    seeds.locator(".tools summary").click()
    seeds.get_by_role("button", name="Hide a place").click()
    seeds.locator(".mark.point", has_text="Tehran").locator(".disc").click()
    expect(seeds.locator(".mark", has_text="Tehran")).to_have_count(0)
    expect(seeds.locator(".places button", has_text="Tehran").first).to_be_visible()
    seeds.get_by_role("button", name="Move a name").click()
    label = seeds.locator(".mark.point", has_text="Mosul").locator(".label")
    before = label.bounding_box()
    seeds.mouse.move(before["x"] + 10, before["y"] + 8)
    seeds.mouse.down()
    seeds.mouse.move(before["x"] + 60, before["y"] - 32, steps=4)
    seeds.mouse.up()
    after = label.bounding_box()
    assert after["x"] - before["x"] == pytest.approx(50, abs=2)
    assert after["y"] - before["y"] == pytest.approx(-40, abs=2)
    seeds.get_by_role("button", name="Show all again").click()
    until(seeds, "document.querySelector('.mark[data-key=\"geonames:112931\"]') !== null")
    assert label.bounding_box()["x"] == pytest.approx(before["x"], abs=2)


def test_countries_can_be_shaded(open_page: Open, tmp_path: Path) -> None:
    render_map(MAPS["the world"]).save(tmp_path / "map.html")
    page = open_page(tmp_path / "map.html").page
    page.locator(".legend summary").click()
    page.get_by_label("Shade countries by mentions").check()
    assert page.evaluate("geomap.symbols.areas.shades.levels.get('GB')") == 4
    assert page.evaluate("geomap.symbols.areas.shades.levels.get('WS')") < 2
    expect(page.locator(".shades")).to_contain_text("1+")
