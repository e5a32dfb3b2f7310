"""Reading in processes: order, limits, interruption."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from geomap.documents import ReadOptions, read_documents
from geomap.documents.pool import Child
from geomap.documents.source import Failure, Source
from geomap.documents.worker import _guard
from geomap.types import Document
from tests.documents import writers
from tests.waiting import PATIENCE

PATIENT = ReadOptions(seconds=PATIENCE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for number in range(6):
        writers.pdf(folder / f"{number}a.pdf", [[f"Mosul {number}."]])
        writers.mbox(folder / f"{number}b.mbox", 2)
        (folder / f"{number}c.txt").write_text(f"Irbil {number}")
        (folder / f"{number}d.zip").write_bytes(b"PK\x03\x04 broken")
    return folder


def test_same_documents_and_errors_in_the_same_order(folder: Path, reading) -> None:
    alone = reading(folder)
    assert len(alone[0]) == 24
    assert len(alone[1]) == 6
    assert reading(folder, jobs=3) == alone


def test_stopping_early_leaves_no_process(folder: Path) -> None:
    documents = read_documents(
        folder, options=ReadOptions(exclude=("*.zip",), seconds=PATIENCE), jobs=2
    )
    assert next(documents).text == "Mosul 0."
    documents.close()  # type: ignore[attr-defined]


def test_first_error_is_raised_in_parallel_too(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"0d\.zip: a damaged ZIP archive"):
        list(read_documents(folder, options=PATIENT, jobs=2))


def test_a_slow_document_is_given_up(tmp_path: Path) -> None:
    writers.pdf(tmp_path / "slow.pdf", [[f"Line {n} in Mosul"] * 50 for n in range(300)])
    source = Source("slow.pdf", "slow.pdf", path=tmp_path / "slow.pdf")
    writers.pdf(tmp_path / "quick.pdf", [["Mosul"]])
    quick = Source("quick.pdf", "quick.pdf", path=tmp_path / "quick.pdf")
    child = Child()
    try:
        assert isinstance(next(iter(child.read(quick, PATIENT))), Document)
        list(child.read(quick, PATIENT))
        (failure,) = child.read(source, ReadOptions(seconds=0.005))
        assert isinstance(failure, Failure)
        assert "took longer than 0.005 seconds" in str(failure.error)
        assert isinstance(next(iter(child.read(quick, PATIENT))), Document)
    finally:
        child.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_process_costs_one_document(tmp_path: Path) -> None:
    writers.pdf(tmp_path / "a.pdf", [["Mosul"]])
    source = Source("a.pdf", "a.pdf", path=tmp_path / "a.pdf")
    child = Child()
    try:
        list(child.read(source, PATIENT))
        assert child._process is not None
        os.kill(child._process.pid, signal.SIGKILL)
        outcomes = list(child.read(source, PATIENT))
        outcomes += list(child.read(source, PATIENT))
        assert isinstance(outcomes[-1], Document)
        assert len(outcomes) == 2
    finally:
        child.close()


def test_process_ends_with_its_owner() -> None:
    child = Child()
    list(child.read(Source("a.txt", "a.txt", data=b"Mosul"), PATIENT))
    process = child._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(PATIENCE) == 0
    child.close()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", (None, ("127.0.0.1", 80))),
        ("socket.getaddrinfo", ("example.org", 80, 0, 0, 0)),
        ("subprocess.Popen", ("ls", [], None, None)),
        ("open", ("/tmp/x", "w", os.O_WRONLY | os.O_CREAT)),
    ],
)
def test_readers_may_not(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError, match="readers may not"):
        _guard(event, arguments)


def test_readers_may_open_for_reading() -> None:
    _guard("open", ("/tmp/x", "r", os.O_RDONLY))
