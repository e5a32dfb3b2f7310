"""GeoJSON (RFC 7946): a feature a place with its passages, or a feature a mention.

A mention that could not be placed is a feature without geometry; by place, such names stand
in the collection's member "unplaced".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from geomap._version import __version__
from geomap.aggregate import Aggregate, PlaceEntry, Quotation
from geomap.escaping import for_json
from geomap.export import report
from geomap.export.formats import Options
from geomap.export.geometry import shape
from geomap.export.items import write_items
from geomap.export.rows import citation, mention_rows, place_rows
from geomap.types import ParsedDocument

__all__ = ["place_collection", "write_mentions", "write_places"]


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the places, most mentioned first."""
    members = {
        "geomap": {
            "version": __version__,
            "recognizers": gathered.recognizers,
            "gazetteers": gathered.gazetteers,
            "asked_online": gathered.asked_online,
        },
        "attribution": report.attributions(gathered),
        "unplaced": [
            {
                "name": missing.name,
                "status": missing.status.value,
                "reason": missing.reason,
                "mentions": missing.mentions,
                "passages": _passages(gathered, missing.quotations),
            }
            for missing in gathered.unplaced
        ],
    }
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        _write(_place_features(gathered, options), stream, members)


def place_collection(gathered: Aggregate) -> dict[str, Any]:
    """Return the features of the places as one object, without the names not placed."""
    features = list(_place_features(gathered, Options()))
    return {"type": "FeatureCollection", "features": features}


def _place_features(gathered: Aggregate, options: Options) -> Iterator[dict[str, Any]]:
    for entry, row in zip(gathered.places, place_rows(gathered), strict=False):
        properties = {key: row[key] for key in row if key not in ("passage", "citation")}
        yield {
            "type": "Feature",
            "id": entry.place.id,
            "geometry": shape(entry, points=options.points),
            "properties": {
                **properties,
                "names": list(entry.names),
                "bounds": _bounds(entry),
                "passages": _passages(gathered, entry.quotations),
            },
        }


def _bounds(entry: PlaceEntry) -> list[float] | None:
    """Return [west, south, east, north], the order of RFC 7946's bounding boxes."""
    box = entry.place.bounds
    return [box.west, box.south, box.east, box.north] if box else None


def _passages(gathered: Aggregate, quotations: Iterable[Quotation]) -> list[dict[str, Any]]:
    return [
        {
            "quote": quotation.passage.quote,
            "document": gathered.documents[quotation.document].id,
            "start": quotation.passage.start,
            "end": quotation.passage.end,
            "mentions": [list(mention) for mention in quotation.mentions],
            "count": quotation.passage.count,
            "citation": citation(gathered, quotation),
        }
        for quotation in quotations
    ]


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write the mentions as they come, one document in memory at a time."""
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        _write(_mention_features(results), stream, {"geomap": {"version": __version__}})


def _mention_features(results: Iterable[ParsedDocument]) -> Iterator[dict[str, Any]]:
    for row in mention_rows(results):
        placed = row["place_id"] is not None
        position = [row["longitude"], row["latitude"]]
        yield {
            "type": "Feature",
            "id": f"{row['document']}#char={row['start']},{row['end']}",
            "geometry": {"type": "Point", "coordinates": position} if placed else None,
            "properties": dict(row),
        }


def _write(features: Iterable[dict[str, Any]], stream: IO[str], members: dict[str, Any]) -> None:
    stream.write('{"type":"FeatureCollection",')
    stream.write(for_json(members)[1:-1])
    stream.write(',"features":[')
    write_items(stream, features)
    stream.write("]}\n")
