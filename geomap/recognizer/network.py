"""The tagger: word pieces in, logits of both layers of tags out, through onnxruntime.

The model file holds 8-bit matrices that are multiplied as they are (training/recognizer/export.py
says how), and carries its tags, its vocabulary and its name as metadata.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from geomap.errors import RecognizerError
from geomap.recognizer.pieces import Pieces
from geomap.recognizer.runtime import load_onnxruntime
from geomap.recognizer.unigram import Unigram
from geomap.recognizer.wordpiece import WordPiece

__all__ = ["Logits", "Network", "Window", "default_threads", "worker_threads"]


Logits = npt.NDArray[np.float32]

BATCH_TOKENS = 1024
"""Word pieces of a batch, padding included. Half as many are as fast, more are slower."""


class Window(NamedTuple):
    """What the network sees at once: ids and case shapes of word pieces."""

    ids: list[int]
    shapes: list[int]


@contextmanager
def worker_threads(threads: int) -> Iterator[Executor | None]:
    """Threads for ``Network.logits``, None for the caller's; what waits at the end is dropped."""
    if threads == 1:
        yield None
        return
    pool = ThreadPoolExecutor(threads)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def default_threads() -> int:
    """As many threads as this process may use processors, at most 8."""
    available = getattr(os, "process_cpu_count", None) or os.cpu_count
    try:
        usable = len(os.sched_getaffinity(0))
    except AttributeError:
        usable = available() or 1
    return max(1, min(8, usable))


def _pieces(facts: Mapping[str, str]) -> Pieces:
    """Return the tokenizer of a model: unigrams if its pieces have scores."""
    vocabulary = facts["vocabulary"].split("\n")
    if "scores" in facts:
        return Unigram(vocabulary, [float(score) for score in facts["scores"].split()])
    return WordPiece(vocabulary)


class Network:
    """A loaded model. Thread-safe: a session may be run from several threads at once."""

    def __init__(self, path: Path) -> None:
        """Load the model.

        Raises:
            RecognizerError: The file is missing or is no model of geomap's.
        """
        onnxruntime = load_onnxruntime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # the graph is fused by hand; further fusing makes it a tenth slower
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        if not path.is_file():
            raise RecognizerError(f"{path}: the recognizer's model is missing; reinstall geomap")
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
            facts = self._session.get_modelmeta().custom_metadata_map
            self.flat_tags: tuple[str, ...] = tuple(json.loads(facts["flat_tags"]))
            self.geo_tags: tuple[str, ...] = tuple(json.loads(facts["geo_tags"]))
            self.pieces = _pieces(facts)
            self.name: str = facts["name"]
        except Exception as error:
            message = f"{path}: not a model of geomap's recognizer ({type(error).__name__})"
            raise RecognizerError(f"{message}; reinstall geomap") from error

    def logits(
        self, windows: Sequence[Window], workers: Executor | None
    ) -> Callable[[], list[Logits]]:
        """Begin with the windows, if there are workers.

        What is returned waits for the logits [pieces, flat tags + geo tags] of each window.
        """
        batches = list(self._batches(windows))
        feeds = (feed for _, feed in batches)
        if workers is None:
            answers = map(self._run, feeds)
        else:
            begun = [workers.submit(self._run, feed) for feed in feeds]
            answers = map(Future.result, begun)

        def collect() -> list[Logits]:
            found: dict[int, Logits] = {}
            for (numbers, _), answer in zip(batches, answers, strict=True):
                for row, number in enumerate(numbers):
                    found[number] = answer[row, 1 : 1 + len(windows[number].ids)]
            return [found[number] for number in range(len(windows))]

        return collect

    def _run(self, feed: dict[str, Any]) -> Logits:
        answer: Logits = self._session.run(None, feed)[0]
        return answer

    def _batches(self, windows: Sequence[Window]) -> Iterator[tuple[list[int], dict[str, Any]]]:
        """Windows of similar length together, within the budget of tokens, longest first."""
        order = sorted(range(len(windows)), key=lambda n: -len(windows[n].ids))
        group: list[int] = []
        for number in order:
            longest = len(windows[group[0] if group else number].ids) + 2
            if group and (len(group) + 1) * longest > BATCH_TOKENS:
                yield group, self._feed([windows[n] for n in group])
                group = []
            group.append(number)
        if group:
            yield group, self._feed([windows[n] for n in group])

    def _feed(self, windows: list[Window]) -> dict[str, Any]:
        length = max(len(window.ids) for window in windows) + 2
        ids = np.full((len(windows), length), self.pieces.pad, dtype=np.int64)
        shapes = np.zeros((len(windows), length), dtype=np.int64)
        for row, window in enumerate(windows):
            size = len(window.ids)
            ids[row, 0] = self.pieces.begin
            ids[row, 1 : size + 1] = window.ids
            ids[row, size + 1] = self.pieces.end
            shapes[row, 1 : size + 1] = window.shapes
        lengths = np.array([len(window.ids) + 2 for window in windows], dtype=np.int32)
        return {"ids": ids, "shapes": shapes, "lengths": lengths}
