"""Processes that read: a document that crashes, hangs or swells takes only itself along."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO

from geomap.documents.options import ReadOptions
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.documents.worker import decode_outcome, encode_request

__all__ = ["Child", "read_in_parallel"]

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    "from geomap.documents.worker import main; main()"
)
_STARTING = 20.0
"""Seconds more that the first document of a process may take: libraries are imported."""
_RENEWED_AFTER = 1_000
"""Documents after which a process is replaced, so that leaks of libraries do not add up."""


class Child:
    """One process, started when first needed and again after a document that broke it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue(256)
        self._served = 0

    def read(self, source: Source, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the outcomes of a source; each may take ``options.seconds``."""
        process = self._ready()
        if process is None:
            from geomap.documents.read import read_source

            yield from read_source(source, options)
            return
        patience = options.seconds + (_STARTING if self._served == 0 else 0.0)
        finished = False
        try:
            self._ask(process, encode_request(source, options))
            while True:
                line = self._answers.get(timeout=patience)
                outcome = decode_outcome(line) if line else self._crash(source, process)
                if outcome is not None:
                    yield outcome
                if outcome is None or not line:
                    finished = bool(line)
                    return
                patience = options.seconds
        except queue.Empty:
            problem = f"took longer than {options.seconds:g} seconds; split it, or give it more"
            yield Failure(source.name, unreadable(source.name, problem + " time with --timeout"))
        finally:
            self._served += 1
            if not finished or self._served >= _RENEWED_AFTER:
                self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _ready(self) -> subprocess.Popen[bytes] | None:
        """Return the process; None where no process can be started."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._served = 0
            self._answers = queue.Queue(256)
            self._process = _start()
            if self._process is not None:
                listener = threading.Thread(
                    target=_listen, args=(self._process.stdout, self._answers), daemon=True
                )
                listener.start()
        return self._process

    @staticmethod
    def _ask(process: subprocess.Popen[bytes], request: bytes) -> None:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.write(request)
            process.stdin.flush()

    @staticmethod
    def _crash(source: Source, process: subprocess.Popen[bytes]) -> Failure:
        code = process.wait()
        problem = f"the reader broke on it (exit {code}); it may be damaged or made to do harm"
        return Failure(source.name, unreadable(source.name, problem + ", leave it out"))


def _start() -> subprocess.Popen[bytes] | None:
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None


def _listen(stream: IO[bytes], answers: queue.Queue[bytes]) -> None:
    """Pass lines on; an empty one tells that the process is gone."""
    with suppress(OSError, ValueError):
        for line in stream:
            answers.put(line)
    answers.put(b"")


# --- several at once -----------------------------------------------------------------------


class _Task:
    def __init__(self, source: Source | Failure) -> None:
        self.source = source
        self.outcomes: queue.Queue[Outcome | BaseException | None] = queue.Queue(64)


def read_in_parallel(
    found: Iterable[Source | Failure], options: ReadOptions, jobs: int
) -> Iterator[Iterable[Outcome]]:
    """Yield the outcomes of each source in the order of the sources, ``jobs`` read at once."""
    inbox: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
    stop = threading.Event()
    children = [Child() for _ in range(jobs)]
    threads = [
        threading.Thread(target=_serve, args=(inbox, options, stop, child), daemon=True)
        for child in children
    ]
    for thread in threads:
        thread.start()
    waiting: deque[_Task] = deque()
    try:
        for source in found:
            task = _Task(source)
            waiting.append(task)
            inbox.put(task)
            if len(waiting) > 2 * jobs:
                yield _outcomes(waiting.popleft())
        while waiting:
            yield _outcomes(waiting.popleft())
    finally:
        stop.set()
        for thread, child in zip(threads, children, strict=True):
            inbox.put(None)
            child.close()
            thread.join(1)


def _outcomes(task: _Task) -> Iterator[Outcome]:
    while (outcome := task.outcomes.get()) is not None:
        if isinstance(outcome, BaseException):
            raise outcome
        yield outcome


def _serve(
    inbox: queue.SimpleQueue[_Task | None],
    options: ReadOptions,
    stop: threading.Event,
    child: Child,
) -> None:
    """Read tasks one after the other until told to stop."""
    from geomap.documents.read import read_guarded

    try:
        while (task := inbox.get()) is not None and not stop.is_set():
            _fill(task, read_guarded(task.source, options, child, alone=True), stop)
    finally:
        child.close()


def _fill(task: _Task, outcomes: Iterable[Outcome], stop: threading.Event) -> None:
    try:
        for outcome in outcomes:
            _put(task, outcome, stop)
            if stop.is_set():
                return
        _put(task, None, stop)
    except BaseException as error:
        _put(task, error, stop)


def _put(task: _Task, outcome: Outcome | BaseException | None, stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(queue.Full):
            task.outcomes.put(outcome, timeout=0.2)
            return
