"""Reads a gazetteer file: one read-only connection a thread and process."""

from __future__ import annotations

import functools
import json
import os
import sqlite3
import struct
import threading
from pathlib import Path
from typing import NamedTuple

from geomap.errors import GazetteerInvalid, GazetteerNotFound
from geomap.gazetteer import schema
from geomap.gazetteer.kinds import KIND_CODES, KINDS
from geomap.gazetteer.near import TownIndex
from geomap.gazetteer.normalize import normalize_name, spelling_hash
from geomap.types import Bounds, Kind, Place

__all__ = ["Found", "Store"]

_COLUMNS = (
    "p.id, p.name, p.lat, p.lon, p.country, p.admin1, p.admin2, p.kind, p.feature,"
    " p.population, p.prominence, p.ref, p.names, p.scripts"
)
_REBUILD = "build it again with: geomap gazetteer build"


class Found(NamedTuple):
    """A row of an answer: what the name is to the place, how well known that is, and the place.

    ``kind`` is an index of ``schema.NAME_KINDS``.
    """

    kind: int
    prominence: float
    place: Place
    languages: tuple[str, ...] = ()
    names: int = 0
    scripts: int = 0


class _Held:
    """Closes a connection when its thread ends or the process that forked has its own."""

    __slots__ = ("connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Store:
    """A gazetteer file.

    Raises:
        GazetteerNotFound: There is no such file.
        GazetteerInvalid: It is not a gazetteer, truncated, or of another schema.
    """

    wins = False

    def __init__(self, path: Path) -> None:
        self.path = path
        _check_header(path)
        self._local = threading.local()
        self._refuse_programs()
        meta = self.meta()
        self._countries = [tuple(pair) for pair in json.loads(meta["countries"])]
        self._country_codes = {code: index for index, (code, _) in enumerate(self._countries)}
        self._features = json.loads(meta["features"])
        self._languages = [tuple(words.split()) for words in json.loads(meta["languages"])]
        self.name = f"{meta['name']} {meta['inputs'][:12]}"
        self.attribution = meta.get("attribution", "")
        self._admin = functools.lru_cache(maxsize=8192)(self._read_admin)
        self._bounds = functools.lru_cache(maxsize=8192)(self._read_bounds)
        self._made: dict[int, Place] = {}
        self._towns = TownIndex(self.towns)
        self._codes: dict[str, int] | None = None

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        """Be pickled as the path: a copy opens the file anew."""
        return Store, (self.path.absolute(),)

    @property
    def _connection(self) -> sqlite3.Connection:
        local = self._local
        if getattr(local, "process", None) != os.getpid():
            uri = self.path.resolve().as_uri() + "?mode=ro&immutable=1"
            local.held = _Held(sqlite3.connect(uri, uri=True, check_same_thread=False))
            local.connection = local.held.connection
            local.connection.execute("PRAGMA trusted_schema = OFF")
            local.connection.execute("PRAGMA mmap_size = 268435456")
            local.connection.execute("PRAGMA cache_size = -4000")
            local.process = os.getpid()
        connection: sqlite3.Connection = local.connection
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        if getattr(self._local, "process", None) == os.getpid():
            self._local.connection.close()
            self._local.process = None

    def _refuse_programs(self) -> None:
        """Refuse a file whose tables are none: reading a view may run without end."""
        try:
            found = self._connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')"
                " OR sql LIKE 'CREATE VIRTUAL%'"
            ).fetchone()
        except sqlite3.Error as error:
            raise GazetteerInvalid(f"{self.path} cannot be read ({error}); {_REBUILD}") from error
        if found is not None:
            raise GazetteerInvalid(
                f"{self.path} holds a view, trigger or virtual table, {found[0]!r}; {_REBUILD}"
            )

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself."""
        try:
            return dict(self._connection.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            raise GazetteerInvalid(f"{self.path} cannot be read ({error}); {_REBUILD}") from error

    def sources(self) -> list[dict[str, str | int]]:
        """Return the sources with version, licence, attribution, address, digest and places."""
        cursor = self._connection.execute("SELECT * FROM source ORDER BY name")
        keys = [column[0] for column in cursor.description]
        return [dict(zip(keys, row, strict=True)) for row in cursor]

    def kinds(self) -> dict[Kind, int]:
        """Return how many places there are of each kind."""
        rows = self._connection.execute("SELECT kind, count(*) FROM place GROUP BY kind")
        return {KINDS[code]: count for code, count in rows}

    def lookup(self, norm: str) -> list[tuple[int, int]]:
        """Return (id, index of ``schema.NAME_KINDS``) of a normalized name: the bare look-up."""
        return self._connection.execute(
            f"SELECT id, label % {schema.LABEL} FROM name WHERE norm = ?", (norm,)
        ).fetchall()

    def find(self, norm: str, limit: int) -> list[Found]:
        """Return the best known places of a normalized name."""
        rows = self._connection.execute(
            f"SELECT n.label, {_COLUMNS} FROM name n CROSS JOIN place p ON p.id = n.id"
            " WHERE n.norm = ? ORDER BY p.prominence DESC, p.id LIMIT ?",
            (norm, limit),
        ).fetchall()
        return [self._found(row[0], row[1:]) for row in rows]

    def _found(self, label: int, row: tuple) -> Found:  # type: ignore[type-arg]
        languages, kind = divmod(label, schema.LABEL)
        return Found(
            kind, row[10] / 100, self._place(row), self._languages[languages], row[12], row[13]
        )

    def find_spelling(self, key: str, limit: int) -> list[Found]:
        """Return the best known places that have a name of that transliteration key."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM spelling s CROSS JOIN place p ON p.id = s.id"
            " WHERE s.key = ? ORDER BY p.prominence DESC, p.id LIMIT ?",
            (spelling_hash(key), limit),
        ).fetchall()
        return [self._found(schema.ALTERNATE, row) for row in rows]

    def airports(self, box: Bounds) -> list[Found]:
        """Return the airports in a box."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = {KIND_CODES[Kind.AIRPORT]}"
            " AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?",
            tuple(round(box[side] * 1e5) for side in (0, 2, 1, 3)),
        ).fetchall()
        return [self._found(schema.ALTERNATE, row) for row in rows]

    def towns(self) -> list[tuple[int, int, int]]:
        """Return number, latitude and longitude (1e-5 degrees) of every town."""
        return self._connection.execute(
            "SELECT id, lat, lon FROM place WHERE kind = ? AND population >= ? ORDER BY id",
            (KIND_CODES[Kind.CITY], 1),
        ).fetchall()

    def towns_near(
        self, latitude: float, longitude: float, limit: int
    ) -> list[tuple[float, Place]]:
        """Return (chord of the unit sphere, town), the nearest first."""
        rows = self._towns.nearest(latitude, longitude, limit)
        found = [(chord, self._by_number(number)) for chord, number in rows]
        return [(chord, place) for chord, place in found if place is not None]

    def by_code(self, code: str) -> Place | None:
        """Return the place of an IATA, ICAO or ISO 3166-2 code or a UN p-code, all in capitals."""
        if self._codes is None:
            self._codes = json.loads(self.meta().get("codes", "{}"))
        number = self._codes.get(code)
        return self._by_number(number) if number else self._by_ref(f"airport:{code}")

    def place(self, place_id: str) -> Place | None:
        """Return the place of an id such as ``geonames:98182`` or ``geomap:middle-east``."""
        source, _, number = place_id.partition(":")
        if source == "geonames":
            is_number = number.isascii() and number.isdigit() and len(number) <= 18
            return self._by_number(int(number)) if is_number else None
        return self._by_ref(place_id)

    def _by_ref(self, ref: str) -> Place | None:
        """Search by halves: identifiers are in the order of their numbers, -1 downwards."""
        run = self._connection.execute
        low, high = 1, -(run("SELECT min(id) FROM place WHERE id < 0").fetchone()[0] or 0)
        while low <= high:
            middle = (low + high) // 2
            row = run(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (-middle,)).fetchone()
            if row[11] == ref:
                return self._place(row)
            low, high = (middle + 1, high) if row[11] < ref else (low, middle - 1)
        return None

    def country(self, code: str) -> Place | None:
        """Return the country or territory of an ISO 3166-1 alpha-2 code."""
        found = self._unit_rows(Kind.COUNTRY, code) or self._unit_rows(Kind.TERRITORY, code)
        return found[0] if found else None

    def admin1(self, country: str, code: str) -> Place | None:
        """Return the first-level unit of a country by its GeoNames code ("CA", "07")."""
        row = self._connection.execute(
            "SELECT id FROM admin WHERE country = ? AND code1 = ? AND code2 IS NULL",
            (self._country_codes.get(country), code),
        ).fetchone()
        return self._by_number(row[0]) if row else None

    def _unit_rows(self, kind: Kind, code: str) -> list[Place]:
        index = self._country_codes.get(code)
        if index is None:
            return []
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.id"
            " WHERE n.norm = ? AND p.kind = ? AND p.country = ? ORDER BY p.prominence DESC",
            (normalize_name(self._countries[index][1]), KIND_CODES[kind], index),
        ).fetchall()
        return [self._place(row) for row in rows]

    def _by_number(self, number: int) -> Place | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (number,)
        ).fetchone()
        return self._place(row) if row else None

    def _place(self, row: tuple) -> Place:  # type: ignore[type-arg]
        number = row[0]
        made = self._made.get(number)
        if made is not None:
            return made
        country = self._countries[row[4]] if row[4] is not None else (None, None)
        admin1 = self._admin(row[5]) if row[5] is not None else (None, None)
        admin2 = self._admin(row[6]) if row[6] is not None else (None, None)
        kind = KINDS[row[7]]
        place = Place(
            id=f"geonames:{number}" if number > 0 else row[11],
            name=row[1],
            latitude=row[2] / 1e5,
            longitude=row[3] / 1e5,
            country=country[0],
            admin1=admin1[1],
            admin2=admin2[1],
            kind=kind,
            feature=self._features[row[8]] if row[8] is not None else None,
            population=row[9],
            bounds=None if kind == Kind.CITY else self._bounds(number),
            country_name=country[1],
            admin1_code=admin1[0],
            admin2_code=admin2[0],
            attribution=self.attribution or None,
        )
        if len(self._made) >= 20_000:
            self._made.clear()
        self._made[number] = place
        return place

    def _read_admin(self, number: int) -> tuple[str, str]:
        code1, code2, name = self._connection.execute(
            "SELECT a.code1, a.code2, coalesce(a.name, p.name) FROM admin a"
            " LEFT JOIN place p ON p.id = a.id WHERE a.id = ?",
            (number,),
        ).fetchone()
        return code2 or code1, name

    def _read_bounds(self, number: int) -> Bounds | None:
        row = self._connection.execute(
            "SELECT south, west, north, east FROM bound WHERE id = ?", (number,)
        ).fetchone()
        return Bounds(*(value / 100 for value in row)) if row else None


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
        raise GazetteerInvalid(f"{path} is not a gazetteer (no SQLite header); {_REBUILD}")
    (application,) = struct.unpack(">I", header[68:72])
    (number,) = struct.unpack(">I", header[60:64])
    (page,) = struct.unpack(">H", header[16:18])
    (pages,) = struct.unpack(">I", header[28:32])
    if application != schema.APPLICATION_ID:
        raise GazetteerInvalid(
            f"{path} is an SQLite file but not a gazetteer of geomap; {_REBUILD}"
        )
    if number != schema.SCHEMA_VERSION:
        age = "an older" if number < schema.SCHEMA_VERSION else "a newer"
        raise GazetteerInvalid(
            f"{path} was built by {age} version of geomap (schema {number}, this one reads"
            f" {schema.SCHEMA_VERSION}); {_REBUILD}"
        )
    size = path.stat().st_size
    whole = (65536 if page == 1 else page) * pages
    if size < whole:
        raise GazetteerInvalid(
            f"{path} is truncated ({size:,} of {whole:,} bytes); copy it again or {_REBUILD}"
        )
