"""A file of results read again, whatever form it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from geomap import jsonl
from geomap.documents.own import ends_with_mark
from geomap.errors import FormatError
from geomap.stored.parquet import is_parquet, read_parquet
from geomap.types import ParsedDocument

__all__ = ["is_file_of_results", "read_file"]


def is_file_of_results(path: str | Path) -> bool:
    """Whether a file is what `geomap parse` wrote."""
    if is_parquet(Path(path)):
        return ends_with_mark(Path(path))
    return jsonl.is_results(path)


def read_file(
    path: str | Path,
    *,
    on_error: Callable[[str, FormatError], None] | None = None,
    name: str | None = None,
    evidence: bool = True,
) -> Iterator[ParsedDocument]:
    """Yield the parsed documents of a file that `geomap parse` wrote ("-": standard input).

    Args:
        path: JSON Lines, packed or not, or Parquet: what it is, its first bytes say.
        on_error: Is told of each line that cannot be used; the others are read. Without it the
            first such line raises.
        name: What messages call the file, instead of its path.
        evidence: Whether candidates shall say why they are likely.

    Raises:
        FormatError: A line is not of the contract; the message names file and line.
        MissingExtra: The form needs a package that is not installed.
    """
    if str(path) != "-" and is_parquet(Path(path)):
        yield from read_parquet(Path(path), on_error, name or str(path))
    else:
        yield from jsonl.read_results(path, on_error=on_error, name=name, evidence=evidence)
