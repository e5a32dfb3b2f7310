"""Files that geomap wrote: read again as documents they would count every quotation twice."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["is_own_output"]

_HEAD = 1 << 16
_PAGE = b'<meta name="generator" content="geomap">'
_TABLES = (b"place_id,geonameid,place,kind,", b"document,title,date,source,url,start,end,name,")
# The fields of a line of results in their order; the text, which may be long, comes after them.
_RESULTS = re.compile(
    rb'\A\s{0,9}\{"id": ?"[^\n]{0,4000}?", ?"title": ?[^\n]{0,4000}?, ?"source": ?[^\n]{0,4000}?, ?'
    rb'"sha256": ?(?:"[0-9a-f]{64}"|null), ?"(?:url|date|language|text)": ?'
)
_SUFFIXES = frozenset({".html", ".htm", ".csv", ".jsonl", ".ndjson", ".jsonld"})
_ANNOTATIONS = b'"id":"urn:geomap:'


def is_own_output(path: Path) -> bool:
    """Return whether a file's first 64 KiB say that it is a map, table or results of geomap."""
    if path.suffix.lower() not in _SUFFIXES:
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    if path.suffix.lower() == ".csv":
        return head.removeprefix(b"\xef\xbb\xbf").startswith(_TABLES)
    if path.suffix.lower() in (".html", ".htm"):
        return _PAGE in head
    if path.suffix.lower() == ".jsonld":
        return _ANNOTATIONS in head.replace(b" ", b"")
    return _RESULTS.search(head) is not None
