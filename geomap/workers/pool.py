"""Several processes that work on one stream, each fed by a thread of the owner."""

from __future__ import annotations

import atexit
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from geomap.workers.frames import packed, read_frame, write_frame

__all__ = ["Lost", "processors", "spread"]

Item = TypeVar("Item")
Found = TypeVar("Found")

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    "from geomap.workers.process import main; main()"
)
_AHEAD = 3
"""Batches a process that are given out before the first of them is back."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item on which a process died; ``exit`` is its exit code, below 0 a signal."""

    item: Item
    exit: int


@dataclass(slots=True)
class _Task:
    batch: bytes
    done: threading.Event = field(default_factory=threading.Event)
    answer: bytes | None = None
    problem: BaseException | None = None
    exit: int = 0


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def spread(
    function: Callable[[list[Item]], list[Found]],
    batches: Iterable[Sequence[Item]],
    *,
    jobs: int,
) -> Iterator[Found | Lost[Item]]:
    """Yield what ``function`` returns for the items of each batch, in their order.

    Args:
        function: Returns one answer an item; it is pickled, once for each process. What it
            raises is raised here.
        jobs: How many processes work at once.

    Raises:
        OSError: No process can be started.
    """
    pool = _Pool(packed(function), jobs)
    waiting: deque[tuple[Sequence[Item], _Task]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.begin(batch)))
            if len(waiting) > _AHEAD * jobs:
                yield from pool.collect(*waiting.popleft())
        while waiting:
            yield from pool.collect(*waiting.popleft())
    finally:
        pool.close()


class _Pool:
    def __init__(self, function: bytes, jobs: int) -> None:
        self._inbox: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._workers = [_Worker(function) for _ in range(jobs)]
        self._threads = [
            threading.Thread(target=worker.serve, args=(self._inbox,), daemon=True)
            for worker in self._workers
        ]
        for thread in self._threads:
            thread.start()

    def begin(self, batch: Sequence[Any]) -> _Task:
        task = _Task(packed(list(batch)))
        self._inbox.put(task)
        return task

    def collect(self, batch: Sequence[Any], task: _Task) -> Iterator[Any]:
        """Yield the answers of a batch; one whose process died is done again item by item."""
        answers = self._answers(task)
        if answers is not None:
            yield from answers
        elif len(batch) == 1:
            yield Lost(batch[0], task.exit)
        else:
            for item in batch:
                yield from self.collect([item], self.begin([item]))

    @staticmethod
    def _answers(task: _Task) -> list[Any] | None:
        while not task.done.wait(1.0):
            pass  # an uninterrupted wait would not see Ctrl-C on every system
        if task.problem is not None:
            raise task.problem
        if task.answer is None:
            return None
        answers, error = pickle.loads(task.answer)
        if error is not None:
            raise error
        found: list[Any] = answers
        return found

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.close()
            self._inbox.put(None)
        for thread in self._threads:
            thread.join(1)


class _Worker:
    """One process, started when first needed and again after a batch that broke it."""

    def __init__(self, function: bytes) -> None:
        _workers.add(self)
        self._function = function
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def serve(self, inbox: queue.SimpleQueue[_Task | None]) -> None:
        """Have tasks done until told to stop."""
        while (task := inbox.get()) is not None and not self._closed:
            try:
                self._do(task)
            except BaseException as error:
                task.problem = error
            task.done.set()

    def _do(self, task: _Task) -> None:
        process = self._ready()
        assert process.stdin is not None and process.stdout is not None
        with suppress(BrokenPipeError):
            write_frame(process.stdin, task.batch)  # type: ignore[arg-type]
            task.answer = read_frame(process.stdout)  # type: ignore[arg-type]
        if task.answer is None:
            task.exit = process.wait()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            with suppress(BrokenPipeError):
                write_frame(self._process.stdin, self._function)  # type: ignore[arg-type]
        return self._process

    def close(self) -> None:
        self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()


_workers: weakref.WeakSet[_Worker] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    """End what a signal left open: a thread that waits for a process would abort the end."""
    for worker in list(_workers):
        worker.close()
