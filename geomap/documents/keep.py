"""Keeps the texts beside the map, so that anyone can check the offsets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.files import write_atomic
from geomap.types import Document

__all__ = ["keep_text", "text_name", "write_texts"]

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def text_name(document: Document) -> str:
    """Return a file name for a document: safe everywhere, its own for each id."""
    name = _UNSAFE.sub("_", document.id).strip("._")[-80:]
    if name == document.id and name.endswith(".txt") and not _RESERVED.match(name):
        return name
    digest = hashlib.sha256(document.id.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{name}-{digest}.txt"


def keep_text(document: Document, folder: str | Path) -> Path:
    """Write ``document.text`` as UTF-8 into the folder and return the path.

    Line ends stay as they are: offsets count code points of exactly this text.

    Raises:
        OutputError: The folder cannot be made or written.
    """
    return write_atomic(Path(folder) / text_name(document), document.text, force=True)


def write_texts(documents: Iterable[Document], folder: str | Path) -> Iterator[Document]:
    """Pass documents on, keeping the text of each; two of one id do not overwrite each other."""
    kept: dict[str, int] = {}
    for document in documents:
        name = text_name(document)
        again = kept[name.lower()] = kept.get(name.lower(), 0) + 1
        if again > 1:
            name = f"{name.removesuffix('.txt')}-{again}.txt"
        write_atomic(Path(folder) / name, document.text, force=True)
        yield document
