"""W3C Web Annotations (Recommendation of 23 February 2017), one a mention, as JSON-LD.

Each has a TextQuoteSelector and a TextPositionSelector; positions count code points from 0, as
the recommendation says. A place is identified by its gazetteer's address and by a geo URI
(RFC 5870), whose ``u`` (metres) tells how vague an area is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from geomap._version import __version__
from geomap.escaping import encodable, for_json
from geomap.export.formats import Options
from geomap.export.items import write_items
from geomap.gazetteer.wikidata import wikidata_id
from geomap.types import Document, ParsedDocument, Place, Toponym
from geomap.wording import full_name

__all__ = ["items", "place_address", "source_address", "wikidata_address", "write_mentions"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND, _LONGEST = 32, 512
_ADDRESSES = {
    "geonames": "https://sws.geonames.org/{}/",
    "osm": "https://www.openstreetmap.org/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
}


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write an AnnotationPage, one document in memory at a time."""
    generator = {"id": f"urn:geomap:{__version__}", "type": "Software", "name": "geomap"}
    head = {"@context": CONTEXT, "type": "AnnotationPage", "generator": generator}
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(for_json(head)[:-1] + ',"items":[')
        write_items(stream, items(results))
        stream.write("]}\n")


def items(results: Iterable[ParsedDocument]) -> Iterator[dict[str, Any]]:
    """Yield an annotation for each mention, without the context."""
    for parsed in results:
        source = source_address(parsed.document)
        for toponym in parsed.toponyms:
            yield _annotation(parsed.document, source, toponym)


def _annotation(document: Document, source: str, toponym: Toponym) -> dict[str, Any]:
    start, end = toponym.mention.start, toponym.mention.end
    around = _context(document.text, start, end)
    return {
        "id": uuid5(NAMESPACE_URL, f"{source}#char={start},{end}").urn,
        "type": "Annotation",
        "motivation": "identifying" if toponym.place else "commenting",
        "body": _bodies(toponym),
        "target": {
            "source": source,
            "selector": [
                {"type": "TextQuoteSelector", "exact": toponym.mention.text, **around},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }


def _context(text: str, start: int, end: int) -> dict[str, str]:
    """Return what stands around the mention, enough of it to be found once if possible."""
    length = _AROUND
    while True:
        before, after = max(0, start - length), end + length
        if length >= _LONGEST or text.count(text[before:after].strip()) < 2:
            return {"prefix": text[before:start], "suffix": text[end:after]}
        length *= 2


def _bodies(toponym: Toponym) -> list[dict[str, Any]]:
    words = f"{toponym.status.value}: {toponym.reason}" if toponym.reason else toponym.status.value
    comment = {"type": "TextualBody", "purpose": "commenting", "value": words}
    place = toponym.place
    if place is None:
        return [comment]
    return [
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": place_address(place),
        },
        {"type": "SpecificResource", "purpose": "linking", "source": _geo_uri(toponym, place)},
        {"type": "TextualBody", "purpose": "tagging", "value": full_name(place)},
        comment,
    ]


def place_address(place: Place) -> str:
    """Return the address under which the gazetteer publishes the place, or a URN."""
    source, _, number = place.id.partition(":")
    if source in _ADDRESSES:
        return _ADDRESSES[source].format(quote(encodable(number), safe="/"))
    return f"urn:geomap:place:{quote(encodable(place.id), safe=':')}"


def wikidata_address(place: Place) -> str | None:
    """Return the address of the place's item in Wikidata, if that is known."""
    item = wikidata_id(place.id)
    return _ADDRESSES["wikidata"].format(item) if item else None


def _geo_uri(toponym: Toponym, place: Place) -> str:
    uncertainty = f";u={toponym.area.radius_km * 1000:.0f}" if toponym.area else ""
    return f"geo:{place.latitude:.6f},{place.longitude:.6f}{uncertainty}"


def source_address(document: Document) -> str:
    """Return the address of a document, or a URN where it has none."""
    for known in (document.url, document.source):
        if known and urlsplit(known).scheme in ("http", "https"):
            return quote(encodable(known), safe="/:?#[]@!$&'()*+,;=%")
    return f"urn:geomap:document:{quote(encodable(document.id))}"
