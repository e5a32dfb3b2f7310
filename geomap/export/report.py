"""What a written report says, before it is Markdown or Word."""

from __future__ import annotations

from collections.abc import Iterator

from geomap._version import __version__
from geomap.aggregate import Aggregate, PlaceEntry, UnplacedEntry
from geomap.basemap import BORDERS_STATEMENT
from geomap.render.choices import Borders
from geomap.types import Document, Status
from geomap.wording import counted, public_source

__all__ = [
    "attributions",
    "certainty",
    "contradictions",
    "coordinates",
    "headline",
    "map_attribution",
    "picture_words",
    "provenance",
    "sources",
    "why_unplaced",
]


def headline(gathered: Aggregate) -> str:
    """Return how many places, mentions, documents and unplaced names there are."""
    mentions = sum(entry.mentions for entry in gathered.places)
    words = (
        f"{counted(len(gathered.places), 'place')} named {counted(mentions, 'time')} "
        f"in {counted(len(gathered.documents), 'document')}"
    )
    missing = len({entry.name for entry in gathered.unplaced})
    return f"{words}; {counted(missing, 'name')} could not be placed." if missing else f"{words}."


def picture_words(gathered: Aggregate) -> str:
    """Return the text alternative of the map's picture."""
    names = [entry.place.name for entry in gathered.places[:10]]
    more = len(gathered.places) - len(names)
    listed = ", ".join(names) + (f" and {more} more" if more > 0 else "")
    return f"Map of {headline(gathered)} Most named: {listed}." if names else headline(gathered)


def coordinates(entry: PlaceEntry) -> str:
    """Return degrees with two decimals (about 1 km), or the words of what is no point."""
    place = entry.place
    if entry.area is not None:
        return f"{entry.area.words}, within {entry.area.radius_km:.0f} km"
    if place.is_area:
        return "an area, not a point"
    north = f"{abs(place.latitude):.2f}° {'N' if place.latitude >= 0 else 'S'}"
    east = f"{abs(place.longitude):.2f}° {'E' if place.longitude >= 0 else 'W'}"
    return f"{north}, {east}"


def certainty(entry: PlaceEntry) -> str:
    """Return how sure the placing is, in words and percent."""
    if entry.status is Status.PLACED:
        return f"{entry.score:.0%}"
    return f"uncertain, {entry.score:.0%}"


def why_unplaced(entry: UnplacedEntry) -> str:
    return f"{entry.status.value}: {entry.reason}" if entry.reason else entry.status.value


def contradictions(gathered: Aggregate) -> list[str]:
    """Return the statements of the texts that the gazetteer contradicts."""
    return [
        f"“{gathered.documents[index].text[check.start : check.end]}” "
        f"({_title(gathered.documents[index])}): {check.words}"
        for index, check in gathered.checks
    ]


def sources(gathered: Aggregate) -> list[str]:
    """Return a line a document: title, date, address or file name, digest."""
    return [", ".join(_source(document)) for document in gathered.documents]


def _source(document: Document) -> Iterator[str]:
    yield _title(document)
    if document.date:
        yield document.date
    if document.url:
        yield document.url
    elif document.source:
        yield public_source(document.source) or document.source
    if document.sha256:
        yield f"SHA-256 {document.sha256}"


def _title(document: Document) -> str:
    return document.title or document.id


def attributions(gathered: Aggregate) -> list[str]:
    """Return the sources' notices, each once."""
    found = {entry.place.attribution for entry in gathered.places}
    return sorted(notice for notice in found if notice)


def map_attribution(gathered: Aggregate, *, borders: Borders = "show") -> str:
    """Return whose the places and the base map of a picture are."""
    places = "; ".join(attributions(gathered)) or "GeoNames (CC BY 4.0)"
    lines = BORDERS_STATEMENT if borders == "show" else "Coasts: Natural Earth."
    return f"Places: {places}. {lines} Map: geomap."


def provenance(gathered: Aggregate) -> str:
    """Return what made the report, and whether anything was asked online."""
    parts = [f"geomap {__version__}"]
    if gathered.recognizers:
        parts.append(f"recognizer {', '.join(gathered.recognizers)}")
    if gathered.gazetteers:
        parts.append(f"gazetteer {', '.join(gathered.gazetteers)}")
    asked = len(gathered.asked_online)
    online = f"{counted(asked, 'name')} asked online" if asked else "nothing was asked online"
    return f"Made with {'; '.join(parts)}; {online}."
