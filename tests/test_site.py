"""The site: built from the pages, whole, and without a network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    done = subprocess.run(
        [sys.executable, "docs/site.py", str(out)], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_every_page_is_in_it(site: Path) -> None:
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")} - {"README"}
    built = {page.stem for page in site.glob("*.html")}
    assert pages | {"index", "results", "sources", "changelog"} <= built


def test_every_link_leads_somewhere(site: Path) -> None:
    trees = {page: html.parse(str(page)).getroot() for page in site.glob("*.html")}
    ids = {page: set(tree.xpath("//@id")) | {""} for page, tree in trees.items()}
    wrong = []
    for page, tree in trees.items():
        if page.name == "404.html":
            continue
        for address in tree.xpath("//@href | //@src"):
            path, _, anchor = unquote(str(address)).partition("#")
            if re.match(r"\w+:", path):
                continue
            target = (page.parent / path.partition("?")[0]).resolve() if path else page
            missing = not target.exists() or (anchor not in ids.get(target, {anchor}))
            wrong += [f"{page.name}: {address}"] if missing else []
    assert wrong == []


def test_nothing_is_requested(site: Path, browser: Any) -> None:
    asked: list[str] = []
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index", "gallery", "api"):
        page.goto((site / f"{name}.html").as_uri())
        page.wait_for_timeout(300)
    frames = [frame.url for frame in page.frames]
    context.close()
    assert frames
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_the_gallery_shows_live_maps(site: Path) -> None:
    frames = html.parse(str(site / "gallery.html")).getroot().xpath("//iframe/@src")
    assert len(frames) >= 2
    for frame in frames:
        assert 'name="generator" content="geomap"' in (site / str(frame)).read_text("utf-8")


def test_the_reference_has_the_public_names(site: Path) -> None:
    import geomap

    text = (site / "api.html").read_text("utf-8")
    for name in set(geomap.__all__) - {"__version__", "from_dict", "to_dict", "GeomapError"}:
        assert f'id="geomap.{name}"' in text or f">{name}<" in text, name


def test_the_figures_of_trust_are_those_of_the_scoreboard() -> None:
    code = (
        "import sys; sys.path.insert(0, 'docs'); import generate as g;"
        "page = g.TRUST.read_text('utf-8');"
        "assert g.trust(page, g.SCOREBOARD.read_text('utf-8')) == page, 'run: make docs';"
        "picture = (g.TRUST.parent / 'images' / 'trust.svg').read_text('utf-8');"
        "assert g.trust_picture(page) == picture, 'run: make docs'"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
