"""Several documents read at once, each in a process, told in the order of the sources."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress

from geomap.documents.options import ReadOptions
from geomap.documents.pool import Child, read_guarded
from geomap.documents.source import Failure, Outcome, Source

__all__ = ["read_in_parallel"]


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
                yield _results(waiting.popleft())
        while waiting:
            yield _results(waiting.popleft())
    finally:
        stop.set()
        for thread, child in zip(threads, children, strict=True):
            inbox.put(None)
            child.close()
            thread.join(1)


def _results(task: _Task) -> Iterator[Outcome]:
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
    try:
        while (task := inbox.get()) is not None and not stop.is_set():
            _fill(task, read_guarded(task.source, options, child), stop)
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
