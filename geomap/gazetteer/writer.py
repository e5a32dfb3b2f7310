"""Writes a gazetteer file: streaming, sorted, and whole or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from geomap.files import temporary_name
from geomap.gazetteer import schema
from geomap.gazetteer.kinds import KIND_CODES, KINDS
from geomap.gazetteer.normalize import (
    normalize_name,
    script_of,
    spelling_hash,
    transliteration_key,
)
from geomap.gazetteer.seal import MARK, ZEROS, seal
from geomap.types import Bounds, Kind

__all__ = ["KEYED", "Name", "PlaceRow", "Source", "Writer", "count_names"]

# countries whose own names reach us in several romanizations
KEYED = frozenset(
    [
        "AE",
        "AF",
        "AM",
        "AZ",
        "BA",
        "BG",
        "BH",
        "BY",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "ER",
        "ET",
        "GE",
        "IL",
        "IQ",
        "IR",
        "JO",
        "KG",
        "KM",
        "KW",
        "KZ",
        "LB",
        "LY",
        "MA",
        "MD",
        "ME",
        "MK",
        "MN",
        "MR",
        "OM",
        "PK",
        "PS",
        "QA",
        "RS",
        "RU",
        "SA",
        "SD",
        "SO",
        "SS",
        "SY",
        "TD",
        "TJ",
        "TM",
        "TN",
        "TR",
        "UA",
        "UZ",
        "XK",
        "YE",
    ]
)


class Name(NamedTuple):
    """A name of a place: ``kind`` is a code of ``schema``, ``languages`` those known to use it."""

    text: str
    kind: int
    languages: frozenset[str] = frozenset()


def count_names(names: Iterable[Name]) -> tuple[int, int]:
    """Return how many different names there are, made by no rule, and in how many scripts."""
    norms = {normalize_name(name.text) for name in names if name.kind in schema.COUNTED}
    return len(norms), len({script_of(norm) for norm in norms} - {""})


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from, as ``geomap gazetteer info`` prints it."""

    name: str
    version: str
    licence: str
    attribution: str
    url: str
    sha256: str
    places: int = 0


@dataclass(slots=True)
class PlaceRow:
    """A place to be written. ``id`` is the geonameid, or negative with ``ref``.

    ``counts`` are what ``count_names`` returns.
    """

    id: int
    name: str
    latitude: float
    longitude: float
    kind: Kind
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    feature: str | None = None
    population: int | None = None
    prominence: float = 0.0
    bounds: Bounds | None = None
    ref: str | None = None
    counts: tuple[int, int] = (0, 0)


_SPELLED = frozenset(range(len(schema.NAME_KINDS))) - {
    schema.ADJECTIVE,
    schema.CODE,
    schema.INFLECTED,
}


class _Languages:
    """Numbers the sets of languages in the order in which they come; none is 0."""

    def __init__(self) -> None:
        self.numbers = {"": 0}

    def number(self, words: str | None) -> int:
        if not words:
            return 0
        return self.numbers.setdefault(" ".join(sorted(set(words.split()))), len(self.numbers))


