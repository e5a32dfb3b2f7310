"""The columns of tables: one row a mention, or one row a place.

Spreadsheets, data frames, GeoPackage, GeoParquet and GeoJSON all show these columns under
these names. Degrees are WGS 84; offsets are code points of the document's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from geomap.aggregate import Aggregate, PlaceEntry, Quotation, UnplacedEntry
from geomap.coordinates.formats import mgrs_of
from geomap.gazetteer.wikidata import wikidata_id
from geomap.iso3166 import alpha3
from geomap.passages import find_passages
from geomap.types import Area, Document, Kind, Label, ParsedDocument, Passage, Place, Toponym

__all__ = [
    "MENTION_COLUMNS",
    "PLACE_COLUMNS",
    "Row",
    "citation",
    "mention_rows",
    "place_rows",
    "slim",
]

Row = Mapping[str, Any]

_PLACE: dict[str, type] = {
    "place_id": str,
    "geonameid": int,
    "place": str,
    "kind": str,
    "wikidata": str,
    "country": str,
    "country_alpha3": str,
    "country_name": str,
    "admin1": str,
    "admin2": str,
    "latitude": float,
    "longitude": float,
    "is_area": bool,
    "mgrs": str,
    "precision_m": float,
}

MENTION_COLUMNS: dict[str, type] = {
    "document": str,
    "title": str,
    "date": str,
    "source": str,
    "url": str,
    "start": int,
    "end": int,
    "name": str,
    "label": str,
    "role": str,
    "status": str,
    "score": float,
    "reason": str,
    "coordinates_as_written": str,
    **_PLACE,
    "radius_km": float,
    "area": str,
    "passage": str,
    "passage_start": int,
    "where": str,
    "attribution": str,
}

PLACE_COLUMNS: dict[str, type] = {
    **_PLACE,
    "status": str,
    "score": float,
    "mentions": int,
    "documents": int,
    "names": str,
    "coordinates_as_written": str,
    "reason": str,
    "radius_km": float,
    "area": str,
    "passage": str,
    "citation": str,
    "attribution": str,
}


def mention_rows(results: Iterable[ParsedDocument]) -> Iterator[Row]:
    """Yield a row for each mention, placed or not, holding one document at a time."""
    for parsed in results:
        for toponym, passage in zip(parsed.toponyms, find_passages(parsed), strict=True):
            yield _mention_row(parsed.document, toponym, passage)


def _mention_row(document: Document, toponym: Toponym, passage: Passage) -> Row:
    mention, area = toponym.mention, toponym.area
    return {
        "document": document.id,
        "title": document.title,
        "date": document.date,
        "source": document.source,
        "url": document.url,
        "start": mention.start,
        "end": mention.end,
        "name": mention.text,
        "label": mention.label,
        "role": toponym.role.value,
        "status": toponym.status.value,
        "score": toponym.probability if toponym.place else None,
        "reason": toponym.reason,
        "coordinates_as_written": mention.text if mention.label is Label.COORD else None,
        **_place_cells(toponym.place, area),
        "radius_km": area.radius_km if area else None,
        "area": area.words if area else None,
        "passage": passage.quote,
        "passage_start": passage.start,
        "where": passage.where or None,
        "attribution": toponym.place.attribution if toponym.place else None,
    }


def place_rows(gathered: Aggregate) -> Iterator[Row]:
    """Yield a row for each place, most mentioned first, then one for each name not placed."""
    for entry in gathered.places:
        yield {
            **_place_cells(entry.place, entry.area),
            "status": entry.status.value,
            "score": entry.score,
            "mentions": entry.mentions,
            "documents": entry.documents,
            "names": "; ".join(entry.names),
            "coordinates_as_written": _as_written(entry),
            "reason": _first_reason(entry),
            "radius_km": entry.area.radius_km if entry.area else None,
            "area": entry.area.words if entry.area else None,
            **_first_quotation(gathered, entry),
            "attribution": entry.place.attribution,
        }
    for missing in gathered.unplaced:
        yield {
            **_place_cells(None, None),
            "status": missing.status.value,
            "score": None,
            "mentions": missing.mentions,
            "documents": len({quotation.document for quotation in missing.quotations}),
            "names": missing.name,
            "coordinates_as_written": None,
            "reason": missing.reason,
            "radius_km": None,
            "area": None,
            **_first_quotation(gathered, missing),
            "attribution": None,
        }


def _as_written(entry: PlaceEntry) -> str | None:
    if entry.place.kind is not Kind.COORDINATES:
        return None
    mentions = (toponym.mention for quote in entry.quotations for toponym in quote.toponyms)
    return next((mention.text for mention in mentions if mention.label is Label.COORD), None)


def _place_cells(place: Place | None, area: Area | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(_PLACE)
    return {
        "place_id": place.id,
        "geonameid": place.geonameid,
        "place": place.name,
        "kind": place.kind,
        "wikidata": wikidata_id(place.id),
        "country": place.country,
        "country_alpha3": alpha3(place.country),
        "country_name": place.country_name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "is_area": place.is_area,
        "mgrs": None if place.is_area else mgrs_of(place.latitude, place.longitude),
        "precision_m": _precision(place, area),
    }


def _precision(place: Place, area: Area | None) -> float | None:
    """Return what a position's digits leave open, in metres."""
    if place.kind is not Kind.COORDINATES or area is None:
        return None
    return round(1000 * area.radius_km, 1)


def _first_reason(entry: PlaceEntry) -> str | None:
    reasons = (toponym.reason for quote in entry.quotations for toponym in quote.toponyms)
    return next((reason for reason in reasons if reason), None)


def _first_quotation(gathered: Aggregate, entry: PlaceEntry | UnplacedEntry) -> dict[str, Any]:
    if not entry.quotations:
        return {"passage": None, "citation": None}
    first = entry.quotations[0]
    return {"passage": first.passage.quote, "citation": citation(gathered, first)}


def citation(gathered: Aggregate, quotation: Quotation) -> str:
    """Return where a quotation stands: title, date, page, characters, address."""
    document, passage = gathered.documents[quotation.document], quotation.passage
    parts = [
        f"“{document.title}”" if document.title else document.id,
        document.date,
        passage.where or None,
        f"characters {passage.start}–{passage.end}",
        document.url or document.source,
    ]
    cited = ", ".join(part for part in parts if part)
    return f"{cited} ({passage.count} times)" if passage.count > 1 else cited


def slim(results: Iterable[ParsedDocument]) -> Iterator[ParsedDocument]:
    """Yield the results without candidates: no export shows them, and they weigh most."""
    for parsed in results:
        bare = tuple(replace(toponym, candidates=()) for toponym in parsed.toponyms)
        yield parsed.with_toponyms(bare)
