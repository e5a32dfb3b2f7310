"""Pages of the seeds, made once, and a way to open them with the network blocked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geomap.aggregate import Aggregate, aggregate
from geomap.render import render_map
from tests.page.results import seed_results
from tests.waiting import PATIENCE


class Opened:
    """A page in the browser with what it asked for and complained about."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.problems: list[str] = []
        page.on("request", self._asked)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("console", self._said)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "about:", "blob:")):
            self.requests.append(request.url)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def _pages(browser: Any) -> Iterator[Callable[[dict[str, Any]], Opened]]:
    """One window for each set of options: opening a page in it is cheap."""
    windows: dict[str, tuple[Any, Opened]] = {}

    def window(options: dict[str, Any]) -> Opened:
        key = repr(sorted(options.items()))
        if key not in windows:
            context = browser.new_context(offline=True, **options)
            context.set_default_timeout(1000 * PATIENCE)
            windows[key] = context, Opened(context.new_page())
        return windows[key][1]

    yield window
    for context, _ in windows.values():
        context.close()


@pytest.fixture
def open_page(_pages: Callable[[dict[str, Any]], Opened]) -> Open:
    def open_it(path: Path, fragment: str = "", **options: Any) -> Opened:
        options.setdefault("viewport", {"width": 1280, "height": 800})
        opened = _pages(options)
        opened.page.goto("about:blank")
        opened.requests.clear()
        opened.problems.clear()
        opened.page.goto(path.as_uri() + fragment)
        return opened

    return open_it


@pytest.fixture(scope="session")
def gathered() -> Aggregate:
    return aggregate(seed_results())


@pytest.fixture(scope="session")
def seeds_page(gathered: Aggregate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    render_map(gathered).save(path)
    return path
