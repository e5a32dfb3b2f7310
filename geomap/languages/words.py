"""Word lists written as one string, so that a list of words reads like one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["any_of", "names_in", "phrases_of", "words_of"]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a list written in one string.

    >>> words_of("river creek")
    ('river', 'creek')
    """
    return tuple(text.split())


def phrases_of(text: str) -> tuple[str, ...]:
    """Return the phrases between the bars and line ends of a list.

    >>> phrases_of('''
    ...     New York|Salt Lake
    ...     Quebec
    ... ''')
    ('New York', 'Salt Lake', 'Quebec')
    """
    lines = (line.strip() for line in text.splitlines())
    return tuple(phrase for phrase in "|".join(lines).split("|") if phrase)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first.

    >>> any_of(["in", "instead"])
    'instead|in'
    """
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def names_in(path: Path) -> Iterator[str]:
    """Yield the names in the column ``name`` of a CSV file; a cell may hold several ("a|b")."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield from filter(None, row["name"].strip().split("|"))
