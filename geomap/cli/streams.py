"""The standard streams, made so that nothing is lost in them without a word."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

from geomap.escaping import for_terminal

__all__ = ["complete_streams", "say"]


def complete_streams() -> None:
    """Make the three streams UTF-8 and whole.

    A stream that the caller closed is an error when it is used, and no file gets its number.
    Standard output that Python leaves unbuffered (PYTHONUNBUFFERED) may write less than it was
    given; a buffer writes the rest or raises.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(_Closed("standard input")))
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed("standard output")))
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False))
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), line_buffering=True)
    if sys.stdout.isatty() and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _Terminal(sys.stdout.detach(), line_buffering=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(words: str) -> None:
    """Print one line on standard error; a file's name can neither colour nor forge it."""
    line = for_terminal(words).replace("\n", "\\n")
    print(f"geomap: {line}", file=sys.stderr, flush=True)


class _Terminal(io.TextIOWrapper):
    """Shows people text in which control and direction characters are spelled out."""

    def write(self, text: str) -> int:
        return super().write(for_terminal(text))


class _Closed(io.RawIOBase):
    """A stream that is an error to use; then it takes what waits, so that the end is quiet."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._used = False

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, _: object) -> int:
        return self._use(0)

    def write(self, data: Any) -> int:
        return self._use(len(data))

    def _use(self, size: int) -> int:
        if not self._used:
            self._used = True
            raise OSError(errno.EBADF, "is closed", self._name)
        return size
