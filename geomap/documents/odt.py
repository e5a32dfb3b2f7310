"""OpenDocument text (.odt, .fodt): paragraphs, headings, lists, tables, notes (ODF 1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.documents.builder import TextBuilder
from geomap.documents.dates import CREATION_NOTE, parse_date
from geomap.documents.options import ReadOptions
from geomap.documents.package import Package, parse_xml
from geomap.documents.source import Outcome, Source, unreadable
from geomap.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_flat_odt", "read_odt"]

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{{{_NAMESPACE}text:1.0}}"
_TABLE = f"{{{_NAMESPACE}table:1.0}}"
_OFFICE = f"{{{_NAMESPACE}office:1.0}}"
_META = f"{{{_NAMESPACE}meta:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation"}
_CONTENTS = {f"{_TEXT}table-of-content", f"{_TEXT}alphabetical-index"}
_WHITE = re.compile(r"[ \t\r\n]+")
_BLOCKS = {f"{_TEXT}p", f"{_TEXT}h"}


def read_odt(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    with Package(source, options) as package:
        manifest = (
            package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package else b""
        )
        if b"encryption-data" in manifest:
            raise unreadable(source.name, "encrypted; open it with its password, save it without")
        content = package.xml("content.xml")
        meta = package.xml("meta.xml") if "meta.xml" in package else None
    yield _document(source, content, meta)


def read_flat_odt(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    root = parse_xml(source.content(), source.name)
    yield _document(source, root, root)


def _document(source: Source, content: _Element, meta: _Element | None) -> Document:
    body = content.find(f".//{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise unreadable(source.name, "no text document; save a spreadsheet as .xlsx or .csv")
    builder = TextBuilder()
    notes: list[str] = []
    heading = _read_blocks(body, builder, notes)
    for number, note in enumerate(notes, start=1):
        builder.add(note, kind="part", label=f"note {number}")
    language = _meta(meta, f"{_DC}language")
    date = parse_date(_meta(meta, f"{_META}creation-date") or _meta(meta, f"{_DC}date"))
    return Document(
        id=source.id,
        text=builder.text,
        title=_meta(meta, f"{_DC}title") or heading,
        source=source.name,
        date=date,
        language=language[:2].lower() if language else None,
        sha256=source.sha256(),
        spans=builder.spans,
        notes=(CREATION_NOTE,) if date else (),
    )


def _meta(meta: _Element | None, name: str) -> str | None:
    found = meta.find(f".//{name}") if meta is not None else None
    return (found.text or "").strip() or None if found is not None else None


def _read_blocks(body: _Element, builder: TextBuilder, notes: list[str]) -> str | None:
    heading: str | None = None
    paragraphs = tables = 0
    waiting: list[_Element] = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in _BLOCKS:
            text = _text_of(element, notes)
            label = f"paragraph {paragraphs + 1}"
            paragraphs += builder.add(text, kind="paragraph", label=label)
            if heading is None and element.tag == f"{_TEXT}h":
                heading = text.strip()
        elif element.tag == f"{_TABLE}table":
            tables += 1
            _read_table(element, tables, builder, notes)
        elif element.tag not in _LEFT_OUT and element.tag not in _CONTENTS:
            waiting.extend(reversed(element))
    return heading


def _read_table(table: _Element, number: int, builder: TextBuilder, notes: list[str]) -> None:
    for index, row in enumerate(table.iter(f"{_TABLE}table-row"), start=1):
        with builder.within("row", f"table {number}, row {index}"):
            gap = "\n\n"
            for cell in row.iterchildren(f"{_TABLE}table-cell"):
                inner = (_text_of(one, notes).strip() for one in cell.iter(*_BLOCKS))
                if builder.add("\n".join(filter(None, inner)), kind="cell", gap=gap):
                    gap = " | "


def _text_of(paragraph: _Element, notes: list[str]) -> str:
    """Return the text; tails are handled by a stack of strings and elements."""
    pieces: list[str] = []
    waiting: list[_Element | str] = [paragraph]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif item.tag == f"{_TEXT}note":
            inner = (_text_of(one, notes).strip() for one in item.iter(*_BLOCKS))
            notes.append("\n".join(filter(None, inner)))
        elif item.tag not in _LEFT_OUT:
            pieces.append(_space(item) + _collapsed(item.text))
            for child in reversed(item):
                waiting.extend((_collapsed(child.tail), child))
    return "".join(pieces)


def _collapsed(text: str | None) -> str:
    """White space in the XML counts as one space (ODF 1.3 part 3, 6.1.2)."""
    return _WHITE.sub(" ", text or "")


def _space(element: _Element) -> str:
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c", "1")
        return " " * min(int(count) if count.isdecimal() else 1, 1_000)
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(str(element.tag), "")
