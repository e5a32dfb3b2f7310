"""Puts a document's text together while keeping where each piece stands in its source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from geomap.types import Span

__all__ = ["TextBuilder"]


class TextBuilder:
    """Collects pieces of text, separated by blank lines, and the spans around them.

    Pieces that hold nothing but white space are left out.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self.length = 0

    def add(
        self,
        text: str,
        *,
        kind: str | None = None,
        label: str = "",
        anchor: str | None = None,
        gap: str = "\n\n",
    ) -> bool:
        """Append a piece; with ``kind``, remember it as a span. Returns whether it held text."""
        text = text.strip()
        if not text:
            return False
        if self._pieces:
            self._pieces.append(gap)
            self.length += len(gap)
        start = self.length
        self._pieces.append(text)
        self.length += len(text)
        if kind is not None:
            self._spans.append(Span(start, self.length, kind, label, anchor))
        return True

    @contextmanager
    def within(self, kind: str, label: str, anchor: str | None = None) -> Iterator[None]:
        """Make everything added inside the block a span of its own."""
        count, before = len(self._pieces), self.length
        place = len(self._spans)
        yield
        if len(self._pieces) > count:
            start = before + (len(self._pieces[count]) if count else 0)
            self._spans.insert(place, Span(start, self.length, kind, label, anchor))

    def mark(self, start: int, end: int, kind: str, label: str, anchor: str | None = None) -> None:
        """Remember a span of text that was added already."""
        self._spans.append(Span(start, end, kind, label, anchor))

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(self._spans)
