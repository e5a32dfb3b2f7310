"""Opening pages for measurements: headless Chromium, network blocked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VIEWPORTS = {
    "wide": (1366, 768), "desktop": (1280, 800), "large": (1440, 900), "tablet": (768, 1024),
    "tablet wide": (820, 1180), "phone": (390, 844), "phone wide": (844, 390),
    "zoom 200 %": (640, 400),
}  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, path: Path, size: tuple[int, int], **options: Any) -> Iterator[Any]:
    """Yield the page of a file, with what it complained about in ``page.problems``."""
    width, height = size
    context = browser.new_context(
        offline=True, viewport={"width": width, "height": height}, **options
    )
    context.set_default_timeout(180_000)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda said: problems.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.problems = problems
    page.goto(path.resolve().as_uri())
    page.wait_for_selector(".mark, .empty")
    yield page
    context.close()


class Clock:
    """CPU of the page's main thread."""

    def __init__(self, page: Any) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent(self) -> float:
        """Return seconds of tasks since the page was opened."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))
