"""What a caller may say about reading."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ReadOptions"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How documents are read. Sizes are bytes, times seconds.

    ``include`` and ``exclude`` are globs (``*.pdf``, ``2019/*``) for what is found in folders
    and archives; they are compared with the name and with the path below the folder.
    ``max_bytes`` limits one document (also unpacked), ``max_pages`` a PDF, ``seconds`` the
    time for one document. ``encoding`` overrides what is found in plain text and tables.
    The ``*_column`` options name columns of tables and keys of JSON Lines. ``fetch`` permits
    ``http://`` and ``https://`` addresses to be fetched, ``fetch_private`` also those of this
    machine and its network. ``date`` (ISO 8601) and ``title`` win
    over what the documents say.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_bytes: int = 200 * 2**20
    max_pages: int = 2_000
    seconds: float = 60.0
    encoding: str | None = None
    text_column: str | None = None
    id_column: str | None = None
    title_column: str | None = None
    date_column: str | None = None
    fetch: bool = False
    fetch_private: bool = False
    date: str | None = None
    title: str | None = None
