"""What `make fuzz` does at length, for some inputs of each kind; it finds what is broken."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.fault_cases.lab import CASES
from benchmarks.faults import MODULES
from tests.fuzzing.__main__ import FOUND, feed
from tests.fuzzing.readers import Kind, kinds

KINDS = kinds()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", KINDS)
def test_spoilt_inputs_break_nothing(name: str, tmp_path: Path) -> None:
    kind, chance = KINDS[name], random.Random(name)
    good = kind.make(tmp_path)
    kind.read(good, tmp_path)
    for _ in range(12):
        kind.read(kind.spoil(good, chance), tmp_path)


def test_what_breaks_a_reader_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(data: bytes, _: Path) -> None:
        if b"\xff" in data:
            raise OverflowError("too large")

    monkeypatch.chdir(tmp_path)
    assert feed("a kind", Kind(lambda _: b"Mosul " * 50, read), 0.5, 1) > 0
    (kept,) = FOUND.iterdir()
    assert b"\xff" in kept.read_bytes()
    assert "a kind: OverflowError at test_fuzzing.py" in capsys.readouterr().out


def test_the_list_of_faults_is_whole() -> None:
    assert len(MODULES) == 4
    assert sorted(CASES) == list(range(1, 49))
