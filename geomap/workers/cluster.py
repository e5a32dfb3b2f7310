"""The same work on the processes of a Dask cluster: a worker that is lost loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from typing import Any, TypeVar

from geomap.errors import GeomapError, MissingExtra
from geomap.extras import install
from geomap.workers.frames import packed
from geomap.workers.kept import run
from geomap.workers.order import AHEAD, Lost, in_order

__all__ = ["LOCAL", "spread_on"]

Item = TypeVar("Item")
Found = TypeVar("Found")

LOCAL = "local"


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

        def begin(batch: Sequence[Item]) -> Any:
            return client.submit(run, given, list(batch), pure=False)

        yield from in_order(batches, begin, _outcome, most=AHEAD * threads)


def _outcome(future: Any) -> list[Any] | int:
    """Return the answers of a batch, or -9 if it has cost several workers."""
    from distributed import KilledWorker

    try:
        answers: list[Any] = future.result()
    except KilledWorker:
        return -9
    return answers


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
            f"--scheduler needs the package distributed; install it with: {install('dask')}"
        ) from error
