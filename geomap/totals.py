"""Totals of a corpus: places by month, without holding its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.aggregate import DEFAULT_ROLES
from geomap.types import ParsedDocument, Place, Role, Status

__all__ = ["DOCUMENT_COLUMNS", "MONTH_COLUMNS", "by_document", "by_month"]

_PLACE: dict[str, type] = {
    "place_id": str, "place": str, "kind": str, "country": str, "admin1": str,
    "latitude": float, "longitude": float,
}  # fmt: skip
MONTH_COLUMNS: dict[str, type] = {
    **_PLACE, "month": str, "documents": int, "mentions": int, "doubtful": int,
}  # fmt: skip
DOCUMENT_COLUMNS: dict[str, type] = {
    **_PLACE, "document": str, "date": str, "mentions": int, "doubtful": int,
}  # fmt: skip


@dataclass(slots=True)
class _Count:
    documents: int = 0
    mentions: int = 0
    doubtful: int = 0


@dataclass(slots=True)
class _Named:
    """What one document says of one place."""

    place: Place
    count: _Count = field(default_factory=_Count)


def by_month(
    results: Iterable[ParsedDocument], *, roles: frozenset[Role] = DEFAULT_ROLES
) -> Iterator[Mapping[str, Any]]:
    """Yield a row a place and month ("" where a document has no date), by place, then month.

    Only the counts are held: memory grows with places and months, not with documents.
    """
    places: dict[str, Place] = {}
    counts: dict[tuple[str, str], _Count] = {}
    for parsed in results:
        month = (parsed.document.date or "")[:7]
        for named in _named(parsed, roles):
            places.setdefault(named.place.id, named.place)
            total = counts.setdefault((named.place.id, month), _Count())
            total.documents += 1
            total.mentions += named.count.mentions
            total.doubtful += named.count.doubtful
    for (place_id, month), total in sorted(counts.items()):
        yield {
            **_described(places[place_id]),
            "month": month or None,
            "documents": total.documents,
            "mentions": total.mentions,
            "doubtful": total.doubtful,
        }


def by_document(
    results: Iterable[ParsedDocument], *, roles: frozenset[Role] = DEFAULT_ROLES
) -> Iterator[Mapping[str, Any]]:
    """Yield a row a document and place, in the order of the documents."""
    for parsed in results:
        for named in _named(parsed, roles):
            yield {
                **_described(named.place),
                "document": parsed.document.id,
                "date": parsed.document.date,
                "mentions": named.count.mentions,
                "doubtful": named.count.doubtful,
            }


def _named(parsed: ParsedDocument, roles: frozenset[Role]) -> Iterable[_Named]:
    found: dict[str, _Named] = {}
    for toponym in parsed.toponyms:
        if toponym.place is not None and toponym.role in roles:
            named = found.setdefault(toponym.place.id, _Named(toponym.place))
            named.count.mentions += 1
            named.count.doubtful += toponym.status is not Status.PLACED
    return found.values()


def _described(place: Place) -> dict[str, Any]:
    return {
        "place_id": place.id,
        "place": place.name,
        "kind": str(place.kind),
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
