"""Schema.org JSON-LD: a ``CreativeWork`` a document, with the places it mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geomap.export.annotations import place_address, wikidata_address
from geomap.export.formats import Options
from geomap.export.items import write_items
from geomap.types import Kind, ParsedDocument, Place

__all__ = ["write_mentions"]

_TYPES = {
    Kind.CITY: "City",
    Kind.COUNTRY: "Country",
    Kind.CONTINENT: "Continent",
    Kind.ADMIN: "AdministrativeArea",
    Kind.ADMIN1: "State",
    Kind.ADMIN2: "AdministrativeArea",
    Kind.RIVER: "RiverBodyOfWater",
    Kind.LAKE: "LakeBodyOfWater",
    Kind.SEA: "SeaBodyOfWater",
    Kind.OCEAN: "OceanBodyOfWater",
    Kind.AIRPORT: "Airport",
}


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write a graph, one document in memory at a time."""
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"@context":"https://schema.org","@graph":[')
        write_items(stream, map(_work, results))
        stream.write("]}\n")


def _work(parsed: ParsedDocument) -> dict[str, Any]:
    document = parsed.document
    known = {
        "url": document.url,
        "datePublished": document.date,
        "inLanguage": document.language,
    }
    return {
        "@type": "CreativeWork",
        "identifier": document.id,
        "name": document.title or document.id,
        **{key: value for key, value in known.items() if value},
        "mentions": list(_places(parsed)),
    }


def _places(parsed: ParsedDocument) -> Iterator[dict[str, Any]]:
    places = {t.place.id: t.place for t in parsed.placed if t.place is not None}
    for place in places.values():
        yield {
            "@type": _TYPES.get(place.kind, "Place"),
            "@id": place_address(place),
            "name": place.name,
            **_same_as(place),
            **_where(place),
        }


def _same_as(place: Place) -> dict[str, str]:
    address = wikidata_address(place)
    return {"sameAs": address} if address else {}


def _where(place: Place) -> dict[str, Any]:
    """Return a point for what is one, a box for what is an area and has one."""
    found: dict[str, Any] = {}
    if place.country:
        found["containedInPlace"] = {"@type": "Country", "identifier": place.country}
    if place.is_area and place.bounds:
        box = place.bounds
        words = f"{box.south} {box.west} {box.north} {box.east}"
        found["geo"] = {"@type": "GeoShape", "box": words}
    elif not place.is_area:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return found
