"""Several processes: the same bytes, whatever their number; a process that dies costs one text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from geomap.errors import GeomapError, RecognizerError
from geomap.pipeline import Geoparser
from geomap.types import Document, Mention
from geomap.workers import Lost, spread
from tests.fakes import FakeGazetteer, FirstRanker

ROOT = Path(__file__).parent.parent.parent


def doubled(batch: list[int]) -> list[int]:
    return [2 * number for number in batch]


def deadly(batch: list[int]) -> list[int]:
    if 13 in batch:
        os._exit(7)
    return batch


def failing(batch: list[int]) -> list[int]:
    raise ValueError(f"no {batch[0]}")


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_outcomes_keep_the_order_of_the_work(jobs: int) -> None:
    batches = [[number, number + 1] for number in range(0, 40, 2)]
    assert list(spread(doubled, batches, jobs=jobs)) == [2 * n for n in range(40)]


def test_a_process_that_dies_costs_one_item() -> None:
    found = list(spread(deadly, [[11, 12, 13], [14], [15, 16]], jobs=2))
    assert found == [11, 12, Lost(13, 7), 14, 15, 16]


def test_what_a_process_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="no 1"):
        list(spread(failing, [[1]], jobs=2))


def children() -> set[str]:
    """Return the numbers of the processes that any thread of this one began."""
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {number for path in lists for number in path.read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no list of processes")
def test_processes_end_with_the_work() -> None:
    others = children()
    work = spread(doubled, ([n] for n in range(1000)), jobs=2)
    assert next(work) == 0
    begun = children() - others
    assert begun
    work.close()  # type: ignore[attr-defined]
    assert not begun & children()


class Deadly:
    """A recognizer that ends its process on a word."""

    name = "deadly"

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        for document in documents:
            if "poison" in document.text:
                os._exit(9)
            yield (Mention(3, 10, document.text[3:10]),)


def test_a_document_that_breaks_its_process_is_told_and_the_others_are_found() -> None:
    parser = Geoparser(Deadly(), FakeGazetteer(), ranker=FirstRanker(), coordinates=False)
    texts = ["In Baghdad.", "In Baghdad, poison.", "In Baghdad again."]
    documents = [Document(str(n), text) for n, text in enumerate(texts)]
    told: list[tuple[str, str]] = []
    found = parser.pipe(
        documents, jobs=2, on_error=lambda name, error: told.append((name, str(error)))
    )
    assert [parsed.document.id for parsed in found] == ["0", "2"]
    assert [(name, "exit 9" in words) for name, words in told] == [("1", True)]
    with pytest.raises(GeomapError, match="broke the process"):
        list(parser.pipe(documents, jobs=2))


def test_what_cannot_be_given_away_is_told() -> None:
    class Local(Deadly):
        pass

    parser = Geoparser(Local(), FakeGazetteer(), ranker=FirstRanker(), coordinates=False)
    with pytest.raises(RecognizerError, match="jobs=1"):
        list(parser.pipe([Document("a", "In Baghdad.")], jobs=2))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    folder = tmp_path_factory.mktemp("jobs")
    paragraphs = [
        paragraph
        for seed in sorted(seeds.glob("*.txt"))
        for paragraph in seed.read_text("utf-8").split("\n\n")
        if paragraph.strip()
    ]
    for number, paragraph in enumerate(paragraphs):
        (folder / f"{number:03}.txt").write_text(paragraph, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def test_the_bytes_do_not_depend_on_the_number_of_processes(folder: Path) -> None:
    written = []
    for jobs, seed in (("1", "0"), ("2", "1"), ("4", "77")):
        done = subprocess.run(
            [sys.executable, "-m", "geomap", "parse", folder.name, "-j", jobs, "-o", "-"],
            cwd=folder.parent,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        )
        assert done.returncode == 3, done.stderr
        assert b"broken.pdf" in done.stderr
        helps = int(jobs) <= len(os.sched_getaffinity(0))
        assert (b"more does not help" in done.stderr) is not helps
        written.append(done.stdout)
    assert written[0].count(b"\n") == len(list(folder.glob("*.txt")))
    assert written[1] == written[0]
    assert written[2] == written[0]
