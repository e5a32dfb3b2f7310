"""The process in which risky formats are read: limited memory, no network, nothing written.

It is told one source a line on standard input and answers one outcome a line; see ``pool``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, BinaryIO

from geomap.documents.read import read_source
from geomap.documents.source import LEFT_OUT, Failure
from geomap.documents.wire import (
    BEGIN,
    END,
    FINISHED,
    Step,
    decode_request,
    encode_outcome,
    encode_step,
)

__all__ = ["MEMORY", "main"]

MEMORY = 3 * 2**29
"""Bytes of address space that reading may take (where the system can limit it)."""

_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Answer until standard input ends."""
    requests, answers = _own_streams()
    _limit_memory()
    sys.dont_write_bytecode = True
    sys.addaudithook(_guard)
    for line in requests:
        for answer in _answers(line, answers):
            _tell(answers, answer)
        _tell(answers, encode_step(Step(END)))


def _tell(answers: BinaryIO, line: bytes) -> None:
    answers.write(line)
    answers.flush()


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for ourselves; what libraries print goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, answers


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_time(seconds: float) -> None:
    """Let the system end us should the parent be gone before it can."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + 10 * seconds) + 60
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no reader needs, whatever a library or a document tries."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if event in _FORBIDDEN or (writes and arguments[0] != os.devnull):
        raise PermissionError(f"readers may not: {event}")


class _Parts:
    """Tells the owner which part is read, so that it knows what to blame should we break."""

    def __init__(self, answers: BinaryIO, left_out: frozenset[int]) -> None:
        self._answers, self._left_out = answers, left_out
        self._begun = 0

    def begin(self, name: str) -> bool:
        number, self._begun = self._begun, self._begun + 1
        _tell(self._answers, encode_step(Step(BEGIN, name)))
        if number in self._left_out:
            self.end()
            return False
        return True

    def end(self) -> None:
        _tell(self._answers, encode_step(Step(FINISHED)))


def _answers(line: bytes, answers: BinaryIO) -> Iterator[bytes]:
    source, options, left_out = decode_request(line)
    _limit_time(options.seconds)
    source = replace(source, parts=_Parts(answers, left_out))
    for outcome in read_source(source, options):
        if not (isinstance(outcome, Failure) and outcome.error is LEFT_OUT):
            yield encode_outcome(outcome)
