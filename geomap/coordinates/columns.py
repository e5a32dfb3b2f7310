"""Latitude and longitude in the columns of a table: they place the row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from geomap.coordinates.angles import Angle, find_angles
from geomap.coordinates.reading import Notation, Reading
from geomap.geodesy import METRES_A_DEGREE
from geomap.types import Document, Span

__all__ = ["find_in_columns"]

_LATITUDE = frozenset(
    "lat latitude lat_dd latdd lat_deg latitud breite breitengrad широта y ycoord y_coord".split()  # noqa: SIM905
)
_LONGITUDE = frozenset(
    "lon long lng longitude lon_dd londd lon_deg longitud länge längengrad долгота x xcoord x_coord".split()  # noqa: SIM905, E501
)
_CELL = re.compile(r"[-+−]?\d{1,3}(?:[.,]\d{1,12})?")
_NEAR = 40
_FEWEST_DECIMALS = 2


def find_in_columns(document: Document) -> list[Reading]:
    """Return a reading for each row that has a latitude and a longitude, in text order."""
    cells = [span for span in document.spans if span.kind == "cell" and span.label]
    if not cells:
        return []
    starts = [cell.start for cell in cells]
    rows = (span for span in document.spans if span.kind == "row")
    found = (
        _row(document.text, cells[bisect_left(starts, row.start) : bisect_left(starts, row.end)])
        for row in rows
    )
    return [reading for reading in found if reading is not None]


def _row(text: str, cells: Sequence[Span]) -> Reading | None:
    latitude, longitude = _column(cells, _LATITUDE), _column(cells, _LONGITUDE)
    if latitude is None or longitude is None:
        return None
    north, east = _angle(text, latitude), _angle(text, longitude)
    if north is None or east is None:
        return None
    first, last = sorted((latitude, longitude), key=lambda cell: cell.start)
    end = last.end if last.start - first.end <= _NEAR else first.end
    step = max(north[1], east[1]) * METRES_A_DEGREE
    point = (north[0], east[0])
    if abs(point[0]) > 90 or abs(point[1]) > 180 or point == (0, 0):
        problem = "the numbers in the columns are no position on Earth, or stand for none (0, 0)"
        return Reading(first.start, end, Notation.COLUMNS, problem=problem)
    return Reading(first.start, end, Notation.COLUMNS, (point,), step)


def _column(cells: Sequence[Span], names: frozenset[str]) -> Span | None:
    return next((cell for cell in cells if _plain(cell.label) in names), None)


def _plain(label: str) -> str:
    """Return a header word without units: "Latitude (WGS84)" is latitude."""
    return re.sub(r"[\s(\[].*", "", label.strip().casefold())


def _angle(text: str, cell: Span) -> tuple[float, float] | None:
    """Return the degrees of a cell and what its last digit stands for."""
    words = text[cell.start : cell.end].strip()
    if _CELL.fullmatch(words):
        decimals = len(re.split("[.,]", words)[1]) if re.search("[.,]", words) else 0
        if decimals < _FEWEST_DECIMALS:
            return None
        value = float(words.replace(",", ".").replace("−", "-"))
        return value, 10.0**-decimals
    angles: Iterator[Angle] = iter(find_angles(words))
    angle = next(angles, None)
    return None if angle is None else (angle.degrees, angle.step)
