"""The JSON Lines contract: one document a line, stable, versioned (docs/jsonl.md).

Offsets are code points of "text"; "lat" and "lon" are WGS 84 degrees. A name that is not
placed stays in the list with "place_id", "lat" and "lon" null and its reason.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from geomap._version import __version__
from geomap.errors import DocumentNotFound, FormatError
from geomap.files import atomic_path
from geomap.types import (
    Area,
    Bounds,
    Candidate,
    Check,
    Document,
    Evidence,
    Kind,
    Label,
    Match,
    Mention,
    ParsedDocument,
    Place,
    Relation,
    Role,
    Shape,
    Span,
    Status,
    Toponym,
)
from geomap.vocabulary import known

__all__ = [
    "FORMAT",
    "dumps",
    "from_record",
    "is_results",
    "read_results",
    "to_record",
    "write_results",
]

FORMAT = 1
_CANDIDATES = 5
_HEAD = 65_536
_FIRST_LINES = 10
_LISTED_WORDS = (
    "title source sha256 url date language text name place_id country admin1 admin2 country_name "
    "admin1_code admin2_code kind feature attribution label reason matched_name match modifier "
    "words relation status role recognizer gazetteer version notes warnings asked_online"
)
_WORDS = frozenset(_LISTED_WORDS.split(" "))
_LISTS_OF_WORDS = frozenset({"notes", "warnings", "asked_online"})
_LISTED_NUMBERS = (
    "lat lon score quality probability mention_probability population bounds points radius_km "
    "distance_km start end format"
)
_NUMBERS = frozenset(_LISTED_NUMBERS.split(" "))


def to_record(parsed: ParsedDocument) -> dict[str, Any]:
    """Return the document's line as plain JSON values."""
    document = parsed.document
    sha256 = document.sha256 or hashlib.sha256(_utf8(document.text)).hexdigest()
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "sha256": sha256,
        "url": document.url,
        "date": document.date,
        "language": document.language,
        "text": document.text,
        "spans": [
            [span.start, span.end, span.kind, span.label, span.anchor] for span in document.spans
        ],
        "notes": list(document.notes),
        "toponyms": [_toponym_record(toponym) for toponym in parsed.toponyms],
        "unplaced": len(parsed.unplaced),
        "checks": [
            {
                "start": check.start,
                "end": check.end,
                "relation": check.relation,
                "toponyms": list(check.mentions),
                "distance_km": check.distance_km,
                "words": check.words,
            }
            for check in parsed.checks
        ],
        "warnings": list(parsed.warnings),
        "asked_online": list(parsed.asked_online),
        "geomap": {
            "version": __version__,
            "format": FORMAT,
            "recognizer": parsed.recognizer,
            "gazetteer": parsed.gazetteer,
        },
    }


def _toponym_record(toponym: Toponym) -> dict[str, Any]:
    mention = toponym.mention
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "role": toponym.role.value,
        "mention_probability": mention.probability,
        **_place_record(toponym.place),
        "probability": round(toponym.probability, 4),
        "score": round(toponym.probability, 4),
        "status": toponym.status.value,
        "reason": toponym.reason,
        "area": _area_record(toponym.area),
        "candidates": [
            _candidate_record(candidate) for candidate in toponym.candidates[:_CANDIDATES]
        ],
    }


