"""Which passages a page quotes when it cannot quote all of them.

Every mention is in the page, so that filters and counts are exact; only the words of a passage
may be left out. What is quoted is spread over documents, so that no date and no document of a
place goes without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, zip_longest

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
    if most is None and texts:
        return None
    ranks = _ranks(entries)
    most = _largest(ranks) if most is None else most
    return frozenset(key for key, rank in ranks.items() if rank < most)


def _ranks(entries: Iterable[Sequence[Quotation]]) -> dict[Key, int]:
    """Return the first place in the order of any entry that each passage has."""
    ranks: dict[Key, int] = {}
    for quotations in entries:
        ordered = spread(quotations) if len(quotations) > 1 else quotations
        for rank, quotation in enumerate(ordered):
            key = quotation.document, quotation.passage.start, quotation.passage.end
            ranks[key] = min(ranks.get(key, rank), rank)
    return ranks


def _largest(ranks: Mapping[Key, int]) -> int:
    """Return how many passages each entry may quote: at most ``QUOTED`` characters in all."""
    most = max(ranks.values(), default=0) + 1
    lengths = [0] * most
    for (_, start, end), rank in ranks.items():
        lengths[rank] += end - start
    sums = list(accumulate(lengths))
    while most > 1 and sums[most - 1] > QUOTED:
        most = most * 3 // 4
    return most


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
