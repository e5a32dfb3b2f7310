"""UN p-codes of first-level units (OCHA's common operational datasets), written from knowledge."""

from __future__ import annotations

import csv
from pathlib import Path

from build_support.gazetteer.model import Collection, Entry
from geomap.gazetteer.normalize import normalize_name

__all__ = ["add_pcodes"]


def add_pcodes(path: Path, collection: Collection) -> list[str]:
    """Give the units of a country their codes; return the codes whose unit is not known."""
    known: dict[tuple[str, str], Entry] = {}
    for (country, _), entry in collection.admin1.items():
        for norm in (normalize_name(entry.name), *sorted(entry.norms())):
            known.setdefault((country, norm), entry)
    for entry in collection.entries:
        if entry.source == "supplement" and entry.country:
            known.setdefault((entry.country, normalize_name(entry.name)), entry)
    lost = []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found = known.get((row["country"], normalize_name(row["unit"])))
            if found is None:
                lost.append(row["code"])
            else:
                collection.codes[row["code"]] = found
    return lost
