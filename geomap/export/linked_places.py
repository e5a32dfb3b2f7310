"""Linked Places format 1.2 (GeoJSON-T) of the World Historical Gazetteer and Pelagios: places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geomap.aggregate import Aggregate, PlaceEntry
from geomap.escaping import for_json
from geomap.export.annotations import place_address, wikidata_address
from geomap.export.formats import Options
from geomap.export.geometry import shape
from geomap.export.rows import citation
from geomap.types import Place

__all__ = ["write_places"]

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/"
    "linkedplaces-context-v1.1.jsonld"
)


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write a feature a place, with the names used and where they stand."""
    features = [_feature(gathered, entry, options) for entry in gathered.places]
    collection = {"type": "FeatureCollection", "@context": CONTEXT, "features": features}
    target.write_text(for_json(collection) + "\n", encoding="utf-8", newline="\n")


def _same_as(place: Place) -> list[str]:
    address = wikidata_address(place)
    return [place_address(place), *([address] if address else [])]


def _feature(gathered: Aggregate, entry: PlaceEntry, options: Options) -> dict[str, Any]:
    place = entry.place
    dates = sorted(
        date
        for quotation in entry.quotations
        if (date := gathered.documents[quotation.document].date)
    )
    citations = [{"label": citation(gathered, quotation)} for quotation in entry.quotations]
    feature: dict[str, Any] = {
        "@id": place_address(place),
        "type": "Feature",
        "properties": {
            "title": place.name,
            "ccodes": [place.country] if place.country else [],
            "fclasses": [place.feature[0]] if place.feature else [],
        },
        "names": [{"toponym": name, "citations": citations} for name in entry.names],
        "types": [{"label": str(place.kind), "identifier": f"geomap:{place.kind}"}],
        "geometry": shape(entry, points=options.points),
        "links": [{"type": "closeMatch", "identifier": same} for same in _same_as(place)],
    }
    if dates:
        feature["when"] = {
            "timespans": [{"start": {"in": dates[0]}, "end": {"in": dates[-1]}}],
            "label": "dates of the documents that name the place",
        }
    return feature
