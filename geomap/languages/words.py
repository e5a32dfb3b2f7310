"""Word lists written as one string, so that a list of words reads like one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

__all__ = ["names_in", "phrases_of", "words_of"]


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


def names_in(path: Path) -> Iterator[str]:
    """Yield the names in the column ``name`` of a CSV file; a cell may hold several ("a|b")."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield from filter(None, row["name"].strip().split("|"))
