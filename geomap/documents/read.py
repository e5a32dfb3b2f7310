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
from geomap.documents.pool import Child
from geomap.documents.source import Failure, Outcome, Source, read_head, unreadable
from geomap.documents.walk import is_url
from geomap.errors import GeomapError, OnlineForbidden
from geomap.types import Document, Mention

__all__ = ["READERS", "STREAMED", "read_guarded", "read_source"]

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
_HARMLESS = frozenset({"csv", "json", "markdown", "text"})
_REPLACED = re.compile("[\x00\ud800-\udfff]")


def read_guarded(
    source: Source | Failure, options: ReadOptions, child: Child, *, alone: bool = False
) -> Iterator[Outcome]:
    """Yield the outcomes of a source, read in the child process unless that is needless.

    Plain text and tables cannot do harm and are read here, unless ``alone`` asks for a
    process anyway (to use another core).
    """
    if isinstance(source, Failure):
        yield source
        return
    try:
        source, kind = _prepare(source, options)
        light = kind.startswith("!") or kind in STREAMED or (kind in _HARMLESS and not alone)
        outcomes = _outcomes(source, kind, options) if light else child.read(source, options)
    except GeomapError as error:
        outcomes = iter([Failure(source.name, error)])
    yield from outcomes


def read_source(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the documents of one source and, in their place, what could not be read."""
    try:
        source, kind = _prepare(source, options)
        if kind not in STREAMED:
            source = source.loaded(options)
            kind = _kind(source, source.content()[:HEAD], source.content())
        yield from _outcomes(source, kind, options)
    except GeomapError as error:
        yield Failure(source.name, error)


def _outcomes(source: Source, kind: str, options: ReadOptions) -> Iterator[Outcome]:
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
    except (MemoryError, RecursionError) as error:
        problem = "too deeply nested or too large to be read; split it"
        failure = unreadable(source.name, problem)
        failure.__cause__ = error
        yield Failure(source.name, failure)


def _reader(kind: str) -> Reader:
    module, _, function = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"geomap.documents.{module}"), function)
    return reader


def _prepare(source: Source, options: ReadOptions) -> tuple[Source, str]:
    """Look at the first bytes. What comes through a pipe is loaded, unless it is streamed."""
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

    forbidden = os.environ.get("GEOMAP_OFFLINE", "").strip().lower() not in _NO
    if forbidden or not options.online:
        raise OnlineForbidden(f"{source.name}: add --online to fetch it, or save the page first")
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
