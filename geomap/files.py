"""Outputs are written whole or not at all, and nothing of them is left lying about.

Temporary files lie beside the output, are the user's alone (0600, folders 0700) and carry machine
and process in their names, so that the next run removes those of processes that were killed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Protocol

from geomap.errors import OutputError, OutputExists

__all__ = [
    "atomic_path",
    "cache_folder",
    "check_output",
    "scratch",
    "temporary_name",
    "write_all",
    "write_atomic",
]

_TEMPORARY = re.compile(r"\.(?:.*\.)?geomap-([0-9a-f]{8})-(\d+)-")


class _Sink(Protocol):
    def write(self, data: memoryview, /) -> int | None: ...


def cache_folder() -> Path:
    """Return geomap's cache folder: GEOMAP_CACHE, or the one in the user's own cache folder."""
    given = os.environ.get("GEOMAP_CACHE")
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("geomap", appauthor=False)


def check_output(path: str | Path, *, force: bool = False) -> Path:
    """Return the path if it may be written.

    Raises:
        OutputExists: The file is there and ``force`` was not given.
        OutputError: The path is a folder or device, or the folder it lies in cannot be made.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target} is a folder; name a file in it")
    if target.exists() and not target.is_file():
        raise OutputError(f"{target} is a device or pipe, not a file; name a file, or '-'")
    if target.exists() and not force:
        raise OutputExists(f"{target} exists already; add --force to replace it")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {target.parent}: {error.strerror}") from error
    return target


@contextmanager
def atomic_path(path: str | Path, *, force: bool = False) -> Iterator[Path]:
    """Give a temporary path beside ``path`` that becomes it when the block ends well.

    A link stays a link: its target is written. A file that is replaced keeps its permissions.

    Raises:
        OutputError: The file exists, or cannot be written; the old file is left as it was.
    """
    target = Path(os.path.realpath(check_output(path, force=force)))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=temporary_name(target), suffix=target.suffix
        )
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}; choose another -o") from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _publish(temporary, target)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"cannot write {path}: {error.strerror}; choose another -o") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _publish(temporary: Path, target: Path) -> None:
    with open(temporary, "rb+") as stream:
        os.fsync(stream.fileno())
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    os.chmod(temporary, mode)
    os.replace(temporary, target)


def write_atomic(path: str | Path, data: bytes | str, *, force: bool = False) -> Path:
    """Write ``data`` (text as UTF-8 with line feeds) whole or not at all."""
    with atomic_path(path, force=force) as temporary:
        temporary.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return Path(path)


def write_all(stream: _Sink, data: bytes) -> None:
    """Write every byte, also to a stream that takes less at a time than it is given.

    Raises:
        OSError: It takes no more.
    """
    rest = memoryview(data)
    while rest:
        taken = stream.write(rest)
        if not taken:
            raise BlockingIOError("takes no more")
        rest = rest[taken:]


@contextmanager
def scratch(beside: Path | None = None) -> Iterator[Path]:
    """Give a folder of the user's alone, beside an output or in the temporary folder."""
    parent = Path(tempfile.gettempdir()) if beside is None else beside.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=parent, prefix=temporary_name(parent / "scratch")
    ) as folder:
        yield Path(folder)


def temporary_name(target: Path) -> str:
    """Return how names of temporary files for ``target`` begin; stale ones beside it go."""
    _sweep(target.parent)
    return f".{target.name[:40]}.geomap-{_machine()}-{os.getpid()}-"


@cache
def _machine() -> str:
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


@cache
def _sweep(folder: Path) -> None:
    """Remove what processes of this machine that are no more left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.match(entry.name)
            if found and found[1] == _machine() and not _runs(int(found[2])):
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        shutil.rmtree(entry.path)
                    else:
                        os.unlink(entry.path)


def _runs(process: int) -> bool:
    """Whether a process runs; where that cannot be asked, it does."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
