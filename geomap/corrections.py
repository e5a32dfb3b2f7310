"""Decisions of the user that win over the ranker and survive every new run.

A corrections file is CSV with the columns ``name``, ``place`` and optionally ``document`` (an
id; empty: every document) and ``start`` (an offset; empty: every mention of the name). ``place``
is a gazetteer id ("geonames:4717560"), a position ("33.66,-95.55"), or "none" for "not a place".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geomap.errors import FormatError
from geomap.seams import Gazetteer
from geomap.types import Kind, ParsedDocument, Place, Status, Toponym

__all__ = ["Correction", "Corrections", "load_corrections"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision; ``place`` None means that the name is no place here."""

    name: str
    place: Place | None
    document: str | None = None
    start: int | None = None

    @property
    def reach(self) -> int:
        """How narrow the correction is; the narrowest one wins."""
        return 2 * (self.start is not None) + (self.document is not None)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All decisions of a file, by folded name."""

    by_name: dict[str, tuple[Correction, ...]]

    def apply(self, results: Iterable[ParsedDocument]) -> Iterator[ParsedDocument]:
        """Yield the results with the corrected toponyms replaced."""
        for parsed in results:
            yield parsed.with_toponyms(
                tuple(self._corrected(parsed.document.id, toponym) for toponym in parsed.toponyms)
            )

    def _corrected(self, document: str, toponym: Toponym) -> Toponym:
        fitting = [
            correction
            for correction in self.by_name.get(toponym.mention.text.casefold(), ())
            if correction.document in (None, document)
            and correction.start in (None, toponym.mention.start)
        ]
        if not fitting:
            return toponym
        chosen = max(fitting, key=lambda correction: correction.reach)
        if chosen.place is None:
            return replace(
                toponym,
                place=None,
                area=None,
                candidates=(),
                probability=1.0,
                status=Status.NOT_A_PLACE,
                reason="Not a place here, by your correction.",
            )
        return replace(
            toponym,
            place=chosen.place,
            area=None,
            probability=1.0,
            status=Status.PLACED,
            reason=f"Placed at {chosen.place.name} by your correction.",
        )


def load_corrections(path: str | Path, gazetteer: Gazetteer) -> Corrections:
    """Read a corrections file.

    Raises:
        FormatError: A row cannot be understood or names an id the gazetteer does not hold.
    """
    by_name: dict[str, tuple[Correction, ...]] = {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if not {"name", "place"} <= set(rows.fieldnames or ()):
                raise FormatError(f"{path} needs the columns name and place in its first line")
            for row in rows:
                correction = _correction(row, gazetteer, f"{path}, line {rows.line_num}")
                key = correction.name.casefold()
                by_name[key] = (*by_name.get(key, ()), correction)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FormatError(f"{path} cannot be read as CSV ({error}); save it as UTF-8") from error
    return Corrections(by_name)


def _correction(row: dict[str, str | None], gazetteer: Gazetteer, where: str) -> Correction:
    name = (row.get("name") or "").strip()
    target = (row.get("place") or "").strip()
    start = (row.get("start") or "").strip()
    if not name or not target:
        raise FormatError(f"{where}: name or place is empty; fill it or delete the line")
    if start and not start.isdecimal():
        raise FormatError(f"{where}: start is {start!r}; give a whole number or leave it empty")
    return Correction(
        name=name,
        place=_target(name, target, gazetteer, where),
        document=(row.get("document") or "").strip() or None,
        start=int(start) if start else None,
    )


def _target(name: str, target: str, gazetteer: Gazetteer, where: str) -> Place | None:
    if target.lower() == "none":
        return None
    place = gazetteer.place(target)
    if place is not None:
        return place
    try:
        latitude, longitude = (float(part) for part in target.split(","))
    except ValueError as error:
        raise FormatError(
            f"{where}: {target!r} is no id of the gazetteer, no LAT,LON and not 'none'; "
            f"find ids with: geomap lookup {name!r}"
        ) from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise FormatError(f"{where}: {target} is not on Earth; give LAT,LON in degrees")
    return Place(f"correction:{latitude},{longitude}", name, latitude, longitude, kind=Kind.OTHER)
