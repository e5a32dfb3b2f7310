"""What the end of a file's name says of the results in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from geomap.errors import OutputError

__all__ = ["ENDINGS", "Ending", "ending_of", "ending_of_format"]


class Ending(NamedTuple):
    """The end of a name, and whether it stands for lines of JSON (else for Parquet)."""

    suffix: str
    lines: bool = True


ENDINGS = (
    Ending(".jsonl"),
    Ending(".jsonl.gz"),
    Ending(".jsonl.zst"),
    Ending(".ndjson"),
    Ending(".ndjson.gz"),
    Ending(".ndjson.zst"),
    Ending(".parquet", lines=False),
)


def ending_of(path: str | Path) -> Ending:
    """Return the form in which results are written to a file of that name.

    Raises:
        OutputError: The name ends in none of them.
    """
    name = Path(path).name.lower()
    for ending in ENDINGS:
        if name.endswith(ending.suffix) and name != ending.suffix:
            return ending
    known = ", ".join(ending.suffix for ending in ENDINGS if "ndjson" not in ending.suffix)
    shown = Path(path).suffix or "nothing"
    raise OutputError(
        f"{path}: results are not written to files that end in {shown!r}; use {known}, or for "
        "tables, maps and reports: geomap export"
    )


def ending_of_format(form: str) -> Ending:
    """Return the form of that name: "jsonl", "jsonl.gz", "parquet" …

    Raises:
        OutputError: There is no such form.
    """
    found = next((one for one in ENDINGS if one.suffix == f".{form.lstrip('.').lower()}"), None)
    if found is None:
        known = ", ".join(ending.suffix[1:] for ending in ENDINGS if "ndjson" not in ending.suffix)
        raise OutputError(f"{form!r} is none of {known}; for other formats: geomap export")
    return found
