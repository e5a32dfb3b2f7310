"""The page as a file: self-contained, inert, the same each time."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import folium
import pytest
from branca.element import Figure
from folium import plugins

from geomap.aggregate import Aggregate, aggregate
from geomap.errors import GeomapError
from geomap.render import OfflineMap, Raw, render_map
from geomap.render.choices import TILES
from geomap.render.page_html import PAGE_MODULES, page_script
from geomap.render.strings import strings
from tests.fakes import BAGHDAD, parsed

DAY = "2026-01-01"


@pytest.fixture(scope="module")
def text(seeds_page: Path) -> str:
    return seeds_page.read_text(encoding="utf-8")


def test_it_is_a_folium_map(gathered: Aggregate) -> None:
    assert isinstance(render_map(gathered), folium.Map)


def test_two_renders_are_the_same_bytes(gathered: Aggregate, tmp_path: Path) -> None:
    first = render_map(gathered, created=DAY)
    first.save(tmp_path / "1.html")
    first.save(tmp_path / "2.html")
    render_map(gathered, created=DAY).save(str(tmp_path / "3.html"))
    with open(tmp_path / "4.html", "wb") as stream:
        render_map(gathered, created=DAY).save(stream)
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_another_process_writes_the_same_bytes(gathered: Aggregate) -> None:
    code = (
        "import hashlib, sys; from geomap.render import render_map;"
        "from tests.page.results import seed_results;"
        f"page = render_map(seed_results(), created='{DAY}').page_html();"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=environment, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    page = render_map(gathered, created=DAY).page_html()
    assert done.stdout.strip() == hashlib.sha256(page.encode()).hexdigest()


def test_size(seeds_page: Path) -> None:
    assert seeds_page.stat().st_size <= 600_000


def test_it_refers_to_nothing_outside(text: str) -> None:
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", text, flags=re.DOTALL)
    assert not re.search(r'\b(?:src|href)=(?!"#)', markup)
    assert "@import" not in text and "sourceMappingURL" not in text
    styles = "".join(re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL))
    assert "url(" not in styles


def test_the_policy_allows_these_scripts_only(text: str) -> None:
    policy = html.unescape(re.search(r'Content-Security-Policy" content="(.*?)"', text)[1])
    scripts = re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    for part in scripts + styles:
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "connect-src" not in policy and "http" not in policy


def test_tables_hold_every_place_and_quotation(text: str, gathered: Aggregate) -> None:
    record = text.partition('<section class="record">')[2].partition("</section>")[0]
    plain = html.unescape(re.sub(r"</?(?:mark|bdi)>", "", record))
    for entry in gathered.places:
        assert entry.place.name in plain
        for quotation in entry.quotations[:20]:
            assert quotation.passage.quote in plain
    for unplaced in gathered.unplaced:
        assert unplaced.name in plain and unplaced.reason in plain


def test_provenance(gathered: Aggregate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    page = render_map(gathered, options={"min confidence": 0.5}).page_html()
    data = json.loads(re.search(r'id="geomap-data">(.*?)</script>', page, re.DOTALL)[1])
    assert data["provenance"]["created"] == "2023-11-14"
    assert data["provenance"]["recognizers"] == ["test 1.0 (sha256 abc)"]
    assert data["provenance"]["options"] == ["min confidence: 0.5"]
    assert data["provenance"]["asked"] == []


def test_what_was_asked_online_is_said(gathered: Aggregate) -> None:
    from dataclasses import replace

    page = render_map(replace(gathered, asked_online=("Zabadani",))).page_html()
    assert "Asked online, by bare name: Zabadani" in page
    assert "Nothing was asked online: the documents" not in page.partition("geomap-data")[0]


def test_titles() -> None:
    one = parsed("In Baghdad.", ("Baghdad", BAGHDAD))
    assert "<title>Places in “Doc”</title>" in render_map([one]).page_html()
    assert "<title>Places in 2 documents</title>" in render_map([one, one]).page_html()
    assert "<title>A &lt;b&gt; map</title>" in render_map([one], title="A <b> map").page_html()
    assert "<title>No documents</title>" in render_map([]).page_html()


@pytest.mark.parametrize(
    "options",
    [{"borders": "some"}, {"max_passages": 0}, {"tiles": "javascript:alert(1)"},
     {"tiles": "https://tiles.example/"}, {"language": "tlh"}],
    ids=str,
)  # fmt: skip
def test_bad_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(GeomapError):
        render_map([], **options)


def test_tiles_are_opt_in_and_announced() -> None:
    with pytest.warns(UserWarning, match="tiles.example"):
        url = "https://tiles.example/{z}/{x}/{y}.png"
        page = render_map([], tiles=url, tiles_attribution="© Tiles").page_html()
    assert "img-src data: https://tiles.example;" in html.unescape(page)
    assert "learns where you look" in page


@pytest.mark.parametrize("name", TILES)
def test_tiles_by_name_have_their_owners_credit(name: str) -> None:
    with pytest.warns(UserWarning, match="which places it shows"):
        page = html.unescape(render_map([], tiles=name).page_html())
    assert TILES[name][1] in page
    assert urlsplit(TILES[name][0].replace("{s}.", "")).netloc in page


def test_tiles_by_address_need_a_credit() -> None:
    with pytest.raises(GeomapError, match="--tiles-attribution"):
        render_map([], tiles="https://tiles.example/{z}/{x}/{y}.png")


def test_users_layers_stay_offline(gathered: Aggregate) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page = with_layers(render_map(gathered, created=DAY))
        assert page.page_html() == page.page_html()
        assert page.page_html() == with_layers(render_map(gathered, created=DAY)).page_html()
    assert not re.search(r'<(?:script|link|img)[^>]*(?:src|href)="?http', page.page_html())


def with_layers(page: OfflineMap) -> OfflineMap:
    folium.Marker([33.0, 44.0], popup="mine", tooltip="tip").add_to(page)
    folium.Circle([34.0, 44.0], radius=10_000).add_to(page)
    folium.GeoJson({"type": "Point", "coordinates": [45.0, 33.0]}).add_to(page)
    group = folium.FeatureGroup("group").add_to(page)
    folium.PolyLine([[33, 44], [34, 45]]).add_to(group)
    folium.LayerControl().add_to(page)
    return page


def test_plugins_that_need_files_are_announced(gathered: Aggregate) -> None:
    page = render_map(gathered)
    plugins.MarkerCluster().add_to(page)
    with pytest.warns(UserWarning, match="no longer complete by itself"):
        text = page.page_html()
    links = re.findall(r'(?:src|href)="(https://[^"]+)"', text)
    assert any("markercluster" in link for link in links)
    assert not any("leaflet@" in link for link in links)


def test_raw_elements_are_not_templates() -> None:
    assert Raw("{{ 7 * 7 }} {% raw").render() == "{{ 7 * 7 }} {% raw"


def test_it_shows_itself_in_notebooks(gathered: Aggregate) -> None:
    shown = render_map(gathered)._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "geomap-data" in shown


def test_in_another_figure_it_is_a_frame_with_the_page(gathered: Aggregate) -> None:
    page = with_layers(render_map(gathered, created=DAY))
    alone = page.page_html()
    figure = Figure().add_child(page)
    shown = figure.render()
    frames = re.findall(r'<iframe [^>]*?srcdoc="([^"]*)"', shown)
    assert [html.unescape(frame) for frame in frames] == [alone]
    assert figure.render() == shown
    assert page.page_html() == alone


def test_in_a_part_of_a_figure_it_is_a_frame_that_is_not_compiled() -> None:
    text = "{{ 7 * 7 }} {% raw %} {# gone #} Baghdad"
    figure, alone = Figure(), []
    for number in (1, 2):
        page = render_map([parsed(text, ("Baghdad", BAGHDAD))], title=text, created=DAY)
        figure.add_subplot(1, 2, number).add_child(page)
        alone.append(page.page_html())
    frames = re.findall(r'title="([^"]*)" srcdoc="([^"]*)"', figure.render())
    assert [tuple(map(html.unescape, frame)) for frame in frames] == [(text, a) for a in alone]


def test_what_rebuilds_a_map_from_its_parts_is_refused(gathered: Aggregate) -> None:
    """As streamlit-folium does, after it has rendered the map."""
    page = render_map(gathered)
    page.render()
    with pytest.raises(GeomapError, match=r"st\.iframe\(page\.get_root\(\)\.render\(\)"):
        page._template.module.script(page)
    with pytest.raises(GeomapError, match="the whole page"):
        page._template.render(this=page, kwargs={})


def test_saving_replaces_whole_files(gathered: Aggregate, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text("old", encoding="utf-8")
    render_map(gathered).save(path)
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_modules_share_one_scope_without_clashes() -> None:
    names: dict[str, str] = {}
    script = page_script("map_geomap")
    assert not re.search(r"^(?:import|export)\b", script, flags=re.MULTILINE)
    folder = Path(render_map.__code__.co_filename).parent / "page"
    assert {path.stem for path in folder.glob("*.mjs")} == set(PAGE_MODULES)
    for module in PAGE_MODULES:
        source = (folder / f"{module}.mjs").read_text(encoding="utf-8")
        found = re.findall(
            r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", source, re.MULTILINE
        )
        for name in found:
            assert name not in names, f"{name} is in {module} and {names[name]}"
            names[name] = module


def test_every_word_is_in_the_table() -> None:
    table = strings("en")
    folder = Path(render_map.__code__.co_filename).parent
    sources = [p.read_text(encoding="utf-8") for p in folder.glob("page/*.mjs")]
    used = set(re.findall(r'\bt\("([\w. ]+)"', "".join(sources)))
    known = set(table) | {key.rpartition(".")[0] for key in table}
    assert used <= known
    assert list(table) == sorted(table)


def test_no_innerhtml_from_data() -> None:
    folder = Path(render_map.__code__.co_filename).parent
    for path in folder.glob("page/*.mjs"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"insertAdjacentHTML|outerHTML|document\.write|\beval\(", source)
        assert not re.search(r"innerHTML\s*=", source), path.name


def test_many_passages_are_aggregated_by_place() -> None:
    text = " ".join(f"The report number {n} on Baghdad was short." for n in range(400))
    gathered = aggregate([parsed(text, *[("Baghdad", BAGHDAD)] * 400)])
    page = render_map(gathered, max_passages=20).page_html()
    assert "380 mentions not quoted" in page
