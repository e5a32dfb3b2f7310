"""FollowTheMoney entities for Aleph (`alephclient write-entities`), one a line.

A document is a ``PlainText`` with the places it mentions; a place is an ``Address`` with its
position. Ids are stable, so that a second import updates the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha1
from pathlib import Path
from typing import Any

from geomap.escaping import for_json
from geomap.export.annotations import place_address
from geomap.export.formats import Options
from geomap.gazetteer.wikidata import wikidata_id
from geomap.types import ParsedDocument, Place
from geomap.wording import full_name, public_source

__all__ = ["write_mentions"]


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write the documents as they come, each place once before the first that names it."""
    written: set[str] = set()
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        for parsed in results:
            for entity in _entities(parsed, written):
                stream.write(for_json(entity) + "\n")


def _entities(parsed: ParsedDocument, written: set[str]) -> Iterator[dict[str, Any]]:
    places = {t.place.id: t.place for t in parsed.placed if t.place is not None}
    for place in places.values():
        if place.id not in written:
            written.add(place.id)
            yield _address(place)
    document = parsed.document
    countries = sorted({place.country.lower() for place in places.values() if place.country})
    yield _entity(
        document.id,
        "PlainText",
        fileName=[public_source(document.source) or document.id],
        title=[document.title],
        date=[document.date],
        sourceUrl=[document.url],
        bodyText=[document.text],
        detectedCountry=countries,
        locationMentioned=sorted({full_name(place) for place in places.values()}),
        addressEntity=[_id(place.id) for place in places.values()],
    )


def _address(place: Place) -> dict[str, Any]:
    point = not place.is_area
    return _entity(
        place.id,
        "Address",
        name=[place.name],
        full=[full_name(place)],
        state=[place.admin1],
        country=[place.country.lower() if place.country else None],
        latitude=[str(place.latitude) if point else None],
        longitude=[str(place.longitude) if point else None],
        sourceUrl=[place_address(place)],
        wikidataId=[wikidata_id(place.id)],
    )


def _id(name: str) -> str:
    return sha1(
        f"geomap:{name}".encode("utf-8", "surrogatepass"), usedforsecurity=False
    ).hexdigest()


def _entity(key: str, schema: str, **properties: Sequence[str | None]) -> dict[str, Any]:
    given = {name: [value for value in values if value] for name, values in properties.items()}
    known = {name: values for name, values in given.items() if values}
    return {"id": _id(key), "schema": schema, "properties": known}
