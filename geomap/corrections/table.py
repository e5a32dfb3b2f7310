"""Decisions as CSV, one a line: what people write by hand, and what the page saves."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geomap.corrections.decision import Decision, Scope, Verdict
from geomap.corrections.records import MOST_DECISIONS, from_record
from geomap.errors import FormatError
from geomap.escaping import encodable

__all__ = ["COLUMNS", "read_table", "to_csv"]

COLUMNS = (
    "name", "place", "document", "start", "decision", "scope", "prefix", "suffix", "place_name",
    "lat", "lon", "where", "who", "when", "note", "sha256",
)  # fmt: skip
_NUMBERS = frozenset({"start", "lat", "lon"})
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_POSITION = re.compile(r"\s*([-+]?\d+(?:\.\d*)?)\s*,\s*([-+]?\d+(?:\.\d*)?)\s*")
_WORDS = {"none": Verdict.NOT_A_PLACE, "unknown": Verdict.UNKNOWN}


def to_csv(decisions: Iterable[Decision]) -> str:
    """Return the decisions with all columns; reading gives the same decisions again."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for decision in decisions:
        row = _row(decision)
        table.writerow([_guarded(column, row[column]) for column in COLUMNS])
    return encodable(written.getvalue())


def _row(decision: Decision) -> dict[str, str]:
    place, quote = decision.place, decision.quote
    target = {Verdict.NOT_A_PLACE: "none", Verdict.UNKNOWN: "unknown"}.get(decision.verdict, "")
    known: dict[str, object] = {
        "place_name": None,
        "lat": None,
        "lon": None,
        "where": None,
    }
    if place is not None:
        target = place.id or f"{place.latitude},{place.longitude}"
        known = {
            "place_name": place.name,
            "lat": place.latitude,
            "lon": place.longitude,
            "where": place.where,
        }
    values: dict[str, object] = {
        "name": quote.exact,
        "place": target,
        "document": decision.document,
        "start": decision.start,
        "decision": decision.verdict.value,
        "scope": decision.scope.value,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        **known,
        "who": decision.who,
        "when": decision.when,
        "note": decision.note,
        "sha256": decision.sha256,
    }
    return {column: "" if value is None else str(value) for column, value in values.items()}


def _guarded(column: str, value: str) -> str:
    """Return the value so that no spreadsheet runs it; ``_plain`` is the way back."""
    if column in _NUMBERS or (column == "place" and _POSITION.fullmatch(value)):
        return value
    return "'" + value if _FORMULA.match(value) else value


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def read_table(stream: Iterable[str], file: str) -> Iterator[Decision]:
    """Yield the decisions of a CSV file.

    Raises:
        FormatError: A row cannot be understood; the message names file and line.
    """
    rows = csv.DictReader(stream)
    rows.fieldnames = [column.strip().casefold() for column in rows.fieldnames or ()]
    if not {"name", "place"} <= set(rows.fieldnames):
        raise FormatError(f"{file} needs the columns name and place in its first line")
    for count, row in enumerate(rows):
        if count >= MOST_DECISIONS:
            raise FormatError(f"{file} has over {MOST_DECISIONS:,} lines; split it")
        try:
            yield from_record(_record(row), file, rows.line_num)
        except FormatError as error:
            raise FormatError(f"{file}, line {rows.line_num}: {error}") from error


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    given = {
        column: value if column in _NUMBERS else _plain(value)
        for column in COLUMNS
        if isinstance(value := row.get(column), str) and value != ""
    }
    name, target = given.get("name", ""), given.get("place", "").strip()
    verdict = given.get("decision", "").strip() or _WORDS.get(target.lower(), Verdict.PLACE)
    if not name.strip() or (not target and verdict in (Verdict.RIGHT, Verdict.PLACE)):
        raise FormatError("name or place is empty; fill it or delete the line")
    start, document = _whole(given.get("start", "").strip()), given.get("document", "")
    if "decision" not in given:  # typed by hand: blanks around words are slips
        name, document = name.strip(), document.strip()
    narrowest = Scope.DOCUMENT if document else Scope.EVERYWHERE
    return {
        "decision": verdict,
        "scope": given.get("scope", "").strip() or (narrowest if start is None else Scope.MENTION),
        "document": {"id": document, "sha256": given.get("sha256")},
        "quote": {"exact": name, **{key: given.get(key) for key in ("prefix", "suffix")}},
        "start": start,
        "place": _place(target, given) if target and target.lower() not in _WORDS else None,
        **{key: given.get(key) for key in ("who", "when", "note")},
    }


def _whole(start: str) -> int | None:
    if start and not (start.isascii() and start.isdecimal()):
        raise FormatError(f"start is {start!r}; give a whole number or leave it empty")
    return int(start) if start else None


def _place(target: str, given: Mapping[str, str]) -> dict[str, Any]:
    position = _POSITION.fullmatch(target)
    latitude, longitude = position.groups() if position else (given.get("lat"), given.get("lon"))
    return {
        "id": None if position else target,
        "name": given.get("place_name"),
        "lat": _degrees(latitude),
        "lon": _degrees(longitude),
        "where": given.get("where"),
    }


def _degrees(value: str | None) -> float | None:
    if value is None or not value.strip():
        return None
    try:
        return float(value)
    except ValueError as error:
        raise FormatError(f"{value!r:.60} is no position; give degrees, e.g. 33.66") from error
