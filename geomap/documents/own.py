"""Files that geomap wrote: read again as documents they would count every quotation twice."""

from __future__ import annotations

import re
from pathlib import Path

from geomap.compression import unpacked_file
from geomap.errors import GeomapError

__all__ = ["LEDGER", "ends_with_mark", "is_own_folder", "is_own_output"]

LEDGER = "run.db"
"""The database in a folder of shards."""

_HEAD = 1 << 16
_LONGEST_FOOTER = 1 << 24
_PAGE = b'<meta name="generator" content="geomap">'
_TABLES = (b"place_id,geonameid,place,kind,", b"document,title,date,source,url,start,end,name,")
# The fields of a line of results in their order; the text, which may be long, comes after them.
_RESULTS = re.compile(
    rb'\A\s{0,9}\{"id": ?"[^\n]{0,4000}?", ?"title": ?[^\n]{0,4000}?, ?"source": ?[^\n]{0,4000}?, ?'
    rb'"sha256": ?(?:"[0-9a-f]{64}"|null), ?"(?:url|date|language|text)": ?'
)
_SUFFIXES = frozenset({".html", ".htm", ".csv", ".jsonl", ".ndjson", ".jsonld", ".parquet"})
_PACKED = (".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
_MARK = b"geomap.results"
"""In the footer of Parquet that holds results."""
_ANNOTATIONS = b'"id":"urn:geomap:'
# Forms that tools of others read: what their files begin with, where geomap wrote them.
_FOR_TOOLS = {
    ".brat.zip": re.compile(rb"\APK.{28}annotation\.conf", re.DOTALL),
    ".bulk.ndjson": re.compile(rb'\A\{"index":\{"_id":'),
    ".ftm.json": re.compile(rb'\A\{"id":"[0-9a-f]{40}","schema":"(?:Address|PlainText)",'),
    ".labelstudio.json": re.compile(rb'\A\[\s*(?:\]|\{"data":\{"text":")'),
    ".lpf.json": re.compile(rb'\A\{"type":"FeatureCollection","@context":"[^"]{1,200}LinkedPasts'),
    ".schema.jsonld": re.compile(rb'\A\{"@context":"https://schema\.org","@graph":\['),
    ".tei.xml": re.compile(rb"<teiCorpus .{1,4000}<p>Made by geomap ", re.DOTALL),
}


def is_own_folder(path: Path) -> bool:
    """Return whether `geomap parse` wrote a folder: its shards and its database are there."""
    return (path / LEDGER).is_file()


def is_own_output(path: Path) -> bool:
    """Return whether a file's first 64 KiB say that it is a map, table or results of geomap."""
    name = path.name.lower()
    for_tool = next((known for end, known in _FOR_TOOLS.items() if name.endswith(end)), None)
    packed = name.endswith(_PACKED)
    if for_tool is None and not packed and path.suffix.lower() not in _SUFFIXES:
        return False
    if path.suffix.lower() == ".parquet":
        return ends_with_mark(path)
    if packed:
        return _RESULTS.search(_unpacked_head(path)) is not None
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    if for_tool is not None:
        return for_tool.search(head) is not None
    if path.suffix.lower() == ".csv":
        return head.removeprefix(b"\xef\xbb\xbf").startswith(_TABLES)
    if path.suffix.lower() in (".html", ".htm"):
        return _PAGE in head
    if path.suffix.lower() == ".jsonld":
        return _ANNOTATIONS in head.replace(b" ", b"")
    return _RESULTS.search(head) is not None


def ends_with_mark(path: Path) -> bool:
    """Whether the end of a Parquet file says that geomap's results are in it."""
    try:
        with open(path, "rb") as stream:
            stream.seek(-8, 2)
            length = int.from_bytes(stream.read(4), "little")
            if not 0 < length <= _LONGEST_FOOTER:
                return False
            stream.seek(-8 - length, 2)
            return _MARK in stream.read(length)
    except OSError:
        return False


def _unpacked_head(path: Path) -> bytes:
    try:
        with unpacked_file(path) as stream:
            return stream.read(_HEAD)
    except (OSError, GeomapError):
        return b""
