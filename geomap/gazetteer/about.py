"""What a gazetteer file says of itself."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from geomap.gazetteer.schema import SCHEMA_VERSION
from geomap.gazetteer.store import Store

__all__ = ["describe"]


def describe(path: Path) -> dict[str, Any]:
    """Return path, name, counts, kinds, sources with licences, size and SHA-256 of the file.

    Raises:
        GazetteerNotFound: There is no such file.
        GazetteerInvalid: It is not a gazetteer, truncated, or of another schema.
    """
    store = Store(path)
    meta = store.meta()
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "path": str(path),
        "name": meta["name"],
        "built": meta.get("built"),
        "schema": SCHEMA_VERSION,
        "inputs": meta["inputs"],
        "bytes": path.stat().st_size,
        "sha256": digest,
        "places": int(meta["places"]),
        "names": int(meta["names"]),
        "spellings": int(meta["spellings"]),
        "admin2": meta.get("admin2"),
        "kinds": store.kinds(),
        "sources": store.sources(),
    }
