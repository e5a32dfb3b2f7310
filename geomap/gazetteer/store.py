"""Reads the places of a gazetteer file and checks each value; rows that cannot be used are told."""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from geomap.errors import GazetteerInvalid
from geomap.gazetteer import schema
from geomap.gazetteer.connection import REBUILD, Connection
from geomap.gazetteer.kinds import KIND_CODES, KINDS
from geomap.gazetteer.near import TownIndex
from geomap.gazetteer.normalize import normalize_name, spelling_hash
from geomap.gazetteer.values import (
    ANTIMERIDIAN,
    POLE,
    Row,
    is_box,
    is_index,
    is_name,
    is_place,
    read_numbers,
    read_pairs,
    read_words,
)
from geomap.types import Bounds, Kind, Place

__all__ = ["Found", "Store"]

_log = logging.getLogger("geomap")
_COLUMNS = (
    "p.id, p.name, p.lat, p.lon, p.country, p.admin1, p.admin2, p.kind, p.feature,"
    " p.population, p.prominence, p.ref, p.names, p.scripts"
)
_TOLD = 3
"""Odd rows of a file that are told one by one."""


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


class Store:
    """A gazetteer file.

    Raises:
        GazetteerNotFound: There is no such file.
        GazetteerInvalid: It is not a gazetteer, truncated, or of another schema.
    """

    wins = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = Connection(path)
        meta = self.meta()
        try:
            self._countries = read_pairs(meta["countries"])
            self._features = read_words(meta["features"])
            self._languages = [tuple(words.split()) for words in read_words(meta["languages"])]
            self.name = f"{meta['name']} {meta['inputs'][:12]}"
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise GazetteerInvalid(
                f"{path} does not say what it holds ({type(error).__name__}: {error!s:.80}); "
                f"{REBUILD}"
            ) from error
        self._country_codes = {code: index for index, (code, _) in enumerate(self._countries)}
        self.attribution = meta.get("attribution", "")
        self._admin = functools.lru_cache(maxsize=8192)(self._read_admin)
        self._bounds = functools.lru_cache(maxsize=8192)(self._read_bounds)
        self._made: dict[int, Place] = {}
        self._odd: set[int] = set()
        self._towns = TownIndex(self.towns)
        self._codes: dict[str, int] | None = None

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        """Be pickled as the path: a copy opens the file anew."""
        return Store, (self.path.absolute(),)

    def close(self) -> None:
        """Close this thread's connection."""
        self._file.close()

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself."""
        rows = self._file.rows("SELECT key, value FROM meta")
        return {key: value for key, value in rows if isinstance(value, str)}

    def sources(self) -> list[dict[str, str | int]]:
        """Return the sources with version, licence, attribution, address, digest and places."""
        columns = ("name", "version", "licence", "attribution", "url", "sha256", "places")
        rows = self._file.rows(f"SELECT {', '.join(columns)} FROM source ORDER BY name")
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def kinds(self) -> dict[Kind, int]:
        """Return how many places there are of each kind."""
        rows = self._file.rows("SELECT kind, count(*) FROM place GROUP BY kind")
        return {KINDS[code]: count for code, count in rows if is_index(code, len(KINDS))}

    def lookup(self, norm: str) -> list[tuple[int, int]]:
        """Return (id, index of ``schema.NAME_KINDS``) of a normalized name: the bare look-up."""
        return self._file.rows(
            f"SELECT id, label % {schema.LABEL} FROM name WHERE norm = ?", (norm,)
        )

    def find(self, norm: str, limit: int) -> list[Found]:
        """Return the best known places of a normalized name."""
        rows = self._file.rows(
            f"SELECT n.label, {_COLUMNS} FROM name n CROSS JOIN place p ON p.id = n.id"
            " WHERE n.norm = ? ORDER BY p.prominence DESC, p.id LIMIT ?",
            (norm, limit),
        )
        return self._found((row[0], row[1:]) for row in rows)

    def _found(self, rows: Iterable[tuple[int, Row]]) -> list[Found]:
        found = []
        for label, row in rows:
            place = self._place(row)
            if place is None:
                continue
            languages, kind = divmod(label, schema.LABEL) if type(label) is int else (-1, -1)
            known = is_index(kind, len(schema.NAME_KINDS))
            if not (known and is_index(languages, len(self._languages))):
                self._tell(row[0])
                continue
            spoken = self._languages[languages]
            found.append(Found(kind, row[10] / 100, place, spoken, row[12], row[13]))
        return found

    def find_spelling(self, key: str, limit: int) -> list[Found]:
        """Return the best known places that have a name of that transliteration key."""
        rows = self._file.rows(
            f"SELECT {_COLUMNS} FROM spelling s CROSS JOIN place p ON p.id = s.id"
            " WHERE s.key = ? ORDER BY p.prominence DESC, p.id LIMIT ?",
            (spelling_hash(key), limit),
        )
        return self._found((schema.ALTERNATE, row) for row in rows)

    def airports(self, box: Bounds) -> list[Found]:
        """Return the airports in a box."""
        rows = self._file.rows(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = {KIND_CODES[Kind.AIRPORT]}"
            " AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?",
            tuple(round(box[side] * 1e5) for side in (0, 2, 1, 3)),
        )
        return self._found((schema.ALTERNATE, row) for row in rows)

    def towns(self) -> list[tuple[int, int, int]]:
        """Return number, latitude and longitude (1e-5 degrees) of every town."""
        return self._file.rows(
            "SELECT id, lat, lon FROM place WHERE kind = ? AND population >= ?"
            f" AND lat BETWEEN -{POLE} AND {POLE}"
            f" AND lon BETWEEN -{ANTIMERIDIAN} AND {ANTIMERIDIAN} ORDER BY id",
            (KIND_CODES[Kind.CITY], 1),
        )

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
            self._codes = read_numbers(self.meta().get("codes", "{}"))
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
        low = 1
        high = -(self._file.rows("SELECT min(id) FROM place WHERE id < 0")[0][0] or 0)
        while low <= high:
            middle = (low + high) // 2
            row = self._row(-middle)
            if row is None or not isinstance(row[11], str):
                self._tell(-middle)
                return None
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
        rows = self._file.rows(
            "SELECT id FROM admin WHERE country = ? AND code1 = ? AND code2 IS NULL LIMIT 1",
            (self._country_codes.get(country), code),
        )
        return self._by_number(rows[0][0]) if rows else None

    def _unit_rows(self, kind: Kind, code: str) -> list[Place]:
        index = self._country_codes.get(code)
        if index is None:
            return []
        rows = self._file.rows(
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.id"
            " WHERE n.norm = ? AND p.kind = ? AND p.country = ? ORDER BY p.prominence DESC",
            (normalize_name(self._countries[index][1]), KIND_CODES[kind], index),
        )
        return [place for row in rows if (place := self._place(row)) is not None]

    def _row(self, number: int) -> Row | None:
        rows = self._file.rows(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (number,))
        return rows[0] if rows else None

    def _by_number(self, number: int) -> Place | None:
        row = self._row(number)
        return self._place(row) if row else None

    def _place(self, row: Row) -> Place | None:
        number = row[0]
        made = self._made.get(number)
        if made is not None:
            return made
        if not is_place(row, len(self._countries), len(self._features)):
            self._tell(number)
            return None
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

    def _tell(self, number: int) -> None:
        """Say of the first odd rows that they are left out."""
        if number in self._odd:
            return
        self._odd.add(number)
        if len(self._odd) <= _TOLD:
            more = "; others are not told" if len(self._odd) == _TOLD else ""
            _log.warning(
                "%s: row %s holds values that cannot be used and is left out%s; %s",
                self.path, number, more, REBUILD,
            )  # fmt: skip

    def _read_admin(self, number: int) -> tuple[str | None, str | None]:
        rows = self._file.rows(
            "SELECT a.code1, a.code2, coalesce(a.name, p.name) FROM admin a"
            " LEFT JOIN place p ON p.id = a.id WHERE a.id = ?",
            (number,),
        )
        if not rows:
            return None, None
        code1, code2, name = rows[0]
        code = code2 or code1
        return code if is_name(code) else None, name if is_name(name) else None

    def _read_bounds(self, number: int) -> Bounds | None:
        rows = self._file.rows("SELECT south, west, north, east FROM bound WHERE id = ?", (number,))
        return Bounds(*(value / 100 for value in rows[0])) if rows and is_box(rows[0]) else None
