"""What a run has finished, in a small database beside its shards: the run can be taken up again.

A shard is first whole on disk, then named here, in one transaction with the sources that it
finishes: whatever happens in between costs that shard, and nothing is lost, doubled or torn.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from geomap.documents.own import LEDGER
from geomap.errors import OutputError, OutputExists

__all__ = ["LEDGER", "Ledger", "Problem", "Shard", "Source", "Span", "Standing"]

_SCHEMA = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (
    name TEXT PRIMARY KEY, digest TEXT, documents INTEGER NOT NULL, failures INTEGER NOT NULL,
    whole INTEGER NOT NULL);
CREATE TABLE shards (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, documents INTEGER NOT NULL,
    names INTEGER NOT NULL, placed INTEGER NOT NULL, at REAL NOT NULL);
CREATE TABLE spans (
    source TEXT NOT NULL, shard INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX spans_of_source ON spans (source);
CREATE TABLE problems (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, file TEXT NOT NULL, kind TEXT NOT NULL,
    reason TEXT NOT NULL, UNIQUE (file, kind, reason));
"""


class Span(NamedTuple):
    """Rows of a shard that are the documents of one source."""

    source: str
    first: int
    rows: int


class Shard(NamedTuple):
    """A file of results that is whole."""

    number: int
    name: str
    documents: int
    names: int = 0
    placed: int = 0


