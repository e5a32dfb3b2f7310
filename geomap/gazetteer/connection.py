"""Opens a gazetteer file that anyone may have made, and asks it for rows and nothing else."""

from __future__ import annotations

import os
import sqlite3
import struct
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerInvalid, GazetteerNotFound
from geomap.gazetteer import schema
from geomap.gazetteer.seal import damage, is_remembered, remember

__all__ = ["REBUILD", "Connection"]

REBUILD = "build it again with: geomap gazetteer build"
_AGAIN = f"install or copy it again, or {REBUILD}"
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_FUNCTIONS = frozenset({"count", "min", "coalesce", "like"})
_STEPS = 1_000_000
_MOST_STEPS = 4_000
"""Times ``_STEPS`` of SQLite's machine that a question may take, about a minute: a country's names
need a few thousand steps, all towns of the largest file 200 million.
"""
_LONGEST = 64 << 20
"""Bytes of a value."""


class _Held:
    """Closes a connection when its thread ends or the process that forked has its own."""

    __slots__ = ("connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Connection:
    """A gazetteer file, opened to be read: one connection a thread and process.

    Raises:
        GazetteerNotFound: There is no such file.
        GazetteerInvalid: It is not a gazetteer, truncated, damaged, or of another schema.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        _check_header(path)
        self._local = threading.local()
        try:
            self._refuse_programs()
            if not is_remembered(path):
                self._check_whole()
        except (sqlite3.Error, UnicodeError) as error:
            raise self._unreadable(error) from error

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of the answer. Text that is not UTF-8 comes with U+FFFD.

        Raises:
            GazetteerInvalid: The file is damaged, or the answer takes too long.
        """
        local = self._local
        try:
            connection = self._opened()
            local.steps = 0
            try:
                return connection.execute(question, values).fetchall()
            except (UnicodeDecodeError, sqlite3.OperationalError) as error:
                if "decode" not in str(error):
                    raise
                connection.text_factory = lambda data: data.decode("utf-8", "replace")
                return connection.execute(question, values).fetchall()
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise self._unreadable(error) from error

    def close(self) -> None:
        """Close this thread's connection."""
        if getattr(self._local, "process", None) == os.getpid():
            self._local.held.connection.close()
            self._local.process = None

    def _opened(self) -> sqlite3.Connection:
        local = self._local
        if getattr(local, "process", None) != os.getpid():
            local.held = _Held(self._connect())
            local.held.connection.set_authorizer(_permit)
            local.steps = 0
            local.held.connection.set_progress_handler(self._takes_too_long, _STEPS)
            local.process = os.getpid()
        connection: sqlite3.Connection = local.held.connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        uri = self.path.resolve().as_uri() + "?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        if hasattr(connection, "setlimit"):
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA mmap_size = 268435456")
        connection.execute("PRAGMA cache_size = -4000")
        return connection

    def _takes_too_long(self) -> bool:
        self._local.steps += 1
        return bool(self._local.steps > _MOST_STEPS)

    def _check_whole(self) -> None:
        connection = self._connect()
        try:
            found = damage(self.path, connection)
        finally:
            connection.close()
        if found is not None:
            raise GazetteerInvalid(f"{self.path} is damaged: {found}; {_AGAIN}")
        remember(self.path)

    def _refuse_programs(self) -> None:
        """Refuse a file whose tables are none: reading a view may run without end."""
        found = self.rows(
            "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')"
            " OR sql LIKE 'CREATE VIRTUAL%'"
        )
        if found:
            raise GazetteerInvalid(
                f"{self.path} holds a view, trigger or virtual table, {found[0][0]!r}; {REBUILD}"
            )

    def _unreadable(self, error: Exception) -> GazetteerInvalid:
        return GazetteerInvalid(f"{self.path} cannot be read ({error}); {_AGAIN}")


def _permit(
    action: int, first: str | None, second: str | None, base: str | None, inside: str | None
) -> int:
    """Permit reading tables; whatever else a file's own definitions ask for is refused.

    ``inside`` is the view or trigger that asks.
    """
    allowed = action in _ALLOWED or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
    return sqlite3.SQLITE_OK if allowed and inside is None else sqlite3.SQLITE_DENY


def _check_header(path: Path) -> None:
    """Read SQLite's 100-byte header (https://www.sqlite.org/fileformat.html#the_database_header).

    The file is neither opened nor changed when it is not ours.
    """
    if not path.is_file():
        what = "is a folder, not a gazetteer" if path.is_dir() else "is not there"
        raise GazetteerNotFound(
            f"the gazetteer {path} {what}; name another with --gazetteer,"
            " or build one with: geomap gazetteer build"
        )
    try:
        with path.open("rb") as stream:
            header = stream.read(100)
    except OSError as error:
        raise GazetteerInvalid(
            f"{path} cannot be read ({error.strerror}); check its permissions"
        ) from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise GazetteerInvalid(f"{path} is not a gazetteer (no SQLite header); {REBUILD}")
    (application,) = struct.unpack(">I", header[68:72])
    (number,) = struct.unpack(">I", header[60:64])
    (page,) = struct.unpack(">H", header[16:18])
    (pages,) = struct.unpack(">I", header[28:32])
    if application != schema.APPLICATION_ID:
        raise GazetteerInvalid(f"{path} is an SQLite file but not a gazetteer of geomap; {REBUILD}")
    if number != schema.SCHEMA_VERSION:
        age = "an older" if number < schema.SCHEMA_VERSION else "a newer"
        raise GazetteerInvalid(
            f"{path} was built by {age} version of geomap (schema {number}, this one reads"
            f" {schema.SCHEMA_VERSION}); {REBUILD}"
        )
    size = path.stat().st_size
    whole = (65536 if page == 1 else page) * pages
    if size < whole:
        raise GazetteerInvalid(
            f"{path} is truncated ({size:,} of {whole:,} bytes); copy it again or {REBUILD}"
        )
