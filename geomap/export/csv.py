"""CSV (RFC 4180, UTF-8 with a byte order mark): places or mentions, one a row.

The mark is what makes Excel read accents; other programs skip it. Cells that a spreadsheet
program would run as a formula get an apostrophe, unless ``raw``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geomap.aggregate import Aggregate
from geomap.escaping import encodable, for_spreadsheet
from geomap.export.formats import Options
from geomap.export.rows import MENTION_COLUMNS, PLACE_COLUMNS, Row, mention_rows, place_rows
from geomap.types import ParsedDocument

__all__ = ["write_mentions", "write_places", "write_rows"]


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write a row a place, then a row for each name that could not be placed."""
    write_rows(place_rows(gathered), list(PLACE_COLUMNS), target, raw=options.raw)


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write a row a mention, placed or not."""
    write_rows(mention_rows(results), list(MENTION_COLUMNS), target, raw=options.raw)


def write_rows(rows: Iterable[Row], columns: list[str], target: Path, *, raw: bool) -> None:
    """Write rows of any columns."""
    with open(target, "w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(columns)
        for row in rows:
            table.writerow([_cell(row[column], raw=raw) for column in columns])


def _cell(value: Any, *, raw: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = encodable(value).replace("\x00", "\ufffd")
        return text if raw else for_spreadsheet(text)
    return value
