"""One document laid out for a ranker: distinct names, their candidates as rows, their ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geomap.resolver.clues.cues import Cues, dateline, read_cues
from geomap.resolver.clues.links import Link, find_links, find_lists, weighed
from geomap.resolver.context import Context
from geomap.resolver.scoring.table import KINDS, Encoder, Floats, Ints, column, name_key
from geomap.types import Candidate, Document, Kind, Label, Mention

__all__ = ["Name", "Pairs", "Scene", "lay_out"]

_COUNTRY, _ADMIN1, _ADMIN2 = (
    KINDS.index(kind) for kind in (Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2)
)
_KEEP = 18
_KEEP_NAMED = 36
_NEIGHBOURS = 4
_NEAR_CHARACTERS = 200.0


@dataclass(slots=True)
class Name:
    """One sense of one name: its mentions (indices), candidates and rows."""

    key: str
    mentions: list[int]
    candidates: tuple[Candidate, ...]
    picked: Ints
    real: bool
    outlet: bool = False
    start: int = 0
    stop: int = 0

    @property
    def rows(self) -> slice:
        return slice(self.start, self.stop)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Weighted pairs of names."""

    first: Ints
    second: Ints
    weight: Floats


@dataclass(frozen=True, slots=True)
class Scene:
    """A document's names and rows.

    ``table`` has a row for each kept candidate (rows x ``COLUMNS``), ``group`` tells the row's
    name, ``key`` numbers equal spellings, ``weight`` is how much a name says about others.
    ``home`` and ``head`` are the names of the outlet and of the dateline, or -1.
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
        return self.table[:, column(name)]


def lay_out(
    document: Document,
    mentions: Sequence[Mention],
    candidates: Sequence[tuple[Candidate, ...]],
    *,
    context: Context,
    encoder: Encoder,
) -> Scene:
    """Return the scene of a document.

    ``Scene.order[i]`` is the position of ``mentions[i]`` in ``Scene.mentions``, which also
    holds the names of the context and is sorted by position.
    """
    pool = [*mentions, *context.names]
    answers = [*candidates, *context.candidates]
    by_position = sorted(
        range(len(pool)), key=lambda i: (pool[i].label == Label.OUTLET, pool[i].start)
    )
    ordered = [pool[i] for i in by_position]
    answers = [answers[i] for i in by_position]
    inside = [mention for mention in ordered if mention.label != Label.OUTLET]
    links = weighed(find_links(document.text, inside), answers)
    senses = _senses(ordered, answers, links, encoder)
    names, name_of = _names(ordered, answers, senses)
    _pick(names, encoder)
    tables = []
    position = 0
    for name in names:
        tables.append(encoder.table(name.candidates)[name.picked])
        name.start, name.stop = position, position + len(name.picked)
        position = name.stop
    numbers: dict[str, int] = {}
    counts = [len(name.picked) for name in names]
    head = _head(document.text, inside, name_of)
    order = np.empty(len(pool), dtype=np.int64)
    order[by_position] = np.arange(len(pool))
    return Scene(
        document,
        tuple(ordered),
        tuple(
            read_cues(document.text, m.start, m.end)
            if m.label not in (Label.OUTLET, Label.CONTEXT)
            else None
            for m in ordered
        ),
        tuple(names),
        name_of,
        np.concatenate(tables) if tables else encoder.table(()),
        np.repeat(np.arange(len(names)), counts),
        np.array([numbers.setdefault(name.key, len(numbers)) for name in names], dtype=np.int64),
        np.array([_weight(name) for name in names]),
        _pairs([(name_of[link.child], name_of[link.parent], link.strength) for link in links]),
        _pairs(_both(name_of, find_lists(document.text, inside))),
        _pairs(_neighbours(inside, name_of)),
        tuple(links),
        next((i for i, name in enumerate(names) if name.outlet), -1),
        head,
        order[: len(mentions)],
    )


def _senses(
    mentions: Sequence[Mention],
    answers: Sequence[tuple[Candidate, ...]],
    links: Sequence[Link],
    encoder: Encoder,
) -> list[int]:
    """Return the sense of each mention: 0, or another if the text puts the name elsewhere.

    A name keeps the sense that was stated last, as in "Paris, France … Paris, Texas … Paris".
    """
    senses = [0] * len(mentions)
    parents: dict[str, dict[int, int]] = {}
    for link in links:
        if link.strength == 1.0:
            key = name_key(mentions[link.child].text)
            parents.setdefault(key, {})[link.child] = link.parent
    for key, stated in parents.items():
        if len({name_key(mentions[p].text) for p in stated.values()}) < 2:
            continue
        meant = {
            child: _inside(encoder, answers[child], answers[parent])
            for child, parent in stated.items()
        }
        current, number = -1, 0
        known: list[set[int]] = []
        for index, mention in enumerate(mentions):
            if name_key(mention.text) != key:
                continue
            if meant.get(index):
                current = _sense_number(known, meant[index])
            number = max(current, 0)
            senses[index] = number
    return senses


def _sense_number(known: list[set[int]], meant: set[int]) -> int:
    for number, before in enumerate(known):
        if before & meant:
            return number
    known.append(meant)
    return len(known) - 1


def _inside(
    encoder: Encoder, child: tuple[Candidate, ...], parent: tuple[Candidate, ...]
) -> set[int]:
    """Return the children's rows that lie in a country or admin unit that the parent may be."""
    if not child or not parent:
        return set()
    inner, outer = encoder.table(child), encoder.table(parent)
    held: set[int] = set()
    for name, kind in (("country", _COUNTRY), ("admin1", _ADMIN1), ("admin2", _ADMIN2)):
        units = outer[outer[:, column("kind")] == kind, column(name)]
        units = units[units > 0]
        within = np.isin(inner[:, column(name)], units) & (inner[:, column("kind")] != kind)
        held.update(np.flatnonzero(within).tolist())
        if held and kind == _COUNTRY:
            return held
    return held


