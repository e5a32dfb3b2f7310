"""Results in geomap's own contract, one document a line or row (docs/jsonl.md)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geomap.export.formats import Options
from geomap.stored import write_results
from geomap.types import ParsedDocument

__all__ = ["write_mentions"]


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write the results as they come."""
    write_results(results, target, force=True, detail=options.detail)
