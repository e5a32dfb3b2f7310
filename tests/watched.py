"""Runs a command where there is no network, with the kernel's own record of what it did."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Watched", "impossible", "watch"]

_CALLS = (
    "%network,openat,open,creat,mkdir,mkdirat,mknod,mknodat,"
    "rename,renameat,renameat2,link,linkat,symlink,symlinkat"
)
_LINE = re.compile(r"\d+ +(?P<call>\w+)\((?P<words>.*)")
_PATH = re.compile(r'(?:AT_FDCWD|\d+)<(?P<folder>[^>]*)>, "(?P<path>(?:[^"\\]|\\.)*)"')
_PLAIN = re.compile(r'"(?P<path>(?:[^"\\]|\\.)*)"')
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE")
_LOOPBACK = re.compile(r'inet_addr\("127\.|inet_pton\(AF_INET6, "::1"')
_QUIET = frozenset({"socketpair", "getsockname", "getpeername", "getsockopt", "setsockopt"})


@dataclass(frozen=True)
class Watched:
    """What a command answered, the calls that would leave the machine, and what it wrote."""

    code: int
    words: str
    leaving: tuple[str, ...]
    written: tuple[Path, ...]


def impossible() -> str | None:
    """Return why nothing can be watched here, or None."""
    for program in ("strace", "unshare"):
        if shutil.which(program) is None:
            return f"{program} is not installed; run: build_support/system watch"
    tried = subprocess.run(
        ["unshare", "-rn", "strace", "-f", "-o", os.devnull, "true"], capture_output=True
    )
    if tried.returncode:
        return "this machine permits no network namespace or no tracing of processes"
    return None


def watch(command: Sequence[str | Path], folder: Path, **environment: str) -> Watched:
    """Run a command in ``folder``, with home and temporary folder in it and without routes."""
    for name in ("home", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    trace = folder / "trace.txt"
    tracing = f"-f --seccomp-bpf -qq -y -s 4096 -e signal=none -e trace={_CALLS} -o".split()
    done = subprocess.run(
        ["unshare", "-rn", "strace", *tracing, str(trace), *map(str, command)],
        cwd=folder,
        env={**kept, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), **environment},
        capture_output=True,
        text=True,
        timeout=600,
    )
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    leaving = tuple(line for line in lines if _leaves(line))
    written = tuple(dict.fromkeys(path for line in lines for path in _written(line, folder)))
    return Watched(done.returncode, done.stdout + done.stderr, leaving, written)


def _leaves(line: str) -> bool:
    """Whether a call reaches for anything but this machine; binding to loopback does not."""
    found = _LINE.match(line)
    if found is None or found["call"] in _QUIET or "AF_UNIX" in found["words"]:
        return False
    call, words = found["call"], found["words"]
    if call == "socket":
        return not words.startswith(("AF_INET, ", "AF_INET6, "))
    if call == "bind":
        return _LOOPBACK.search(words) is None
    return not _touches_files(call)


def _touches_files(call: str) -> bool:
    return call.startswith(("open", "creat", "mk", "rename", "link", "symlink"))


def _written(line: str, folder: Path) -> Iterator[Path]:
    """Yield the paths that a call makes or opens for writing."""
    found = _LINE.match(line)
    if found is None or not _touches_files(found["call"]) or " = -1 " in line:
        return
    if found["call"].startswith("open") and not _WRITING.search(found["words"]):
        return
    paths = [Path(part["folder"], part["path"]) for part in _PATH.finditer(found["words"])]
    yield from paths or [folder / part["path"] for part in _PLAIN.finditer(found["words"])]
