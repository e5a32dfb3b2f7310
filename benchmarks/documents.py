"""How fast documents of each format are read, and how much memory that takes.

    python benchmarks/documents.py [--count 1000] [--write docs/documents.md]

For each format one article of about 600 words is written by a library that is not ours and
copied; a folder of that many files is then read with one process. Each format runs in a
Python of its own; peak memory is that of geomap's process and of the reading process beside
it, CPU time that of both.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

SENTENCE = "The convoy left Mosul for Irbil on Friday and came back to Basra in the evening. "
PARAGRAPH = SENTENCE * 4
ARTICLE = [PARAGRAPH] * 10
FORMATS = (
    "txt md html pdf docx odt rtf epub eml msg csv xlsx parquet zip".split()  # noqa: SIM905
)
START, END = "<!-- measured: start -->", "<!-- measured: end -->"


def make(path: Path) -> None:
    """Write an article in the format of the path's suffix."""
    from tests.documents import outlook, writers

    kind = path.suffix[1:]
    text = "\n\n".join(ARTICLE)
    writers.PARAGRAPHS = tuple(ARTICLE)  # type: ignore[assignment]
    if kind in ("txt", "md"):
        path.write_text(text)
    elif kind == "html":
        body = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE)
        links = "<nav>" + "<a href='/x'>Elsewhere</a> " * 200 + "</nav>"
        head = "<html lang=en><head><title>Road</title></head>"
        path.write_text(f"{head}<body>{links}<article>{body}</article>{links}</body></html>")
    elif kind == "pdf":
        words = text.replace("\n\n", " ").split()
        lines = [" ".join(words[at : at + 14]) for at in range(0, len(words), 14)]
        writers.pdf(path, [lines[at : at + 40] for at in range(0, len(lines), 40)])
    elif kind == "csv":
        path.write_text("id,text\n" + f'1,"{text}"\n')
    elif kind == "zip":
        path.write_bytes(writers.zipped({"a.txt": text}))
    elif kind == "msg":
        path.write_bytes(
            outlook.message(
                subject="Road",
                body=text,
                sender="A",
                recipient="B",
                sent=datetime(2020, 1, 7, tzinfo=UTC),
                attachments={},
            )
        )
    else:
        getattr(writers, kind)(path)


def measure(folder: Path) -> dict[str, float]:
    """Read a folder and return counts, seconds and MiB."""
    from geomap.documents import read_documents

    started = time.perf_counter()
    count = sum(1 for _ in read_documents(folder))
    wall = time.perf_counter() - started
    own, child = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime
    peak = [usage.ru_maxrss / 1024 for usage in (own, child)]
    return {"count": count, "wall": wall, "cpu": cpu, "own": peak[0], "child": peak[1]}


def told(*arguments: str) -> str:
    """Run this script in a process of its own: peak memory is inherited otherwise."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def run(kind: str, count: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        first = Path(name) / f"00000.{kind}"
        told("--make", str(first))
        data = first.read_bytes()
        for number in range(1, count):
            first.with_stem(f"{number:05}").write_bytes(data)
        found = json.loads(told("--measure", name))
    per_second, per_cpu = found["count"] / found["wall"], found["count"] / found["cpu"]
    return (
        f"| .{kind} | {len(data) / 1024:.0f} | {found['count']:,.0f} | {per_second:,.0f} "
        f"| {per_cpu:,.0f} | {found['own']:.0f} | {found['child']:.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--write", type=Path, help="put the table into this file")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        make(given.make)
        return
    if given.measure:
        print(json.dumps(measure(given.measure)))
        return
    lines = [
        "| format | KiB a file | documents | documents/s | documents/CPU s | peak MiB, geomap "
        "| peak MiB, reader |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in FORMATS:
        lines.append(run(kind, given.count))
        print(lines[-1], flush=True)
    if given.write:
        text = given.write.read_text(encoding="utf-8")
        before, rest = text.split(START)
        _, after = rest.split(END)
        table = "\n".join([START, f"{os.cpu_count()} cores.", "", *lines, END])
        given.write.write_text(before + table + after, encoding="utf-8")


if __name__ == "__main__":
    main()
