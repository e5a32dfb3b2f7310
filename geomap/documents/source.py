"""One thing to read: a file, standard input, an attachment, a member of an archive."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from geomap.documents.options import ReadOptions
from geomap.errors import DocumentError, DocumentNotFound, GeomapError, UnreadableDocument
from geomap.types import Document

__all__ = [
    "LEFT_OUT",
    "Failure",
    "Outcome",
    "Parts",
    "Source",
    "read_capped",
    "read_head",
    "too_large",
    "unreadable",
]

_CHUNK = 1 << 20


class Failure(NamedTuple):
    """A document that could not be read: the rest goes on."""

    name: str
    error: GeomapError


Outcome = Document | Failure
LEFT_OUT = UnreadableDocument("broke a process before; told already")
"""The error of a part that is not read a second time; see ``pool``."""


class Parts(Protocol):
    """Is told which part of a document is read: an attachment, a member of an archive."""

    def begin(self, name: str) -> bool:
        """Return whether the part shall be read; if so, ``end`` follows."""

    def end(self) -> None:
        """Note that the part begun last is finished."""


def unreadable(name: str, problem: str) -> UnreadableDocument:
    """Return the error for a document; ``problem`` says what is wrong and what to do."""
    return UnreadableDocument(f"{name}: {problem}")


def too_large(name: str, limit: int) -> UnreadableDocument:
    return unreadable(name, f"larger than {limit:,} bytes; raise the limit with --max-bytes")


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes come from. Exactly one of ``path``, ``data`` and ``stream`` is set.

    ``name`` is what readers are told and becomes ``Document.source``; ``depth`` counts the
    archives and e-mails around it. ``address`` is the URL that it was fetched from and
    ``charset`` what the server said about it. ``parts`` is told what is read inside. ``link`` is
    the address to fetch with its secrets, which stand nowhere else.
    """

    name: str
    id: str
    path: Path | None = None
    data: bytes | None = None
    stream: Callable[[], BinaryIO] | None = None
    depth: int = 0
    address: str | None = None
    charset: str | None = None
    link: str | None = field(default=None, repr=False)
    parts: Parts | None = field(default=None, compare=False)

    @property
    def suffix(self) -> str:
        return Path(self.id).suffix.lower()

    def open(self) -> BinaryIO:
        """Open for reading.

        Raises:
            DocumentNotFound: The file is gone.
            UnreadableDocument: It may not be read.
        """
        if self.data is not None:
            return io.BytesIO(self.data)
        if self.stream is not None:
            return self.stream()
        assert self.path is not None
        try:
            return self.path.open("rb")
        except FileNotFoundError as error:
            raise DocumentNotFound(f"{self.name}: no such file; check the path") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise unreadable(self.name, f"cannot be opened ({reason}); check it") from error

    def loaded(self, options: ReadOptions) -> Source:
        """Return the same source with its bytes in memory, within the size limit."""
        if self.data is not None:
            if len(self.data) > options.max_bytes:
                raise too_large(self.name, options.max_bytes)
            return self
        try:
            with self.open() as file:
                data = read_capped(file, options.max_bytes)
        except OSError as error:
            if isinstance(error, DocumentError):
                raise
            reason = (error.strerror or str(error)).lower()
            raise unreadable(self.name, f"cannot be read ({reason}); check it") from error
        if data is None:
            raise too_large(self.name, options.max_bytes)
        return replace(self, data=data, path=None, stream=None)

    def content(self) -> bytes:
        assert self.data is not None
        return self.data

    def sha256(self) -> str:
        """Return the digest of the bytes; a file is read in pieces."""
        if self.data is not None:
            return hashlib.sha256(self.data).hexdigest()
        with self.open() as file:
            digest = hashlib.sha256()
            while piece := file.read(_CHUNK):
                digest.update(piece)
            return digest.hexdigest()

    def child(self, name: str, data: bytes) -> Source:
        """Return a part (attachment, member) as a source of its own."""
        return self.part(f"{self.name}/{name}", f"{self.id}/{name}", data)

    def part(self, name: str, own_id: str, data: bytes) -> Source:
        """Return a part with a name and id that are given whole."""
        return Source(name, own_id, data=data, depth=self.depth + 1, parts=self.parts)


def read_capped(file: BinaryIO, limit: int) -> bytes | None:
    """Return everything, or None when there is more than ``limit`` bytes."""
    pieces: list[bytes] = []
    size = 0
    while piece := file.read(min(_CHUNK, limit + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            return None
    return b"".join(pieces)


def read_head(file: BinaryIO, size: int) -> bytes:
    """Return the first bytes of a stream that may deliver them piecemeal."""
    pieces: list[bytes] = []
    while size > 0 and (piece := file.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
