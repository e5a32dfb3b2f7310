"""Results written whole or not at all, in the form that the file's name stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from geomap import jsonl
from geomap.compression import packed_stream
from geomap.files import atomic_path
from geomap.stored.endings import Ending, ending_of
from geomap.stored.parcels import Pack, Parcel
from geomap.types import Detail, ParsedDocument

__all__ = ["Sink", "open_sink", "write_parcels", "write_results"]


class Sink(Protocol):
    """Takes the lines of parcels."""

    def write(self, line: bytes, /) -> object: ...


@contextmanager
def open_sink(path: Path, ending: Ending) -> Iterator[Sink]:
    """Open a file for lines; it is whole when the block ends."""
    if ending.lines:
        with packed_stream(path) as stream:
            yield stream
    else:
        from geomap.stored.parquet import ParquetSink

        with ParquetSink(path) as sink:
            yield sink


def write_parcels(parcels: Iterable[Parcel], path: str | Path, *, force: bool = False) -> None:
    """Write what was packed for the form that the path's ending stands for ("-": JSON Lines)."""
    if str(path) == "-":
        jsonl.print_lines(parcel.line for parcel in parcels)
        return
    ending = ending_of(path)
    with atomic_path(path, force=force) as temporary, open_sink(temporary, ending) as sink:
        for parcel in parcels:
            sink.write(parcel.line)


def write_results(
    results: Iterable[ParsedDocument],
    path: str | Path,
    *,
    force: bool = False,
    detail: Detail | str = Detail.FULL,
) -> None:
    """Write results to ``path``, or as JSON Lines to standard output for "-".

    Args:
        path: Ends in .jsonl, .jsonl.gz, .jsonl.zst or .parquet; other names get JSON Lines.
        force: Replace a file that exists.
        detail: "full", "reasons" (runners-up without evidence) or "brief" (none).

    Raises:
        MissingExtra: The form needs a package that is not installed.
    """
    if Path(path).suffix.lower() != ".parquet":
        jsonl.write_results(results, path, force=force, detail=detail)
        return
    pack = Pack(Detail(detail), lines=False)
    write_parcels(map(pack, results), path, force=force)
