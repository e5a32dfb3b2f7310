"""Feed geomap the 48 faults that it is judged by, and say what passes.

    python -m benchmarks.faults [NUMBER …] [--command geomap] [--keep]

Each case runs in a folder and a process of its own against the command, as a user would. It passes
when everything it checks holds, partly when only wishes do not, and fails when something grave does
not: a traceback, a run without end, a lost document, a torn file. Some cases want Linux, root (to
mount a small disk and to be nobody), strace and Chromium; what could not be tried is no pass.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from benchmarks.fault_cases import around, inputs, inside, outputs
from benchmarks.fault_cases.lab import CASES, Lab

__all__ = ["main"]

MODULES = (inputs, inside, outputs, around)
PASS, PARTLY, FAIL = "pass", "partly", "FAIL"


def run_one(number: int, command: list[str], *, keep: bool) -> int:
    """Run a case here; print its verdict and reasons; return 0, 1 or 2."""
    title, function = CASES[number]
    place = Path(tempfile.mkdtemp(prefix=f"geomap-fault-{number:02}-"))
    place.chmod(0o755)
    folder = place / "lab"
    folder.mkdir(mode=0o777)
    lab = Lab(command, folder)
    began = time.monotonic()
    try:
        function(lab)
    except Exception:
        lab.grave.append(" ".join(traceback.format_exc().splitlines()[-3:]))
    verdict = FAIL if lab.grave else PARTLY if lab.broken else PASS
    print(f"{number:2} {verdict:6} {title} ({lab.held} held, {time.monotonic() - began:.0f} s)")
    for reason in (*lab.grave, *lab.broken):
        print(f"          {reason}", flush=True)
    if not keep:
        shutil.rmtree(place, ignore_errors=True)
    return (PASS, PARTLY, FAIL).index(verdict)


def main() -> int:
    """Run the cases that are named, or all; return 1 if one fails."""
    words = argparse.ArgumentParser(prog="benchmarks.faults", description=__doc__)
    words.add_argument("numbers", nargs="*", type=int)
    words.add_argument("--command", default=shutil.which("geomap") or "geomap")
    words.add_argument("--keep", action="store_true", help="keep the folders of the cases")
    words.add_argument("--here", action="store_true", help="in this process, the first case only")
    asked = words.parse_args()
    if asked.here:
        return run_one(asked.numbers[0], [asked.command], keep=asked.keep)
    counts = [0, 0, 0]
    for number in asked.numbers or sorted(CASES):
        command = [sys.executable, "-m", "benchmarks.faults", str(number), "--here"]
        more = ["--command", asked.command, *(["--keep"] if asked.keep else [])]
        code = subprocess.run([*command, *more], cwd=Path(__file__).parent.parent).returncode
        counts[code if code in (0, 1) else 2] += 1
    print(f"pass {counts[0]}, partly {counts[1]}, fail {counts[2]} of {sum(counts)}")
    return int(counts[2] > 0)


if __name__ == "__main__":
    sys.exit(main())
