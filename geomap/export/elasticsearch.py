"""Elasticsearch and OpenSearch: the lines of a bulk request, a document each, with geo_points.

Areas have no ``location``: a point would claim a precision that the name does not have. The
mapping that goes with it is in docs/annotators.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geomap.escaping import for_json
from geomap.export.formats import Options
from geomap.types import ParsedDocument, Toponym

__all__ = ["write_mentions"]


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write two lines a document: what to do, and the document."""
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        for parsed in results:
            stream.write(for_json({"index": {"_id": parsed.document.id}}) + "\n")
            stream.write(for_json(_source(parsed)) + "\n")


def _source(parsed: ParsedDocument) -> dict[str, Any]:
    document = parsed.document
    return {
        "content": document.text,
        "title": document.title,
        "date": document.date,
        "language": document.language,
        "url": document.url,
        "places": [_place(toponym) for toponym in parsed.toponyms],
    }


def _place(toponym: Toponym) -> dict[str, Any]:
    mention, place = toponym.mention, toponym.place
    found = {
        "name": mention.text,
        "start": mention.start,
        "end": mention.end,
        "status": toponym.status.value,
    }
    if place is not None:
        found |= {
            "place_id": place.id,
            "place": place.name,
            "country": place.country,
            "kind": str(place.kind),
            "probability": toponym.probability,
        }
        if not place.is_area:
            found["location"] = {"lat": place.latitude, "lon": place.longitude}
    return found
