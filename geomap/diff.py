"""What changed between two runs: places gained, lost and moved, mention by mention.

Documents are paired by id; within a document the names, in text order, are aligned as
``difflib.SequenceMatcher`` does (Ratcliff and Obershelp, 1988), so that a sentence added to an
article does not make every later mention a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from typing import Any

from geomap.geodesy import distance_km
from geomap.types import ParsedDocument, Place, Toponym

__all__ = ["Change", "Difference", "Spot", "compare"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the comparison keeps it; degrees are WGS 84."""

    id: str
    name: str
    country: str | None
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Change:
    """A mention that differs; ``kind`` is found, gone, moved, placed or unplaced.

    ``start`` is the mention's offset in the new document (in the old one if it is gone);
    ``distance_km`` is set where both runs have a position.
    """

    kind: str
    document: str
    name: str
    start: int
    old: Spot | None = None
    new: Spot | None = None
    distance_km: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two runs.

    ``gained`` and ``lost`` are places that only one run has; ``relocated`` are ids whose own
    coordinates differ (a new gazetteer).
    """

    gained: tuple[Spot, ...]
    lost: tuple[Spot, ...]
    relocated: tuple[tuple[Spot, Spot, float], ...]
    documents_added: tuple[str, ...]
    documents_removed: tuple[str, ...]
    changes: tuple[Change, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(
            self.gained
            or self.lost
            or self.relocated
            or self.documents_added
            or self.documents_removed
            or self.changes
        )

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "gained": [asdict(spot) for spot in self.gained],
            "lost": [asdict(spot) for spot in self.lost],
            "relocated": [
                {"old": asdict(old), "new": asdict(new), "distance_km": round(km, 3)}
                for old, new, km in self.relocated
            ],
            "documents_added": list(self.documents_added),
            "documents_removed": list(self.documents_removed),
            "changes": [asdict(change) for change in self.changes],
            "unchanged": self.unchanged,
        }


@dataclass(slots=True)
class _Run:
    """What is kept of a run: names, offsets and places, not texts."""

    documents: dict[str, list[tuple[str, int, Spot | None, str]]] = field(default_factory=dict)
    places: dict[str, Spot] = field(default_factory=dict)


def compare(old: Iterable[ParsedDocument], new: Iterable[ParsedDocument]) -> Difference:
    """Return what the new results say differently."""
    before, after = _kept(old), _kept(new)
    shared = [key for key in after.documents if key in before.documents]
    changes: list[Change] = []
    unchanged = 0
    for key in shared:
        found = list(_changes(key, before.documents[key], after.documents[key]))
        changes += [change for change in found if change is not None]
        unchanged += found.count(None)
    return Difference(
        gained=_only_in(after, before),
        lost=_only_in(before, after),
        relocated=tuple(_relocated(before, after)),
        documents_added=tuple(key for key in after.documents if key not in before.documents),
        documents_removed=tuple(key for key in before.documents if key not in after.documents),
        changes=tuple(changes),
        unchanged=unchanged,
    )


def _kept(results: Iterable[ParsedDocument]) -> _Run:
    run = _Run()
    for parsed in results:
        mentions = run.documents.setdefault(parsed.document.id, [])
        for toponym in parsed.toponyms:
            spot = _spot(toponym.place, run)
            mentions.append((toponym.mention.text, toponym.mention.start, spot, _why(toponym)))
    return run


def _spot(place: Place | None, run: _Run) -> Spot | None:
    if place is None:
        return None
    made = Spot(place.id, place.name, place.country, place.latitude, place.longitude)
    return run.places.setdefault(place.id, made)


def _why(toponym: Toponym) -> str:
    return toponym.reason or toponym.status.value


def _only_in(one: _Run, other: _Run) -> tuple[Spot, ...]:
    return tuple(spot for key, spot in one.places.items() if key not in other.places)


def _relocated(before: _Run, after: _Run) -> Iterator[tuple[Spot, Spot, float]]:
    for key, new in after.places.items():
        old = before.places.get(key)
        if old and (old.latitude, old.longitude) != (new.latitude, new.longitude):
            yield old, new, _km(old, new)


def _changes(
    document: str,
    old: list[tuple[str, int, Spot | None, str]],
    new: list[tuple[str, int, Spot | None, str]],
) -> Iterator[Change | None]:
    """Yield a change, or None for a mention that is as it was."""
    names = [mention[0] for mention in old], [mention[0] for mention in new]
    matcher = SequenceMatcher(None, *names, autojunk=False)
    for operation, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if operation == "equal":
            pairs = zip(old[old_from:old_to], new[new_from:new_to], strict=True)
            for (_, _, was, _), (name, start, now, reason) in pairs:
                yield _decision(document, name, start, was, now, reason)
            continue
        for name, start, was, _ in old[old_from:old_to]:
            yield Change("gone", document, name, start, old=was)
        for name, start, now, reason in new[new_from:new_to]:
            yield Change("found", document, name, start, new=now, reason=reason)


def _decision(
    document: str, name: str, start: int, was: Spot | None, now: Spot | None, reason: str
) -> Change | None:
    if was is None and now is None:
        return None
    if was is None or now is None:
        kind = "placed" if was is None else "unplaced"
        return Change(kind, document, name, start, was, now, reason=reason)
    if was.id == now.id:
        return None
    return Change("moved", document, name, start, was, now, round(_km(was, now), 3), reason)


def _km(one: Spot, other: Spot) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
