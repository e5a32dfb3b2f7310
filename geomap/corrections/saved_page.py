"""The decisions that a saved map carries; nothing else of the file is read, and nothing is run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

from geomap.corrections.decision import Decision
from geomap.corrections.records import FORMAT, MOST_DECISIONS, from_record
from geomap.errors import FormatError

__all__ = ["read_page"]

_BLOCK = ("application/json", "decisions")


class _Blocks(HTMLParser):
    """Collects the text of each ``<script type="application/json" id="decisions">``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = tag == "script" and (given.get("type"), given.get("id")) == _BLOCK
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def read_page(html: str, file: str) -> Iterator[Decision]:
    """Yield the decisions of a map that was saved from the page.

    Raises:
        FormatError: There is no block, or more than one, or a decision cannot be understood.
    """
    blocks = _Blocks()
    try:
        blocks.feed(html)
        blocks.close()
    except AssertionError as error:  # how html.parser says that a declaration is damaged
        raise FormatError(f"{file} is damaged ({error}); save it from the page again") from error
    if not blocks.found:
        raise FormatError(
            f'{file} holds no decisions; choose "Save the corrected map" or "Save '
            'corrections.csv" in the page'
        )
    if len(blocks.found) > 1:
        raise FormatError(f"{file} holds two blocks of decisions; save it from the page again")
    for number, record in enumerate(_records(blocks.found[0], file), 1):
        try:
            yield from_record(record, file, number)
        except FormatError as error:
            raise FormatError(f"{file}, decision {number}: {error}") from error


def _records(block: str, file: str) -> list[object]:
    try:
        held = json.loads(block)
    except (ValueError, RecursionError) as error:
        raise FormatError(
            f"the decisions of {file} are not JSON ({error}); save it from the page again"
        ) from error
    version = held.get("format") if isinstance(held, dict) else None
    if type(version) is int and version > FORMAT:
        raise FormatError(f"the decisions of {file} are in a newer format; update geomap")
    records = held.get("decisions") if version == FORMAT else None
    if not isinstance(records, list):
        raise FormatError(
            f'the decisions of {file} are not {{"format": {FORMAT}, "decisions": [...]}}; '
            "save it from the page again"
        )
    if len(records) > MOST_DECISIONS:
        raise FormatError(f"{file} holds over {MOST_DECISIONS:,} decisions; save it in parts")
    return records
