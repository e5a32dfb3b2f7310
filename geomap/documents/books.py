"""What a run that may be taken up again is told while it reads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple, Protocol

from geomap.documents.source import Failure, Source
from geomap.errors import DocumentError

__all__ = ["Begun", "Books", "NoBooks", "unfinished"]


class Books(Protocol):
    """Knows which documents earlier runs have finished."""

    def begins(self, name: str, digest: str | None) -> int | None:
        """Return how many documents of a source are finished; None: all that it has."""

    def reads(self, name: str, digest: str | None, already: int) -> None:
        """Note that the documents read from now on are a source's."""

    def read(self) -> None:
        """Note that a document was read."""

    def ends(self) -> None:
        """Note that the source is read whole."""


class NoBooks:
    """For a run that begins anew each time."""

    def begins(self, name: str, digest: str | None) -> int | None:
        return 0

    def reads(self, name: str, digest: str | None, already: int) -> None:
        pass

    def read(self) -> None:
        pass

    def ends(self) -> None:
        pass


class Begun(NamedTuple):
    """A source that is read, its digest, and how many of its documents are passed over."""

    name: str
    digest: str | None
    already: int


def unfinished(
    found: Iterable[Source | Failure],
    books: Books | None,
    begun: deque[Begun],
    on_skipped: Callable[[], None],
) -> Iterator[Source | Failure]:
    """Yield the sources that are not finished, noting each in ``begun``."""
    for source in found:
        if books is None or isinstance(source, Failure):
            begun.append(Begun(source.name, None, 0))
            yield source
            continue
        digest = None
        if source.path is not None:
            with suppress(DocumentError, OSError):
                digest = source.sha256()
        already = books.begins(source.name, digest)
        if already is None:
            on_skipped()
            continue
        begun.append(Begun(source.name, digest, already))
        yield source