def _names(
    mentions: Sequence[Mention], answers: Sequence[tuple[Candidate, ...]], senses: Sequence[int]
) -> tuple[list[Name], Ints]:
    names: list[Name] = []
    known: dict[tuple[str, int, bool], int] = {}
    name_of = np.full(len(mentions), -1, dtype=np.int64)
    for index, mention in enumerate(mentions):
        outlet = mention.label == Label.OUTLET
        key = name_key(mention.text)
        number = known.setdefault((key, senses[index], outlet), len(names))
        if number == len(names):
            names.append(Name(key, [], answers[index], np.zeros(0, dtype=np.int64), False, outlet))
        name = names[number]
        name.mentions.append(index)
        if len(name.candidates) < len(answers[index]):
            name.candidates = answers[index]
        name.real = name.real or mention.label not in (Label.CONTEXT, Label.OUTLET)
        name_of[index] = number
    return names, name_of


def _pick(names: Sequence[Name], encoder: Encoder) -> None:
    """Keep the most prominent candidates and those that lie in units the text names."""
    tables = [encoder.table(name.candidates) for name in names]
    units: set[float] = set()
    countries: set[float] = set()
    for table in tables:
        for row in table[np.argsort(-table[:, column("prior")], kind="stable")[:4]]:
            if row[column("kind")] == _ADMIN1:
                units.add(row[column("admin1")])
            elif row[column("kind")] == _COUNTRY:
                countries.add(row[column("country")])
    for name, table in zip(names, tables, strict=True):
        order = np.argsort(-table[:, column("prior")], kind="stable")
        if len(order) > _KEEP:
            rest = order[_KEEP:]
            named = np.isin(table[rest, column("admin1")], list(units)) | np.isin(
                table[rest, column("country")], list(countries)
            )
            order = np.concatenate([order[:_KEEP], rest[named][: _KEEP_NAMED - _KEEP]])
        name.picked = order


def _weight(name: Name) -> float:
    if name.outlet:
        return 0.0
    return float(np.sqrt(len(name.mentions))) * (1.0 if name.real else 0.5)


def _head(text: str, mentions: Sequence[Mention], name_of: Ints) -> int:
    span = dateline(text)
    if span is None:
        return -1
    for index, mention in enumerate(mentions):
        if span[0] <= mention.start < span[1]:
            return int(name_of[index])
    return -1


def _both(name_of: Ints, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, float]]:
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
            if one == two or weight < 0.02:
                continue
            for pair in ((one, two), (two, one)):
                nearest[pair] = max(nearest.get(pair, 0.0), weight)
    return [(one, two, weight) for (one, two), weight in nearest.items()]


def _pairs(triples: Sequence[tuple[int, int, float]]) -> Pairs:
    kept = [(a, b, w) for a, b, w in triples if a != b]
    first = np.array([a for a, _, _ in kept], dtype=np.int64)
    second = np.array([b for _, b, _ in kept], dtype=np.int64)
    return Pairs(first, second, np.array([w for _, _, w in kept], dtype=np.float64))
