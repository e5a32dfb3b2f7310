"""The same work on the processes of a Dask cluster: a worker that is lost loses nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from typing import Any, TypeVar

from geomap.errors import GeomapError, MissingExtra
from geomap.workers.frames import packed
from geomap.workers.kept import run
from geomap.workers.pool import Lost

__all__ = ["LOCAL", "spread_on"]

Item = TypeVar("Item")
Found = TypeVar("Found")

LOCAL = "local"
_AHEAD = 3
"""Batches a thread of the cluster that are given out before the first of them is back."""


def spread_on(
    scheduler: str,
    function: Callable[[list[Item]], list[Found]],
    batches: Iterable[Sequence[Item]],
    *,
    jobs: int,
) -> Iterator[Found | Lost[Item]]:
    """Yield what ``function`` returns for the items of each batch, in their order.

    Dask does a batch again elsewhere when its worker is lost; a batch that has cost several
    workers is done again item by item, and an item that does so is told.

    Args:
        scheduler: The address of a Dask scheduler, "local" for processes of this machine, or the
            path of a file that a scheduler wrote (``--scheduler-file``).
        jobs: Processes of a local cluster.

    Raises:
        MissingExtra: Dask is not installed.
        GeomapError: The scheduler cannot be reached.
    """
    with _client(scheduler, jobs) as client:
        given = client.scatter(packed(function), broadcast=True)
        threads = max(1, sum(client.nthreads().values()))
        waiting: deque[tuple[Sequence[Item], Any]] = deque()
        for batch in batches:
            waiting.append((batch, client.submit(run, given, list(batch), pure=False)))
            if len(waiting) > _AHEAD * threads:
                yield from _collect(client, given, *waiting.popleft())
        while waiting:
            yield from _collect(client, given, *waiting.popleft())


def _collect(client: Any, given: Any, batch: Sequence[Any], future: Any) -> Iterator[Any]:
    from distributed import KilledWorker

    try:
        answers = future.result()
    except KilledWorker:
        if len(batch) == 1:
            yield Lost(batch[0], -9)
            return
        for item in batch:
            again = client.submit(run, given, [item], pure=False)
            yield from _collect(client, given, [item], again)
    else:
        yield from answers


@contextmanager
def _client(scheduler: str, jobs: int) -> Iterator[Any]:
    distributed = _distributed()
    if scheduler == LOCAL:
        cluster = distributed.LocalCluster(
            n_workers=jobs, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        )
        with closing(cluster), distributed.Client(cluster) as client:
            yield client
        return
    address = {"address": scheduler} if "://" in scheduler else {"scheduler_file": scheduler}
    try:
        client = distributed.Client(**address, timeout=30)
    except (OSError, ValueError, TimeoutError) as error:
        raise GeomapError(
            f"the Dask scheduler {scheduler} cannot be reached ({error}); check that it runs"
        ) from error
    with client:
        yield client


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise MissingExtra(
            "--scheduler needs the package distributed; "
            "install it with: pip install 'geomap-text[dask]'"
        ) from error