class Problem(NamedTuple):
    """What went wrong with a file: the source it is in, its name, "error" or "warning"."""

    source: str
    file: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is; ``files`` counts what it was given, None before that is known."""

    documents: int
    names: int
    placed: int
    shards: int
    done: int
    failed: int
    files: int | None
    seconds: float
    finished: bool


class Source(NamedTuple):
    """How far a source is: its documents that are in shards, and whether those are all."""

    name: str
    digest: str | None
    documents: int
    failures: int
    whole: bool


class Ledger:
    """The database of a folder of shards.

    Raises:
        OutputError: The folder holds a run with other options, or cannot be used.
        OutputExists: It holds a run and ``resume`` was not given.
    """

    def __init__(
        self, folder: Path, options: dict[str, Any], *, resume: bool, shown: str = ""
    ) -> None:
        self.path = folder / LEDGER
        there = self.path.exists()
        if there and not resume:
            raise OutputExists(
                f"{shown or folder} holds a run already; add --resume to go on with it, or "
                "--force to begin anew"
            )
        self._base = _connect(self.path)
        told = json.dumps(options, sort_keys=True, ensure_ascii=False)
        try:
            with self._base:
                if not self._tables():
                    self._base.executescript(_SCHEMA)
                    self._note("options", told)
            before = json.loads(self.fact("options") or "{}")
        except (sqlite3.DatabaseError, ValueError) as error:
            self._base.close()
            raise OutputError(
                f"{self.path} is damaged ({error}); begin anew with --force"
            ) from error
        if before != json.loads(told):
            self._base.close()
            raise OutputError(
                f"{shown or folder} was made with other options ({_differing(before, options)}); "
                "use the same, or another folder"
            )

    @classmethod
    def to_read(cls, folder: Path) -> Ledger:
        """Open a ledger that another process may be writing."""
        ledger = cls.__new__(cls)
        ledger.path = folder / LEDGER
        if not ledger.path.is_file():
            raise OutputError(f"{folder} holds no run of `geomap parse -o FOLDER`; check the path")
        address = ledger.path.absolute().as_uri() + "?mode=ro"
        ledger._base = sqlite3.connect(address, timeout=30, uri=True)
        return ledger

    def _tables(self) -> int:
        count: int = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return count

    def close(self) -> None:
        self._base.close()

    def fact(self, key: str) -> str | None:
        row = self._base.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def note(self, key: str, value: object) -> None:
        with self._base:
            self._note(key, value)

    def _note(self, key: str, value: object) -> None:
        self._base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, str(value)))

    def source(self, name: str) -> Source | None:
        """Return how far a source is, if it was begun."""
        row = self._base.execute("SELECT * FROM sources WHERE name = ?", (name,)).fetchone()
        return None if row is None else Source(row[0], row[1], row[2], row[3], bool(row[4]))

    def forget(self, name: str) -> None:
        """Let a source be read anew: what is in shards of it counts no longer."""
        with self._base:
            self._base.execute("UPDATE spans SET gone = 1 WHERE source = ?", (name,))
            self._base.execute("DELETE FROM problems WHERE source = ?", (name,))
            self._base.execute("DELETE FROM sources WHERE name = ?", (name,))

    def forget_failed(self) -> None:
        """Let sources of which nothing could be read be read anew."""
        failed = "SELECT name FROM sources WHERE documents = 0 AND failures > 0"
        with self._base:
            self._base.execute(f"DELETE FROM problems WHERE source IN ({failed}) OR source = ''")
            self._base.execute("DELETE FROM sources WHERE documents = 0 AND failures > 0")

    def commit(
        self,
        shard: Shard | None,
        spans: Iterable[Span],
        sources: Iterable[Source],
        problems: Iterable[Problem],
    ) -> None:
        """Note a shard that is whole, and what it finishes."""
        with self._base:
            if shard is not None:
                self._base.execute(
                    "INSERT INTO shards VALUES (?, ?, ?, ?, ?, ?)", (*shard, time.time())
                )
                rows = [(span.source, shard.number, span.first, span.rows) for span in spans]
                self._base.executemany(
                    "INSERT INTO spans (source, shard, first, count) VALUES (?, ?, ?, ?)", rows
                )
            self._base.executemany(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)", list(sources)
            )
            self._base.executemany(
                "INSERT OR IGNORE INTO problems (source, file, kind, reason) VALUES (?, ?, ?, ?)",
                list(problems),
            )

    def shards(self) -> list[Shard]:
        rows = self._base.execute(
            "SELECT number, name, documents, names, placed FROM shards ORDER BY number"
        )
        return [Shard(*row) for row in rows]

    def gone(self) -> dict[int, list[tuple[int, int]]]:
        """Return the rows (first, end) whose source has changed since, by the shard's number."""
        rows = self._base.execute(
            "SELECT shard, first, first + count FROM spans WHERE gone ORDER BY shard, first"
        )
        found: dict[int, list[tuple[int, int]]] = {}
        for shard, first, end in rows:
            found.setdefault(shard, []).append((first, end))
        return found

    def problem_count(self) -> int:
        count: int = self._base.execute("SELECT count(*) FROM problems").fetchone()[0]
        return count

    def problems(self) -> Iterator[Problem]:
        rows = self._base.execute("SELECT source, file, kind, reason FROM problems ORDER BY number")
        yield from (Problem(*row) for row in rows)

    def standing(self) -> Standing:
        """Return how far the run is."""
        documents, names, placed, shards = self._base.execute(
            "SELECT total(documents), total(names), total(placed), count(*) FROM shards"
        ).fetchone()
        gone = self._base.execute("SELECT total(count) FROM spans WHERE gone").fetchone()[0]
        done, failed = self._base.execute(
            "SELECT count(*), total(documents = 0 AND failures > 0) FROM sources WHERE whole"
        ).fetchone()
        files = self.fact("files")
        return Standing(
            int(documents - gone),
            int(names),
            int(placed),
            shards,
            done,
            int(failed),
            None if files is None else int(files),
            float(self.fact("seconds") or 0),
            self.fact("finished") == "1",
        )


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(path, timeout=30, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"cannot write {path}: {error}; choose another -o") from error
    base.execute("PRAGMA synchronous = FULL")
    return base


def _differing(before: dict[str, Any], now: dict[str, Any]) -> str:
    keys = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
    return ", ".join(f"{key}: {before.get(key)} then, {now.get(key)} now" for key in keys[:3])
