"""From one source to its documents: detect, dispatch, clean, name what went wrong."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO

from geomap.documents.detect import HEAD, detect
from geomap.documents.options import ReadOptions
from geomap.documents.source import (
    LEFT_OUT,
    Failure,
    Outcome,
    Source,
    read_head,
    unreadable,
)
from geomap.documents.walk import is_url
from geomap.errors import GeomapError, MissingReader, OnlineForbidden
from geomap.extras import lacking
from geomap.types import Document, Mention

__all__ = ["READERS", "STREAMED", "outcomes", "prepare", "read_source"]

Reader = Callable[[Source, ReadOptions], Iterator[Outcome]]

READERS = {
    "csv": "tables:read_csv",
    "docx": "docx:read_docx",
    "eml": "mail:read_eml",
    "epub": "epub:read_epub",
    "flat odt": "odt:read_flat_odt",
    "html": "html:read_html",
    "json": "jsonlines:read_json",
    "jsonl": "jsonlines:read_jsonl",
    "markdown": "text:read_markdown",
    "mbox": "mail:read_mbox",
    "mhtml": "mail:read_mhtml",
    "msg": "msg:read_msg",
    "odt": "odt:read_odt",
    "parquet": "tables:read_parquet",
    "pdf": "pdf:read_pdf",
    "rtf": "rtf:read_rtf",
    "text": "text:read_text",
    "webarchive": "webarchive:read_webarchive",
    "xlsx": "tables:read_xlsx",
    "zip": "archive:read_zip",
}
"""The reader of each format; its module is imported when first needed."""
STREAMED = frozenset({"jsonl", "mbox"})
"""Formats read piece by piece, whose files may be larger than ``max_bytes``."""

_NO = ("", "0", "no", "false")
_REPLACED = re.compile("[\x00\ud800-\udfff]")


def read_source(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the documents of one source and, in their place, what could not be read."""
    if source.parts is None:
        yield from _read(source, options)
    elif not source.parts.begin(source.name):
        yield Failure(source.name, LEFT_OUT)
    else:
        yield from _read(source, options)
        source.parts.end()


def _read(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    try:
        source, kind = prepare(source, options)
        if kind not in STREAMED:
            source = source.loaded(options)
            kind = _kind(source, source.content()[:HEAD], source.content())
        yield from outcomes(source, kind, options)
    except GeomapError as error:
        yield Failure(source.name, error)


def outcomes(source: Source, kind: str, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what the reader of ``kind`` makes of a source; whatever it raises is a failure."""
    try:
        if kind.startswith("!"):
            raise unreadable(source.name, kind[1:])
        if kind not in STREAMED:
            source = source.loaded(options)
        given = False
        for outcome in _reader(kind)(source, options):
            given = True
            yield outcome if isinstance(outcome, Failure) else _finished(outcome, options)
        if not given:
            raise unreadable(source.name, "holds no text; nothing to read")
    except GeomapError as error:
        yield Failure(source.name, error)
    except ImportError as error:
        missing = MissingReader(f"{source.name}: to read it, geomap {lacking(error)}")
        missing.__cause__ = error
        yield Failure(source.name, missing)
    except Exception as error:
        failure = unreadable(source.name, _problem(error))
        failure.__cause__ = error
        yield Failure(source.name, failure)


def _problem(error: Exception) -> str:
    """Return what to say of an error that no reader foresaw."""
    if isinstance(error, MemoryError | RecursionError):
        return "too deeply nested or too large to be read; split it"
    said = " ".join(str(error).split())[:100]
    return f"cannot be read ({type(error).__name__}: {said}); save it again or leave it out"


def _reader(kind: str) -> Reader:
    module, _, function = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"geomap.documents.{module}"), function)
    return reader


def prepare(source: Source, options: ReadOptions) -> tuple[Source, str]:
    """Return the source, fetched or loaded as needed, and its kind by its first bytes.

    What comes through a pipe is loaded, unless it is streamed. A kind that starts with "!" is
    the reason why it is not read.

    Raises:
        GeomapError: It cannot be had.
    """
    try:
        return _prepared(source, options)
    except OSError as error:
        if isinstance(error, GeomapError):
            raise
        reason = (error.strerror or str(error)).lower()
        raise unreadable(source.name, f"cannot be read ({reason}); check it") from error


def _prepared(source: Source, options: ReadOptions) -> tuple[Source, str]:
    if is_url(source.name) and source.path is None and source.data is None:
        source = _fetched(source, options)
    if source.stream is not None:
        source, head = _peek(source)
    else:
        with source.open() as file:
            head = file.read(HEAD)
    if not head:
        raise unreadable(source.name, "an empty file; nothing to read")
    kind = _kind(source, head)
    if source.stream is not None and kind not in STREAMED:
        source = source.loaded(options)
    return source, kind


def _kind(source: Source, head: bytes, whole: bytes | None = None) -> str:
    return detect(head, source.suffix, whole=whole, address=source.address is not None)


def _fetched(source: Source, options: ReadOptions) -> Source:
    from geomap.documents.fetch import fetch

    if not (options.fetch or options.fetch_private):
        raise OnlineForbidden(f"{source.name}: add --fetch to read it, or save the page first")
    if os.environ.get("GEOMAP_OFFLINE", "").strip().lower() not in _NO:
        told = "GEOMAP_OFFLINE is set, so no page is fetched; unset it or save the page first"
        raise OnlineForbidden(f"{source.name}: {told}")
    return fetch(source, options)


def _peek(source: Source) -> tuple[Source, bytes]:
    file = source.open()
    head = read_head(file, HEAD)
    rest: BinaryIO = _Joined(head, file)
    return replace(source, stream=lambda: rest), head


class _Joined(io.BufferedReader):
    """A stream whose first bytes were taken already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(_Raw(head, rest))


class _Raw(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close a named pipe; standard input belongs to others."""
        if self._rest is not getattr(sys.stdin, "buffer", None):
            self._rest.close()
        super().close()


def _finished(document: Document, options: ReadOptions) -> Outcome:
    """Replace what no writer can hold, one code point for one, so that offsets stay."""
    text, replaced = _REPLACED.subn("\ufffd", document.text)
    if not text.strip():
        name = document.source or document.id
        return Failure(name, unreadable(name, "holds no text; nothing to read"))
    if replaced:
        note = f"{replaced} NUL characters or lone surrogates were replaced by U+FFFD"
        document = replace(
            document,
            text=text,
            notes=(*document.notes, note),
            mentions=None if document.mentions is None else _recut(document.mentions, text),
        )
    title = " ".join(_REPLACED.sub("\ufffd", options.title or document.title or "").split())
    return replace(
        document,
        id=_REPLACED.sub("\ufffd", document.id),
        source=_REPLACED.sub("\ufffd", document.source) if document.source else None,
        title=title[:500] or None,
        date=options.date or document.date,
    )


def _recut(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    return tuple(replace(mention, text=text[mention.start : mention.end]) for mention in mentions)
