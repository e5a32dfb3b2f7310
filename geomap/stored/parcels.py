"""Results ready to be written: made where names are found, so that little passes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geomap.confidence import at_least
from geomap.contract import to_record
from geomap.jsonl import dumps, line_of
from geomap.types import Detail, ParsedDocument

__all__ = ["Pack", "Parcel"]


class Parcel(NamedTuple):
    """A document's line, and what is told of it while it is written."""

    line: bytes
    names: int
    placed: int
    id: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """Makes parcels.

    Args:
        detail: What the lines hold.
        min_score: Names below this probability are withheld.
        lines: Whether the parcels are for JSON Lines; for Parquet, what is known of a place
            stands with each name.
    """

    detail: Detail = Detail.REASONS
    min_score: float = 0.0
    lines: bool = True

    def __call__(self, parsed: ParsedDocument) -> Parcel:
        (parsed,) = at_least(self.min_score, (parsed,))
        if self.lines:
            line = line_of(parsed, self.detail)
        else:
            line = dumps(to_record(parsed, self.detail, short=False)).encode("utf-8")
        placed = len(parsed.placed)
        return Parcel(line, len(parsed.toponyms), placed, parsed.document.id, parsed.warnings)
