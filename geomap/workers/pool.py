"""Several processes that work on one stream, each fed by a thread of the owner."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from geomap.workers.child import begin, close_at_exit, end
from geomap.workers.frames import packed, read_frame, write_frame
from geomap.workers.order import AHEAD, Lost, in_order

__all__ = ["processors", "spread"]

Item = TypeVar("Item")
Found = TypeVar("Found")


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
    try:
        yield from in_order(batches, pool.begin, pool.outcome, most=AHEAD * jobs)
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

    @staticmethod
    def outcome(task: _Task) -> list[Any] | int:
        """Return the answers of a batch, or the exit code of the process that died on it."""
        while not task.done.wait(1.0):
            pass  # an uninterrupted wait would not see Ctrl-C on every system
        if task.problem is not None:
            raise task.problem
        if task.answer is None:
            return task.exit
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
        close_at_exit(self)
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
            self._process = begin("geomap.workers.process")
            with suppress(BrokenPipeError):
                write_frame(self._process.stdin, self._function)  # type: ignore[arg-type]
        return self._process

    def close(self) -> None:
        self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end(process)
