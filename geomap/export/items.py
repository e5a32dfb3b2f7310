"""JSON arrays that are written as their items come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from geomap.escaping import for_json

__all__ = ["write_items"]


def write_items(stream: IO[str], items: Iterable[object]) -> None:
    """Write an array's items, a line each, up to the line end before its closing bracket."""
    separator = "\n"
    for item in items:
        stream.write(separator + for_json(item))
        separator = ",\n"
    stream.write("\n")
