"""Processes that read: a document that crashes, hangs or swells takes only itself along."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, NamedTuple

from geomap.documents.mailbox import messages
from geomap.documents.options import ReadOptions
from geomap.documents.read import STREAMED, outcomes, prepare, read_source
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.documents.wire import BEGIN, FINISHED, Step, decode_answer, encode_request
from geomap.errors import GeomapError
from geomap.workers.child import begin, close_at_exit, end

__all__ = ["Child", "read_guarded"]

_STARTING = 20.0
"""Seconds more that the first document of a process may take: libraries are imported."""
_RENEWED_AFTER = 1_000
"""Documents after which a process is replaced, so that leaks of libraries do not add up."""


_HARMLESS = frozenset({"csv", "json", "markdown", "text"})
_MOST_BROKEN = 20
"""Parts of one document that may break a process before the rest of it is given up."""


def read_guarded(source: Source | Failure, options: ReadOptions, child: Child) -> Iterator[Outcome]:
    """Yield the outcomes of a source, read in the child process unless that is needless.

    Plain text and tables cannot do harm and are read here: handing their text from process to
    process costs more than reading it. A mailbox is only parted here: what may do harm is in
    its messages.
    """
    if isinstance(source, Failure):
        yield source
        return
    try:
        source, kind = prepare(source, options)
        if kind == "mbox":
            yield from _mailbox(source, options, child)
        elif kind.startswith("!") or kind in STREAMED or kind in _HARMLESS:
            yield from outcomes(source, kind, options)
        else:
            yield from child.read(source, options)
    except GeomapError as error:
        yield Failure(source.name, error)


def _mailbox(source: Source, options: ReadOptions, child: Child) -> Iterator[Outcome]:
    found = False
    for message in messages(source, options):
        found = True
        if isinstance(message, Failure):
            yield message
        else:
            yield from child.read(message, options)
    if not found:
        raise unreadable(source.name, "holds no messages; nothing to read")


class _Part(NamedTuple):
    """A part that is being read: its number, and how many outcomes came before it."""

    number: int
    name: str
    before: int


class _Broken(NamedTuple):
    """The part that broke a process, None before the first one, and what to say of it."""

    part: _Part | None
    problem: str


class Child:
    """One process, started when first needed and again after a document that broke it."""

    def __init__(self) -> None:
        close_at_exit(self)
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue(256)
        self._served = 0

    def read(self, source: Source, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the outcomes of a source; each may take ``options.seconds``.

        A part that breaks the process, or takes longer, costs only itself: the source is read
        again without it, and what was yielded before is passed over.
        """
        if getattr(sys, "frozen", False) or not sys.executable:
            yield from read_source(source, options)
            return
        left_out: set[int] = set()
        passed = 0
        again = False
        while True:
            broken: _Broken | None = None
            for number, outcome in enumerate(self._attempt(source, options, left_out)):
                if isinstance(outcome, _Broken):
                    broken = outcome
                elif number >= passed:
                    yield outcome
                    passed += 1
            if broken is None:
                return
            if broken.part is None and not again:
                again = True  # it had ended before it was asked
                continue
            part = broken.part or _Part(0, source.name, 0)
            yield Failure(part.name, unreadable(part.name, broken.problem))
            passed = part.before
            if part.number == 0:
                return
            left_out.add(part.number)
            if len(left_out) > _MOST_BROKEN:
                problem = "too many of its parts break the reader; the rest of it was left out"
                yield Failure(source.name, unreadable(source.name, problem))
                return

    def _attempt(
        self, source: Source, options: ReadOptions, left_out: set[int]
    ) -> Iterator[Outcome | _Broken]:
        """Yield the outcomes, at the end of which may be what broke the process."""
        open_parts: list[_Part] = []
        begun = count = 0
        finished = False
        try:
            process = self._ready(source)
            self._ask(process, encode_request(source, options, left_out))
            patience = options.seconds + (_STARTING if self._served == 0 else 0.0)
            while line := self._answers.get(timeout=patience):
                patience = options.seconds
                answer = decode_answer(line)
                if not isinstance(answer, Step):
                    yield answer
                    count += 1
                elif answer.kind == BEGIN:
                    open_parts.append(_Part(begun, answer.name, count))
                    begun += 1
                elif answer.kind == FINISHED:
                    open_parts.pop()
                else:
                    finished = True
                    return
            problem = f"the reader crashed on it (exit {process.wait()}); it may be damaged or "
            problem += "malicious, leave it out"
            yield _Broken(open_parts[-1] if open_parts else None, problem)
        except queue.Empty:
            problem = f"took longer than {options.seconds:g} seconds; split it, or give it more"
            part = open_parts[-1] if open_parts else _Part(0, source.name, 0)
            yield _Broken(part, problem + " time with --timeout")
        finally:
            self._served += 1
            if not finished or self._served >= _RENEWED_AFTER:
                self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            end(process)

    def _ready(self, source: Source) -> subprocess.Popen[bytes]:
        """Return the process.

        Raises:
            UnreadableDocument: None can be started: risky documents are not read without.
        """
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._served = 0
            self._answers = queue.Queue(256)
            self._process = process = _start(source)
            listener = threading.Thread(
                target=_listen, args=(process.stdout, self._answers), daemon=True
            )
            listener.start()
        return self._process

    @staticmethod
    def _ask(process: subprocess.Popen[bytes], request: bytes) -> None:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.write(request)
            process.stdin.flush()


def _start(source: Source) -> subprocess.Popen[bytes]:
    try:
        return begin("geomap.documents.worker")
    except OSError as error:
        problem = f"no process can be started to read it safely ({error.strerror}); free some"
        raise unreadable(source.name, problem) from error


def _listen(stream: IO[bytes], answers: queue.Queue[bytes]) -> None:
    """Pass lines on; an empty one tells that the process is gone."""
    with suppress(OSError, ValueError):
        for line in stream:
            answers.put(line)
    answers.put(b"")
