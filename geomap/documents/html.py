"""Web pages: main text, title, date and canonical address (trafilatura), captions kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geomap.documents.builder import TextBuilder
from geomap.documents.dates import parse_date
from geomap.documents.hidden import drop_hidden
from geomap.documents.labels import codec_of
from geomap.documents.markup import (
    HTML_RULES,
    MAIN_TEXT_RULES,
    blocks,
    parse_html,
    too_deep_blocks,
)
from geomap.documents.options import ReadOptions
from geomap.documents.source import Outcome, Source, unreadable
from geomap.documents.text import decode
from geomap.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["decode_html", "page_blocks", "page_document", "read_html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,30})")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S{3,2000}) -->")
_LITTLE = 250
_DEEPEST = 256
_NOTE = "main text of the page (trafilatura); white space collapsed"


def decode_html(
    data: bytes, name: str, options: ReadOptions, declared: object = None
) -> tuple[str, tuple[str, ...]]:
    """Decode by byte order mark, option, HTTP or MIME header, declaration, then by content."""
    encoding = options.encoding or codec_of(declared)
    if encoding is None:
        found = _XML_ENCODING.match(data) or _CHARSET.search(data[:8_192])
        encoding = found[1].decode("ascii") if found else None
        encoding = "cp1252" if (encoding or "").lower() in ("iso-8859-1", "latin-1") else encoding
    if encoding is not None and codec_of(encoding) is not None and not _is_utf8(data):
        return decode(data, name=name, encoding=encoding)
    return decode(data, name=name)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes beyond ASCII are valid UTF-8, which no other encoding is by chance."""
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def read_html(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    text, notes = decode_html(source.content(), source.name, options, source.charset)
    saved = _SAVED_FROM.search(text, 0, 4_000)
    address = source.address or (saved[1] if saved else None)
    yield page_document(text, source, notes=notes, address=address)


def page_document(
    text: str, source: Source, *, notes: tuple[str, ...] = (), address: str | None = None
) -> Document:
    """Return the document of a page whose HTML is ``text``.

    Raises:
        UnreadableDocument: There is nothing to see on the page.
    """
    tree, whole = parse_html(text)
    if tree is None:
        raise unreadable(source.name, "an empty page; nothing to read")
    page = _metadata(tree, address)
    hidden = drop_hidden(tree)
    builder = TextBuilder()
    if whole and not _is_deep(tree):
        note = _fill(builder, tree, page)
    else:
        note = "nested too deeply for the main text to be found: all text of the page"
        for _, block in page_blocks(text):
            builder.add(block)
    return Document(
        id=source.id,
        text=builder.text,
        title=page.get("title"),
        source=source.name,
        url=page.get("url"),
        date=page.get("date"),
        language=(tree.get("lang") or tree.get("xml:lang") or "")[:2].lower() or None,
        sha256=source.sha256(),
        spans=builder.spans,
        notes=(*notes, note, *([f"{hidden} hidden words left out"] if hidden else [])),
    )


def page_blocks(text: str) -> list[tuple[str, str]]:
    """Return everything visible in an HTML text, block by block, nothing chosen."""
    tree, whole = parse_html(text)
    if tree is None:
        return []
    return list(blocks(tree, HTML_RULES)) if whole else too_deep_blocks(text)


def _metadata(tree: _Element, address: str | None) -> dict[str, str]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = trafilatura.extract_metadata(tree, default_url=address, extensive=False)
    page: dict[str, Any] = {
        "title": found.title,
        "date": parse_date(found.date),
        "url": found.url if (found.url or "").startswith(("http://", "https://")) else address,
    }
    return {key: value for key, value in page.items() if value}


def _is_deep(tree: _Element) -> bool:
    """Whether elements are nested so deeply that trafilatura would take minutes."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def _fill(builder: TextBuilder, tree: _Element, page: dict[str, str]) -> str:
    """Add the page's text and return the note that says how it was chosen."""
    headline = next((_flat(one) for one in tree.iter("h1") if _flat(one)), "")
    captions = [_flat(one) for one in tree.iter("figcaption") if _is_content(one)]
    visible = list(blocks(tree, HTML_RULES))
    main = _main_text(tree)
    size, seen = sum(map(len, main)), sum(len(block) for _, block in visible)
    if size < _LITTLE and size < 0.5 * seen:
        for _, block in visible:
            builder.add(block)
        return "no main text found: everything visible on the page; white space collapsed"
    if headline and _matches(headline, page.get("title")) and headline not in " ".join(main[:3]):
        builder.add(headline)
    for block in main:
        builder.add(block, kind="paragraph")
    known = " ".join(main)
    for caption in dict.fromkeys(captions):
        if caption and caption not in known:
            builder.add(caption, kind="part", label="caption")
    return _NOTE


def _main_text(tree: _Element) -> list[str]:
    """Return the paragraphs that trafilatura takes for the main text (it changes the tree)."""
    import trafilatura

    result = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True)
    body = getattr(result, "body", None)
    return [] if body is None else [text for _, text in blocks(body, MAIN_TEXT_RULES)]


def _flat(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _matches(headline: str, title: str | None) -> bool:
    return bool(title) and (headline in str(title) or str(title) in headline)


def _is_content(element: _Element) -> bool:
    return not any(
        ancestor.tag in ("nav", "aside", "footer", "header") for ancestor in element.iterancestors()
    )
