"""JSON Lines and JSON: one record a document, offsets of names welcome."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from geomap.contract import SPAN
from geomap.documents.dates import parse_date
from geomap.documents.options import ReadOptions
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.documents.text import decode
from geomap.errors import DocumentError
from geomap.fields import WrongValue
from geomap.types import Document, Label, Mention, Span
from geomap.vocabulary import known

__all__ = ["read_json", "read_jsonl"]


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield a document for each line; a line that cannot be used is a failure of its own."""
    ids = _Ids()
    with source.open() as file:
        for number, line in enumerate(_lines(file, options.max_bytes), start=1):
            name = f"{source.name}, line {number}"
            try:
                if line is None:
                    raise unreadable(name, "the line is too long; raise the limit with --max-bytes")
                if line.strip():
                    yield ids.checked(_line(line, name, number, source, options), name)
            except DocumentError as error:
                yield Failure(name, error)


class _Ids:
    """Refuses an id that stood in the file already: results and kept texts would be mixed up."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def checked(self, document: Document, name: str) -> Document:
        """Return the document; only numbers of ids are kept, 60 bytes each."""
        number = hash(document.id)
        if number in self._seen:
            raise unreadable(
                name, f"the id {document.id!r:.80} stands there already; give it its own"
            )
        self._seen.add(number)
        return document


def _lines(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(limit + 1)
        yield None


def _line(line: bytes, name: str, number: int, source: Source, options: ReadOptions) -> Document:
    text = line.decode("utf-8-sig", "replace")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unreadable(name, f"not JSON ({_reason(error)}); correct the line") from error
    return _document(record, name, f"{source.id}:{number}", source, options)


def read_json(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the documents of a JSON file: an array of records, or a single record."""
    text, _ = decode(source.content(), name=source.name, encoding=options.encoding)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        if "Extra data" in str(error):
            yield from read_jsonl(source, options)
            return
        raise unreadable(source.name, f"not JSON ({_reason(error)}); correct it") from error
    records = content if isinstance(content, list) else [content]
    ids = _Ids()
    for number, record in enumerate(records, start=1):
        name = f"{source.name}, record {number}" if isinstance(content, list) else source.name
        own_id = f"{source.id}:{number}" if isinstance(content, list) else source.id
        try:
            yield ids.checked(_document(record, name, own_id, source, options), name)
        except DocumentError as error:
            yield Failure(name, error)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"


def _document(
    record: Any, name: str, default_id: str, source: Source, options: ReadOptions
) -> Document:
    key = options.text_column or "text"
    if not isinstance(record, dict):
        raise unreadable(name, f"not an object; each record needs a key {key!r}")
    text = record.get(key)
    if not isinstance(text, str):
        known = ", ".join(list(record)[:8]) or "none"
        raise unreadable(name, f"no text under {key!r} (keys: {known}); use --text-column")

    def word(column: str) -> str | None:
        value = record.get(column)
        return value if isinstance(value, str) and value.strip() else None

    own_id = record.get(options.id_column or "id")
    language = word("language")
    return Document(
        id=str(own_id) if isinstance(own_id, str | int) and str(own_id) else default_id,
        text=text,
        title=word(options.title_column or "title"),
        source=word("source") or source.name,
        url=word("url"),
        date=parse_date(record.get(options.date_column or "date")),
        language=language[:2].lower() if language else None,
        sha256=word("sha256") or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        spans=_spans(record.get("spans"), text, name),
        mentions=_mentions(record.get("mentions"), text, name),
    )


def _limits(item: Any, text: str, name: str, what: str) -> tuple[int, int]:
    start, end = (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise unreadable(
            name, f"{what} {item!r:.80} is not within the text; offsets count code points from 0"
        )
    return start, end


def _mentions(items: Any, text: str, name: str) -> tuple[Mention, ...] | None:
    if items is None:
        return None
    found: list[Mention] = []
    for item in _listed(items, name, "mentions"):
        start, end = _limits(item, text, name, "mention")
        stated = item.get("text")
        if stated is not None and stated != text[start:end]:
            raise unreadable(
                name,
                f"mention {stated!r:.60} is not what stands at {start}–{end}"
                f" ({text[start:end]!r:.60}); offsets count code points from 0",
            )
        label = known(item.get("label"), Label.GPE)
        found.append(Mention(start, end, text[start:end], label))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _spans(items: Any, text: str, name: str) -> tuple[Span, ...]:
    if items is None:
        return ()
    found: list[Span] = []
    for item in _listed(items, name, "spans"):
        if isinstance(item, list):
            found.append(_span(item, text, name))
            continue
        start, end = _limits(item, text, name, "span")
        anchor = item.get("anchor")
        kind, label = str(item.get("kind") or "part"), str(item.get("label") or "")
        found.append(Span(start, end, kind, label, anchor if isinstance(anchor, str) else None))
    return tuple(found)


def _span(item: list[Any], text: str, name: str) -> Span:
    """Return a span as geomap's own results give it: [start, end, kind, label, anchor]."""
    try:
        span: Span = SPAN.read(item)
    except WrongValue as error:
        raise unreadable(name, f"span {item!r:.80} {error}") from error
    if not span.start <= span.end <= len(text):
        raise unreadable(name, f"span {item!r:.80} is not within the text")
    return span


def _listed(items: Any, name: str, key: str) -> list[Any]:
    if not isinstance(items, list):
        raise unreadable(name, f"{key!r} must be a list of objects with start and end")
    return items
