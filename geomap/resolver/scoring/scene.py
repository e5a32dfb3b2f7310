"""One document laid out for a ranker: distinct names, their candidates as rows, their ties.

Shapes are given in m (mentions of the text and of the context), n (names) and r (rows).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geomap.resolver.clues.columns import Columns
from geomap.resolver.clues.cues import Cues, cue_of_several, dateline, read_cues
from geomap.resolver.clues.links import Link, find_links, find_lists, weighed
from geomap.resolver.context import EVIDENCE, Context
from geomap.resolver.scoring.names import Name, distinct_names, rows_of
from geomap.resolver.scoring.table import Encoder, Floats, Ints, column
from geomap.types import Candidate, Document, Label, Mention

__all__ = ["Pairs", "Scene", "lay_out"]

# A name that no recognizer marked counts half as much as one that was.
_UNMARKED = 0.5
# A name says something of the next four, the less the more text lies between: e-fold.
_NEIGHBOURS = 4
_NEAR_CHARACTERS = 200.0
_LEAST_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class Pairs:
    """Weighted pairs of names; *shape* of each: (pairs,)."""

    first: Ints
    second: Ints
    weight: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A document's names and rows.

    Attributes:
        document: The text and its address.
        mentions: Those of the text and the context by position, the outlet last. *Length:* m
        cues: The words around each; None for names of the context. *Length:* m
        names: Senses of spellings. *Length:* n
        name_of: Each mention's name. *Shape:* (m,)
        table: The candidates kept, the rows of a name together. *Shape:* (r, ``COLUMNS``)
        group: Each row's name. *Shape:* (r,)
        key: A number for each name's spelling; its senses share it. *Shape:* (n,)
        weight: How much a name says about others. *Shape:* (n,)
        links: (child, parent): the text puts one name inside the other.
        lists: Neighbours in an enumeration, both ways.
        near: Names that stand close by in the text, both ways.
        link_text: The links again, between mentions.
        home: The name of the publisher's home, or -1.
        head: The name in the dateline, or -1.
        order: Where the ranker's own mentions stand in ``mentions``. *Shape:* (given mentions,)
    """

    document: Document
    mentions: tuple[Mention, ...]
    cues: tuple[Cues | None, ...]
    names: tuple[Name, ...]
    name_of: Ints
    table: Floats
    group: Ints
    key: Ints
    weight: Floats
    links: Pairs
    lists: Pairs
    near: Pairs
    link_text: tuple[Link, ...]
    home: int
    head: int
    order: Ints

    def get(self, name: str) -> Floats:
        """Return a column of the table; *shape:* (r,)."""
        return self.table[:, column(name)]

    @property
    def points(self) -> Floats:
        """Return the rows' places as unit vectors; *shape:* (r, 3)."""
        return self.table[:, :3]

    def candidate(self, row: int) -> Candidate:
        """Return the candidate that a row stands for."""
        name = self.names[int(self.group[row])]
        return name.candidates[int(name.picked[row - name.start])]


def lay_out(
    document: Document,
    mentions: Sequence[Mention],
    candidates: Sequence[tuple[Candidate, ...]],
    *,
    context: Context,
    encoder: Encoder,
) -> Scene:
    """Return the scene of a document.

    Args:
        document: The text; its address is kept for the features.
        mentions: The names to place, in any order.
        candidates: What each of them may mean.
        context: Names that are evidence only, with what they may mean.
        encoder: Turns candidates into rows.
    """
    order, ordered, answers = _by_position(mentions, candidates, context)
    inside = [mention for mention in ordered if mention.label != Label.OUTLET]
    columns = Columns(document)
    links = weighed([*find_links(document.text, inside), *columns.links(inside)], answers)
    names, name_of = distinct_names(ordered, answers, links, encoder, columns)
    table = rows_of(names, encoder)
    numbers: dict[str, int] = {}
    lists = find_lists(document.text, inside)
    cues = [_cues(document.text, mention, columns) for mention in ordered]
    _share_plural(document.text, ordered, lists, cues)
    return Scene(
        document=document,
        mentions=tuple(ordered),
        cues=tuple(cues),
        names=tuple(names),
        name_of=name_of,
        table=table,
        group=np.repeat(np.arange(len(names)), [len(name.picked) for name in names]),
        key=np.array([numbers.setdefault(name.key, len(numbers)) for name in names], np.int64),
        weight=np.array([_weight(name) for name in names]),
        links=_pairs([(name_of[ln.child], name_of[ln.parent], ln.strength) for ln in links]),
        lists=_pairs(_both_ways(name_of, lists)),
        near=_pairs(_neighbours(inside, name_of)),
        link_text=tuple(links),
        home=next((i for i, name in enumerate(names) if name.outlet), -1),
        head=_head(document.text, inside, name_of),
        order=order,
    )


