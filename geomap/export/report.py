"""What a written report says, before it is Markdown or Word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from geomap._version import __version__
from geomap.aggregate import Aggregate, PlaceEntry, Quotation, UnplacedEntry
from geomap.basemap import BORDERS_STATEMENT
from geomap.gazetteer.kinds import told_kind
from geomap.render.choices import Borders
from geomap.types import Document, Place, Status

__all__ = [
    "attributions",
    "certainty",
    "contradictions",
    "coordinates",
    "counted",
    "headline",
    "map_attribution",
    "picture_words",
    "provenance",
    "segments",
    "sources",
    "whereabouts",
    "why_unplaced",
]


_KINDS = {
    "admin": "administrative area",
    "admin1": "province or state",
    "admin1.GB": "country of the United Kingdom",
    "admin2": "district or county",
    "city": "city or town",
    "historic": "historic region",
}


def counted(number: int, thing: str) -> str:
    """Return "1 place", "3 places", "2 countries"."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing[:-1]}ies" if thing.endswith("y") else f"{number:,} {thing}s"


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


def whereabouts(place: Place) -> str:
    """Return "city, Baghdad, Iraq": kind, admin unit, country, without repeating the name."""
    kind = _KINDS.get(told_kind(place), place.kind)
    parts = [kind, place.admin1, place.country_name or place.country]
    if place.kind == "country" or kind.endswith(f" {place.country_name}"):
        parts = [kind]
    elif place.admin1 == place.name:
        parts.remove(place.admin1)
    return ", ".join(part for part in parts if part)


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


def segments(quotation: Quotation) -> Iterator[tuple[str, bool]]:
    """Yield the quotation's pieces, verbatim, and whether each is the place's name."""
    passage = quotation.passage
    done = passage.start
    for start, end in sorted(quotation.mentions):
        if done <= start and end <= passage.end:
            yield passage.quote[done - passage.start : start - passage.start], False
            yield passage.quote[start - passage.start : end - passage.start], True
            done = end
    yield passage.quote[done - passage.start :], False


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
        yield PurePath(document.source).name if "://" not in document.source else document.source
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
