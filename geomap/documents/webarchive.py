"""Web pages saved by Safari (.webarchive, a binary property list)."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator

from geomap.documents.html import decode_html, page_document
from geomap.documents.options import ReadOptions
from geomap.documents.source import Outcome, Source, unreadable

__all__ = ["read_webarchive"]


def read_webarchive(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    try:
        main = plistlib.loads(source.content(), fmt=plistlib.FMT_BINARY)["WebMainResource"]
        data, address = main["WebResourceData"], main.get("WebResourceURL")
    except Exception as error:
        # a damaged list makes plistlib raise nearly anything
        raise unreadable(source.name, "no saved web page; save it again as .html") from error
    if not isinstance(data, bytes):
        raise unreadable(source.name, "no saved web page; save it again as .html")
    text, notes = decode_html(data, source.name, options, main.get("WebResourceTextEncodingName"))
    known = isinstance(address, str) and address.startswith(("http://", "https://"))
    yield page_document(text, source, notes=notes, address=address if known else None)
