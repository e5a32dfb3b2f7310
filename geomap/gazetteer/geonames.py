"""Compiles files of GeoNames' export into a gazetteer: streaming, in little memory.

Formats: https://download.geonames.org/export/dump/readme.txt
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from geomap.errors import GazetteerError, GazetteerNotFound
from geomap.gazetteer import schema
from geomap.gazetteer.export_files import Progress, feature_files, lines_of, table_rows
from geomap.gazetteer.kinds import kind_of_feature
from geomap.gazetteer.normalize import is_code
from geomap.gazetteer.prominence import KIND_PROMINENCE, city_prominence
from geomap.gazetteer.writer import KEYED, Name, PlaceRow, Source, Writer, count_names
from geomap.kinds import GOVERNED, POPULATED
from geomap.types import Kind

__all__ = ["Built", "build_geonames"]

LICENCE = ("CC BY 4.0", "GeoNames, geonames.org", "https://www.geonames.org")
_NOT_NAMES = frozenset({"link", "wkdt", "post", "unlc", "phon", "tcid", "piny"})
_CODES = frozenset({"abbr", "iata", "icao", "faac"})


@dataclass(slots=True)
class Built:
    """What a build read: rows of features, names of the alternate-names file, skipped lines."""

    path: Path
    features: int = 0
    alternates: int = 0
    skipped: int = 0
    files: list[str] = field(default_factory=list)


def build_geonames(
    folder: Path,
    target: Path,
    *,
    countries: frozenset[str] = frozenset(),
    alternate_names: bool = False,
    progress: Progress = lambda what, done, whole: None,
) -> Built:
    """Compile the GeoNames files of a folder into a gazetteer file.

    Args:
        folder: With ``allCountries`` or country files (``IQ``), .txt or .zip, and where present
            ``admin1CodesASCII.txt``, ``admin2Codes.txt``, ``countryInfo.txt``, ``hierarchy``,
            ``alternateNamesV2``.
        target: The file to write; replaced when the build succeeds.
        countries: Only these (ISO 3166-1 alpha-2); all when empty.
        alternate_names: Read ``alternateNamesV2`` too.
        progress: Called with what is read, bytes done and bytes in all.

    Raises:
        GazetteerNotFound: The folder has none of the files.
        GazetteerError: A file is not one of GeoNames' export.
    """
    files = feature_files(folder, countries)
    built = Built(target, files=[path.name for path in files])
    with Writer(target) as writer:
        units = _read_admins(folder, writer)
        parents = _read_hierarchy(folder)
        names = _read_countries(folder)
        reader = _Features(writer, units, parents, countries, built)
        for path in files:
            with lines_of(path, progress) as lines:
                reader.read(path, lines)
        if not built.features:
            raise GazetteerError(
                f"no feature of GeoNames in {', '.join(built.files)}; check the files"
            )
        if alternate_names:
            _read_alternates(folder, writer, built, progress)
        progress("sorting names", 0, 1)
        writer.finish(*_about(built, folder, names))
        progress("sorting names", 1, 1)
    return built


def _about(
    built: Built, folder: Path, names: dict[str, str]
) -> tuple[dict[str, str], list[Source], dict[str, str]]:
    digest = hashlib.sha256()
    for name in sorted(built.files):
        with (folder / name).open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    meta = {
        "name": "GeoNames " + ", ".join(Path(name).stem for name in built.files),
        "inputs": digest.hexdigest(),
        "built": date.today().isoformat(),
        "attribution": LICENCE[1],
    }
    source = Source("GeoNames export", "", *LICENCE, digest.hexdigest(), built.features)
    return meta, [source], names


class _Units(dict[tuple[str, str, str | None], int]):
    """Admin units by country and codes, and back."""

    def codes(self) -> dict[int, tuple[str, str, str | None]]:
        return {number: key for key, number in self.items()}


def _read_admins(folder: Path, writer: Writer) -> _Units:
    units = _Units()
    for stem in ("admin1CodesASCII", "admin2Codes"):
        for row in table_rows(folder, stem, 4):
            country, _, rest = row[0].partition(".")
            code1, _, code2 = rest.partition(".")
            if row[3].isdigit():
                units[country, code1, code2 or None] = int(row[3])
                writer.admin(int(row[3]), country, code1, code2 or None, row[1])
    return units


def _read_hierarchy(folder: Path) -> dict[int, int]:
    return {int(row[1]): int(row[0]) for row in table_rows(folder, "hierarchy", 2)}


def _read_countries(folder: Path) -> dict[str, str]:
    return {row[0]: row[4] for row in table_rows(folder, "countryInfo", 5)}


class _Features:
    """Reads the rows of feature files into the writer."""

    def __init__(
        self,
        writer: Writer,
        units: _Units,
        parents: dict[int, int],
        countries: frozenset[str],
        built: Built,
    ) -> None:
        self._writer = writer
        self._units = units
        self._codes = units.codes() if parents else {}
        self._parents = parents
        self._countries = countries
        self._built = built

    def read(self, path: Path, lines: Iterator[str]) -> None:
        for number, line in enumerate(lines, 1):
            row = line.split("\t")
            if len(row) != 19 or not row[0].isdigit():
                self._built.skipped += 1
                if number == 1:
                    raise GazetteerError(
                        f"{path} is not a GeoNames feature file (19 columns, the first a number);"
                        " see its readme.txt"
                    )
                continue
            if not self._countries or row[8] in self._countries:
                self._add(row)

    def _add(self, row: list[str]) -> None:
        number = int(row[0])
        feature = f"{row[6]}.{row[7]}"
        kind = kind_of_feature(feature)
        names = [name for name in row[3].split(",") if name]
        try:
            latitude, longitude = float(row[4]), float(row[5])
            population = int(row[14] or 0)
        except ValueError:
            self._built.skipped += 1
            return
        admin1, admin2 = row[10] or None, row[11] or None
        if number in self._parents and (row[8], admin1 or "", None) not in self._units:
            admin1, admin2 = self._inherited(number, row[8], admin1, admin2)
        listed = [Name(row[1], schema.EXACT), *_alternates(row[2], *names)]
        self._writer.place(
            PlaceRow(
                id=number,
                name=row[1],
                latitude=latitude,
                longitude=longitude,
                kind=kind,
                country=row[8] or None,
                admin1=admin1,
                admin2=admin2,
                feature=feature,
                population=population or None,
                prominence=_prominence(kind, feature, population, len(names)),
                counts=count_names(listed),
            )
        )
        self._writer.names(number, listed, keyed=row[8] in KEYED)
        self._built.features += 1

    def _inherited(
        self, number: int, country: str, admin1: str | None, admin2: str | None
    ) -> tuple[str | None, str | None]:
        """Return the codes of the nearest parent that is an admin unit."""
        for _ in range(6):
            number = self._parents.get(number, 0)
            codes = self._codes.get(number)
            if codes is not None and codes[0] == country:
                return codes[1], codes[2]
        return admin1, admin2


def _alternates(*names: str) -> Iterator[Name]:
    for name in names:
        yield Name(name, schema.CODE if is_code(name) else schema.ALTERNATE)


def _prominence(kind: Kind, feature: str, population: int, names: int) -> float:
    if kind in POPULATED:
        return city_prominence(population or None, names) + 0.5 * (feature == "P.PPLC")
    if kind in GOVERNED:
        shift = {Kind.COUNTRY: 1.0, Kind.TERRITORY: 1.0, Kind.ADMIN1: -0.4}.get(kind, -0.8)
        if population:
            return math.log10(population) + shift
        return KIND_PROMINENCE[kind] - 1
    return min(KIND_PROMINENCE.get(kind, 3.0), 1.0 + 0.6 * math.log2(2 + names))


def _read_alternates(folder: Path, writer: Writer, built: Built, progress: Progress) -> None:
    paths = [folder / f"alternateNamesV2{suffix}" for suffix in (".txt", ".zip")]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise GazetteerNotFound(
            f"{folder} has no alternateNamesV2.zip; put it there, or add --download"
        )
    with lines_of(path, progress) as lines:
        for line in lines:
            row = line.split("\t")
            if len(row) < 4 or not row[1].isdigit() or row[2] in _NOT_NAMES:
                continue
            writer.names(int(row[1]), [_listed(row)])
            built.alternates += 1
    writer.only_known = True


def _listed(row: list[str]) -> Name:
    """Return the name in a line of alternateNamesV2; its eighth column marks historic names."""
    language, name = row[2], row[3]
    if language in _CODES:
        return Name(name, schema.ABBREVIATION if language == "abbr" else schema.CODE)
    languages = frozenset({language}) if language else frozenset()
    if len(row) > 7 and row[7] == "1":
        return Name(name, schema.OLD, languages)
    if not language:
        return Name(name, schema.CODE if is_code(name) else schema.ALTERNATE)
    return Name(name, schema.ENGLISH if language == "en" else schema.FOREIGN, languages)