def _by_position(
    mentions: Sequence[Mention], candidates: Sequence[tuple[Candidate, ...]], context: Context
) -> tuple[Ints, list[Mention], list[tuple[Candidate, ...]]]:
    """Return (positions of ``mentions``, all mentions by position, their candidates)."""
    pool = [*mentions, *context.names]
    answers = [*candidates, *context.candidates]
    ranks = sorted(range(len(pool)), key=lambda i: (pool[i].label == Label.OUTLET, pool[i].start))
    order = np.empty(len(pool), dtype=np.int64)
    order[ranks] = np.arange(len(pool))
    return order[: len(mentions)], [pool[i] for i in ranks], [answers[i] for i in ranks]


def _cues(text: str, mention: Mention, columns: Columns) -> Cues | None:
    if mention.label in EVIDENCE:
        return None
    cues = read_cues(text, mention.start, mention.end)
    column = columns.of(mention)
    return replace(cues, cue=column, outside=True) if column and not cues.cue else cues


def _share_plural(
    text: str,
    mentions: Sequence[Mention],
    lists: Sequence[tuple[int, int]],
    cues: list[Cues | None],
) -> None:
    """Give all names of a list the word behind it: "Rogers, Craig and Mayes counties"."""
    several: dict[int, str] = {}
    for first, last in reversed(lists):
        end = mentions[last].end
        word = several.get(last) or cue_of_several(text[end : end + 30])
        own = cues[first]
        if word and own is not None and not own.cue:
            several[first] = word
            cues[first] = replace(own, cue=word, outside=True)


def _weight(name: Name) -> float:
    if name.outlet:
        return 0.0
    return float(np.sqrt(len(name.mentions))) * (1.0 if name.real else _UNMARKED)


def _head(text: str, mentions: Sequence[Mention], name_of: Ints) -> int:
    span = dateline(text)
    if span is None:
        return -1
    for index, mention in enumerate(mentions):
        if span[0] <= mention.start < span[1]:
            return int(name_of[index])
    return -1


def _both_ways(name_of: Ints, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, float]]:
    return [
        (int(name_of[one]), int(name_of[two]), 1.0)
        for pair in pairs
        for one, two in (pair, pair[::-1])
    ]


def _neighbours(mentions: Sequence[Mention], name_of: Ints) -> list[tuple[int, int, float]]:
    nearest: dict[tuple[int, int], float] = {}
    for index, mention in enumerate(mentions):
        for other in range(index + 1, min(index + 1 + _NEIGHBOURS, len(mentions))):
            gap = max(0, mentions[other].start - mention.end)
            one, two = int(name_of[index]), int(name_of[other])
            weight = float(np.exp(-gap / _NEAR_CHARACTERS))
            if one == two or weight < _LEAST_WEIGHT:
                continue
            for pair in ((one, two), (two, one)):
                nearest[pair] = max(nearest.get(pair, 0.0), weight)
    return [(one, two, weight) for (one, two), weight in nearest.items()]


def _pairs(triples: Sequence[tuple[int, int, float]]) -> Pairs:
    kept = [(a, b, w) for a, b, w in triples if a != b]
    first = np.array([a for a, _, _ in kept], dtype=np.int64)
    second = np.array([b for _, b, _ in kept], dtype=np.int64)
    return Pairs(first, second, np.array([w for _, _, w in kept], dtype=np.float64))
