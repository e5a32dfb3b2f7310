"""Long texts in sections."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["cut"]


def cut(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Cut a text into sections, after a line break or a space of their second half.

    Sections follow one another without gap; a text without spaces is cut anywhere.
    """
    start = 0
    while len(text) - start > longest:
        end, middle = start + longest, start + longest // 2
        for separator in ("\n", " "):
            found = text.rfind(separator, middle, end)
            if found >= 0:
                end = found + 1
                break
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
