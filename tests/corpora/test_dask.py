"""Dask gives the same records, also when a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

import geomap.dask
from geomap.contract import to_record
from geomap.errors import InputError, MissingExtra
from geomap.pipeline import Geoparser
from geomap.types import Detail, Document, Mention
from geomap.workers.cluster import spread_on
from tests.fakes import FakeGazetteer, FakeRecognizer, FirstRanker
from tests.waiting import PATIENCE

distributed = pytest.importorskip("distributed", reason="the test extra brings it")
TEXTS = [f"From Baghdad to Mosul, day {number}." for number in range(60)]


class Slow(FakeRecognizer):
    """Takes its time, so that a worker can be killed in the middle."""

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        for found in super().recognize(documents):
            time.sleep(0.02)
            yield found


def parser(recognizer: FakeRecognizer | None = None) -> Geoparser:
    return Geoparser(
        recognizer or FakeRecognizer(), FakeGazetteer(), ranker=FirstRanker(), coordinates=False
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster


def pids(client: Any) -> set[int]:
    """Return the numbers of the workers' processes; one that dies now does not answer."""
    return set(client.run(os.getpid, on_error="ignore").values())


def test_a_worker_that_is_killed_loses_nothing(cluster: object) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(TEXTS)]
    expected = [to_record(parsed) for parsed in parser().pipe(documents)]
    address = cluster.scheduler_address  # type: ignore[attr-defined]
    with distributed.Client(address) as client:
        before = pids(client)
        found = []
        results = parser(Slow()).finished(documents, to_record, scheduler=address)
        for record in results:
            found.append(record)
            if len(found) == 3:
                os.kill(sorted(before)[0], signal.SIGKILL)
        until = time.monotonic() + PATIENCE
        while len(after := pids(client)) < 2 and time.monotonic() < until:
            time.sleep(0.1)
    assert found == expected
    assert after != before


def test_bags_and_data_frames_give_what_is_found_without(cluster: object) -> None:
    import dask.bag
    import dask.dataframe
    import pandas

    with distributed.Client(cluster):
        bag = dask.bag.from_sequence(
            [Document(str(n), text) for n, text in enumerate(TEXTS)], npartitions=3
        )
        found = geomap.dask.parse(bag, parser(), detail="full").compute()
        documents = [Document(str(n), text) for n, text in enumerate(TEXTS)]
        assert found == [to_record(one, Detail.FULL) for one in parser().pipe(documents)]
        frame = pandas.DataFrame({"body": TEXTS}, index=range(100, 160))
        lazy = geomap.dask.parse(
            dask.dataframe.from_pandas(frame, npartitions=3), parser(), column="body"
        )
        names = lazy.compute()
        assert list(lazy.dtypes) == list(names.dtypes)
        expected = geomap.parse_column(frame, "body", parser())
        columns = [name for name in expected.columns if name != "document"]
        pandas.testing.assert_frame_equal(names[columns], expected[columns])


def test_other_things_are_refused() -> None:
    with pytest.raises(InputError, match=r"neither a dask\.bag"):
        geomap.dask.parse(["In Mosul."])


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"geomap-text\[dask\]"):
        list(spread_on("local", len, [["a"]], jobs=1))
