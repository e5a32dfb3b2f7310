"""Results with the decisions of reviewers in them: the narrowest decision about a name wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from geomap.corrections.agreement import Conflict, latest, merged, printable, told_target
from geomap.corrections.anchor import find_quote, occurrences, stands_at
from geomap.corrections.decision import Decision, Quote, Scope, Verdict
from geomap.types import (
    Check,
    Document,
    Mention,
    ParsedDocument,
    Place,
    Review,
    Role,
    Status,
    Toponym,
)

__all__ = ["Corrections", "Deciding"]

_REACH = {Scope.EVERYWHERE: 0, Scope.DOCUMENT: 1, Scope.MENTION: 2}
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision that holds for one stretch of a document, and the toponym there, if any."""

    start: int
    end: int
    decision: Decision
    toponym: Toponym | None

    @property
    def machine(self) -> Toponym | None:
        """What was answered before any correction; None for a name that was not found."""
        review = self.toponym.review if self.toponym else None
        return self.toponym if review is None else review.machine


@dataclass(slots=True)
class _Doubt:
    """What became of a decision: whether its document was seen, and whether it was used."""

    seen: bool = False
    used: bool = False


@dataclass
class Corrections:
    """Decisions, each with its place, ready to be applied to any number of results.

    Attributes:
        decisions: Those that hold.
        conflicts: What reviewers disagree on; more may be added where texts have changed.
    """

    given: Iterable[tuple[Decision, Place | None]]
    decisions: tuple[Decision, ...] = ()
    conflicts: list[Conflict] = field(default_factory=list)
    _places: dict[Decision, Place | None] = field(default_factory=dict)
    _doubts: dict[Decision, _Doubt] = field(default_factory=dict)
    _moved: dict[Decision, Decision] = field(default_factory=dict)
    _everywhere: list[Decision] = field(default_factory=list)
    _by_document: dict[str, list[Decision]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._places = dict(self.given)
        self.given = ()
        self.decisions, conflicts = merged(self._places)
        self.conflicts.extend(conflicts)
        for decision in self.decisions:
            self._doubts[decision] = _Doubt()
            if decision.scope is Scope.EVERYWHERE or not (decision.document or decision.sha256):
                self._everywhere.append(decision)
                continue
            for key in {decision.document, decision.sha256} - {None, ""}:
                self._by_document[str(key)].append(decision)

    def apply(self, results: Iterable[ParsedDocument]) -> Iterator[ParsedDocument]:
        """Yield the results with the corrected toponyms replaced, and missed names added."""
        for parsed in results:
            decided = self.decided(parsed)
            yield self._corrected(parsed, decided) if decided else parsed

    def place_of(self, decision: Decision) -> Place | None:
        """Return the place of one of ``decisions``, as the gazetteer knows it."""
        return self._places[decision]

    def decided(self, parsed: ParsedDocument) -> tuple[Deciding, ...]:
        """Return the decisions that hold in a document, in text order."""
        machine = {_span(toponym): toponym for toponym in parsed.toponyms}
        fitting: dict[_Span, list[Decision]] = defaultdict(list)
        for decision in self._about(parsed.document):
            for span in _spans(decision, parsed.document.text, machine):
                fitting[span].append(decision)
                self._move(decision, parsed.document, span)
        found = []
        for (start, end), decisions in sorted(fitting.items()):
            used = self._narrowest(decisions)
            found.append(Deciding(start, end, used, machine.get((start, end))))
        return tuple(found)

    @property
    def current(self) -> tuple[Decision, ...]:
        """The decisions, those for one mention at the offsets of the documents seen last."""
        return tuple(self._moved.get(decision, decision) for decision in self.decisions)

    def unused(self) -> tuple[str, ...]:
        """Say which decisions no longer fit their document, and how many wait for another."""
        lost = [one for one, doubt in self._doubts.items() if doubt.seen and not doubt.used]
        waiting = sum(not doubt.seen and not doubt.used for doubt in self._doubts.values())
        told = [
            f"{printable(one.file)}, {one.line}: the correction of {told_target(one)} is not used: "
            "the text has changed there or the name is no longer found; review it again"
            for one in lost
            if one.scope is not Scope.EVERYWHERE
        ]
        if waiting:
            counted = "1 correction is" if waiting == 1 else f"{waiting:,} corrections are"
            told.append(f"{counted} about documents or names that are not here")
        return tuple(told)

    def _about(self, document: Document) -> Iterator[Decision]:
        """Yield the decisions about a document: by its id, or where its text fits its digest."""
        yield from self._everywhere
        for decision in self._by_document.get(document.id, ()):
            if decision.document == document.id:
                self._doubts[decision].seen = True
                yield decision
        for decision in self._by_document.get(document.sha256 or "", ()):
            if decision.document == document.id or decision.start is None:
                continue
            if stands_at(decision.quote, decision.start, document.text):
                self._doubts[decision].seen = True
                yield decision

    def _move(self, decision: Decision, document: Document, span: _Span) -> None:
        if decision.scope is not Scope.MENTION or not decision.document:
            return
        start, end = span
        self._moved[decision] = replace(
            decision,
            document=document.id,
            sha256=document.sha256 or decision.sha256,
            start=start,
            quote=Quote.of(document.text, start, end),
        )

    def _narrowest(self, decisions: list[Decision]) -> Decision:
        reach = max(_REACH[decision.scope] for decision in decisions)
        narrowest = [one for one in decisions if _REACH[one.scope] == reach]
        used, conflicts = latest(narrowest)
        self.conflicts.extend(one for one in conflicts if one not in self.conflicts)
        for decision in decisions:
            self._doubts[decision].used = True
        return used

    def _corrected(self, parsed: ParsedDocument, decided: tuple[Deciding, ...]) -> ParsedDocument:
        taken = [(one.start, one.end) for one in decided]
        kept = [
            toponym
            for toponym in parsed.toponyms
            if _span(toponym) not in taken and not _overlaps(_span(toponym), taken)
        ]
        text = parsed.document.text
        answers = [_answer(one, self._places[one.decision], text) for one in decided]
        toponyms = sorted([*kept, *answers], key=lambda toponym: _span(toponym))
        return replace(
            parsed.with_toponyms(tuple(toponyms)), checks=_checks(parsed, tuple(toponyms))
        )


def _span(toponym: Toponym) -> _Span:
    return toponym.mention.start, toponym.mention.end


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _overlaps(span: _Span, others: Iterable[_Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _spans(decision: Decision, text: str, machine: dict[_Span, Toponym]) -> Iterator[_Span]:
    """Yield the stretches of a text that a decision is about.

    A name that the machine does not find now is added if the decision gives it a place; a longer
    or shorter name that it finds there instead is another name, unless the reviewer marked it.
    """
    name, missed = decision.quote.exact, decision.verdict is Verdict.MISSED
    if decision.scope is Scope.MENTION and decision.start is not None:
        found = find_quote(decision.quote, decision.start, text)
        spans = [] if found is None else [found]
    elif missed:
        spans = list(occurrences(name, text))
    else:
        folded = _folded(name)
        spans = [span for span in machine if _folded(text[slice(*span)]) == folded]
    for span in spans:
        marked = missed and decision.scope is Scope.MENTION
        added = (missed or decision.place is not None) and not _overlaps(span, machine)
        if span in machine or marked or added:
            yield span


def _answer(one: Deciding, place: Place | None, text: str) -> Toponym:
    """Return what the decision makes of a name, with the machine's answer beside it."""
    decision, machine = one.decision, one.machine
    toponym = machine or Toponym(Mention(one.start, one.end, text[one.start : one.end]), None)
    if decision.verdict is Verdict.MISSED:  # also where it was found in a role that no map shows
        toponym = replace(toponym, role=Role.SUBJECT)
    decided = _placed(toponym, place, decision) if place else _not_placed(toponym, decision)
    review = Review(decision.verdict, decision.who, decision.when, decision.note, machine)
    return replace(decided, review=review)


def _placed(toponym: Toponym, place: Place, decision: Decision) -> Toponym:
    same = toponym.place is not None and toponym.place.id == place.id
    confirmed = ", confirmed" if decision.verdict is Verdict.RIGHT else ""
    return replace(
        toponym,
        place=toponym.place if same else place,
        area=toponym.area if same else None,
        probability=1.0,
        status=Status.PLACED,
        reason=f"Placed at {place.name}{confirmed} by your correction.",
    )


def _not_placed(toponym: Toponym, decision: Decision) -> Toponym:
    status, reason = {
        Verdict.UNKNOWN: (Status.UNKNOWN, "Not placed, by your correction: nobody can tell."),
        Verdict.MISSED: (Status.UNKNOWN, "A name of a place by your correction, not known where."),
    }.get(decision.verdict, (Status.NOT_A_PLACE, "Not a place here, by your correction."))
    return replace(
        toponym,
        place=None,
        area=None,
        candidates=(),
        probability=1.0,
        status=status,
        reason=reason,
    )


def _checks(parsed: ParsedDocument, toponyms: tuple[Toponym, ...]) -> tuple[Check, ...]:
    """Return the checks that still hold: their names mean what they meant when checked."""
    now = {_span(toponym): number for number, toponym in enumerate(toponyms)}
    kept = []
    for check in parsed.checks:
        before = [parsed.toponyms[number] for number in check.mentions]
        numbers = [now.get(_span(toponym)) for toponym in before]
        if all(
            number is not None and toponyms[number].place == toponym.place
            for number, toponym in zip(numbers, before, strict=True)
        ):
            kept.append(replace(check, mentions=tuple(n for n in numbers if n is not None)))
    return tuple(kept)
