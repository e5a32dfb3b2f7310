"""Measure the map page: requests, size, time to write, memory, time to ready, accessibility.

    python benchmarks/page.py [--out FOLDER]

Each case is written in a process of its own and opened in headless Chromium with the network
blocked. CPU is that of ``render_map`` and of writing the file, from an ``Aggregate``; "ready"
is the end of the last long task after opening, "ready_cpu" the CPU of the page's main thread
until then; memory is the process' peak.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# name: passages, places, documents
CASES = {
    "30 places": (117, 30, 10),
    "1,000 passages": (1_000, 300, 60),
    "10,000 passages": (10_000, 3_000, 400),
    "100,000 passages": (100_000, 3_000, 2_000),
}
LIMITS: dict[str, dict[str, float]] = {
    "30 places": {"bytes": 500_000},
    "1,000 passages": {"cpu": 0.3, "ready": 1.0},
    "100,000 passages": {"cpu": 2.0, "rss_mb": 600, "ready": 6.0},
}
READY = """async () => {
  let last = performance.now();
  const seen = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.push(task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });
  await new Promise((done) => setTimeout(done, 1500));
  const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  return Math.max(paint, ...seen);
}"""


def write(case: str, path: str) -> dict[str, float]:
    """Write the page of a case and return what it took."""
    from benchmarks.page_data import gather, results
    from geomap.render import render_map

    gathered = gather(results(*CASES[case]))
    before = time.process_time()
    render_map(gathered, created="2026-01-01").save(path)
    spent = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": round(spent, 3), "rss_mb": round(peak)}


def look(browser: Any, path: Path, axe: str) -> dict[str, Any]:
    """Open a page and return what it did."""
    context = browser.new_context(
        offline=True, viewport={"width": 1280, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda r: requests.append(r.url) if r.url.startswith("http") else None)
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.set_default_timeout(180_000)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri())
    ready = page.evaluate(READY) / 1000
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    heap = page.evaluate("performance.memory.usedJSHeapSize / 1048576")
    nodes = page.evaluate("document.querySelectorAll('*').length")
    page.evaluate(axe)
    violations = page.evaluate(
        "axe.run().then(r => r.violations.map(v => `${v.impact} ${v.id} (${v.nodes.length})`))"
    )
    context.close()
    return {
        "bytes": path.stat().st_size, "requests": len(requests), "errors": len(errors),
        "ready": round(ready, 2), "ready_cpu": round(metrics["TaskDuration"], 2),
        "heap_mb": round(heap), "elements": nodes, "axe": violations,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="keep the pages in this folder")
    parser.add_argument("--case", choices=CASES, action="append")
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    from build_support import npm

    axe = npm.read("axe-core", "axe.min.js", ROOT / ".cache" / "npm").decode("utf-8")
    folder = arguments.out or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    spawn = multiprocessing.get_context("spawn")
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for case in arguments.case or CASES:
            path = folder / f"{case.replace(' ', '-').replace(',', '')}.html"
            with spawn.Pool(1) as pool:
                measured: dict[str, Any] = pool.apply(write, (case, str(path)))
            measured |= look(browser, path, axe)
            missed = [k for k, v in LIMITS.get(case, {}).items() if measured[k] > v]
            failed += bool(missed or measured["requests"] or measured["errors"])
            print(json.dumps({"case": case, **measured, "missed": missed}), flush=True)
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
