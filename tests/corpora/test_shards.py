"""Runs that are cut off and taken up again: nothing is lost, doubled or torn."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap.stored import read_results
from tests.waiting import PATIENCE

ROOT = Path(__file__).parent.parent.parent
TEXT = "The convoy left Mosul for Irbil, as number {} did."


def geomap(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), **surroundings(folder), capture_output=True, text=True)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "geomap", *words]


def surroundings(folder: Path) -> dict[str, object]:
    return {"cwd": folder, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}


def write(path: Path, number: int, text: str = TEXT) -> None:
    """Write a document that brings its own mentions, so that no network is loaded."""
    line = {"id": f"d{number}", "text": text.format(number), "mentions": [{"start": 16, "end": 21}]}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two dozen files, one of which holds many documents, and one that cannot be read."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(24):
        write(corpus / f"{number:02}.jsonl", number)
    lines = [json.loads((corpus / "05.jsonl").read_text()) | {"id": f"m{n}"} for n in range(30)]
    (corpus / "05.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (corpus / "07.pdf").write_bytes(b"%PDF-1.4 nothing")
    return tmp_path


def ids(path: Path) -> list[str]:
    return [parsed.document.id for parsed in read_results(path)]


EXPECTED = [
    *(f"d{n}" for n in range(5)),
    *(f"m{n}" for n in range(30)),
    *(f"d{n}" for n in range(6, 24)),
]


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"])
def test_shards_hold_everything_once(corpus: Path, form: str) -> None:
    done = geomap(corpus, "parse", "corpus", "-o", "out/", "--shard-size", "10", "-f", form)
    assert done.returncode == 3, done.stderr
    names = sorted(path.name for path in (corpus / "out").iterdir())
    shards = [f"shard-{number:06}.{form}" for number in range(6)]
    assert names == ["errors.jsonl", "run.db", *shards]
    assert ids(corpus / "out") == EXPECTED
    (problem,) = map(json.loads, (corpus / "out/errors.jsonl").read_text().splitlines())
    assert problem["file"].endswith("07.pdf")
    assert problem["kind"] == "error"
    assert problem["reason"] and problem["remedy"]
    status = json.loads(geomap(corpus, "status", "out", "--json").stdout)
    assert (status["documents"], status["done"], status["failed"]) == (53, 25, 1)
    assert (status["left"], status["finished"]) == (0, True)


def test_a_run_goes_on_where_it_was(corpus: Path) -> None:
    words = ("parse", "corpus", "-o", "out/", "--shard-size", "10")
    assert geomap(corpus, *words).returncode == 3
    refused = geomap(corpus, *words)
    assert refused.returncode == 1
    assert "add --resume" in refused.stderr
    again = geomap(corpus, *words, "--resume")
    assert again.returncode == 0, again.stderr
    assert "0 documents" in again.stderr
    assert ids(corpus / "out") == EXPECTED
    write(corpus / "corpus/30.jsonl", 30)
    assert geomap(corpus, *words, "--resume").returncode == 0
    assert ids(corpus / "out") == [*EXPECTED, "d30"]
    other = geomap(corpus, *words, "--resume", "--country", "IQ")
    assert other.returncode == 1
    assert "made with other options (country:" in other.stderr
    retried = geomap(corpus, *words, "--resume", "--retry-failed")
    assert retried.returncode == 3
    assert "07.pdf" in retried.stderr


def test_a_file_that_changed_is_read_anew_and_counts_once(corpus: Path) -> None:
    words = ("parse", "corpus", "-o", "out/", "--shard-size", "10")
    geomap(corpus, *words)
    write(corpus / "corpus/02.jsonl", 2, "Now all of Mosul {} sleeps, as it should.")
    lines = (corpus / "corpus/05.jsonl").read_text().splitlines(keepends=True)
    (corpus / "corpus/05.jsonl").write_text("".join(lines[:3]))
    os.utime(corpus / "corpus/03.jsonl")  # only its time is new
    assert geomap(corpus, *words, "--resume").returncode == 0
    found = list(read_results(corpus / "out"))
    expected = [one for one in EXPECTED if one[0] == "d" or one in ("m0", "m1", "m2")]
    assert sorted(parsed.document.id for parsed in found) == sorted(expected)
    (changed,) = (parsed for parsed in found if parsed.document.id == "d2")
    assert changed.document.text.startswith("Now")


def _cut_off(corpus: Path, words: list[str], wait: float, number: int) -> int:
    process = subprocess.Popen(command(*words), **surroundings(corpus), stderr=subprocess.DEVNULL)  # type: ignore[call-overload]
    try:
        process.wait(wait)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
    code: int = process.wait(PATIENCE)
    return code


@pytest.mark.parametrize(("target", "more"), [("out/", ["--shard-size", "7"]), ("out.jsonl", [])])
def test_killed_at_any_moment_nothing_is_lost_or_doubled(
    corpus: Path, target: str, more: list[str]
) -> None:
    words = ["parse", "corpus", "-q", *more, "-o"]
    started = time.monotonic()
    assert geomap(corpus, *words, f"whole-{target}").returncode == 3
    took = time.monotonic() - started
    moments = random.Random(7)
    killed = 0
    for _ in range(6):
        code = _cut_off(
            corpus, [*words, target, "--resume"], moments.uniform(0.3, 1.05) * took, signal.SIGKILL
        )
        killed += code == -signal.SIGKILL
        if not target.endswith("/") and (corpus / target).exists():
            break
    if not (corpus / target).is_file():
        assert geomap(corpus, *words, target, "--resume").returncode in (0, 3)
    assert ids(corpus / target) == EXPECTED
    assert [path.name for path in corpus.rglob(".*")] == []
    left = sorted(path.name for path in corpus.iterdir() if not path.name.startswith("whole"))
    assert left == sorted(["corpus", target.rstrip("/")])
    if target.endswith("/"):
        whole, again = corpus / f"whole-{target}", corpus / target
        for shard in whole.glob("shard-*"):
            assert (again / shard.name).read_bytes() == shard.read_bytes()
    else:
        assert (corpus / target).read_bytes() == (corpus / f"whole-{target}").read_bytes()
    assert killed


@pytest.mark.skipif(sys.platform == "win32", reason="other signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_in_order_and_keep_what_is_finished(corpus: Path, number: int) -> None:
    for extra in range(100, 2000):
        write(corpus / f"corpus/{extra}.jsonl", extra)
    process = subprocess.Popen(
        command("parse", "corpus", "-o", "out/", "--shard-size", "20"),
        **surroundings(corpus),
        stderr=subprocess.PIPE,
        text=True,
    )  # type: ignore[call-overload]
    until = time.monotonic() + PATIENCE
    while not (corpus / "out/shard-000002.jsonl").exists() and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(number)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == (130 if number == signal.SIGINT else 128 + number)
    assert "go on with the same command and --resume" in told
    assert list((corpus / "out").glob(".*")) == []
    kept = ids(corpus / "out")
    assert len(kept) >= 60
    assert len(kept) % 20 == 0
    status = geomap(corpus, "status", "out")
    assert "not finished" in status.stdout
    done = geomap(corpus, "parse", "corpus", "-q", "-o", "out/", "--shard-size", "20", "--resume")
    assert done.returncode in (0, 3)
    assert sorted(ids(corpus / "out")) == sorted({*EXPECTED, *(f"d{n}" for n in range(100, 2000))})


def test_packed_results_in_a_folder_are_no_documents(corpus: Path) -> None:
    for form in ("jsonl.gz", "jsonl.zst", "parquet"):
        assert geomap(corpus, "parse", "corpus", "-q", "-o", f"corpus/r.{form}").returncode == 3
    again = geomap(corpus, "parse", "corpus", "-o", "all.jsonl")
    assert "left out what geomap wrote: r.jsonl.gz, r.jsonl.zst, r.parquet" in again.stderr
    assert ids(corpus / "all.jsonl") == EXPECTED


def test_a_folder_of_shards_is_drawn_and_is_no_document(corpus: Path) -> None:
    geomap(corpus, "parse", "corpus", "-q", "-o", "corpus/out/", "--shard-size", "10")
    again = geomap(corpus, "parse", "corpus", "-o", "all.jsonl")
    assert "left out what geomap wrote: out" in again.stderr
    assert ids(corpus / "all.jsonl") == EXPECTED
    for words in (("map",), ("export",)):
        done = geomap(corpus, *words, "corpus/out", "-o", f"{words[0]}.csv")
        assert done.returncode == 0, done.stderr
    assert (corpus / "map.csv").read_bytes() == (corpus / "export.csv").read_bytes()
    same = geomap(corpus, "diff", "corpus/out", "all.jsonl")
    assert "no difference" in same.stdout, same.stderr
