"""Documents: everything people have, read as text with the positions in its source.

    >>> from geomap.documents import read_documents
    >>> for document in read_documents(["articles/", "report.pdf"]):
    ...     print(document.title, document.date, len(document.text))

Imports of libraries happen in the reader of the format that needs them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from geomap.documents.books import Begun, Books, NoBooks, unfinished
from geomap.documents.dates import parse_date
from geomap.documents.keep import keep_text, write_texts
from geomap.documents.options import ReadOptions
from geomap.documents.parallel import read_in_parallel
from geomap.documents.pool import Child, read_guarded
from geomap.documents.source import Failure, Outcome, Source
from geomap.documents.walk import find_sources
from geomap.errors import FormatError, GeomapError
from geomap.types import Document

__all__ = ["Books", "ReadOptions", "keep_text", "read_documents", "write_texts"]


def read_documents(
    paths: str | Path | Iterable[str | Path],
    *,
    options: ReadOptions | None = None,
    on_error: Callable[[Path | str, GeomapError], None] | None = None,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
    on_own: Callable[[Path], None] | None = None,
    books: Books | None = None,
) -> Iterator[Document]:
    """Yield the documents in files, folders (recursively), "-" and, if allowed, addresses.

    Args:
        paths: One or several; folders are walked in the order of names.
        on_error: Is told the name and the error of each document that cannot be read, and
            reading goes on. Without it the first error is raised.
        jobs: How many processes read at once; the order of the documents stays the same.
        on_progress: Is told how many files are done and how many there are, after each file.
        on_own: Is given each file of a folder that geomap wrote; it is not read.
        books: Says which sources were read before, and is told which are read.

    Raises:
        DocumentError: A document cannot be read and there is no ``on_error``.
        FormatError: ``options.date`` is no date.
        OnlineForbidden: An address was given without ``options.fetch``, likewise.
    """
    options = _checked(options or ReadOptions())
    # counted first, not listed: a folder may hold millions of files
    of = 0 if on_progress is None else sum(1 for _ in find_sources(paths, options))
    begun: deque[Begun] = deque()
    done = 0

    def finished() -> None:
        nonlocal done
        done += 1
        if on_progress is not None:
            on_progress(done, max(of, done))

    found = unfinished(find_sources(paths, options, on_own), books, begun, finished)
    noted = books or NoBooks()
    for outcomes in _read_all(found, options, jobs):
        name, digest, already = begun.popleft()
        noted.reads(name, digest, already)
        for outcome in outcomes:
            if isinstance(outcome, Document):
                if already:
                    already -= 1
                    continue
                noted.read()
                yield outcome
            elif on_error is None:
                raise outcome.error
            else:
                on_error(outcome.name, outcome.error)
        noted.ends()
        finished()


def _checked(options: ReadOptions) -> ReadOptions:
    if options.date is not None and parse_date(options.date) != options.date:
        raise FormatError(
            f"{options.date!r} is not a date; write it as 2020-01-07, 2020-01 or 2020"
        )
    return options


def _read_all(
    found: Iterable[Source | Failure], options: ReadOptions, jobs: int
) -> Iterator[Iterable[Outcome]]:
    if jobs > 1:
        yield from read_in_parallel(found, options, jobs)
        return
    child = Child()
    try:
        for source in found:
            yield read_guarded(source, options, child)
    finally:
        child.close()
