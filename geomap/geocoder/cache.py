"""What geocoders answered, kept on disk so that nobody is asked twice.

One SQLite file in the user's cache folder (or GEOMAP_CACHE). Errors are never kept. A file that
is damaged is set aside, told of, and begun anew.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from geomap.errors import GeocoderError

__all__ = ["NEGATIVE_DAYS", "POSITIVE_DAYS", "Cache", "CacheKey", "cache_path"]

POSITIVE_DAYS = 180
NEGATIVE_DAYS = 30
_SCHEMA = 1
_DAY = 86_400
T = TypeVar("T")
_UNUSABLE = ("locked", "busy", "unable to open", "readonly", "full", "disk i/o")
_log = logging.getLogger("geomap.geocoder")


@dataclass(frozen=True, slots=True)
class CacheKey:
    """What an answer depends on; ``name`` is normalized, ``parameters`` are canonical JSON."""

    provider: str
    host: str
    name: str
    parameters: str
    language: str


def cache_path() -> Path:
    """Return the folder of the cache: GEOMAP_CACHE, or the user's cache folder."""
    given = os.environ.get("GEOMAP_CACHE")
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("geomap", appauthor=False)


class Cache:
    """Answers by key; safe between threads of one process and between processes.

    Where the folder cannot be written, or is locked too long, nothing is known and nothing is
    kept; the run goes on.
    """

    def __init__(self, folder: Path | None = None, *, clock: Callable[[], float] = time.time):
        self.path = (folder or cache_path()) / "geocoder.sqlite"
        self._clock = clock
        self._checked = False
        self._told = False

    def get(self, key: CacheKey) -> list[dict[str, Any]] | None:
        """Return the raw answers (maybe none), or None if they were never given or are old."""
        if not self._exists():
            return None
        row = self._try(
            lambda connection: connection.execute(
                "SELECT answers, fetched FROM answer WHERE provider = ? AND host = ? AND name = ?"
                " AND parameters = ? AND language = ?",
                _values(key),
            ).fetchone()
        )
        return self._fresh(row)

    def any(self, name: str) -> tuple[CacheKey, list[dict[str, Any]]] | None:
        """Return the newest answer of any provider for a normalized name."""
        if not self._exists():
            return None
        rows = self._try(
            lambda connection: connection.execute(
                "SELECT provider, host, name, parameters, language, answers, fetched FROM answer"
                " WHERE name = ? ORDER BY fetched DESC",
                (name,),
            ).fetchall()
        )
        for *key, answers, fetched in rows or ():
            found = self._fresh((answers, fetched))
            if found:
                return CacheKey(*key), found
        return None

    def put(self, key: CacheKey, answers: list[dict[str, Any]]) -> None:
        row = (*_values(key), json.dumps(answers), self._clock())
        self._try(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)", row
            )
        )

    def info(self) -> dict[str, Any]:
        """Return path, bytes, counts of answers, and the oldest and newest times (Unix)."""
        counts: tuple[Any, ...] = (0, 0, None, None)
        if self.path.exists():
            counts = self._run(
                lambda connection: connection.execute(
                    "SELECT count(*), coalesce(sum(answers = '[]'), 0), min(fetched), max(fetched)"
                    " FROM answer"
                ).fetchone()
            )
        size = self.path.stat().st_size if self.path.exists() else 0
        return {
            "path": str(self.path),
            "bytes": size,
            "answers": counts[0],
            "without_place": counts[1],
            "oldest": counts[2],
            "newest": counts[3],
        }

    def clear(self) -> int:
        """Forget everything; return how many answers there were."""
        if not self.path.exists():
            return 0
        return self._run(lambda connection: connection.execute("DELETE FROM answer").rowcount)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each answer as a dictionary, ordered by name."""
        if not self.path.exists():
            return
        rows = self._run(
            lambda connection: connection.execute(
                "SELECT provider, host, name, parameters, language, answers, fetched FROM answer"
                " ORDER BY name, provider, host"
            ).fetchall()
        )
        for provider, host, name, parameters, language, answers, fetched in rows:
            yield {
                "provider": provider,
                "host": host,
                "name": name,
                "parameters": json.loads(parameters),
                "language": language,
                "fetched": fetched,
                "answers": json.loads(answers),
            }

    def _fresh(self, row: tuple[str, float] | None) -> list[dict[str, Any]] | None:
        if row is None:
            return None
        answers: list[dict[str, Any]] = json.loads(row[0])
        days = POSITIVE_DAYS if answers else NEGATIVE_DAYS
        return answers if self._clock() - row[1] < days * _DAY else None

    def _exists(self) -> bool:
        try:
            return self.path.exists()
        except OSError:
            return False

    def _try(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do ``work``, or say once that the cache cannot be used and go on without it."""
        try:
            return self._run(work)
        except GeocoderError as error:
            if not self._told:
                self._told = True
                _log.warning("%s; going on without it", error)
            return None

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``work`` and keep what it changed; a damaged file is set aside first.

        Raises:
            GeocoderError: The file cannot be opened, written or had in time.
        """
        try:
            try:
                return self._attempt(work)
            except sqlite3.DatabaseError as error:
                if _is_unusable(error):
                    raise
                self._set_aside(error)
                return self._attempt(work)
        except (OSError, sqlite3.Error) as error:
            raise GeocoderError(
                f"the geocoder cache {self.path} cannot be used ({error}); "
                "set GEOMAP_CACHE to a folder you can write to"
            ) from error

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connect()
        try:
            with connection:
                return work(connection)
        finally:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _SCHEMA):
                raise sqlite3.DatabaseError(f"schema {version} is not {_SCHEMA}")
            if not self._checked:
                if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                    raise sqlite3.DatabaseError("the file is damaged")
                self._checked = True
            connection.execute(
                "CREATE TABLE IF NOT EXISTS answer (provider TEXT, host TEXT, name TEXT,"
                " parameters TEXT, language TEXT, answers TEXT NOT NULL, fetched REAL NOT NULL,"
                " PRIMARY KEY (name, provider, host, parameters, language)) WITHOUT ROWID"
            )
            connection.execute(f"PRAGMA user_version = {_SCHEMA}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _set_aside(self, error: Exception) -> None:
        aside = self.path.with_name(f"{self.path.name}.corrupt-{int(self._clock())}")
        os.replace(self.path, aside)
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        _log.warning("the geocoder cache was damaged (%s); set aside as %s", error, aside)


def _is_unusable(error: sqlite3.DatabaseError) -> bool:
    """Whether the file may be sound and only cannot be used now: it is not set aside."""
    return isinstance(error, sqlite3.OperationalError) and any(
        word in str(error).lower() for word in _UNUSABLE
    )


def _values(key: CacheKey) -> tuple[str, str, str, str, str]:
    return key.provider, key.host, key.name, key.parameters, key.language
