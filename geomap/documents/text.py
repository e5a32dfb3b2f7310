"""Plain text and Markdown: every character stays as it was read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from geomap.documents.charset import guess_encoding
from geomap.documents.dates import find_stated_date, parse_date
from geomap.documents.labels import codec_of
from geomap.documents.options import ReadOptions
from geomap.documents.source import Outcome, Source, unreadable
from geomap.types import Document

__all__ = ["decode", "guess_title", "read_markdown", "read_text"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,4000}?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_FIELD = re.compile(r"^(title|date|lang|language|url|canonical):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_LONGEST_TITLE = 160


def decode(data: bytes, *, name: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text and what has to be noted about how it was decoded.

    Byte order mark, then ``encoding``, then UTF-16 told by its zero bytes, then strict UTF-8,
    then charset-normalizer's guess, which is always noted.

    Raises:
        UnreadableDocument: The bytes are no text in any encoding.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], codec)
    if encoding:
        known = codec_of(encoding)
        if known is None:
            raise unreadable(name, f"unknown encoding {encoding!r:.60}; use one such as cp1252")
        return _decode_as(data, known)
    wide = _wide(data)
    if wide is not None:
        text, notes = _decode_as(data, wide)
        return text, (f"decoded as {wide}, which is a guess", *notes)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guess(data, name)


def _decode_as(data: bytes, codec: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(codec), ()
    except UnicodeError:
        text = data.decode(codec, "replace")
        return text, (f"bytes that are not {codec} were replaced by U+FFFD",)


def _guess(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    multibyte = sum(1 for character in text[:_SAMPLE] if ord(character) > 127) - wrong
    if multibyte > 4 * wrong:
        return text, (f"{wrong} bytes that are not UTF-8 were replaced by U+FFFD",)
    codec = guess_encoding(data)
    if codec is None:
        raise unreadable(name, "no known text encoding; name it with --encoding")
    text, notes = _decode_as(data, codec)
    return text, (f"decoded as {codec}, which is a guess", *notes)


def _wide(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.2 * len(sample) or min(even, odd) > 0.02 * len(sample):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def guess_title(text: str) -> str | None:
    """Return the first line if it stands alone and reads like a headline."""
    lines = text[:2_000].lstrip().splitlines()
    if len(lines) < 3 or lines[1].strip():
        return None
    first = lines[0].strip()
    if not 3 <= len(first) <= _LONGEST_TITLE or first.endswith((".", ";", ",", ":")):
        return None
    return first


def read_text(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    text, notes = decode(source.content(), name=source.name, encoding=options.encoding)
    yield Document(
        id=source.id,
        text=text,
        title=guess_title(text),
        source=source.name,
        date=find_stated_date(text),
        sha256=source.sha256(),
        notes=notes,
    )


def read_markdown(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    text, notes = decode(source.content(), name=source.name, encoding=options.encoding)
    front = _FRONT_MATTER.match(text)
    fields = {key: value.strip("\"'") for key, value in _FIELD.findall(front[1] if front else "")}
    heading = _HEADING.search(text, 0, 20_000)
    yield Document(
        id=source.id,
        text=text,
        title=fields.get("title") or (heading[1] if heading else guess_title(text)),
        source=source.name,
        url=fields.get("url") or fields.get("canonical"),
        date=parse_date(fields.get("date")) or find_stated_date(text),
        language=(fields.get("lang") or fields.get("language") or "")[:2].lower() or None,
        sha256=source.sha256(),
        notes=notes,
    )
