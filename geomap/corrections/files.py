"""Decisions from whatever file holds them, and their places from the gazetteer."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from geomap.corrections.apply import Corrections
from geomap.corrections.decision import DecidedPlace, Decision
from geomap.corrections.saved_page import read_page
from geomap.corrections.table import read_table
from geomap.errors import FormatError
from geomap.seams import Gazetteer
from geomap.types import Kind, Place

__all__ = ["load_corrections", "read_decisions"]

_LARGEST = 500_000_000
_HEAD = 1_024


def read_decisions(path: str | Path) -> tuple[Decision, ...]:
    """Return the decisions of a CSV file or of a saved map, in the file's order.

    Raises:
        FormatError: The file is missing, too large, or one of its decisions is wrong.
    """
    file = str(path)
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise FormatError(
                f"{file} is larger than {_LARGEST:,} bytes; save only corrections.csv"
            )
        with open(path, encoding="utf-8-sig", newline="") as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            if head.lstrip().startswith("<"):
                return tuple(read_page(stream.read(), file))
            return tuple(read_table(stream, file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FormatError(f"{file} cannot be read as CSV ({error}); save it as UTF-8") from error


def load_corrections(paths: str | Path | Iterable[str | Path], gazetteer: Gazetteer) -> Corrections:
    """Return the decisions of some files, ready to be applied.

    Raises:
        FormatError: A decision cannot be understood, or names an id that the gazetteer does
            not hold and no position.
    """
    files = [paths] if isinstance(paths, str | Path) else list(paths)
    decisions = [decision for path in files for decision in read_decisions(path)]
    places = [_target(decision, gazetteer) for decision in decisions]
    return Corrections(
        (
            (_with_place(decision, place), place)
            for decision, place in zip(decisions, places, strict=True)
        ),
    )


def _target(decision: Decision, gazetteer: Gazetteer) -> Place | None:
    told = decision.place
    if told is None:
        return None
    known = None if told.id is None else gazetteer.place(told.id)
    if known is not None:
        return known
    if told.latitude is None or told.longitude is None:
        raise FormatError(
            f"{decision.file}, line {decision.line}: {told.id!r} is no id of the gazetteer, no "
            f"LAT,LON and not 'none'; find ids with: geomap lookup {decision.quote.exact!r}"
        )
    return Place(
        told.id or f"correction:{told.latitude},{told.longitude}",
        told.name or decision.quote.exact,
        told.latitude,
        told.longitude,
        kind=Kind.OTHER,
    )


def _with_place(decision: Decision, place: Place | None) -> Decision:
    """Return the decision with what the gazetteer says of its place where nothing was said."""
    told = decision.place
    if place is None or told is None:
        return decision
    where = ", ".join(filter(None, (place.admin1, place.country_name or place.country)))
    return replace(
        decision,
        place=DecidedPlace(
            id=told.id,
            name=told.name or place.name,
            latitude=place.latitude if told.latitude is None else told.latitude,
            longitude=place.longitude if told.longitude is None else told.longitude,
            where=told.where or where or None,
        ),
    )
