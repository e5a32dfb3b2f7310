"""Results read again, from a file or from a folder of shards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from geomap.errors import FormatError
from geomap.stored.read import is_file_of_results, read_file
from geomap.stored.shards import is_folder_of_results, read_folder
from geomap.types import ParsedDocument

__all__ = ["is_results", "read_results"]


def is_results(path: str | Path) -> bool:
    """Whether a file, or a folder of shards, is what `geomap parse` wrote."""
    return is_folder_of_results(path) if Path(path).is_dir() else is_file_of_results(path)


def read_results(
    path: str | Path,
    *,
    on_error: Callable[[str, FormatError], None] | None = None,
    name: str | None = None,
    evidence: bool = True,
) -> Iterator[ParsedDocument]:
    """Yield the parsed documents of what `geomap parse` wrote ("-": standard input).

    Args:
        path: JSON Lines, packed or not, or Parquet: what it is, its first bytes say; or a
            folder of shards.
        on_error: Is told of each line that cannot be used; the others are read. Without it the
            first such line raises.
        name: What messages call the file, instead of its path.
        evidence: Whether candidates shall say why they are likely: most of the weight of
            results, which maps and tables do not show.

    Raises:
        FormatError: A line is not of the contract; the message names file and line.
        MissingExtra: The form needs a package that is not installed.
    """
    if str(path) != "-" and Path(path).is_dir():
        yield from read_folder(Path(path), on_error, evidence=evidence)
    else:
        yield from read_file(path, on_error=on_error, name=name, evidence=evidence)
