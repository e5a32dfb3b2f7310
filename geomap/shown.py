"""How values show themselves: one line for people, GeoJSON for programs that draw.

Nothing of ours but words is imported, since ``geomap.types`` asks here.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from geomap.vocabulary import Kind

# The classes stand above this module, which they import.
Document: TypeAlias = Any
ParsedDocument: TypeAlias = Any
Place: TypeAlias = Any
Toponym: TypeAlias = Any

__all__ = [
    "document_line",
    "full_name",
    "parsed_collection",
    "parsed_line",
    "place_feature",
    "place_line",
    "toponym_feature",
    "toponym_line",
    "within",
]

_BEGINNING = 40
# Kinds that are told apart inside their county.
_SMALL = frozenset({Kind.ADMIN2, Kind.FACILITY})


def within(place: Place) -> str:
    """Return what the place lies in, without its own name: "Texas, United States"."""
    parts = [place.admin1, place.country_name or place.country]
    if place.kind in _SMALL:
        parts.insert(0, place.admin2)
    return ", ".join(dict.fromkeys(part for part in parts if part and part != place.name))


def full_name(place: Place) -> str:
    """Return a place with all it lies in: "Paris, Texas, United States"."""
    inside = within(place)
    return f"{place.name}, {inside}" if inside else place.name


def place_line(place: Place) -> str:
    return f"Place({place.id!r}, {full_name(place)!r}, {place.latitude}, {place.longitude})"


def document_line(document: Document) -> str:
    text = document.text
    beginning = f"{text[:_BEGINNING]}…" if len(text) > _BEGINNING else text
    return f"Document({document.id!r}, {beginning!r}, {len(text):,} characters)"


def toponym_line(toponym: Toponym) -> str:
    mention = toponym.mention
    where = f"{mention.text!r} at {mention.start}-{mention.end}"
    if toponym.place is None:
        return f"Toponym({where}: {toponym.status})"
    sure = f"{toponym.status}, {toponym.probability:.2f}"
    return f"Toponym({where}: {full_name(toponym.place)!r}, {sure})"


def parsed_line(parsed: ParsedDocument) -> str:
    names, placed = len(parsed.toponyms), len(parsed.placed)
    return f"ParsedDocument({parsed.document.id!r}, names={names}, placed={placed})"


def place_feature(place: Place) -> dict[str, Any]:
    """Return a GeoJSON feature; ``is_area`` says where the point is only a middle."""
    feature: dict[str, Any] = {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": (place.longitude, place.latitude)},
        "properties": {
            "place_id": place.id,
            "place": place.name,
            "kind": str(place.kind),
            "country": place.country,
            "admin1": place.admin1,
            "is_area": place.is_area,
        },
    }
    if place.bounds is not None:
        box = place.bounds
        feature["bbox"] = (box.west, box.south, box.east, box.north)
    return feature


def toponym_feature(toponym: Toponym) -> dict[str, Any]:
    """Return a GeoJSON feature; a name that is not placed has no geometry."""
    mention, place = toponym.mention, toponym.place
    feature: dict[str, Any] = {"type": "Feature", "geometry": None, "properties": {}}
    if place is not None:
        feature = {key: value for key, value in place_feature(place).items() if key != "id"}
    feature["properties"] = {
        "name": mention.text,
        "start": mention.start,
        "end": mention.end,
        "status": str(toponym.status),
        "probability": toponym.probability if place else None,
        "reason": toponym.reason,
        **feature["properties"],
    }
    return feature


def parsed_collection(parsed: ParsedDocument) -> dict[str, Any]:
    """Return a GeoJSON collection: a feature a name, in text order."""
    features = [toponym_feature(toponym) for toponym in parsed.toponyms]
    return {"type": "FeatureCollection", "features": features}
