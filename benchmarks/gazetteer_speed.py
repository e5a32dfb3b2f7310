"""Size, speed and memory of the gazetteer.

    python benchmarks/gazetteer_speed.py [--gazetteer FILE] [--json]

Look-ups are timed with ``normalize_name``, uncached, in process CPU time over batches of 100;
names are drawn from the file (hits), from the gold names of lgl-dev where the corpora are present,
and from made-up words (misses). Opening is timed in fresh processes. Memory is the resident set of
a process that has done all of it, and the part of it that is not the mapped file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

COLD = """
import time
start = time.perf_counter()
from geomap.gazetteer import open_gazetteer
imported = time.perf_counter()
gazetteer = open_gazetteer()
opened = time.perf_counter()
assert gazetteer.candidates("Mosul")
print(imported - start, opened - imported, time.perf_counter() - opened)
"""


def microseconds(ask: Callable[[str], Any], names: Sequence[str]) -> dict[str, float]:
    """Return median and 95th percentile of CPU microseconds a name, over batches of 100."""
    for name in names[:2000]:
        ask(name)
    spent = []
    for start in range(0, len(names) - 99, 100):
        batch = names[start : start + 100]
        begun = time.process_time_ns()
        for name in batch:
            ask(name)
        spent.append((time.process_time_ns() - begun) / 1000 / len(batch))
    spent.sort()
    return {"median": round(statistics.median(spent), 1),
            "p95": round(spent[int(len(spent) * 0.95)], 1)}  # fmt: skip


def resident() -> dict[str, float]:
    """Return resident megabytes, in all and without mapped files (Linux)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return {
        "resident": round(int(lines["VmRSS"].split()[0]) / 1024, 1),
        "anonymous": round(int(lines["RssAnon"].split()[0]) / 1024, 1),
    }


def cold() -> dict[str, float]:
    runs = []
    for _ in range(7):
        done = subprocess.run(
            [sys.executable, "-c", COLD], capture_output=True, text=True, check=True
        )
        runs.append([float(part) * 1000 for part in done.stdout.split()])
    middle = [round(statistics.median(column), 1) for column in zip(*runs, strict=True)]
    return dict(zip(("import ms", "open ms", "first answer ms"), middle, strict=True))


def deflated(path: Path) -> int:
    packer = zlib.compressobj(6)
    size = 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            size += len(packer.compress(block))
    return size + len(packer.flush())


def queries(path: Path, count: int) -> dict[str, list[str]]:
    import sqlite3

    rng = random.Random(7)
    database = sqlite3.connect(path)
    highest = database.execute("SELECT max(id) FROM place").fetchone()[0]
    hits: list[str] = []
    while len(hits) < count:
        row = database.execute(
            "SELECT name FROM place WHERE id >= ? LIMIT 1", (rng.randint(1, highest),)
        ).fetchone()
        hits.append(row[0])
    database.close()
    syllables = [
        "ba",
        "ku",
        "lor",
        "mit",
        "sen",
        "ta",
        "vo",
        "ra",
        "nim",
        "dol",
        "gra",
        "pe",
        "shu",
        "len",
        "cor",
        "bir",
    ]
    misses = [
        "".join(rng.choices(syllables, k=rng.randint(2, 5))).capitalize() for _ in range(count)
    ]
    found = {"hit (names of places)": hits, "miss (made-up words)": misses}
    sys.path.insert(0, str(Path(__file__).parent))
    import gazetteer_coverage as coverage

    if coverage.corpora().is_dir():
        gold = [toponym["text"] for toponym in coverage.gold("lgl-dev")]
        found["gold names of lgl-dev"] = rng.choices(gold, k=count)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Size, speed and memory of the gazetteer.")
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    from geomap.gazetteer import BUNDLE, open_gazetteer

    path = options.gazetteer or BUNDLE
    if options.gazetteer:
        os.environ["GEOMAP_GAZETTEER"] = str(path)
    gazetteer = open_gazetteer(path, layered=False)
    before = resident()
    named = queries(path, options.count)
    uncached = gazetteer._answers.__wrapped__
    found: dict[str, Any] = {
        "gazetteer": gazetteer.name,
        "megabytes": round(path.stat().st_size / 1e6, 1),
        "megabytes deflated": round(deflated(path) / 1e6, 1),
        **cold(),
    }
    for what, names in named.items():
        found[f"look-up us, {what}"] = microseconds(gazetteer.lookup, names)
    for what, names in named.items():
        found[f"candidates us, uncached, {what}"] = microseconds(uncached, names[:5000])
        found[f"candidates us, warm, {what}"] = microseconds(gazetteer.candidates, names[:5000])
    found["memory MB before queries"] = before
    found["memory MB after"] = resident()
    if options.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:52} {value}")


if __name__ == "__main__":
    main()
