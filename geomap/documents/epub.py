"""EPUB books: the chapters in reading order (EPUB 3.3), through zipfile and lxml."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from geomap.documents.builder import TextBuilder
from geomap.documents.dates import parse_date
from geomap.documents.html import decode_html, page_blocks
from geomap.documents.options import ReadOptions
from geomap.documents.package import Package
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_epub"]

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FONTS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")


def read_epub(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    with Package(source, options) as package:
        _refuse_protected(package, source)
        opf_path = _opf_path(package, source)
        opf = package.xml(opf_path)
        builder = TextBuilder()
        for number, member in enumerate(_chapters(opf, opf_path), start=1):
            if member in package:
                _read_chapter(package.read(member), number, builder, source, options)
            else:
                yield _missing(source, member)
    language = _dc(opf, "language")
    yield Document(
        id=source.id,
        text=builder.text,
        title=_dc(opf, "title"),
        source=source.name,
        date=parse_date(_dc(opf, "date")),
        language=language[:2].lower() if language else None,
        sha256=source.sha256(),
        spans=builder.spans,
    )


def _missing(source: Source, member: str) -> Failure:
    name = f"{source.name}/{member}"
    return Failure(name, unreadable(name, "a missing chapter; download the book again"))


def _refuse_protected(package: Package, source: Source) -> None:
    if "META-INF/encryption.xml" not in package:
        return
    methods = package.read("META-INF/encryption.xml")
    if methods.count(b"EncryptionMethod") > sum(map(methods.count, _FONTS)):
        raise unreadable(source.name, "protected by DRM; give a copy that is not")


def _opf_path(package: Package, source: Source) -> str:
    for file in package.xml("META-INF/container.xml").iter(f"{_CONTAINER}rootfile"):
        if path := file.get("full-path"):
            return str(path)
    raise unreadable(source.name, "names no content; save or download it again")


def _chapters(opf: _Element, opf_path: str) -> Iterator[str]:
    folder = posixpath.dirname(opf_path)
    hrefs = {
        item.get("id"): item.get("href", "")
        for item in opf.iter(f"{_OPF}item")
        if "nav" not in (item.get("properties") or "").split()
    }
    for reference in opf.iter(f"{_OPF}itemref"):
        if href := hrefs.get(reference.get("idref")):
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _read_chapter(
    data: bytes, number: int, builder: TextBuilder, source: Source, options: ReadOptions
) -> None:
    text, _ = decode_html(data, source.name, options)
    found = page_blocks(text)
    heading = next((block for name, block in found if name in ("h1", "h2", "h3")), None)
    label = heading if heading and len(heading) <= 60 else f"section {number}"
    with builder.within("part", label):
        for _, block in found:
            builder.add(block)


def _dc(opf: _Element, name: str) -> str | None:
    found = next(opf.iter(f"{_DC}{name}"), None)
    return (found.text or "").strip() or None if found is not None else None
