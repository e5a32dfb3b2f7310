"""ZIP archives: each member a document of its own, nothing is ever written to disk."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from geomap.documents.options import ReadOptions
from geomap.documents.package import Package
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.documents.walk import selected, uninteresting
from geomap.errors import DocumentError

__all__ = ["read_zip"]

_DEEPEST = 3


def read_zip(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the documents of the members, in the order of their names."""
    from geomap.documents.read import read_source

    if source.depth >= _DEEPEST:
        raise unreadable(source.name, "nested too deeply; unpack it first")
    found = False
    with Package(source, options) as package:
        for member in sorted(package.members, key=lambda member: member.filename):
            name = _safe(member.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
            if member.is_dir() or hidden or uninteresting(name, options):
                continue
            if not selected(name, options):
                continue
            found = True
            try:
                child = source.child(name, package.read(member))
            except DocumentError as error:
                inside = f"{source.name}/{name}"
                problem = str(error).removeprefix(f"{source.name}: ")
                yield Failure(inside, unreadable(inside, problem))
                continue
            yield from read_source(child, options)
    if not found:
        raise unreadable(source.name, "holds no documents; nothing to read")


def _safe(name: str) -> str:
    """Return the member's name without anything that leads out of the archive."""
    normal = posixpath.normpath(name.replace("\\", "/")).lstrip("/")
    return "/".join(part for part in normal.split("/") if part not in ("..", ".")) or "unnamed"
