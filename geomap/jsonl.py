"""Files of JSON Lines: one document a line, stable, versioned (docs/jsonl.md).

What a line holds is said in ``geomap.contract``; a file may be packed (.gz, .zst).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from geomap.compression import packed_stream, unpacked, unpacked_file
from geomap.contract import FORMAT, from_record, to_record
from geomap.errors import DocumentNotFound, FormatError, MissingExtra
from geomap.files import atomic_path, write_all
from geomap.types import Detail, ParsedDocument

__all__ = [
    "FORMAT",
    "dumps",
    "from_record",
    "is_results",
    "line_of",
    "print_lines",
    "read_results",
    "result_of",
    "to_record",
    "write_results",
]

_HEAD = 65_536
_FIRST_LINES = 10
_WHOLE = 4 << 20
"""Bytes of a line that are parsed to learn what a file is; longer ones are not."""


def dumps(record: dict[str, Any], *, compact: bool = False) -> str:
    """Return one line of valid UTF-8 JSON without the line end."""
    separators = (",", ":") if compact else None
    line = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=separators)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False, separators=separators)
    return line


def line_of(parsed: ParsedDocument, detail: Detail = Detail.FULL) -> bytes:
    """Return the line of a document with its line end."""
    record = to_record(parsed, detail)
    line = dumps(record, compact=record["geomap"]["detail"] != Detail.FULL)
    return line.encode("utf-8") + b"\n"


def write_results(
    results: Iterable[ParsedDocument],
    path: str | Path,
    *,
    force: bool = False,
    detail: Detail | str = Detail.FULL,
) -> None:
    """Write one line a document to ``path``, or to standard output for "-".

    Args:
        path: A name that ends in .gz or .zst is packed.
        detail: "full", "reasons" (runners-up without evidence) or "brief" (none).
    """
    lines = (line_of(parsed, Detail(detail)) for parsed in results)
    if str(path) == "-":
        print_lines(lines)
        return
    with atomic_path(path, force=force) as temporary, packed_stream(temporary) as stream:
        for line in lines:
            stream.write(line)


def print_lines(lines: Iterable[bytes]) -> None:
    """Write lines to standard output."""
    raw = getattr(sys.stdout, "buffer", None)
    for line in lines:
        if raw is None:
            sys.stdout.write(line.decode("utf-8"))
        else:
            write_all(raw, line)
    sys.stdout.flush()


def read_results(
    path: str | Path,
    *,
    on_error: Callable[[str, FormatError], None] | None = None,
    name: str | None = None,
    evidence: bool = True,
) -> Iterator[ParsedDocument]:
    """Yield the parsed documents of a file that `geomap parse` wrote ("-": standard input).

    Args:
        on_error: Told of each line that cannot be used; the others are read. Without it the
            first such line raises.
        name: What messages call the file, instead of its path.
        evidence: Whether candidates shall say why they are likely: most of the weight of
            results, which maps and tables do not show.

    Raises:
        FormatError: A line is not of the contract; the message names file and line.
    """
    if str(path) == "-":
        with unpacked(sys.stdin.buffer, name or "standard input") as stream:
            yield from _results(stream, name or "standard input", on_error, evidence)
        return
    if not Path(path).is_file():
        raise DocumentNotFound(f"{path} is not a file; check the path")
    with unpacked_file(Path(path)) as stream:
        yield from _results(stream, name or str(path), on_error, evidence)


def _results(
    stream: BinaryIO,
    name: str,
    on_error: Callable[[str, FormatError], None] | None,
    evidence: bool,
) -> Iterator[ParsedDocument]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            parsed = result_of(line, f"{name}, line {number}", evidence=evidence)
        except FormatError as error:
            if on_error is None:
                raise
            on_error(name, error)
            continue
        yield parsed


def result_of(line: bytes, where: str, *, evidence: bool = True) -> ParsedDocument:
    """Return the parsed document of a line; messages begin with ``where`` it stands.

    Raises:
        FormatError: It is not of the contract.
    """
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FormatError(f"{where} is not UTF-8; make it again with: geomap parse") from error
    except MemoryError as error:
        raise FormatError(f"{where} is larger than memory; read the document in parts") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where} is not JSON ({error}); make it with: geomap parse") from error
    if not evidence:
        _drop_evidence(record)
    try:
        return from_record(record)
    except FormatError as error:
        raise FormatError(f"{where}: {error}") from error


def _drop_evidence(record: Any) -> None:
    """Take the evidence out of a line before it is checked; what is no line is left as it is."""
    toponyms = record.get("toponyms") if isinstance(record, dict) else None
    for toponym in toponyms if isinstance(toponyms, list) else ():
        others = toponym.get("candidates") if isinstance(toponym, dict) else None
        for other in others if isinstance(others, list) else ():
            if isinstance(other, dict):
                other.pop("evidence", None)


def is_results(path: str | Path) -> bool:
    """Whether one of the file's first lines is one that `geomap parse` wrote.

    The very first may be damaged. A pipe is not looked into: what was read from it could not be
    read again.
    """
    try:
        if not Path(path).is_file():
            return False
        with unpacked_file(Path(path)) as stream:
            if b"\0" in stream.read(_HEAD):
                return False
        with unpacked_file(Path(path)) as stream:
            ends = (ends for ends in _line_ends(stream) if ends[0].strip())
            return any(_is_result(*each) for each in islice(ends, _FIRST_LINES))
    except (OSError, FormatError, MissingExtra):
        return False


def _line_ends(stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield the beginning and the end of each line, the end empty where the beginning is all."""
    while head := stream.readline(_WHOLE):
        tail = b""
        while not (tail or head).endswith(b"\n") and (piece := stream.readline(_WHOLE)):
            tail = (tail + piece)[-_HEAD:]
        yield head, tail


def _is_result(line: bytes, tail: bytes) -> bool:
    """Whether a line is ours; a long one is told by its ends and not parsed."""
    if tail:
        own = line.startswith((b'{"id": ', b'{"id":'))
        return own and re.search(rb'"geomap": ?\{"version": ?', tail) is not None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "toponyms" in record and "geomap" in record
