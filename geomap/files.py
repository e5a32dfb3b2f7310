"""Outputs are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from geomap.errors import OutputError, OutputExists

__all__ = ["atomic_path", "check_output", "write_atomic"]


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

    Raises:
        OutputError: The file exists, or cannot be written; the old file is left as it was.
    """
    target = check_output(path, force=force)
    try:
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name[:40]}.", suffix=target.suffix
        )
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror}; choose another -o") from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _publish(temporary, target)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"cannot write {target}: {error.strerror}; choose another -o") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _publish(temporary: Path, target: Path) -> None:
    with open(temporary, "rb+") as stream:
        os.fsync(stream.fileno())
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(temporary, 0o666 & ~umask)
    os.replace(temporary, target)


def write_atomic(path: str | Path, data: bytes | str, *, force: bool = False) -> Path:
    """Write ``data`` (text as UTF-8 with ``\\n`` line ends) whole or not at all."""
    with atomic_path(path, force=force) as temporary:
        temporary.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return Path(path)
