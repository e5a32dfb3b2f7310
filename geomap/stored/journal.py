"""The books of a running parse: which document of which source is in which row of which shard.

Documents are counted twice: when they are read, and when their results arrive, in the same
order. So what a shard finishes is known without looking into it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from geomap.stored.ledger import Ledger, Problem, Shard, Source, Span

__all__ = ["Journal"]


@dataclass(slots=True)
class _Open:
    """A source that was begun: where its documents stand in the order of the run.

    ``already`` counts documents that earlier shards hold; ``last`` is None until it is read.
    """

    name: str
    digest: str | None
    first: int
    already: int
    last: int | None = None
    failures: int = 0


@dataclass
class Journal:
    """Keeps the books of one run; ``ledger`` remembers them."""

    ledger: Ledger
    _read: int = 0
    _passed: int = 0
    _shard_start: int = 0
    _lost: list[int] = field(default_factory=list[int])
    _open: deque[_Open] = field(default_factory=deque[_Open])
    _problems: list[Problem] = field(default_factory=list[Problem])

    def begins(self, name: str, digest: str | None) -> int | None:
        """Return how many documents of a source earlier shards hold; None: all that it has."""
        known = self.ledger.source(name)
        if known is None:
            return 0
        if digest is None or known.digest != digest:
            self.ledger.forget(name)
            return 0
        return None if known.whole else known.documents

    def reads(self, name: str, digest: str | None, already: int) -> None:
        """Note that the documents read from now on are a source's."""
        self._open.append(_Open(name, digest, self._read, already))

    def read(self) -> None:
        """Note that a document was read."""
        self._read += 1

    def ends(self) -> None:
        """Note that the source is read whole."""
        self._open[-1].last = self._read

    def failed(self, file: str, reason: str, *, kind: str = "error", finding: bool = False) -> None:
        """Note what went wrong while a source was read, or (``finding``) with its names."""
        source = self._at(self._passed) if finding else (self._open[-1] if self._open else None)
        if source is not None and kind == "error":
            source.failures += 1
        self._problems.append(Problem(source.name if source else "", file, kind, reason))
        if finding:
            self._lost.append(self._passed)
            self._passed += 1

    def warned(self, file: str, reason: str) -> None:
        """Note what is doubtful in the result that has just arrived."""
        source = self._at(self._passed - 1)
        self._problems.append(Problem(source.name if source else "", file, "warning", reason))

    def passed(self) -> None:
        """Note that the next document's result arrived."""
        self._passed += 1

    def _at(self, position: int) -> _Open | None:
        for one in self._open:
            if one.first <= position and (one.last is None or position < one.last):
                return one
        return None

    def commit(self, shard: Shard | None) -> None:
        """Note that the results that arrived since the last time are whole on disk."""
        spans = [span for one in self._open if (span := self._span(one)) is not None]
        sources = []
        while self._open and self._open[0].last is not None:
            one = self._open[0]
            if one.last is None or one.last > self._passed:
                break
            sources.append(
                Source(one.name, one.digest, one.already + one.last - one.first, one.failures, True)
            )
            self._open.popleft()
        if self._open and self._open[0].first < self._passed:
            one = self._open[0]
            held = one.already + self._passed - one.first
            sources.append(Source(one.name, one.digest, held, one.failures, False))
        self.ledger.commit(shard, spans, sources, self._problems)
        self._problems, self._lost, self._shard_start = [], [], self._passed

    def _span(self, one: _Open) -> Span | None:
        first = max(one.first, self._shard_start)
        end = self._passed if one.last is None else min(one.last, self._passed)
        rows = self._row(end) - self._row(first)
        return Span(one.name, self._row(first), rows) if end > first and rows else None

    def _row(self, position: int) -> int:
        lost = sum(at < position for at in self._lost)
        return position - self._shard_start - lost
