"""Gold documents and predictions: one shape, read from JSON Lines or from results.

A line is ``{"id", "toponyms": [{"start", "end", "lat", "lon", "geonameid", ...}]}``; gold lines
also carry ``text``. geomap's own output and the answers of other systems have the same keys.
Offsets are code points; coordinates are WGS 84 degrees, latitude first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.compression import unpacked_file
from geomap.contract import expanded
from geomap.errors import DocumentNotFound, FormatError
from geomap.types import Document, Kind, Mention, ParsedDocument, Role, Status, Toponym

__all__ = ["AnnotatedDocument", "Name", "from_parsed", "read_annotated"]

# The words of the corpora for kinds of places, in ours; GeoNames codes match by prefix.
_KIND_OF_CODE = (
    ("A.PCL", Kind.COUNTRY),
    ("A.ADM1", Kind.ADMIN1),
    ("A.ADM2", Kind.ADMIN2),
    ("A.", Kind.ADMIN),
    ("P.", Kind.CITY),
    ("L.CONT", Kind.REGION),
    ("L.", Kind.REGION),
    ("H.", "water"),
    ("T.", "relief"),
    ("U.", "relief"),
    ("V.", "relief"),
    ("S.", Kind.FACILITY),
    ("R.", "transport"),
)
_KIND_OF_WORD = {
    "AdminUnit": "admin or city",
    "CITY": Kind.CITY,
    "CONTINENT": Kind.REGION,
    "COUNTRY": Kind.COUNTRY,
    "LANDMARK": "landmark",
    "Natural": "nature",
    "POI": Kind.FACILITY,
    "REGION": Kind.REGION,
    "STREET": "address",
    "STREETNR": "address",
    "Traffic": "transport",
    "UNIT": Kind.ADMIN,
    "ZIP": "address",
}


@dataclass(frozen=True, slots=True)
class Name:
    """One annotated or predicted name: ``latitude`` None means that it has no position.

    ``kind`` is the kind of the gold place in a few words, ``neutral`` marks gold adjectives;
    ``score`` is a prediction's probability, ``role`` and ``rejected`` what geomap said of it.
    """

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    country: str | None = None
    kind: str = Kind.OTHER
    adjectival: bool = False
    score: float | None = None
    role: str | None = None
    rejected: bool = False

    @property
    def located(self) -> bool:
        return self.latitude is not None


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """The names of one document; ``partial`` gold says nothing about unannotated names."""

    id: str
    names: tuple[Name, ...]
    text: str = ""
    title: str | None = None
    source: str | None = None
    date: str | None = None
    partial: bool = False

    def document(self, *, mentions: bool = False) -> Document:
        """Return the text to parse, with the gold names as mentions if asked.

        Partial gold names the subject of an article, which its title gives away: it is kept back.
        """
        given = tuple(
            Mention(start, end, self.text[start:end])
            for start, end in sorted({(name.start, name.end) for name in self.names})
        )
        url = self.source if (self.source or "").startswith(("http://", "https://")) else None
        return Document(
            id=self.id,
            text=self.text,
            title=None if self.partial else self.title,
            source=self.source,
            url=url,
            date=self.date,
            mentions=given if mentions else None,
        )


def read_annotated(path: str | Path, *, gold: bool = False) -> Iterator[AnnotatedDocument]:
    """Read a .jsonl file, packed (.gz, .zst) or not, or standard input ("-"), one document a line.

    Args:
        gold: Demand a text that holds every span.

    Raises:
        DocumentNotFound: There is no such file.
        FormatError: A line is not what this module describes.
    """
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            document = _document(expanded(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FormatError(
                f"{path}, line {number}: not a document with toponyms ({_why(error)}); each line "
                'must be {"id": ..., "toponyms": [{"start": ..., "end": ..., "lat": ..., "lon": '
                "...}]}"
            ) from error
        if gold and any(
            not 0 <= name.start < name.end <= len(document.text) for name in document.names
        ):
            raise FormatError(
                f"{path}, line {number}: a span lies outside the text of document "
                f'{document.id!r}; offsets must count code points of "text"'
            )
        yield document


def from_parsed(results: Iterable[ParsedDocument]) -> Iterator[AnnotatedDocument]:
    """Turn parsed documents into predictions."""
    for parsed in results:
        names = tuple(_name_of_toponym(toponym) for toponym in parsed.toponyms)
        yield AnnotatedDocument(parsed.document.id, names, text=parsed.document.text)


def _lines(path: str | Path) -> Iterator[str]:
    if str(path) == "-":
        yield from sys.stdin
        return
    path = Path(path)
    if not path.is_file():
        raise DocumentNotFound(f"{path}: no such file; give a .jsonl or .jsonl.gz file")
    try:
        with unpacked_file(path) as stream:
            for line in stream:
                yield line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: damaged or not UTF-8 ({error}); write it anew") from error


def _why(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error)


def _document(record: Mapping[str, Any]) -> AnnotatedDocument:
    return AnnotatedDocument(
        id=str(record["id"]),
        names=tuple(_name(item) for item in record["toponyms"]),
        text=record.get("text") or "",
        title=record.get("title"),
        source=record.get("source"),
        date=record.get("date"),
        partial=bool(record.get("partial", False)),
    )


def _name(item: Mapping[str, Any]) -> Name:
    latitude, longitude = _position(item.get("lat"), item.get("lon"))
    number = item.get("geonameid")
    return Name(
        start=int(item["start"]),
        end=int(item["end"]),
        latitude=latitude,
        longitude=longitude,
        geonameid=None if number is None else int(number),
        country=item.get("country"),
        kind=_kind(item),
        adjectival=bool(item.get("adjectival", False)),
        score=item.get("probability", item.get("score")),
        role=item.get("role"),
        rejected=item.get("status") == Status.NOT_A_PLACE,
    )


def _position(latitude: Any, longitude: Any) -> tuple[float, float] | tuple[None, None]:
    if latitude is None and longitude is None:
        return None, None
    if latitude is None or longitude is None:
        raise ValueError("only one of lat and lon is given")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(f"{latitude}, {longitude} is not a position in degrees")
    return float(latitude), float(longitude)


def _kind(item: Mapping[str, Any]) -> str:
    code = str(item.get("fcode") or item.get("type") or "")
    for prefix, kind in _KIND_OF_CODE:
        if code.startswith(prefix):
            return kind
    return _KIND_OF_WORD.get(code) or _KIND_OF_WORD.get(str(item.get("hu_type")), Kind.OTHER)


def _name_of_toponym(toponym: Toponym) -> Name:
    mention, place = toponym.mention, toponym.place
    role = Role(toponym.role).value
    rejected = toponym.status == Status.NOT_A_PLACE
    if place is None:
        return Name(mention.start, mention.end, role=role, rejected=rejected)
    return Name(
        start=mention.start,
        end=mention.end,
        latitude=place.latitude,
        longitude=place.longitude,
        geonameid=place.geonameid,
        country=place.country,
        kind=place.kind,
        score=toponym.probability,
        role=role,
        rejected=rejected,
    )