class Writer:
    """Builds the file beside its target and puts it in place at the end.

    Admin units must be added before the places that lie in them. ``only_known`` drops names of
    places that were not added. Use as a context manager; on an exception nothing is left behind.
    """

    def __init__(self, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        self._target = target
        self._folder = tempfile.TemporaryDirectory(dir=target.parent, prefix=temporary_name(target))
        self._path = Path(self._folder.name) / "gazetteer.db"
        self._db = sqlite3.connect(self._path, isolation_level=None)
        self._countries: dict[str, int] = {}
        self._features: dict[str, int] = {}
        self._admins: dict[tuple[str, str, str | None], int] = {}
        self.only_known = False
        self._open()

    def _open(self) -> None:
        scratch = Path(self._folder.name) / "scratch.db"
        for statement in (
            "PRAGMA page_size = 4096",
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA temp_store = FILE",
            f"PRAGMA application_id = {schema.APPLICATION_ID}",
            f"PRAGMA user_version = {schema.SCHEMA_VERSION}",
        ):
            self._db.execute(statement)
        self._db.executescript(schema.TABLES)
        self._db.execute("ATTACH ? AS scratch", (str(scratch),))
        for statement in (
            "PRAGMA scratch.journal_mode = OFF",
            "PRAGMA scratch.synchronous = OFF",
            "CREATE TABLE scratch.raw (norm TEXT, id INTEGER, kind INTEGER, languages TEXT)",
            "CREATE TABLE scratch.keys (key INTEGER, id INTEGER)",
            "BEGIN",
        ):
            self._db.execute(statement)

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        self._folder.cleanup()

    def admin(
        self, number: int, country: str, code1: str, code2: str | None, name: str | None
    ) -> None:
        """Register an admin unit; places then refer to it by its codes.

        Args:
            name: None when the unit is added as a place, too.
        """
        self._admins[country, code1, code2] = number
        self._db.execute(
            "INSERT OR REPLACE INTO admin VALUES (?, ?, ?, ?, ?)",
            (number, self._country(country), code1, code2, name),
        )

    def place(self, row: PlaceRow) -> None:
        admin1 = admin2 = None
        if row.country and row.admin1:
            admin1 = self._admins.get((row.country, row.admin1, None))
            if row.admin2:
                admin2 = self._admins.get((row.country, row.admin1, row.admin2))
        self._db.execute(
            "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.id,
                row.name,
                round(row.latitude * 1e5),
                round(row.longitude * 1e5),
                self._country(row.country),
                admin1,
                admin2,
                KIND_CODES[row.kind],
                self._feature(row.feature),
                row.population,
                round(row.prominence * 100),
                row.ref,
                *row.counts,
            ),
        )
        if row.bounds is not None:
            box = tuple(round(value * 100) for value in row.bounds)
            self._db.execute("INSERT OR REPLACE INTO bound VALUES (?, ?, ?, ?, ?)", (row.id, *box))

    def names(self, number: int, names: Iterable[Name], *, keyed: bool = False) -> None:
        """Add names of a place; ``keyed`` adds transliteration keys."""
        best: dict[str, tuple[int, frozenset[str]]] = {}
        for name, kind, languages in names:
            norm = normalize_name(name)
            if norm and len(norm) <= 120:
                known = best.get(norm, (kind, languages))
                best[norm] = min(kind, known[0]), languages | known[1]
        self._db.executemany(
            "INSERT INTO scratch.raw VALUES (?, ?, ?, ?)",
            [
                (norm, number, kind, " ".join(sorted(languages)) or None)
                for norm, (kind, languages) in best.items()
            ],
        )
        if keyed:
            keys = {transliteration_key(n) for n, (k, _) in best.items() if k in _SPELLED}
            self._db.executemany(
                "INSERT INTO scratch.keys VALUES (?, ?)",
                [(spelling_hash(key), number) for key in sorted(keys) if key],
            )

    def finish(
        self, meta: dict[str, str], sources: Iterable[Source], countries: dict[str, str]
    ) -> None:
        """Sort names into place, describe the file and move it to its target.

        Args:
            countries: English names of countries by ISO 3166-1 alpha-2.
        """
        for code in countries:
            self._country(code)
        run = self._db.execute
        known = " WHERE EXISTS (SELECT 1 FROM place p WHERE p.id = r.id)" if self.only_known else ""
        languages = _Languages()
        self._db.create_function("number_of", 1, languages.number)
        run(
            "INSERT INTO name SELECT norm, id,"
            f" min(kind) + {schema.LABEL} * number_of(group_concat(languages, ' '))"
            f" FROM scratch.raw r{known} GROUP BY norm, id ORDER BY norm, id"
        )
        run("INSERT INTO spelling SELECT DISTINCT key, id FROM scratch.keys ORDER BY key, id")
        self._db.executemany(
            "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(s.name, s.version, s.licence, s.attribution, s.url, s.sha256, s.places)
             for s in sources],
        )  # fmt: skip
        about = {
            **meta,
            "kinds": json.dumps(KINDS),
            "features": json.dumps(list(self._features)),
            "languages": json.dumps(list(languages.numbers)),
            "countries": json.dumps([[c, countries.get(c, c)] for c in self._countries]),
            "places": str(run("SELECT count(*) FROM place").fetchone()[0]),
            "names": str(run("SELECT count(*) FROM name").fetchone()[0]),
            "spellings": str(run("SELECT count(*) FROM spelling").fetchone()[0]),
        }
        about["seal"] = MARK + ZEROS
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(about.items()))
        run("COMMIT")
        run("DETACH scratch")
        self._db.executescript(schema.INDEXES.format(airport=KIND_CODES[Kind.AIRPORT]))
        self._db.close()
        seal(self._path)
        os.replace(self._path, self._target)

    def _country(self, code: str | None) -> int | None:
        if not code:
            return None
        return self._countries.setdefault(code, len(self._countries))

    def _feature(self, feature: str | None) -> int | None:
        if not feature:
            return None
        return self._features.setdefault(feature, len(self._features))