def _place_record(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {
            key: None
            for key in ("place_id", "geonameid", "name", "country", "admin1", "kind", "lat", "lon")
        }
    return {
        "place_id": place.id,
        "geonameid": place.geonameid,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "kind": place.kind,
        "lat": place.latitude,
        "lon": place.longitude,
        "admin2": place.admin2,
        "country_name": place.country_name,
        "feature": place.feature,
        "population": place.population,
        "bounds": list(place.bounds) if place.bounds else None,
        "admin1_code": place.admin1_code,
        "admin2_code": place.admin2_code,
        "attribution": place.attribution,
    }


def _candidate_record(candidate: Candidate) -> dict[str, Any]:
    return {
        **_place_record(candidate.place),
        "matched_name": candidate.matched_name,
        "match": candidate.match,
        "quality": round(candidate.quality, 4),
        "modifier": candidate.modifier,
        "score": round(candidate.score, 6),
        "probability": None if candidate.probability is None else round(candidate.probability, 4),
        "evidence": [
            [part.feature, round(part.value, 6), round(part.contribution, 6), part.words]
            for part in candidate.evidence
        ],
    }


def _area_record(area: Area | None) -> dict[str, Any] | None:
    if area is None:
        return None
    return {
        "kind": area.kind,
        "points": [list(point) for point in area.points],
        "radius_km": area.radius_km,
        "words": area.words,
    }


def from_record(record: dict[str, Any]) -> ParsedDocument:
    """Return the parsed document of a line.

    Raises:
        FormatError: A field is missing or wrong, or an offset does not fit the text.
    """
    try:
        return _parsed(record)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(
            f"not a line of `geomap parse` ({type(error).__name__}: {error}); "
            "make one with: geomap parse FILE -f jsonl -o -"
        ) from error


def _check(value: Any, key: str = "") -> None:
    """Refuse what no writer of ours makes: it would only break much later."""
    if isinstance(value, dict):
        wrong = key in _WORDS or key in _NUMBERS
        wrong |= any(not isinstance(value.get(name, []), list) for name in _LISTS_OF_WORDS)
        for inner, part in value.items():
            _check(part, inner)
    elif isinstance(value, list):
        wrong = (key in _WORDS) != (key in _LISTS_OF_WORDS)
        for part in value:
            _check(part, key)
    else:
        wrong = value is not None and (
            (key in _WORDS and not isinstance(value, str))
            or (key in _NUMBERS and type(value) not in (int, float))
            or (isinstance(value, float) and not math.isfinite(value))
        )
    if wrong:
        raise TypeError(f"{key or 'a value'} is {value!r:.60}")


def _span(start: int, end: int, kind: str, label: str = "", anchor: str | None = None) -> Span:
    if not (type(start) is type(end) is int and isinstance(kind, str) and isinstance(label, str)):
        raise TypeError(f"a span is {[start, end, kind, label]!r:.60}")
    return Span(start, end, kind, label, anchor if isinstance(anchor, str) else None)


def _parsed(record: dict[str, Any]) -> ParsedDocument:
    _check(record)
    made_by = record["geomap"]
    if made_by.get("format", FORMAT) > FORMAT:
        raise FormatError(
            f"written by geomap {made_by.get('version')}, a newer format; update geomap"
        )
    document = Document(
        id=str(record["id"]),
        text=record["text"],
        title=record.get("title"),
        source=record.get("source"),
        url=record.get("url"),
        date=record.get("date"),
        language=record.get("language"),
        sha256=record.get("sha256"),
        spans=tuple(_span(*span) for span in record.get("spans", ())),
        notes=tuple(record.get("notes", ())),
    )
    toponyms = tuple(_toponym(entry, document.text) for entry in record["toponyms"])
    return ParsedDocument(
        document,
        toponyms,
        checks=tuple(
            Check(
                entry["start"],
                entry["end"],
                Relation(entry["relation"]),
                tuple(entry["toponyms"]),
                entry["distance_km"],
                entry["words"],
            )
            for entry in record.get("checks", ())
        ),
        warnings=tuple(record.get("warnings", ())),
        recognizer=made_by.get("recognizer", ""),
        gazetteer=made_by.get("gazetteer", ""),
        asked_online=tuple(record.get("asked_online", ())),
    )


def _toponym(entry: dict[str, Any], text: str) -> Toponym:
    sure = entry.get("mention_probability")
    mention = Mention(
        entry["start"],
        entry["end"],
        entry["text"],
        known(entry.get("label"), Label.GPE),
        probability=None if sure is None else float(sure),
    )
    if text[mention.start : mention.end] != mention.text or mention.start < 0:
        raise FormatError(
            f"the text at {mention.start}-{mention.end} is not {mention.text!r}; "
            "make the file again with: geomap parse"
        )
    return Toponym(
        mention=mention,
        place=_place(entry),
        probability=float(entry.get("probability", entry.get("score")) or 0.0),
        reason=entry.get("reason") or "",
        candidates=tuple(_candidate(found) for found in entry.get("candidates", ())),
        status=Status(entry.get("status", Status.PLACED)),
        role=Role(entry.get("role") or Role.SUBJECT),
        area=_area(entry.get("area")),
    )


def _place(entry: dict[str, Any]) -> Place | None:
    if entry.get("place_id") is None:
        return None
    latitude, longitude = float(entry["lat"]), float(entry["lon"])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and math.isfinite(latitude)):
        raise FormatError(f"{entry['place_id']} lies at {latitude}, {longitude}; correct the file")
    return Place(
        id=entry["place_id"],
        name=str(entry["name"] or entry["place_id"]),
        latitude=latitude,
        longitude=longitude,
        country=entry.get("country"),
        admin1=entry.get("admin1"),
        admin2=entry.get("admin2"),
        kind=known(entry.get("kind"), Kind.OTHER),
        feature=entry.get("feature"),
        population=entry.get("population"),
        bounds=Bounds(*entry["bounds"]) if entry.get("bounds") else None,
        country_name=entry.get("country_name"),
        admin1_code=entry.get("admin1_code"),
        admin2_code=entry.get("admin2_code"),
        attribution=entry.get("attribution"),
    )


