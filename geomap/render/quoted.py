"""Which passages a page quotes when it cannot quote all of them.

Every mention is in the page, so that filters and counts are exact; only the words of a passage
may be left out. What is quoted is spread over documents, so that no date and no document of a
place goes without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from geomap.aggregate import Aggregate, Quotation

__all__ = ["QUOTED", "Key", "quoted"]

QUOTED = 6_000_000
"""Characters of passages that a page carries when it does not carry the texts."""

Key = tuple[int, int, int]
"""Document, start, end."""


def quoted(aggregate: Aggregate, most: int | None, *, texts: bool) -> frozenset[Key] | None:
    """Return the passages whose words are in the page, or None for all.

    Args:
        most: Passages that each place, or name not placed, may quote; None for as many as fit.
        texts: Whether the page carries the documents' texts, which makes every quotation free.
    """
    entries = [entry.quotations for entry in aggregate.places]
    entries += [entry.quotations for entry in aggregate.unplaced]
    if most is not None:
        return frozenset(_chosen(entries, most))
    if texts:
        return None
    most = max(map(len, entries), default=0)
    while most > 1:
        keys = set(_chosen(entries, most))
        if sum(end - start for _, start, end in keys) <= QUOTED:
            break
        most = most * 3 // 4
    return frozenset(_chosen(entries, most))


def _chosen(entries: Sequence[Sequence[Quotation]], most: int) -> Iterator[Key]:
    for quotations in entries:
        chosen = quotations if len(quotations) <= most else spread(quotations)[:most]
        for quotation in chosen:
            passage = quotation.passage
            yield quotation.document, passage.start, passage.end


def spread(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations so that any first part of them names as many documents as it can.

    The first of each document come first, evenly from the whole range, then the second ones.
    """
    by_document: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        by_document.setdefault(quotation.document, []).append(quotation)
    rounds = zip_longest(*by_document.values())
    return [q for turn in rounds for q in _evenly([q for q in turn if q is not None])]


def _evenly(items: list[Quotation]) -> list[Quotation]:
    """Return the items in the order of halving: ends first, then the middles between them."""
    step = 1
    while step * 2 < len(items):
        step *= 2
    found: dict[int, Quotation] = {}
    while step:
        found.update((i, items[i]) for i in range(0, len(items), step) if i not in found)
        step //= 2
    return list(found.values())
