"""The process that works: it is given a function, then batches, and answers each."""

from __future__ import annotations

import os
import pickle
from typing import Any, BinaryIO

from geomap.workers.frames import packed, read_frame, write_frame

__all__ = ["main"]


def main() -> None:
    """Answer until standard input ends."""
    requests, answers = _own_streams()
    given = read_frame(requests)
    if given is None:
        return
    function, problem = None, None
    try:
        function = pickle.loads(given)
    except Exception as error:
        problem = _failed(pickle.UnpicklingError(f"cannot pickle it back here: {error}"))
    while (batch := read_frame(requests)) is not None:
        write_frame(answers, problem or _answer(function, pickle.loads(batch)))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for ourselves; what libraries print goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nowhere, number)
    return requests, answers


def _answer(function: Any, batch: list[Any]) -> bytes:
    try:
        return packed((function(batch), None))
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> bytes:
    try:
        data = packed((None, error))
        pickle.loads(data)
    except Exception:
        data = packed((None, RuntimeError(f"{type(error).__name__}: {error}")))
    return data
