"""Files of lines that may be packed: gzip by what Python brings, Zstandard by an extra."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from geomap.errors import FormatError, MissingExtra
from geomap.extras import lacking

__all__ = ["ENDINGS", "GZIP", "ZSTANDARD", "packed_stream", "unpacked", "unpacked_file"]

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
ENDINGS = (".gz", ".zst")
_LEVEL = {".gz": 6, ".zst": 3}
_PIECE = 4096
"""Packed bytes that are unpacked at once: at worst to 128 MiB."""
_LARGEST_WINDOW = 1 << 27
"""Bytes; a file that asks for more memory to be unpacked is refused."""


@contextmanager
def packed_stream(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write bytes, packed as its name's ending says.

    The same bytes make the same file: neither name nor time is stored.

    Raises:
        MissingExtra: The ending is .zst and its package is not installed.
    """
    ending = path.suffix.lower()
    with open(path, "wb") as raw:
        if ending == ".gz":
            with gzip.GzipFile("", "wb", _LEVEL[ending], raw, mtime=0) as stream:
                yield stream  # type: ignore[misc]
        elif ending == ".zst":
            packer = _zstandard(path).ZstdCompressor(level=_LEVEL[ending], write_checksum=True)
            with packer.stream_writer(raw, closefd=False) as stream:
                yield stream
        else:
            yield raw


@contextmanager
def unpacked_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read its bytes, unpacked if its first bytes say that it is packed.

    Raises:
        FormatError: The packing is damaged (raised while reading).
        MissingExtra: It is packed with Zstandard, whose package is not installed.
    """
    with open(path, "rb") as raw, unpacked(raw, str(path)) as stream:
        yield stream


@contextmanager
def unpacked(raw: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """Give a stream's bytes, unpacked if its first bytes say that it is packed."""
    buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(_Raw(raw))
    head = buffered.peek(4)[:4]
    try:
        if head.startswith(GZIP):
            yield gzip.GzipFile(fileobj=buffered)  # type: ignore[misc]
        elif head.startswith(ZSTANDARD):
            reader = _zstandard(name).ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
            yield io.BufferedReader(_Frames(buffered, reader), 1 << 16)
        else:
            yield buffered
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _damaged(name, error) from error
    except Exception as error:
        if type(error).__name__ == "ZstdError":
            raise _damaged(name, error) from error
        raise
    finally:
        if buffered is not raw:
            with suppress(ValueError):
                buffered.detach()


def _damaged(name: str, error: Exception) -> FormatError:
    return FormatError(f"{name}: its packing is damaged or cut off ({error}); make it again")


def _zstandard(name: object) -> Any:
    try:
        return import_module("zstandard")
    except ImportError as error:
        raise MissingExtra(f"{name}: .zst {lacking(error)}") from error


class _Frames(io.RawIOBase):
    """What the frames of a Zstandard stream unpack to; one that is cut off is an error.

    The package's own reader takes the end of the file for the end of the frame.
    """

    def __init__(self, raw: io.BufferedIOBase, unpacker: Any) -> None:
        self._raw, self._unpacker = raw, unpacker
        self._frame: Any = None
        self._packed = self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            self._packed = self._packed or self._raw.read(_PIECE)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("the last frame does not end")
                return 0
            self._frame = self._frame or self._unpacker.decompressobj()
            self._ready = self._frame.decompress(self._packed)
            self._packed = b""
            if self._frame.eof:
                self._packed, self._frame = self._frame.unused_data, None
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


class _Raw(io.RawIOBase):
    """What can be read, as the buffer wants it; closing it leaves the stream open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
