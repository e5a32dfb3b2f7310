"""Text into words: the unit that the recognizer tags.

Offsets come from the regular expression alone, on the text as it is: nothing is normalised,
so ``text[word.start:word.end]`` is exact for any Unicode. Punctuation stands alone, letters
and digits are kept apart ("2017AFP" is two words), so are the words of a hashtag, and combining
marks stay with their letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["MARKS", "SHAPES", "Word", "shape_of", "split_words"]

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0981-\u0983\u09bc\u09be-\u09cd"
    "\u0a3c\u0a3e-\u0a4d\u0abc\u0abe-\u0acd\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbe-\u0cd6"
    "\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
WORD = re.compile(
    rf"[{IDEOGRAPHS}]|(?:(?![{IDEOGRAPHS}])[^\W\d_])(?:(?![{IDEOGRAPHS}])[^\W\d_]|[{MARKS}])*|\d+|\S",
)
LONGEST = 100
RUN = re.compile(r"[!-~]{600,}")
RUN_KEPT = 200
"""No prose holds so many ASCII signs without a space: rows of signs, encoded files. Only their
beginning is read."""
JOINT = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
"""Where the words of a hashtag meet: "#KyivUnderAttack"."""
LINE_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")

SHAPES = 5
"""None, lower, Title, UPPER and mIxed; doubled for the first word of a line."""


class Word(NamedTuple):
    """A word: code-point offsets, and its case shape (plus SHAPES if it begins a line)."""

    start: int
    end: int
    shape: int


def shape_of(text: str) -> int:
    """Return the case shape of a word, 0 to 4."""
    if text.islower():
        return 1
    if not text[0].isalpha():
        return 0
    if text.isupper():
        return 3 if len(text) > 1 else 2
    if text.istitle():
        return 2
    if not any(letter.isupper() for letter in text):
        return 0
    return 4


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a hashtag where its words meet, and what is too long for a word."""
    at = start
    if text[start - 1 : start] == "#" and not text[start:end].isupper():
        for joint in JOINT.finditer(text, start, min(end, start + LONGEST)):
            yield at, joint.start()
            at = joint.start()
    for cut in range(at, end, LONGEST):
        yield cut, min(cut + LONGEST, end)


def _outside(
    skipped: list[tuple[int, int]], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    for begin, resume in [*skipped, (end, end)]:
        yield from WORD.finditer(text, start, begin)
        start = resume


def split_words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words of ``text[start:end]`` with offsets into ``text``.

    A run of letters or digits longer than LONGEST is cut (no name is that long, and longer
    words cost quadratic time further down).
    """
    end = len(text) if end is None else end
    previous = start
    skipped = [(run.start() + RUN_KEPT, run.end()) for run in RUN.finditer(text, start, end)]
    for found in _outside(skipped, text, start, end):
        begin, stop = found.span()
        first = begin == 0 or (
            begin > previous and LINE_BREAK.search(text, previous, begin) is not None
        )
        previous = stop
        for cut, piece_end in _cut(text, begin, stop):
            shape = shape_of(text[cut:piece_end])
            yield Word(cut, piece_end, shape + SHAPES if first and cut == begin else shape)
