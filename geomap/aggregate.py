"""From documents to places: what the map and the exports show.

Everything is gathered by place, in one pass over the results; a result is not kept beyond
its document, its passages and its toponyms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geomap.passages import find_passages
from geomap.types import (
    Area,
    Check,
    Detail,
    Document,
    ParsedDocument,
    Passage,
    Place,
    Role,
    Status,
    Toponym,
)

__all__ = [
    "DEFAULT_ROLES",
    "Aggregate",
    "PlaceEntry",
    "Quotation",
    "UnplacedEntry",
    "aggregate",
]

DEFAULT_ROLES = frozenset({Role.SUBJECT, Role.DATELINE, Role.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage that names the place; ``document`` is an index into ``Aggregate.documents``.

    ``mentions`` are the (start, end) of this place's names within the passage's first
    occurrence; ``toponyms`` are all that stand behind it, repeats of the passage included.
    """

    document: int
    passage: Passage
    mentions: tuple[tuple[int, int], ...]
    toponyms: tuple[Toponym, ...]

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the passage in pieces, verbatim, and whether each is one of the names.

        Where the names stand in a repeat of the passage only, those of its first occurrence
        are marked.
        """
        quote, done = self.passage.quote, 0
        for mark in sorted(self.mentions or self.passage.marks):
            start, end = (min(max(at - self.passage.start, done), len(quote)) for at in mark)
            if start == end:
                continue
            if start > done:
                yield quote[done:start], False
            yield quote[start:end], True
            done = end
        if done < len(quote):
            yield quote[done:], False


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place with every passage that names it.

    ``mentions`` counts names, ``doubtful`` those of them that were not placed with confidence;
    ``status`` is UNCERTAIN when all are doubtful, ``score`` is the best one's; ``documents``
    counts documents; ``area`` is set when every mention is vague in the same way; ``names`` are
    the forms the texts use, most frequent first.
    """

    place: Place
    quotations: tuple[Quotation, ...]
    mentions: int
    documents: int
    status: Status
    score: float
    area: Area | None = None
    names: tuple[str, ...] = ()
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class UnplacedEntry:
    """A name that could not be placed, and why."""

    name: str
    status: Status
    reason: str
    quotations: tuple[Quotation, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class Aggregate:
    """All that a map or an export of places needs; ``checks`` are (document index, check).

    ``brief`` counts documents whose results were kept without other candidates.
    """

    documents: tuple[Document, ...]
    places: tuple[PlaceEntry, ...]
    unplaced: tuple[UnplacedEntry, ...]
    checks: tuple[tuple[int, Check], ...] = ()
    warnings: tuple[tuple[int, str], ...] = ()
    recognizers: tuple[str, ...] = ()
    gazetteers: tuple[str, ...] = ()
    asked_online: tuple[str, ...] = ()
    left_out: int = 0
    brief: int = 0


@dataclass(slots=True)
class _Group:
    """The mentions of one place (or one unplaced name), passage by passage."""

    passages: dict[tuple[int, int, int], tuple[Passage, list[tuple[int, int]], list[Toponym]]] = (
        field(default_factory=dict)
    )

    def add(self, document: int, passage: Passage, toponym: Toponym) -> None:
        key = (document, passage.start, passage.end)
        _, marks, toponyms = self.passages.setdefault(key, (passage, [], []))
        mention = toponym.mention
        if passage.start <= mention.start and mention.end <= passage.end:
            marks.append((mention.start, mention.end))
        toponyms.append(toponym)

    def quotations(self) -> tuple[Quotation, ...]:
        return tuple(
            Quotation(document, passage, tuple(marks), tuple(toponyms))
            for (document, _, _), (passage, marks, toponyms) in self.passages.items()
        )

    def toponyms(self) -> list[Toponym]:
        return [toponym for _, _, found in self.passages.values() for toponym in found]


def aggregate(
    results: Iterable[ParsedDocument], *, roles: frozenset[Role] = DEFAULT_ROLES
) -> Aggregate:
    """Gather results by place.

    Args:
        results: Parsed documents, in the order in which their passages shall stand.
        roles: Mentions with other roles (adjectives, names inside organisations) are counted
            in ``left_out`` and stand neither on the map nor among the unplaced.
    """
    documents: list[Document] = []
    placed: dict[str, _Group] = {}
    unplaced: dict[tuple[str, str, str], _Group] = {}
    checks: list[tuple[int, Check]] = []
    warnings: list[tuple[int, str]] = []
    provenance: tuple[dict[str, None], dict[str, None], dict[str, None]] = ({}, {}, {})
    left_out = brief = 0
    for index, parsed in enumerate(results):
        documents.append(parsed.document)
        checks.extend((index, check) for check in parsed.checks)
        warnings.extend((index, warning) for warning in parsed.warnings)
        brief += parsed.detail is Detail.BRIEF
        provenance[0].setdefault(parsed.recognizer)
        provenance[1].setdefault(parsed.gazetteer)
        provenance[2].update(dict.fromkeys(parsed.asked_online))
        for toponym, passage in zip(parsed.toponyms, find_passages(parsed), strict=True):
            if toponym.role not in roles:
                left_out += 1
            elif toponym.place is not None:
                placed.setdefault(toponym.place.id, _Group()).add(index, passage, toponym)
            else:
                key = (toponym.mention.text, toponym.status.value, toponym.reason)
                unplaced.setdefault(key, _Group()).add(index, passage, toponym)
    return Aggregate(
        documents=tuple(documents),
        places=_by_mentions(_place_entry(group) for group in placed.values()),
        unplaced=_unplaced_entries(unplaced),
        checks=tuple(checks),
        warnings=tuple(warnings),
        recognizers=tuple(filter(None, provenance[0])),
        gazetteers=tuple(filter(None, provenance[1])),
        asked_online=tuple(provenance[2]),
        left_out=left_out,
        brief=brief,
    )


def _by_mentions(entries: Iterable[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    return tuple(
        sorted(entries, key=lambda entry: (-entry.mentions, entry.place.name, entry.place.id))
    )


def _place_entry(group: _Group) -> PlaceEntry:
    toponyms = group.toponyms()
    place = toponyms[0].place
    assert place is not None
    names: dict[str, int] = {}
    for toponym in toponyms:
        names[toponym.mention.text] = names.get(toponym.mention.text, 0) + 1
    areas = {toponym.area for toponym in toponyms}
    doubtful = sum(toponym.status is not Status.PLACED for toponym in toponyms)
    return PlaceEntry(
        place=place,
        quotations=group.quotations(),
        mentions=len(toponyms),
        documents=len({document for document, _, _ in group.passages}),
        status=Status.PLACED if doubtful < len(toponyms) else Status.UNCERTAIN,
        score=max(toponym.probability for toponym in toponyms),
        area=areas.pop() if len(areas) == 1 else None,
        names=tuple(sorted(names, key=lambda name: (-names[name], name))),
        doubtful=doubtful,
    )


def _unplaced_entries(groups: dict[tuple[str, str, str], _Group]) -> tuple[UnplacedEntry, ...]:
    entries = [
        UnplacedEntry(name, Status(status), reason, group.quotations(), len(group.toponyms()))
        for (name, status, reason), group in groups.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.mentions, entry.name, entry.reason)))
