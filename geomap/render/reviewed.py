"""What a page tells of reviews: the machine's answers beside the decisions, and the decisions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from geomap.aggregate import Aggregate, PlaceEntry, UnplacedEntry
from geomap.corrections import Corrections, DecidedPlace, Decision, Quote, Scope, to_record
from geomap.corrections.records import FORMAT
from geomap.types import Place, Status, Toponym
from geomap.wording import within

__all__ = ["Machine", "carried_decisions", "digest", "sureness"]


def sureness(toponym: Toponym) -> int:
    """Return twice the percent of certainty, plus one if the name was not placed surely."""
    return 2 * round(toponym.probability * 100) + (toponym.status is Status.UNCERTAIN)


@dataclass
class Machine:
    """Numbers the places and the names not placed that the machine answered before a review.

    ``places`` and ``unplaced`` are those that the corrected results do not have any more; their
    numbers follow those of the aggregate.
    """

    aggregate: Aggregate
    pooled: Callable[[str], int]
    places: list[PlaceEntry] = field(default_factory=list)
    unplaced: list[UnplacedEntry] = field(default_factory=list)

    def __post_init__(self) -> None:
        entries = self.aggregate.places
        self._places = {entry.place.id: number for number, entry in enumerate(entries)}
        self._unplaced = {
            (entry.name, entry.status, entry.reason): number
            for number, entry in enumerate(self.aggregate.unplaced)
        }

    def answer(self, toponym: Toponym) -> list[int]:
        """Return owner, certainty and reason of a reviewed name; nothing if it was missed."""
        machine = toponym.review.machine if toponym.review else toponym
        if machine is None:
            return []
        if machine.place is not None:
            owner = self._place(machine.place, machine)
            return [owner, sureness(machine), self.pooled(machine.reason)]
        return [-1 - self._entry(machine), sureness(machine), 0]

    def _place(self, place: Place, machine: Toponym) -> int:
        number = self._places.get(place.id)
        if number is None:
            number = self._places[place.id] = len(self._places)
            entry = PlaceEntry(place, (), 0, 0, machine.status, 0.0, area=machine.area)
            self.places.append(entry)
        return number

    def _entry(self, machine: Toponym) -> int:
        key = machine.mention.text, machine.status, machine.reason
        number = self._unplaced.get(key)
        if number is None:
            number = self._unplaced[key] = len(self._unplaced)
            self.unplaced.append(UnplacedEntry(*key, (), 0))
        return number


def carried_decisions(gathered: Aggregate, corrections: Corrections | None) -> Any:
    """Return the block of decisions that a page carries, or None if there are none.

    Without corrections, the decisions are those that the results tell, one for each mention.
    """
    decisions = list(_told(gathered)) if corrections is None else list(corrections.current)
    if not decisions:
        return None
    return {"format": FORMAT, "decisions": [to_record(decision) for decision in decisions]}


def _told(gathered: Aggregate) -> Iterator[Decision]:
    for index, toponym in _mentions(gathered):
        review = toponym.review
        if review is None:
            continue
        document, mention = gathered.documents[index], toponym.mention
        yield Decision(
            review.verdict,
            Scope.MENTION,
            Quote.of(document.text, mention.start, mention.end),
            document.id,
            document.sha256,
            mention.start,
            None if toponym.place is None else _seen(toponym.place),
            review.who,
            review.when,
            review.note,
        )


def _seen(place: Place) -> DecidedPlace:
    known = None if place.id.startswith("correction:") else place.id
    where = within(place) or None
    return DecidedPlace(known, place.name, place.latitude, place.longitude, where)


def digest(gathered: Aggregate) -> str:
    """Return what tells these results from others: texts and the machine's own answers.

    It is the same with corrections and without, so that a browser finds its decisions again.
    """
    summed = hashlib.sha256()
    for document in gathered.documents:
        text = hashlib.sha256(document.text.encode("utf-8", "replace")).hexdigest()
        summed.update(_line(document.id, text))
    for index, toponym in _mentions(gathered):
        machine = toponym.review.machine if toponym.review else toponym
        if machine is not None:
            answer = machine.place.id if machine.place else machine.status.value
            summed.update(_line(str(index), str(machine.mention.start), answer))
    return summed.hexdigest()[:32]


def _line(*parts: str) -> bytes:
    return ("\x1f".join(parts) + "\n").encode("utf-8", "replace")


def _mentions(gathered: Aggregate) -> list[tuple[int, Toponym]]:
    """Return every mention with its document, in the order of the texts."""
    entries: list[PlaceEntry | UnplacedEntry] = [*gathered.places, *gathered.unplaced]
    found = [
        (quotation.document, toponym)
        for entry in entries
        for quotation in entry.quotations
        for toponym in quotation.toponyms
    ]
    return sorted(found, key=lambda one: (one[0], one[1].mention.start, one[1].mention.end))
