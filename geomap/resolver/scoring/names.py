"""The distinct names of a document: equal spellings share one, unless the text tells two apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geomap.resolver.clues.columns import Columns
from geomap.resolver.clues.links import Link
from geomap.resolver.context import EVIDENCE
from geomap.resolver.scoring.table import KINDS, Encoder, Floats, Ints, column, name_key
from geomap.types import Candidate, Kind, Label, Mention

__all__ = ["Name", "distinct_names", "rows_of"]

_COUNTRY, _ADMIN1, _ADMIN2 = (
    KINDS.index(kind) for kind in (Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2)
)
# Rows kept of a name: the most prominent, and as many again that lie in a country or state that
# the text names. Of the right places that the gazetteer offers at all, ``reachable`` in
# training/ranker/report.json says how many are among them.
_KEEP = 18
_KEEP_NAMED = 36
# The readings of a name that may be such a country or state.
_READINGS = 4


@dataclass(slots=True)
class Name:
    """One sense of one name, with its candidates.

    ``mentions`` are indices into ``Scene.mentions``; ``picked`` are indices into ``candidates``,
    one for each of the rows ``start`` to ``stop`` of the scene. ``real`` names are to be placed,
    others are context only; ``outlet`` is the publisher's home.
    """

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
        """Return where the name's rows stand in the scene's table."""
        return slice(self.start, self.stop)


def distinct_names(
    mentions: Sequence[Mention],
    answers: Sequence[tuple[Candidate, ...]],
    links: Sequence[Link],
    encoder: Encoder,
    columns: Columns,
) -> tuple[list[Name], Ints]:
    """Return the names of a document, and each mention's name; *shape:* (mentions,).

    Args:
        mentions: In text order, the outlet last.
        answers: What each may mean.
        links: Which the text puts inside which; they tell senses apart.
        encoder: Tells what lies in what.
        columns: Of the document's table: a country and a state may share a name.
    """
    senses = _senses(mentions, answers, links, encoder)
    names: list[Name] = []
    known: dict[tuple[str, int, str | None, bool], int] = {}
    name_of = np.full(len(mentions), -1, dtype=np.int64)
    for index, mention in enumerate(mentions):
        outlet = mention.label == Label.OUTLET
        key = name_key(mention.text)
        column = None if outlet else columns.of(mention)
        number = known.setdefault((key, senses[index], column, outlet), len(names))
        if number == len(names):
            names.append(Name(key, [], answers[index], np.zeros(0, dtype=np.int64), False, outlet))
        name = names[number]
        name.mentions.append(index)
        if len(name.candidates) < len(answers[index]):
            name.candidates = answers[index]
        name.real = name.real or mention.label not in EVIDENCE
        name_of[index] = number
    return names, name_of


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
            child: _rows_inside(encoder, answers[child], answers[parent])
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


def _rows_inside(
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


def rows_of(names: Sequence[Name], encoder: Encoder) -> Floats:
    """Return the rows of all names (r, ``COLUMNS``), and tell each name which are its own."""
    _pick(names, encoder)
    tables = [encoder.table(())]
    position = 0
    for name in names:
        tables.append(encoder.table(name.candidates)[name.picked])
        name.start, name.stop = position, position + len(name.picked)
        position = name.stop
    return np.concatenate(tables)


def _pick(names: Sequence[Name], encoder: Encoder) -> None:
    """Keep the most prominent candidates and those that lie in units the text names."""
    tables = [encoder.table(name.candidates) for name in names]
    units: set[float] = set()
    countries: set[float] = set()
    for table in tables:
        for row in table[np.argsort(-table[:, column("prior")], kind="stable")[:_READINGS]]:
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
