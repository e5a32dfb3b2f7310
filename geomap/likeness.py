"""Texts that repeat others: wire copy, quoted mails, the same file twice.

A text is taken as the set of its runs of five words. MinHash (Broder 1997) estimates how much two
sets share; bands of the hashes find the pairs worth comparing (Leskovec, Rajaraman, Ullman, "Mining
of Massive Datasets", 3.4). Two texts count as one from four fifths up. About 600 bytes are kept of
each text that is not a repetition.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geomap.types import ParsedDocument

__all__ = ["ALIKE", "Likeness", "unique"]

ALIKE = 0.8
"""Share of common runs from which texts count as one."""
_RUN = 5
_HASHES, _ROWS = 64, 8
_WORD = re.compile(r"\w+")
_Hashes = npt.NDArray[np.uint32]


def _constants() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    draw = np.random.default_rng(1997)
    most = np.iinfo(np.uint64).max
    a = draw.integers(0, most, _HASHES, dtype=np.uint64) | np.uint64(1)
    return a, draw.integers(0, most, _HASHES, dtype=np.uint64)


_A, _B = _constants()


@dataclass
class Likeness:
    """Remembers texts; says of each new one which earlier one it repeats."""

    _hashes: list[_Hashes] = field(default_factory=list[_Hashes])
    _ids: list[str] = field(default_factory=list[str])
    _bands: dict[bytes, int] = field(default_factory=dict[bytes, int])

    def repeats(self, id: str, text: str) -> str | None:
        """Return the id of an earlier text that this one repeats; else remember it.

        A text without words repeats nothing.
        """
        hashes = _minhash(text)
        if hashes is None:
            return None
        keys = [bytes((at,)) + hashes[at : at + _ROWS].tobytes() for at in range(0, _HASHES, _ROWS)]
        for key in keys:
            other = self._bands.get(key)
            if other is not None and np.mean(self._hashes[other] == hashes) >= ALIKE:
                return self._ids[other]
        for key in keys:
            self._bands.setdefault(key, len(self._ids))
        self._ids.append(id)
        self._hashes.append(hashes)
        return None


def _minhash(text: str) -> _Hashes | None:
    words = _WORD.findall(text.casefold())
    if not words:
        return None
    last = max(1, len(words) - _RUN + 1)
    joined = (" ".join(words[at : at + _RUN]) for at in range(last))
    runs = {zlib.crc32(run.encode("utf-8", "replace")) for run in joined}
    values = np.fromiter(runs, dtype=np.uint64, count=len(runs))
    lowest = np.full(_HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for at in range(0, len(values), 4096):
        piece = values[at : at + 4096, None]
        lowest = np.minimum(lowest, (piece * _A + _B).min(axis=0))
    return (lowest >> np.uint64(32)).astype(np.uint32)


def unique(
    results: Iterable[ParsedDocument], likeness: Likeness, told: list[tuple[str, str]]
) -> Iterator[ParsedDocument]:
    """Yield the results whose texts repeat none before; the others' ids go into ``told``."""
    for parsed in results:
        document = parsed.document
        other = likeness.repeats(document.id, document.text)
        if other is None:
            yield parsed
        else:
            told.append((document.id, other))
