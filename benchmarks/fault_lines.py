"""Give geomap bad command lines; none may end in a traceback, by a signal, or not at all.

    python -m benchmarks.fault_lines [--count 450] [--command geomap] [--seed 1]

Every command and option is taken from the application itself and given values that it does not
want; besides, arguments that are missing or of a wrong kind, and files of a wrong kind. ``--count``
of all the lines are tried, drawn by chance but the same for a seed.
"""

from __future__ import annotations

import argparse
import collections
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from benchmarks.fault_cases.lab import SENTENCE, Lab
from geomap.cli import build_app

VALUES = (
    "", " ", "x", "-1", "0", "1.5", "nan", "inf", "1e999", "9" * 30, "none.txt", "in", "a.txt",
    "binary.db", "/dev/null", "/proc/self/mem", "a\nb", "\udcff", "é\u202e", "1,2", "91,181",
    "1,2,3,4", "nan,nan", "-", "--", "http://[::1", "=1+1", "a" * 5_000, "{}", "[" * 2_000, "%s%n",
)  # fmt: skip
GOOD = {
    "map": ("a.txt", "-o", "o.html", "--force"),
    "parse": ("a.txt",),
    "explain": ("a.txt",),
    "export": ("a.jsonl", "-o", "o.csv", "--force"),
    "diff": ("a.jsonl", "a.jsonl"),
    "lookup": ("Mosul",),
}
ODD_FILES = (
    "none", "in", "binary.db", "/dev/null", "a.txt", "a.jsonl", "broken.jsonl", "-", "é\udcff",
)  # fmt: skip


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the words of each command and the command (typer brings a click of its own)."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def lines() -> Iterator[tuple[str, ...]]:
    """Yield every bad line that is known."""
    for words, command in commands(typer.main.get_command(build_app())):
        good = GOOD.get(words[0], ())
        yield words
        yield (*words, "--no-such-option")
        yield (*words, *good, "one", "too", "many")
        for file in ODD_FILES:
            yield (*words, file)
            yield (*words, file, *good)
        for option in command.params:
            if option.param_type_name != "option" or option.name == "help":
                continue
            name = option.opts[-1]
            if option.is_flag:
                yield (*words, *good, name, name)
                yield (*words, *good, f"{name}=x")
                continue
            yield (*words, *good, name)
            for value in VALUES:
                yield (*words, *good, name, value)
    for words in (("no-such-command",), ("",), ("-v",), ("--version", "x"), ("\udcff",)):
        yield words


def main() -> int:
    """Try the lines; return 1 if one crashed."""
    words = argparse.ArgumentParser(prog="benchmarks.fault_lines", description=__doc__)
    words.add_argument("--count", type=int, default=450)
    words.add_argument("--command", default=shutil.which("geomap") or "geomap")
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    known = [line for line in lines() if not any("\0" in word for word in line)]
    tried = random.Random(asked.seed).sample(known, min(asked.count, len(known)))
    place = Path(tempfile.mkdtemp(prefix="geomap-lines-"))
    good = place / "good"
    good.mkdir()
    first = Lab([asked.command], good)
    first.write("a.txt", SENTENCE)
    first.parse("a.txt", "-o", "a.jsonl")
    codes: collections.Counter[int] = collections.Counter()
    crashed = 0
    for line in tried:
        folder = place / "lab"
        folder.mkdir()
        lab = Lab([asked.command], folder)
        lab.write("a.txt", SENTENCE)
        lab.write("in/b.txt", SENTENCE)
        lab.write("binary.db", bytes(range(256)) * 8)
        lab.write("broken.jsonl", '{"id": "a", "text": 5}\n[[[\n')
        shutil.copy(good / "a.jsonl", folder)
        done = lab.run(*line, seconds=60, crash=False)
        codes[done.code] += 1
        if done.crashed or done.code not in (0, 1, 2, 3, 130, 141):
            crashed += 1
            said = "no end" if done.late else " ".join(done.err.split())[-200:]
            print(f"{' '.join(map(ascii, line))[:200]}: exit {done.code}: {said}", flush=True)
        lab.close()
    shutil.rmtree(place, ignore_errors=True)
    ended = ", ".join(f"{code}: {count}" for code, count in sorted(codes.items()))
    print(f"{len(tried)} of {len(known)} lines, {crashed} crashed; exit codes {ended}")
    return int(crashed > 0)


if __name__ == "__main__":
    sys.exit(main())
