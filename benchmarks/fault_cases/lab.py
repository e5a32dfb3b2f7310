"""A folder to put faults into, the command to feed them to, and what came out."""

from __future__ import annotations

import json
import os
import pty
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["BOTH", "CASES", "FORMS", "SENTENCE", "Lab", "Run", "case", "helper"]

SENTENCE = "The convoy left Mosul for Irbil on Friday."
BOTH = [["Mosul", "Irbil"]]
"""The names of a document that says the sentence."""
FORMS = (
    "jsonl", "html", "geojson", "csv", "kml", "gpkg", "parquet", "jsonld", "md", "docx", "svg",
    "png", "pdf",
)  # fmt: skip
CASES: dict[int, tuple[str, Callable[[Lab], None]]] = {}
ORDINARY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Takes from root the right to read and write what permissions forbid."""


@dataclass(frozen=True)
class Run:
    """How a command ended: exit code, both streams, seconds, CPU seconds, peak memory in MiB."""

    code: int
    out: bytes
    err: str
    seconds: float
    cpu: float
    memory: float
    late: bool

    @property
    def crashed(self) -> bool:
        """Whether it ended otherwise than it may: in a traceback, by a signal, or not at all."""
        odd = any(words in self.err for words in ("Traceback", "not foreseen", "Exception ignored"))
        return odd or self.late or self.code < 0

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines() if line.strip()]

    @property
    def ids(self) -> list[str]:
        return [str(one["id"]) for one in self.documents]

    @property
    def names(self) -> list[list[str]]:
        """The names of each document, in order; offsets that do not fit raise."""
        for one in self.documents:
            for name in one["toponyms"]:
                assert one["text"][name["start"] : name["end"]] == name["text"], name
        return [[name["text"] for name in one["toponyms"]] for one in self.documents]

    @property
    def text(self) -> str:
        return "\n".join(str(one["text"]) for one in self.documents)


@dataclass
class Lab:
    """One case: what it checked, and what did not hold."""

    command: Sequence[str]
    folder: Path
    held: int = 0
    broken: list[str] = field(default_factory=list)
    grave: list[str] = field(default_factory=list)

    def write(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
        return path

    def check(self, what: str, holds: bool) -> None:
        """Note whether something holds that a user would want."""
        self.held += holds
        if not holds:
            self.broken.append(what)

    def must(self, what: str, holds: bool) -> None:
        """Note whether something holds without which the case fails."""
        self.held += holds
        if not holds:
            self.grave.append(what)

    def run(
        self,
        *words: str | Path,
        environment: dict[str, str] | None = None,
        stdin: bytes | None = None,
        stdout: Any = subprocess.PIPE,
        memory: int = 4 << 30,
        file: int | None = None,
        seconds: float = 240,
        ordinary: bool = False,
        crash: bool = True,
    ) -> Run:
        """Run the command; a crash is grave unless ``crash`` is false.

        Args:
            memory: Bytes that it may have.
            file: Bytes that a file it writes may have.
            ordinary: Whether permissions count, also for root.
        """

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if file is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (file, file))

        command = [
            *(ORDINARY if ordinary and os.geteuid() == 0 else ()),
            *self.command,
            *map(str, words),
        ]
        began = time.monotonic()
        with subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment(environment),
            stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
            stdout=stdout,
            stderr=subprocess.PIPE,
            preexec_fn=limit,
            start_new_session=True,
        ) as process:
            late = False
            try:
                out, err = process.communicate(stdin, timeout=seconds)
            except subprocess.TimeoutExpired:
                late = True
                os.killpg(process.pid, signal.SIGKILL)
                out, err = process.communicate()
        took = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = Run(
            process.returncode,
            out or b"",
            err.decode("utf-8", "replace"),
            time.monotonic() - began,
            took.ru_utime + took.ru_stime,
            took.ru_maxrss / 1024,
            late,
        )
        if crash and done.crashed:
            shown = " ".join(map(str, words)).replace(str(self.folder), ".")[:80]
            why = "took too long" if late else " ".join(done.err.split())[-160:]
            self.grave.append(f"{shown}: exit {done.code}: {why}")
        return done

    def environment(self, changed: dict[str, str] | None = None) -> dict[str, str]:
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True, mode=0o777)
        temporary.chmod(0o777)
        kept = {
            **os.environ,
            "GEOMAP_CACHE": str(self.folder.parent / "cache"),
            "TMPDIR": str(temporary),
        }
        for name in ("GEOMAP_OFFLINE", "GEOMAP_GAZETTEER"):
            kept.pop(name, None)
        return {**kept, **(changed or {})}

    def parse(self, *words: str | Path, **given: Any) -> Run:
        return self.run("parse", "-q", *words, **given)

    def terminal(self, *words: str | Path) -> str:
        """Return what the command writes to a terminal."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [*self.command, *map(str, words)],
            cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL,
            stdout=theirs, stderr=theirs, start_new_session=True,
        ):  # fmt: skip
            os.close(theirs)
            shown = b""
            with suppress(OSError):
                while piece := os.read(ours, 65_536):
                    shown += piece
        os.close(ours)
        return shown.decode("utf-8", "replace")

    def shell(self, line: str, **environment: str) -> tuple[int, str]:
        """Run a line of bash in which ``geomap`` is the command; return exit code and errors."""
        quoted = " ".join(map(_quoted, self.command))
        done = subprocess.run(
            ["bash", "-c", f'set -o pipefail; geomap() {{ {quoted} "$@"; }}; {line}'],
            cwd=self.folder,
            env=self.environment(environment),
            capture_output=True,
            timeout=240,
        )
        err = done.stderr.decode("utf-8", "replace")
        if "Traceback" in err or "not foreseen" in err or "Exception ignored" in err:
            self.grave.append(f"{line}: {' '.join(err.split())[-160:]}")
        return done.returncode, err

    def left(self, folder: Path, *known: str) -> list[str]:
        """Return what lies in a folder besides what is known."""
        return sorted(entry.name for entry in folder.iterdir() if entry.name not in known)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def helper(name: str) -> Any:
    """Return a module of the tests that makes documents or servers."""
    return import_module(f"tests.{name}")


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def case(number: int, title: str) -> Callable[[Callable[[Lab], None]], Callable[[Lab], None]]:
    """Register a case under its number in the list."""

    def register(function: Callable[[Lab], None]) -> Callable[[Lab], None]:
        CASES[number] = title, function
        return function

    return register
