"""What a process and its owner tell each other: pickles, each after its length."""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO

__all__ = ["packed", "read_frame", "write_frame"]

_LENGTH = struct.Struct(">Q")


def packed(value: Any) -> bytes:
    """Return the bytes of a value."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def write_frame(stream: BinaryIO, data: bytes) -> None:
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next bytes, or None at the end or where the other side broke off."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    data = stream.read(size)
    return data if len(data) == size else None
