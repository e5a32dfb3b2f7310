"""From marked names to decisions, and to gold documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from geomap.annotators.read import Marked, MarkedDocument
from geomap.corrections.decision import DecidedPlace, Decision, Quote, Scope, Verdict
from geomap.seams import Gazetteer
from geomap.types import Place, Toponym

__all__ = ["decisions_of", "gold_of"]


def decisions_of(documents: Iterable[MarkedDocument], *, who: str = "") -> Iterator[Decision]:
    """Yield what the annotator changed: another place, no place at all, a name that was missed.

    What was left as it was is no decision: the annotator may not have looked.
    """
    when = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    for document in documents:
        found = {(t.mention.start, t.mention.end): t for t in document.parsed.toponyms}
        marked = {(name.start, name.end): name for name in document.names}
        for span in sorted(found.keys() | marked.keys()):
            name = marked.get(span)
            if name is not None and span not in found:
                name = _of_the_same(name, found)
                if name is None:
                    continue
            verdict, place = _changed(found.get(span), name, marked)
            if verdict is not None:
                yield _decision(document, span, verdict, place, who, when)


def _of_the_same(name: Marked, found: dict[tuple[int, int], Toponym]) -> Marked | None:
    """Return a name that is marked a little wider or narrower with the place it had.

    None if nothing was decided: some formats widen names to their tokens.
    """
    for (start, end), toponym in found.items():
        if start < name.end and name.start < end:
            before = toponym.place.id if toponym.place else None
            return None if not name.says_place or name.place == before else name
    return name


def _changed(
    toponym: Toponym | None, name: Marked | None, marked: dict[tuple[int, int], Marked]
) -> tuple[Verdict | None, str | None]:
    if name is None and toponym is not None:
        start, end = toponym.mention.start, toponym.mention.end
        widened = any(first < end and start < last for first, last in marked)
        return (None, None) if widened else (Verdict.NOT_A_PLACE, None)
    if name is None:
        return None, None
    if toponym is None:
        return Verdict.MISSED, name.place
    before = toponym.place.id if toponym.place else None
    if not name.says_place or name.place == before:
        return None, None
    return (Verdict.UNKNOWN, None) if name.place is None else (Verdict.PLACE, name.place)


def _decision(
    document: MarkedDocument,
    span: tuple[int, int],
    verdict: Verdict,
    place: str | None,
    who: str,
    when: str,
) -> Decision:
    source = document.parsed.document
    return Decision(
        verdict,
        Scope.MENTION,
        Quote.of(source.text, *span),
        document=source.id,
        sha256=source.sha256,
        start=span[0],
        place=DecidedPlace(place) if place else None,
        who=who,
        when=when,
    )


def gold_of(documents: Iterable[MarkedDocument], gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Yield a line of gold for each document: every name that is marked, right or wrong before.

    Where the format cannot say which place is meant, geomap's answer for the same name is kept.
    """
    for document in documents:
        source = document.parsed.document
        found = {(t.mention.start, t.mention.end): t.place for t in document.parsed.toponyms}
        yield {
            "id": source.id,
            "title": source.title,
            "text": source.text,
            "source": source.url or source.source,
            "toponyms": [
                _gold(name, source.text, _place_of(name, found, gazetteer))
                for name in document.names
            ],
        }


def _place_of(
    name: Marked, found: dict[tuple[int, int], Place | None], gazetteer: Gazetteer
) -> Place | None:
    before = found.get((name.start, name.end))
    if not name.says_place or name.place is None:
        return before if not name.says_place else None
    if before is not None and before.id == name.place:
        return before
    return gazetteer.place(name.place)


def _gold(name: Marked, text: str, place: Place | None) -> dict[str, Any]:
    return {
        "start": name.start,
        "end": name.end,
        "text": text[name.start : name.end],
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonameid": place.geonameid if place else None,
        "name": place.name if place else None,
        "country": place.country if place else None,
        "type": place.feature if place else None,
        **({"adjectival": True} if name.label == "NORP" else {}),
    }
