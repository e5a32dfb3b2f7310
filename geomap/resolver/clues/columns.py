"""What the columns of a table say of the names in them: which kind, and what lies in what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from geomap.languages.columns import COLUMNS
from geomap.resolver.clues.links import Link
from geomap.types import Document, Mention, Span

__all__ = ["Columns", "column_class"]

_CLASSES = tuple(COLUMNS)
_WORD = re.compile(r"[^\W\d_]+\d?")


def column_class(header: str) -> str | None:
    """Return what a column's header says its cells name, if it says so.

    >>> [column_class(header) for header in ("Country/Region", "STATE", "admin2Name_en", "Name")]
    ['country', 'admin1', 'admin2', None]
    """
    words = _WORD.findall(re.sub(r"(?<=\d)(?=[A-Z])", " ", header))
    for word in words[:2]:
        for name, known in COLUMNS.items():
            if word.casefold() in known:
                return name
    return None


class Columns:
    """The labelled cells of a document; most documents have none."""

    def __init__(self, document: Document) -> None:
        named = [span for span in document.spans if span.kind == "cell" and span.label]
        self._cells = [(cell, name) for cell in named if (name := column_class(cell.label))]
        self._starts = [cell.start for cell, _ in self._cells]
        self._rows = (
            [span.start for span in document.spans if span.kind == "row"] if self._cells else []
        )

    def of(self, mention: Mention) -> str | None:
        """Return the class of the column in which a name fills its cell, or None."""
        found = self._cell(mention)
        return found[1] if found else None

    def links(self, mentions: Sequence[Mention]) -> list[Link]:
        """Return (child, parent) for the names of each row: a town lies in its state."""
        rows: dict[int, list[tuple[int, int]]] = {}
        for index, mention in enumerate(mentions) if self._cells else ():
            found = self._cell(mention)
            if found:
                row = bisect_right(self._rows, mention.start)
                rows.setdefault(row, []).append((_CLASSES.index(found[1]), index))
        return [
            Link(child, max(wider)[1], 1.0)
            for cells in rows.values()
            for level, child in cells
            if (wider := [cell for cell in cells if cell[0] < level])
        ]

    def _cell(self, mention: Mention) -> tuple[Span, str] | None:
        place = bisect_right(self._starts, mention.start) - 1
        if place < 0 or self._cells[place][0].end < mention.end:
            return None
        return self._cells[place]
