"""Run the recipes of docs/embedding.md: build each site, open it in Chromium, see the map.

    pip install mkdocs sphinx nbconvert nbclient ipykernel streamlit
    python benchmarks/recipes.py [mkdocs sphinx nbconvert streamlit]

Only this machine's addresses are answered; a recipe passes when symbols of the map are visible.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

SYMBOL = ".leaflet-marker-pane [data-key]"
ROOT = Path(__file__).parent.parent
MAKE = """
import sys
sys.path.insert(0, {root!r})
import geomap
from geomap.export import gather
from geomap.export.embed import NotebookMap, embed_code
from tests.page.results import seed_results
gathered = gather(seed_results())
"""


def run(*words: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-m", *words], cwd=folder, check=True, capture_output=True)


def page_and_code(folder: Path, address: str) -> str:
    scope: dict[str, Any] = {}
    exec(MAKE.format(root=str(ROOT)), scope)
    scope["geomap"].render_map(scope["gathered"]).save(str(folder / "map.html"))
    return str(scope["embed_code"](scope["gathered"], address))


def mkdocs(folder: Path) -> Path:
    (folder / "docs").mkdir()
    code = page_and_code(folder / "docs", "../map.html")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "docs" / "report.md").write_text(f"# Report\n\n{code}", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Report\ntheme: {name: mkdocs}\n")
    run("mkdocs", "build", "-q", folder=folder)
    return folder / "site" / "report" / "index.html"


def sphinx(folder: Path) -> Path:
    (folder / "extra").mkdir()
    code = page_and_code(folder / "extra", "map.html")
    (folder / "map.embed.html").write_text(code, encoding="utf-8")
    (folder / "conf.py").write_text("html_extra_path = ['extra']\n")
    (folder / "index.rst").write_text("Report\n======\n\n.. raw:: html\n   :file: map.embed.html\n")
    run("sphinx", "-q", "-b", "html", ".", "out", folder=folder)
    return folder / "out" / "index.html"


def notebook(folder: Path) -> Path:
    nbformat: Any = import_module("nbformat")
    cell = MAKE.format(root=str(ROOT)) + "NotebookMap(geomap.render_map(gathered), gathered)"
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    nbformat.write(made, folder / "report.ipynb")
    run("nbconvert", "--execute", "--to", "html", "report.ipynb", folder=folder)
    return folder / "report.html"


def streamlit(folder: Path) -> str:
    app = MAKE.format(root=str(ROOT)) + (
        "import streamlit as st\n"
        "page = geomap.render_map(gathered).get_root().render()\n"
        "st.iframe(page, height=650)\n"
    )
    (folder / "app.py").write_text(app, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    words += ["--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    process = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=folder, stdout=subprocess.DEVNULL
    )
    RUNNING.append(process)
    _wait(port)
    return f"http://127.0.0.1:{port}/"


def _wait(port: int) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.5)


RUNNING: list[subprocess.Popen[bytes]] = []
RECIPES: dict[str, Callable[[Path], Path | str]] = {
    "mkdocs": mkdocs,
    "sphinx": sphinx,
    "nbconvert": notebook,
    "streamlit": streamlit,
}


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def symbols(browser: Any, address: str) -> int:
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    context.route(
        "**/*",
        lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort(),
    )
    page = context.new_page()
    page.goto(address, timeout=120_000)
    end = time.monotonic() + 90
    found = 0
    while time.monotonic() < end and not found:
        page.wait_for_timeout(500)
        for frame in page.query_selector_all("iframe"):
            with contextlib.suppress(Exception):
                frame.scroll_into_view_if_needed(timeout=2000)
        found = max((len(frame.query_selector_all(SYMBOL)) for frame in page.frames), default=0)
    if folder := os.environ.get("GEOMAP_PICTURES"):
        page.screenshot(path=f"{folder}/{address.count('/')}-{found}-{time.time():.0f}.png")
    context.close()
    return found


def main() -> int:
    from playwright.sync_api import sync_playwright

    failed = 0
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in sys.argv[1:] or RECIPES:
            build = RECIPES[name]
            if importlib.util.find_spec(name) is None:
                print(f"{name}: not installed, not run")
                continue
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary)
                made = build(folder)
                if isinstance(made, Path):
                    with served(folder) as site:
                        found = symbols(browser, f"{site}/{made.relative_to(folder)}")
                else:
                    found = symbols(browser, made)
            print(f"{name} {_version(name)}: {found} symbols of the map are visible", flush=True)
            failed += not found
        browser.close()
    for process in RUNNING:
        process.terminate()
    return 1 if failed else 0


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)


if __name__ == "__main__":
    sys.exit(main())
