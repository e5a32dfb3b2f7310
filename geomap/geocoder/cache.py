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
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from geomap.errors import GeocoderError
from geomap.files import cache_folder

__all__ = ["NEGATIVE_DAYS", "POSITIVE_DAYS", "Cache", "CacheKey"]

POSITIVE_DAYS = 180
NEGATIVE_DAYS = 30
_SCHEMA = 1
_DAY = 86_400
_PATIENCE = 30.0
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


class Cache:
    """Answers by key; safe between threads of one process and between processes.

    Where the folder cannot be written, or is locked too long, nothing is known and nothing is
    kept; the run goes on.
    """

    def __init__(self, folder: Path | None = None, *, clock: Callable[[], float] = time.time):
        self.path = (folder or cache_folder()) / "geocoder.sqlite"
        self._clock = clock
        self._checked = False
        self._told = False
        self._patience = _PATIENCE

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
        found = self._fresh(row)
        if row is not None and found is _ODD:
            self._drop(key)
            return None
        return found

    def _drop(self, key: CacheKey) -> None:
        """Forget an answer that nothing of ours wrote."""
        _log.warning("the geocoder cache held an answer for %r that is none; dropped", key.name)
        self._try(
            lambda connection: connection.execute(
                "DELETE FROM answer WHERE provider = ? AND host = ? AND name = ?"
                " AND parameters = ? AND language = ?",
                _values(key),
            )
        )

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
            if found is _ODD:
                self._drop(CacheKey(*key))
            elif found:
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
            kept = _answers(answers, fetched)
            if kept is _ODD:
                self._drop(CacheKey(provider, host, name, parameters, language))
                continue
            yield {
                "provider": provider,
                "host": host,
                "name": name,
                "parameters": _loaded(parameters),
                "language": language,
                "fetched": fetched,
                "answers": kept,
            }

    def _fresh(self, row: tuple[Any, Any] | None) -> list[dict[str, Any]] | None:
        if row is None:
            return None
        answers = _answers(*row)
        if answers is _ODD:
            return answers
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
            found = self._run(work)
            self._patience = _PATIENCE
            return found
        except GeocoderError as error:
            self._patience = 0.1  # once waited for in vain, it is not waited for again
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
        make_private(self.path)
        connection = sqlite3.connect(self.path, timeout=self._patience)
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


_ODD: list[dict[str, Any]] = [{"odd": True}]
"""Stands for a row that no answer of a geocoder can have made."""


def _answers(text: Any, fetched: Any) -> list[dict[str, Any]]:
    """Return the answers of a row, ``_ODD`` if it is not one of ours."""
    answers = _loaded(text)
    is_list = isinstance(answers, list) and all(isinstance(each, dict) for each in answers)
    if not is_list or not isinstance(fetched, int | float):
        return _ODD
    return answers  # type: ignore[no-any-return]


def _loaded(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None


def make_private(path: Path) -> None:
    """Make a file and its folder, if they are not there, the user's alone."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    if not path.exists():
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    elif os.name != "nt" and path.is_file() and path.stat().st_mode & 0o077:
        with suppress(OSError):
            path.chmod(0o600)


def _values(key: CacheKey) -> tuple[str, str, str, str, str]:
    return key.provider, key.host, key.name, key.parameters, key.language
