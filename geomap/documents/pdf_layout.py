"""From lines on pages to paragraphs: running heads, hyphens, ligatures, columns."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise
from typing import NamedTuple

from geomap.documents.builder import TextBuilder

__all__ = ["Line", "Reflow", "drop_running_lines"]

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_NUMBER = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_LEADERS = re.compile(r"(?:\.{4}|(?:\. ){4}|…{2})")
_ENDED = (".", "!", "?", "…", "”", '"', "’", "»", ")", ":", "。", "؟", "।")
_ITEM = re.compile(r"(?:[-*•·–—▪●◦■]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_COMPOUND = re.compile(r"\w+-\w+")
_TAIL = re.compile(r"\w+$")
_HEAD = re.compile(r"\w+")
_EDGE = 2
_ENOUGH = 20


class Line(NamedTuple):
    """A line of text and its box in points, from the page's lower left corner.

    ``hyphen`` tells that a hyphen stood at its end, which is no longer in ``text``.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    hyphen: bool


def drop_running_lines(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Leave out heads, feet and page numbers that stand at the edge of most pages.

    A line goes if it stands in the same words on more than 60 % of the pages, where a number
    that rises with the pages counts as the same; but where nothing else would be left, all
    stays. Returns the notes that tell about it.
    """
    if sum(1 for page in pages if page) < 3:
        return pages, []
    counts: Counter[str] = Counter()
    for number, page in enumerate(pages):
        counts.update({shape for line in _edges(page) for shape in _shapes(line, number)})
    enough = max(3, 0.6 * sum(1 for page in pages if page))
    running = {shape for shape, count in counts.items() if count >= enough}
    pitch = _pitch(pages)
    gone = [_running_of(page, number, running, pitch) for number, page in enumerate(pages)]
    if not any(gone):
        return pages, []
    kept = [
        [line for line in page if line not in leave]
        for page, leave in zip(pages, gone, strict=True)
    ]
    if not any(kept):
        return pages, []
    shown = "; ".join(dict.fromkeys(line.text[:60] for leave in gone[:4] for line in leave))
    return kept, [f"{sum(map(len, gone))} running heads and feet left out: {shown[:200]}"]


def _edges(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.bottom)
    return by_height if len(page) <= 2 * _EDGE else by_height[:_EDGE] + by_height[-_EDGE:]


def _shapes(line: Line, page: int) -> set[str]:
    """Return the line's words, and each variant with one number told as distance to the page."""
    words = " ".join(line.text.split())
    shapes = {words}
    for match in islice(_NUMBER.finditer(words), 4):
        distance = int(match[0]) - page
        shapes.add(f"{words[: match.start()]}#{distance}#{words[match.end() :]}")
    return shapes


def _running_of(page: list[Line], number: int, running: set[str], pitch: float) -> list[Line]:
    """Return the running lines at the top and bottom that a gap sets apart from the text."""
    by_height = sorted(page, key=lambda line: line.bottom)
    gap = 1.2 * pitch
    found: list[Line] = []
    for ordered in (by_height, by_height[::-1]):
        peeled = 0
        for count, line in enumerate(ordered[:_EDGE], start=1):
            if not _shapes(line, number) & running:
                break
            inner = ordered[count] if count < len(ordered) else None
            if inner is not None and abs(inner.bottom - line.bottom) > gap:
                peeled = count
        found += ordered[:peeled]
    return found


class Reflow:
    """Joins lines to paragraphs and keeps account of every character that changes."""

    def __init__(self, pages: list[list[Line]]) -> None:
        self._pages = pages
        text = "\n".join(line.text for page in pages for line in page)
        self._compounds = {word.casefold() for word in _COMPOUND.findall(text)}
        self._words = Counter(word.casefold() for word in _HEAD.findall(text))
        self._joined = self._ligatures = self._soft = 0
        self._found: dict[int, tuple[int, int]] = {}
        self._pitch = _pitch(pages)
        heights = sorted(line.top - line.bottom for page in pages for line in page)
        self._height = heights[len(heights) // 2] if heights else 0.0

    def notes(self) -> list[str]:
        """Say what was changed; to be asked after ``write``."""
        notes = ["lines of a page joined to paragraphs"]
        for count, words in (
            (self._joined, "words hyphenated at a line end joined"),
            (self._ligatures, "ligatures spelled out"),
            (self._soft, "soft hyphens removed"),
        ):
            if count:
                notes.append(f"{count} {words}")
        return notes

    def write(self, builder: TextBuilder) -> None:
        """Add the paragraphs; a page is a span, also where a paragraph runs across two."""
        paragraph = _Paragraph()
        for number, lines in enumerate(self._pages, start=1):
            pitch = _pitch([lines]) if len(lines) > _ENOUGH else self._pitch
            right = max((line.right for line in lines), default=0.0)
            previous: Line | None = None
            for line in lines:
                if paragraph.last and self._breaks(paragraph.last, line, previous, pitch, right):
                    self._finish(paragraph, builder)
                    paragraph = _Paragraph()
                self._append(paragraph, line, number)
                previous = line
        self._finish(paragraph, builder)
        for number, (start, end) in self._found.items():
            builder.mark(start, end, "page", f"p. {number}", f"page={number}")

    def _finish(self, paragraph: _Paragraph, builder: TextBuilder) -> None:
        text = paragraph.text
        if not builder.add(text):
            return
        start = builder.length - len(text)
        ends = [offset for _, offset in paragraph.pages[1:]] + [len(text)]
        for (number, offset), end in zip(paragraph.pages, ends, strict=True):
            first = self._found.get(number, (start + offset, 0))[0]
            self._found[number] = (first, start + end)

    def _append(self, paragraph: _Paragraph, line: Line, page: int) -> None:
        text, count = _LIGATURE.subn(lambda match: _LIGATURES[match[0]], line.text)
        self._ligatures += count
        self._soft += text.count("\xad")
        text = text.replace("\xad", "")
        before = paragraph.last
        if before is None:
            paragraph.add(text, "", page)
        elif before.hyphen:
            hyphen = "-" if self._keeps_hyphen(before.text, text) else ""
            self._joined += not hyphen
            paragraph.add(text, hyphen, page)
        else:
            paragraph.add(text, " ", page)
        paragraph.last = line

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Decide whether "before-after" is a compound or a word that was cut.

        Only two halves in lower case are joined, and not if the text has the compound elsewhere.
        """
        left, right = _TAIL.search(before), _HEAD.match(after)
        if not left or not right or not right[0][0].islower():
            return True
        if f"{left[0]}-{right[0]}".casefold() in self._compounds:
            return True
        whole = (left[0] + right[0]).casefold()
        return not left[0][1:].islower() and whole not in self._words

    def _breaks(
        self, last: Line, line: Line, previous: Line | None, pitch: float, right: float
    ) -> bool:
        if last.hyphen:
            return False
        if _LEADERS.search(last.text) or _ITEM.match(line.text):
            return True
        if abs((last.top - last.bottom) - (line.top - line.bottom)) > 0.15 * self._height:
            return True
        ended = last.text.endswith(_ENDED)
        if previous is None or line.bottom > last.bottom + self._height:
            return ended or not line.text[:1].islower()
        drop = last.bottom - line.bottom
        if pitch and drop > 1.35 * pitch:
            return True
        indented = line.left > last.left + 0.8 * self._height
        short = last.right < right - 0.2 * max(right - last.left, 1.0)
        return ended and (indented or short)


def _pitch(pages: list[list[Line]]) -> float:
    """Return the usual distance between lines, 0 if there is none.

    Of few lines most may be paragraphs of their own: then it is at most 1.6 times their height.
    """
    drops = sorted(
        (drop, one.top - one.bottom)
        for lines in pages
        for one, other in pairwise(lines)
        if 0 < (drop := one.bottom - other.bottom) < 4 * max(one.top - one.bottom, 1.0)
    )
    if not drops:
        return 0.0
    drop, height = drops[len(drops) // 2]
    return drop if len(drops) >= _ENOUGH else min(drop, 1.6 * height)


class _Paragraph:
    """A paragraph in the making and the offset at which each of its pages starts in it."""

    def __init__(self) -> None:
        self.last: Line | None = None
        self.pages: list[tuple[int, int]] = []
        self._pieces: list[str] = []
        self._length = 0

    def add(self, text: str, joint: str, page: int) -> None:
        self._pieces += [joint, text]
        self._length += len(joint)
        if not self.pages or self.pages[-1][0] != page:
            self.pages.append((page, self._length))
        self._length += len(text)

    @property
    def text(self) -> str:
        return "".join(self._pieces)
