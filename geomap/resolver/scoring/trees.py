"""Boosted trees without the library that trained them.

Every tree adds the value of one leaf. On the way to it each split moves the expected value;
those moves, summed by the feature that was split on, are the feature's contribution
(Saabas, "Interpreting random forests", 2014). Base and contributions add up to the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geomap.errors import FormatError
from geomap.resolver.scoring.table import Floats

__all__ = ["Trees", "load_arrays"]

_Index = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees' nodes in one array each; a leaf leads to itself.

    ``value`` is the mean of the training rows that reach the node (for a leaf: its output).
    """

    roots: _Index
    feature: _Index
    threshold: Floats
    left: _Index
    right: _Index
    value: Floats
    depth: int

    def score(self, matrix: Floats) -> Floats:
        """Return the sum of the leaves for each row of ``matrix`` (rows x features)."""
        rows, width = matrix.shape
        node = np.broadcast_to(self.roots, (rows, len(self.roots))).ravel()
        offset = np.repeat(np.arange(rows, dtype=np.int64) * width, len(self.roots))
        values = np.ascontiguousarray(matrix).ravel()
        for _ in range(self.depth):
            go_left = values.take(offset + self.feature.take(node)) <= self.threshold.take(node)
            node = np.where(go_left, self.left.take(node), self.right.take(node))
        return np.asarray(self.value.take(node).reshape(rows, -1).sum(axis=1))

    def explain(self, matrix: Floats) -> tuple[float, Floats]:
        """Return (base, contributions): rows x features, adding up to ``score`` with the base."""
        rows, width = matrix.shape
        node = np.broadcast_to(self.roots, (rows, len(self.roots))).ravel()
        offset = np.repeat(np.arange(rows, dtype=np.int64) * width, len(self.roots))
        values = np.ascontiguousarray(matrix).ravel()
        parts = np.zeros(rows * width)
        for _ in range(self.depth):
            split = offset + self.feature.take(node)
            go_left = values.take(split) <= self.threshold.take(node)
            onward = np.where(go_left, self.left.take(node), self.right.take(node))
            moved = self.value.take(onward) - self.value.take(node)
            parts += np.bincount(split, moved, minlength=rows * width)
            node = onward
        return float(self.value[self.roots].sum()), parts.reshape(rows, width)


def load_arrays(path: Path) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of an .npz file.

    Raises:
        FormatError: The file is missing, is no such archive, or holds pickled objects.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, ValueError, EOFError) as error:
        raise FormatError(
            f"{path}: not a ranker ({error}); reinstall geomap or train one with training/ranker"
        ) from error
