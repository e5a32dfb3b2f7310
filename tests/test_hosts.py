"""The map where other tools put it: a saved notebook, a figure, a page that frames it."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

import branca.element
import pytest

import geomap
from tests.fakes import IRAQ, MOSUL, parsed
from tests.waiting import PATIENCE

RESULTS = geomap.Results([parsed("The convoy left Mosul, Iraq.", ("Mosul", MOSUL), ("Iraq", IRAQ))])


def shown(browser: Any, page: Path) -> str:
    """Return the text of the map within a page that is opened without a network."""
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto(page.as_uri(), wait_until="commit")
    tab.wait_for_selector("iframe", timeout=1000 * PATIENCE)
    frame = tab.frame_locator("iframe").first
    frame.get_by_text("Mosul").first.wait_for(timeout=1000 * PATIENCE)
    text: str = frame.locator("body").inner_text()
    context.close()
    return text


def test_a_saved_notebook_holds_the_map(
    tmp_path: Path, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As nbconvert, and with it Quarto and nbviewer, write the cell whose value is the results."""
    nbformat = pytest.importorskip("nbformat", reason="needs Python 3.11.5")
    nbconvert = pytest.importorskip("nbconvert", reason="needs Python 3.11.5")
    html = RESULTS._repr_html_()
    data = {"text/html": html, "text/plain": repr(RESULTS)}
    output = nbformat.v4.new_output("execute_result", data=data, execution_count=1)
    cell = nbformat.v4.new_code_cell("results", outputs=[output], execution_count=1)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.validate(notebook)
    parts = metadata.distribution("nbconvert")
    shared = next(
        Path(str(parts.locate_file(file))).resolve().parents[3]
        for file in parts.files or ()
        if file.match("nbconvert/templates/basic/conf.json")
    )
    monkeypatch.setenv("JUPYTER_PATH", str(shared))
    exporter = nbconvert.HTMLExporter(template_name="basic")
    page, _ = exporter.from_notebook_node(notebook)
    (tmp_path / "notebook.html").write_text(f"<meta charset=utf-8>{page}", encoding="utf-8")
    assert "2 places · 1 passage" in shown(browser, tmp_path / "notebook.html")


def test_a_figure_of_branca_holds_the_map(tmp_path: Path, browser: Any) -> None:
    figure = branca.element.Figure(width=600, height=400)
    figure.add_child(RESULTS.to_map())
    (tmp_path / "figure.html").write_text(figure.render(), encoding="utf-8")
    assert "2 places · 1 passage" in shown(browser, tmp_path / "figure.html")


def test_a_page_of_a_site_frames_the_map(tmp_path: Path, browser: Any) -> None:
    """MkDocs and Sphinx copy the file and a page frames it (docs/embedding.md)."""
    RESULTS.save(tmp_path / "map.html")
    frame = '<iframe src="map.html" width="900" height="600"></iframe>'
    (tmp_path / "index.html").write_text(frame, encoding="utf-8")
    assert "2 places · 1 passage" in shown(browser, tmp_path / "index.html")
