"""Places while the gazetteer is being compiled: mutable, found by id, code, name and position."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geomap.gazetteer.normalize import normalize_name
from geomap.gazetteer.schema import ALTERNATE, ENGLISH, EXACT, FOREIGN
from geomap.gazetteer.writer import Name
from geomap.geodesy import distance_km
from geomap.types import Bounds, Kind

KM_PER_DEGREE = 111.195


@dataclass(slots=True, eq=False)
class Entry:
    """A place in the making; of a name that comes twice the strongest kind counts."""

    name: str
    latitude: float
    longitude: float
    kind: Kind
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    feature: str | None = None
    population: int | None = None
    bounds: Bounds | None = None
    geonameid: int | None = None
    ref: str | None = None
    prominence: float | None = None
    source: str = ""
    names: dict[str, Name] = field(default_factory=dict)

    def add(
        self, names: Iterable[str], kind: int = ALTERNATE, languages: frozenset[str] = frozenset()
    ) -> None:
        """Add names of one kind (a code of the schema) and the languages that use them."""
        for name in names:
            if name:
                known = self.names.get(name, Name(name, kind))
                self.names[name] = Name(name, min(kind, known.kind), languages | known.languages)

    def add_in(self, language: str, names: Iterable[str]) -> None:
        """Add names in a language (ISO 639)."""
        self.add(names, ENGLISH if language == "en" else FOREIGN, frozenset({language}))

    def norms(self) -> set[str]:
        return {normalize_name(name) for name in self.names}


class Grid:
    """Finds entries near a point by half-degree cells."""

    def __init__(self, entries: Iterable[Entry], size: float = 0.5) -> None:
        self._size = size
        self._cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        for entry in entries:
            self._cells[self._cell(entry.latitude, entry.longitude)].append(entry)

    def _cell(self, latitude: float, longitude: float) -> tuple[int, int]:
        return int(latitude // self._size), int(longitude // self._size)

    def near(self, latitude: float, longitude: float, km: float) -> list[tuple[float, Entry]]:
        """Return (distance, entry) within ``km``, nearest first."""
        row, _ = self._cell(latitude, longitude)
        rows = math.ceil(km / (self._size * KM_PER_DEGREE))
        found = []
        for r in range(row - rows, row + rows + 1):
            widest = max(abs(r), abs(r + 1)) * self._size
            shrink = max(0.02, math.cos(math.radians(min(89.0, widest))))
            reach = km / (KM_PER_DEGREE * shrink)
            first = int((longitude - reach) // self._size)
            last = int((longitude + reach) // self._size)
            for c in range(first, last + 1):
                for entry in self._cells.get((r, c), ()):
                    away = distance_km(latitude, longitude, entry.latitude, entry.longitude)
                    if away <= km:
                        found.append((away, entry))
        found.sort(key=lambda item: (item[0], item[1].name))
        return found


class Collection:
    """All entries, with the look-ups that merging sources needs."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.by_geonameid: dict[int, Entry] = {}
        self.countries: dict[str, Entry] = {}
        self.admin1: dict[tuple[str, str], Entry] = {}
        self.admin2: dict[tuple[str, str, str], Entry] = {}
        # IATA codes, ISO 3166-2 codes and UN p-codes; ICAO codes are the airports' own ids.
        self.codes: dict[str, Entry] = {}

    def add(self, entry: Entry) -> Entry:
        entry.add([entry.name], EXACT)
        self.entries.append(entry)
        if entry.geonameid is not None:
            self.by_geonameid[entry.geonameid] = entry
        return entry

    def of_kind(self, *kinds: Kind) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind in kinds)
