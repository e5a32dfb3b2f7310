"""The folds of the gold documents; without torch, so that benchmarks deal them the same way."""

from __future__ import annotations

import hashlib

FOLDS = 2


def fold_of(document: str) -> int:
    """The fold of a document; not by the last bit, which already told the halves of the corpora."""
    return (int(hashlib.sha256(document.encode()).hexdigest(), 16) >> 1) % FOLDS
