"""The gazetteer's file: one SQLite database, the same whether bundled or built by a user.

Positions are stored as integers of 1e-5 degrees, bounds of 1e-2 degrees, prominence of 1e-2
powers of ten of inhabitants. Rows of GeoNames carry their geonameid as ``id``; all others count
down from -1 in the order of their identifier, which is in ``ref``. An admin unit that is also a
place has its name there. ``place.names`` and ``place.scripts`` count a place's names and their
scripts. ``name.label`` is what the name is to the place (``NAME_KINDS``) plus ``LABEL`` times the
number of its languages in ``meta.languages``.
"""

from __future__ import annotations

from geomap.types import Match, NameKind

__all__ = [
    "ABBREVIATION",
    "ADJECTIVE",
    "ALTERNATE",
    "APPLICATION_ID",
    "CODE",
    "COUNTED",
    "ENGLISH",
    "EXACT",
    "FOREIGN",
    "INDEXES",
    "INFLECTED",
    "LABEL",
    "MATCHES",
    "NAME_KINDS",
    "OLD",
    "SCHEMA_VERSION",
    "SHORT",
    "TABLES",
]

APPLICATION_ID = 0x474D4150
SCHEMA_VERSION = 2

# If a name comes twice for a place, the first of these counts.
NAME_KINDS = tuple(NameKind)
EXACT, ABBREVIATION, ADJECTIVE, OLD, ENGLISH, FOREIGN, CODE, ALTERNATE, SHORT, INFLECTED = range(10)
MATCHES = (Match.EXACT, Match.ABBREVIATION, Match.ADJECTIVE, *[Match.ALTERNATE] * 7)
# A place is as well known as these are many; the others are made by rule.
COUNTED = frozenset({EXACT, OLD, ENGLISH, FOREIGN, ALTERNATE})
LABEL = 16

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    name TEXT PRIMARY KEY, version TEXT, licence TEXT, attribution TEXT, url TEXT,
    sha256 TEXT, places INTEGER
) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
    country INTEGER, admin1 INTEGER, admin2 INTEGER, kind INTEGER NOT NULL, feature INTEGER,
    population INTEGER, prominence INTEGER NOT NULL, ref TEXT, names INTEGER, scripts INTEGER
);
CREATE TABLE admin (
    id INTEGER PRIMARY KEY, country INTEGER, code1 TEXT NOT NULL, code2 TEXT, name TEXT
);
CREATE TABLE bound (
    id INTEGER PRIMARY KEY, south INTEGER, west INTEGER, north INTEGER, east INTEGER
);
CREATE TABLE name (
    norm TEXT NOT NULL, id INTEGER NOT NULL, label INTEGER NOT NULL, PRIMARY KEY (norm, id)
) WITHOUT ROWID;
CREATE TABLE spelling (
    key INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)
) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX place_airport ON place (lat) WHERE kind = {airport};
CREATE INDEX admin_code ON admin (country, code1) WHERE code2 IS NULL;
"""
