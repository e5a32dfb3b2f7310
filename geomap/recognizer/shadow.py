"""A text without what nobody sees: names are looked for in it, and found in the text itself."""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.types import Document, Mention

__all__ = ["Shadow"]

_UNSEEN = re.compile(
    "\x1b\\[[0-9;?]*[@-~]"
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Colours of terminals, control characters, soft hyphens, spaces of no width, directions.

The joiners U+200C and U+200D are letters' business in Persian and Hindi and stay.
"""


class Shadow:
    """The text of a document as it is seen, and the way back to its offsets."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._at: list[int] | None = None
        self.document = document
        if _UNSEEN.search(document.text) is not None:
            self._at = []
            end = 0
            for unseen in _UNSEEN.finditer(document.text):
                self._at.extend(range(end, unseen.start()))
                end = unseen.end()
            self._at.extend(range(end, len(document.text)))
            seen = "".join(map(document.text.__getitem__, self._at))
            self.document = replace(document, text=seen, spans=())

    def back(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return mentions of the seen text as mentions of the document's own."""
        at = self._at
        if at is None:
            return mentions
        return tuple(
            replace(
                mention,
                start=at[mention.start],
                end=at[mention.end - 1] + 1,
                text=self._text[at[mention.start] : at[mention.end - 1] + 1],
            )
            for mention in mentions
        )
