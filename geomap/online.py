"""Names that the gazetteer does not know, asked once each after all documents are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.files import scratch
from geomap.jsonl import read_results, write_results
from geomap.languages.en.not_places import is_no_place
from geomap.seams import (
    Answers,
    CodeFinder,
    Gazetteer,
    Geocoder,
    NameGeocoder,
    TownFinder,
    geocode_each,
)
from geomap.types import (
    Candidate,
    Label,
    Match,
    Mention,
    ParsedDocument,
    Place,
    Role,
    Status,
    Toponym,
)

if TYPE_CHECKING:
    from geomap.resolver import Resolver

__all__ = ["AnsweredGazetteer", "resolve_cached", "resolve_online"]

_ASKED_ROLES = frozenset({Role.SUBJECT, Role.DATELINE, Role.GOVERNMENT})
_ASKED_STATUS = frozenset({Status.NO_CANDIDATE, Status.AMBIGUOUS, Status.UNCERTAIN})


class AnsweredGazetteer:
    """A gazetteer with a geocoder's answers added to the candidates of the names asked."""

    def __init__(self, gazetteer: Gazetteer, answers: Mapping[str, tuple[Candidate, ...]]) -> None:
        self._gazetteer = gazetteer
        self._answers = answers

    @property
    def name(self) -> str:
        return self._gazetteer.name

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        known = self._gazetteer.candidates(name, limit=limit)
        ids = {candidate.place.id for candidate in known}
        fresh = (found for found in self._answers.get(name, ()) if found.place.id not in ids)
        return (*known, *fresh)[:limit]

    def towns_near(self, latitude: float, longitude: float, *, limit: int) -> tuple[Place, ...]:
        known = self._gazetteer
        return (
            known.towns_near(latitude, longitude, limit=limit)
            if isinstance(known, TownFinder)
            else ()
        )

    def by_code(self, code: str) -> Place | None:
        return self._gazetteer.by_code(code) if isinstance(self._gazetteer, CodeFinder) else None

    def place(self, place_id: str) -> Place | None:
        for answers in self._answers.values():
            for candidate in answers:
                if candidate.place.id == place_id:
                    return candidate.place
        return self._gazetteer.place(place_id)

    def country(self, code: str) -> Place | None:
        return self._gazetteer.country(code)


def resolve_online(
    results: Iterable[ParsedDocument],
    resolver: Resolver,
    geocoder: Geocoder | NameGeocoder,
    *,
    min_score: float = 0.0,
) -> Iterator[ParsedDocument]:
    """Yield the results with unknown names placed by the geocoder's answers where they fit.

    The results wait on disk until every document is read; then each name is asked once. A name
    that was placed offline stays as it is, unless it lies below ``min_score``.
    """
    with scratch() as folder:
        spool = folder / "results.jsonl"
        names: dict[str, None] = {}

        def noting() -> Iterator[ParsedDocument]:
            for parsed in results:
                names.update(dict.fromkeys(_unknown(parsed, min_score)))
                yield parsed

        write_results(noting(), spool)
        answers = _ask(geocoder, tuple(names)) if names else Answers({})
        for parsed in read_results(spool):
            yield _completed(parsed, resolver, answers, min_score)


def resolve_cached(
    results: Iterable[ParsedDocument], resolver: Resolver, lookup: Geocoder | NameGeocoder
) -> Iterator[ParsedDocument]:
    """Yield the results with unknown names placed by answers that are already cached."""
    known: dict[str, tuple[Candidate, ...]] = {}
    for parsed in results:
        names = dict.fromkeys(_unknown(parsed, 0.0))
        known.update(_ask(lookup, [name for name in names if name not in known]).found)
        answers = Answers({name: known[name] for name in names if known.get(name)})
        yield _completed(parsed, resolver, answers, 0.0) if answers.found else parsed


def _unknown(parsed: ParsedDocument, min_score: float) -> list[str]:
    return [toponym.mention.text for toponym in parsed.toponyms if _may_ask(toponym, min_score)]


def _may_ask(toponym: Toponym, min_score: float) -> bool:
    if toponym.mention.label in (Label.COORD, Label.CODE):
        return False
    if toponym.role not in _ASKED_ROLES:
        return False
    if toponym.status is Status.NOT_A_PLACE:
        return _none_fits(toponym)
    if toponym.place is None:
        return toponym.status in _ASKED_STATUS
    return toponym.probability < min_score


def _none_fits(toponym: Toponym) -> bool:
    """Whether the ranker found no candidate fitting, rather than a rule or the user."""
    return bool(toponym.candidates) and not is_no_place(toponym.mention.text)


def _ask(geocoder: Geocoder | NameGeocoder, names: Sequence[str]) -> Answers:
    if isinstance(geocoder, Geocoder):
        return geocoder.geocode_all(names)
    return geocode_each(geocoder, names)


def _completed(
    parsed: ParsedDocument,
    resolver: Resolver,
    answers: Answers,
    min_score: float,
) -> ParsedDocument:
    unknown = set(_unknown(parsed, min_score))
    if not unknown:
        return parsed
    mentions = tuple(_with_role(toponym) for toponym in parsed.toponyms)
    again = resolver.with_gazetteer(AnsweredGazetteer(resolver.gazetteer, answers.found)).resolve(
        parsed.document, mentions
    )
    toponyms = tuple(
        _chosen(old, new, answers.failed, min_score)
        for old, new in zip(parsed.toponyms, again.toponyms, strict=True)
    )
    return replace(parsed, toponyms=toponyms, asked_online=tuple(sorted(unknown & answers.sent)))


def _with_role(toponym: Toponym) -> Mention:
    kept = toponym.role in (Role.ADJECTIVE, Role.ORGANISATION)
    # A position that was accepted once stays one: its role says so.
    role = toponym.role if kept or toponym.mention.label is Label.COORD else None
    return replace(toponym.mention, role=role)


def _chosen(old: Toponym, new: Toponym, failures: Mapping[str, str], min_score: float) -> Toponym:
    if not _may_ask(old, min_score):
        return old
    failure = failures.get(old.mention.text)
    if failure is not None and old.place is None:
        return replace(
            old,
            status=Status.UNAVAILABLE,
            reason=f"{old.reason.rstrip('.')}; and {failure}. This does not mean that there is "
            "no such place.",
        )
    online = new.place is not None and any(
        candidate.place.id == new.place.id and candidate.match == Match.ONLINE
        for candidate in new.candidates
    )
    if not online or (old.place is not None and new.probability <= old.probability):
        return old
    return new
