"""Tables, the reliability diagram and small helpers of the scoreboard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geomap import __version__
from geomap.evaluation import Report

HERE = Path(__file__).parent


def head() -> Iterator[str]:
    yield "# Results"
    yield ""
    yield (
        "Written by `make bench` (`benchmarks/scoreboard.py`); do not edit. Definitions: "
        "[docs/evaluation.md](../docs/evaluation.md). Percent, unless a unit is given."
    )
    yield ""


def measured_with(parts: Sequence[str]) -> str:
    return f"*Measured with geomap {__version__}; {'; '.join(parts)}.*"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table; short rows are filled up."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        cells = [*row, *[""] * (len(heads) - len(row))]
        yield f"| {' | '.join(cells)} |"


def unmeasured(error: object) -> str:
    """Say why a figure is missing, without the paths of this machine."""
    return f"not measured: {str(error).replace(str(HERE.parent), '').lstrip('/')}"


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def with_interval(report: Report, name: str) -> str:
    low, high = report.intervals.get(name, (None, None))
    return f"{percent(report.metrics[name])} [{percent(low)}, {percent(high)}]"


def three(report: Report, name: str) -> str:
    return "/".join(
        percent(report.metrics[f"{name}_{part}"]) for part in ("precision", "recall", "f1")
    )


def system_row(name: str, report: Report) -> list[str]:
    low, high = report.intervals.get("end_to_end_f1", (None, None))
    return [
        name,
        f"{report.counts.predicted:,}",
        three(report, "exact"),
        three(report, "overlap"),
        percent(report.metrics["accuracy_161_all"]),
        percent(report.metrics["accuracy_10"]),
        number(report.metrics["mean_km"]),
        three(report, "end_to_end"),
        f"{percent(low)} to {percent(high)}",
        percent(report.metrics["end_to_end_id_f1"]),
    ]


def part(report: Report, fold_of: Callable[[str], int], fold: int) -> Report:
    """Return the report of the documents of one fold."""
    return replace(
        report, parts={number: c for number, c in report.parts.items() if fold_of(number) == fold}
    )


def joined(reports: Sequence[Report]) -> Report:
    """Return the report of the documents of several."""
    parts = {
        f"{report.name}/{number}": counts
        for report in reports
        for number, counts in report.parts.items()
    }
    return replace(reports[0], parts=parts, name="all")


def processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def throughput(corpus: str, documents: int, given: bool) -> dict[str, Any]:
    """Run ``throughput.py`` in a process of its own."""
    command = [sys.executable, str(HERE / "throughput.py"), corpus, "--documents", str(documents)]
    done = subprocess.run(
        [*command, *(["--oracle-mentions"] if given else [])], capture_output=True, text=True
    )
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1]}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def reliability_svg(report: Report) -> str:
    """Draw probability said against share that was right; circles grow with the names."""
    size, edge = 320, 46
    names = sum(row[0] for row in report.reliability)

    def at(x: float, y: float) -> str:
        return f"{edge + x * size:.1f},{edge / 2 + (1 - y) * size:.1f}"

    marks, points = [], []
    for count, said, right in report.reliability:
        x, y = at(said, right).split(",")
        radius = 3 + 14 * (count / names) ** 0.5
        points.append(f"{x},{y}")
        marks.append(
            f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="#1f5f8b" fill-opacity="0.75">'
            f"<title>said {said:.2f}, was {right:.2f}, {count:,} names</title></circle>"
        )
    ticks = []
    for step in range(0, 11, 2):
        share = step / 10
        x, bottom = at(share, 0).split(",")
        left, y = at(0, share).split(",")
        ticks.append(
            f'<text x="{x}" y="{float(bottom) + 16}" text-anchor="middle">{share:.1f}</text>'
        )
        ticks.append(
            f'<text x="{float(left) - 6}" y="{float(y) + 4}" text-anchor="end">{share:.1f}</text>'
        )
    total = size + edge * 1.5
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total:.0f} {total:.0f}"
 width="{total:.0f}" font-family="sans-serif" font-size="11">
<title>Reliability diagram</title>
<rect width="100%" height="100%" fill="#fff"/>
<rect x="{edge}" y="{edge / 2}" width="{size}" height="{size}" fill="none" stroke="#999"/>
<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4 4" fill="none"/>
<polyline points="{" ".join(points)}" stroke="#1f5f8b" fill="none"/>
{chr(10).join(marks)}
{chr(10).join(ticks)}
<text x="{edge + size / 2}" y="{total - 8:.0f}" text-anchor="middle">probability said</text>
<text transform="translate(12 {edge / 2 + size / 2}) rotate(-90)"
 text-anchor="middle">share within 161 km</text>
</svg>
"""
