"""Mailboxes (.mbox, RFC 4155), parted into their messages without looking into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from geomap.documents.options import ReadOptions
from geomap.documents.source import Failure, Source, unreadable

__all__ = ["messages"]


def messages(source: Source, options: ReadOptions) -> Iterator[Source | Failure]:
    """Yield each message as a source of its own; one that is too large is a failure."""
    with source.open() as file:
        for number, data in enumerate(_parted(file, options.max_bytes), start=1):
            name = f"{source.name}, message {number}"
            if data is None:
                problem = "larger than --max-bytes; raise the limit"
                yield Failure(name, unreadable(name, problem))
            else:
                yield source.part(name, f"{source.id}/{number}.eml", data)


def _parted(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield the bytes of messages, which "From " lines part; None for more than ``limit``."""
    pieces: list[bytes] = []
    size = 0
    blank = True
    while line := file.readline(limit + 1):
        if blank and line.startswith(b"From "):
            if pieces:
                yield b"".join(pieces) if size <= limit else None
            pieces, size = [], 0
        else:
            size += len(line)
            if size <= limit:
                pieces.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip(b"\r\n")
    if pieces or size:
        yield b"".join(pieces) if size <= limit else None
