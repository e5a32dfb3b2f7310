"""Tells whether a gazetteer file is, byte for byte, as it was written.

A row of ``meta`` holds the SHA-256 of the file with zeros in the place of its digits. A file
without this seal (older, or changed with other tools) is checked by SQLite's own means. That a
large file was found whole is remembered in the cache folder until its size or time changes.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from geomap.files import cache_folder

__all__ = ["MARK", "ZEROS", "damage", "is_remembered", "remember", "seal"]

MARK = "sha256 of this file with 64 zeros here: "
ZEROS = "0" * 64
_REMEMBERED = "gazetteers.json"
_MOST = 20
_SMALL = 4 << 20
"""Bytes of a file that is checked each time, since that takes no longer than remembering."""


def seal(path: Path) -> None:
    """Write the digest over the zeros of a file that is complete and closed."""
    unsealed = (MARK + ZEROS).encode("ascii")
    with path.open("r+b") as stream:
        places = list(_places(stream, unsealed))
        digits = _digest(stream, places)
        for at in places:
            stream.seek(at)
            stream.write(digits.encode("ascii"))


def damage(path: Path, connection: sqlite3.Connection) -> str | None:
    """Return what is wrong with a file as a whole, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'seal'").fetchone()
    if row is None:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        return None if verdict == "ok" else " ".join(str(verdict).split())[:200]
    carried = str(row[0]).encode("utf-8", "replace")
    with path.open("rb") as stream:
        found = _digest(stream, list(_places(stream, carried)))
    whole = carried == (MARK + found).encode("ascii")
    return None if whole else "it is not as it was written (its digest differs)"


def _places(stream: BinaryIO, row: bytes) -> Iterator[int]:
    """Yield where the digits of the seal stand; SQLite may leave copies where a row was once."""
    if not row.startswith(MARK.encode("ascii")) or len(row) != len(MARK) + len(ZEROS):
        return
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as held:
        at = held.find(row)
        while at >= 0:
            yield at + len(MARK)
            at = held.find(row, at + len(row))


def _digest(stream: BinaryIO, places: Sequence[int]) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits, with zeros in these places."""
    digest = hashlib.sha256()
    stream.seek(0)
    for at in places:
        for piece in _pieces(stream, at - stream.tell()):
            digest.update(piece)
        digest.update(ZEROS.encode("ascii"))
        stream.seek(at + len(ZEROS))
    for piece in _pieces(stream, os.fstat(stream.fileno()).st_size):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(stream: BinaryIO, count: int) -> Iterator[bytes]:
    while count > 0 and (piece := stream.read(min(count, 1 << 20))):
        count -= len(piece)
        yield piece


def is_remembered(path: Path) -> bool:
    """Whether the file was found whole and has since kept its size and time."""
    return _known().get(str(path.resolve())) == _stamp(path)


def remember(path: Path) -> None:
    """Keep in the cache folder that a large file was found whole; where that fails, it is not."""
    if path.stat().st_size < _SMALL:
        return
    known = _known()
    known.pop(str(path.resolve()), None)
    known[str(path.resolve())] = _stamp(path)
    kept = dict(list(known.items())[-_MOST:])
    with suppress(OSError):
        folder = cache_folder()
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{_REMEMBERED}-")
        try:
            with open(handle, "w", encoding="utf-8") as stream:
                json.dump(kept, stream)
            os.replace(name, folder / _REMEMBERED)
        except OSError:
            os.unlink(name)


def _stamp(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _known() -> dict[str, object]:
    try:
        known = json.loads((cache_folder() / _REMEMBERED).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}
