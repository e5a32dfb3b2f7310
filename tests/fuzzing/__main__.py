"""Feeds spoilt documents, results, answers … to what reads them.

`python -m tests.fuzzing SECONDS [KIND …] [--seed N]` spends so many seconds of processor time on
each kind, each in a process of its own with the memory of a reading process. Nothing but documents
and failures may come out, within 20 seconds. What breaks a reader is written into ``fuzz-found/``.
"""

from __future__ import annotations

import argparse
import logging
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from geomap.documents.worker import MEMORY
from tests.fuzzing.readers import Kind, kinds

FOUND = Path("fuzz-found")
LONGEST = 20
"""Seconds that an input may take."""


class Endless(BaseException):
    """An input took too long; no reader catches it."""


def _ring(*_: object) -> None:
    raise Endless


def feed(name: str, kind: Kind, seconds: float, seed: int) -> int:
    """Spend the seconds on one kind; return how many inputs broke the reader."""
    chance, seen, count, failed = random.Random(f"{name} {seed}"), set(), 0, 0
    FOUND.mkdir(exist_ok=True)
    current = FOUND / f"current-{name.replace(' ', '-')}"
    signal.signal(signal.SIGALRM, _ring)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        good = kind.make(folder)
        kind.read(good, folder)
        ends = time.process_time() + seconds
        while time.process_time() < ends:
            data = kind.spoil(good, chance)
            current.write_bytes(data)
            count += 1
            signal.alarm(LONGEST)
            try:
                kind.read(data, folder)
            except (Exception, Endless) as error:
                signal.alarm(0)
                failed += 1
                where = _where(error)
                what = (type(error).__name__, where.filename, where.lineno)
                if what not in seen:
                    seen.add(what)
                    current.rename(FOUND / f"{current.name[8:]}-{seed}-{count}")
                    place = f"{Path(where.filename).name}:{where.lineno}"
                    print(f"  {name}: {type(error).__name__} at {place}: {str(error)[:100]}")
            finally:
                signal.alarm(0)
    current.unlink(missing_ok=True)
    print(f"{name}: {count:,} inputs, {failed} broke the reader", flush=True)
    return failed


def _where(error: BaseException) -> traceback.FrameSummary:
    """Return the innermost line of geomap's that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/geomap/" in frame.filename]
    return (ours or frames)[-1]


def _limit_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY, 2 * MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Feed every kind, or those named; return 1 if one broke its reader."""
    words = argparse.ArgumentParser(prog="tests.fuzzing", description=__doc__)
    words.add_argument("seconds", type=float)
    words.add_argument("kinds", nargs="*")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--here", action="store_true", help="in this process, the first kind only")
    asked = words.parse_args()
    known = kinds()
    if asked.here:
        _limit_memory()
        logging.disable(logging.CRITICAL)
        (name,) = asked.kinds
        return int(feed(name, known[name], asked.seconds, asked.seed) > 0)
    broken = 0
    for name in asked.kinds or known:
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "tests.fuzzing",
            str(asked.seconds),
            name,
            "--here",
        ]
        code = subprocess.run([*command, "--seed", str(asked.seed)]).returncode
        if code not in (0, 1):
            print(f"  {name}: the process ended with {code}; see {FOUND}/current-…", flush=True)
        broken += code != 0
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