def _candidate(entry: dict[str, Any]) -> Candidate:
    place = _place(entry)
    if place is None:
        raise FormatError("a candidate has no place; make the file again with: geomap parse")
    return Candidate(
        place=place,
        matched_name=entry.get("matched_name") or place.name,
        score=float(entry.get("score") or 0.0),
        evidence=tuple(Evidence(*part) for part in entry.get("evidence", ())),
        match=known(entry.get("match"), Match.EXACT),
        quality=float(entry.get("quality", 1.0)),
        modifier=entry.get("modifier"),
        probability=entry.get("probability"),
    )


def _area(entry: dict[str, Any] | None) -> Area | None:
    if entry is None:
        return None
    points = tuple((float(point[0]), float(point[1])) for point in entry["points"])
    return Area(Shape(entry["kind"]), points, float(entry["radius_km"]), entry["words"])


def dumps(record: dict[str, Any]) -> str:
    """Return one line of valid UTF-8 JSON without the line end."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False)
    return line


def write_results(
    results: Iterable[ParsedDocument], path: str | Path, *, force: bool = False
) -> None:
    """Write one line a document to ``path``, or to standard output for "-"."""
    if str(path) == "-":
        for parsed in results:
            sys.stdout.write(dumps(to_record(parsed)) + "\n")
        sys.stdout.flush()
        return
    with (
        atomic_path(path, force=force) as temporary,
        open(temporary, "w", encoding="utf-8", newline="\n") as stream,
    ):
        for parsed in results:
            stream.write(dumps(to_record(parsed)) + "\n")


def read_results(
    path: str | Path,
    *,
    on_error: Callable[[str, FormatError], None] | None = None,
    name: str | None = None,
) -> Iterator[ParsedDocument]:
    """Yield the parsed documents of a file that `geomap parse` wrote ("-": standard input).

    Args:
        on_error: Told of each line that cannot be used; the others are read. Without it the
            first such line raises.
        name: What messages call the file, instead of its path.

    Raises:
        FormatError: A line is not of the contract; the message names file and line.
    """
    if str(path) == "-":
        yield from _results(sys.stdin.buffer, name or "standard input", on_error)
        return
    if not Path(path).is_file():
        raise DocumentNotFound(f"{path} is not a file; check the path")
    with open(path, "rb") as stream:
        yield from _results(stream, name or str(path), on_error)


def _results(
    stream: BinaryIO, name: str, on_error: Callable[[str, FormatError], None] | None
) -> Iterator[ParsedDocument]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            parsed = _result(line, f"{name}, line {number}")
        except FormatError as error:
            if on_error is None:
                raise
            on_error(name, error)
            continue
        yield parsed


def _result(line: bytes, where: str) -> ParsedDocument:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FormatError(f"{where} is not UTF-8; make it again with: geomap parse") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where} is not JSON ({error}); make it with: geomap parse") from error
    if not isinstance(record, dict):
        raise FormatError(f"{where} is not a JSON object; make it with: geomap parse")
    try:
        return from_record(record)
    except FormatError as error:
        raise FormatError(f"{where}: {error}") from error


def is_results(path: str | Path) -> bool:
    """Whether one of the file's first lines is one that `geomap parse` wrote.

    The very first may be damaged. A pipe is not looked into: what was read from it could not be
    read again.
    """
    try:
        if not Path(path).is_file():
            return False
        with open(path, "rb") as stream:
            if b"\0" in stream.read(_HEAD):
                return False
            stream.seek(0)
            lines = (line for line in stream if line.strip())
            return any(_is_result(line) for line in islice(lines, _FIRST_LINES))
    except OSError:
        return False


def _is_result(line: bytes) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "toponyms" in record and "geomap" in record


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")
