"""Word: paragraphs, tables, text boxes, notes, headers and footers of .docx (ECMA-376).

Own reader: the text of insertions, content controls and text boxes is kept, that of tracked
deletions is not, and no member is unpacked beyond the limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.documents.builder import TextBuilder
from geomap.documents.dates import CREATION_NOTE, parse_date
from geomap.documents.docx_hidden import Unseen
from geomap.documents.options import ReadOptions
from geomap.documents.package import Package
from geomap.documents.source import Outcome, Source, unreadable
from geomap.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "commentReference"}
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_STYLES = "word/styles.xml"
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    with Package(source, options) as package:
        builder = TextBuilder()
        body = _renamed(package.xml("word/document.xml"))
        if body.tag != f"{_W}document":
            raise unreadable(source.name, "a damaged Word document; save or download it again")
        styles = _renamed(package.xml(_STYLES)) if _STYLES in package else None
        unseen = Unseen(styles)
        hidden = unseen.drop(body)
        heading = _Blocks(builder).read(body)
        for part, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
            hidden += _read_notes(package, part, kind, builder, unseen)
        for kind in ("header", "footer"):
            hidden += _read_margins(package, kind, builder, unseen)
        title, date, language = _properties(package)
        yield Document(
            id=source.id,
            text=builder.text,
            title=title or heading,
            source=source.name,
            date=date,
            language=language or _language(styles),
            sha256=source.sha256(),
            spans=builder.spans,
            notes=(
                *([CREATION_NOTE] if date else []),
                *([f"{hidden} hidden words left out"] if hidden else []),
            ),
        )


def _renamed(root: _Element) -> _Element:
    """Give a strict document (ISO 29500) the names of a transitional one."""
    if root.tag.startswith(_STRICT_W):
        for element in root.iter(f"{_STRICT_W}*"):
            element.tag = _W + element.tag[len(_STRICT_W) :]
    return root


class _Blocks:
    """Walks paragraphs and tables in order, with a stack instead of recursion."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._paragraphs = self._tables = 0
        self._heading: str | None = None

    def read(self, root: _Element) -> str | None:
        """Add everything to the builder and return the first heading."""
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag != _FALLBACK and not _is_left_out(element):
                waiting.extend(reversed(element))
        return self._heading

    def _paragraph(self, element: _Element) -> None:
        text, boxes = _text_of(element)
        number = self._paragraphs + 1
        if self._builder.add(text, kind="paragraph", label=f"paragraph {number}"):
            self._paragraphs = number
            style = element.find(f"{_W}pPr/{_W}pStyle")
            name = style.get(f"{_W}val", "") if style is not None else ""
            if self._heading is None and name in (
                "Title",
                "Heading1",
                "Titel",
                "Titre",
                "berschrift1",
            ):
                self._heading = text.strip()
        for box in boxes:
            self._builder.add(box, kind="part", label="text box")

    def _table(self, element: _Element) -> None:
        self._tables += 1
        for number, row in enumerate(element.iterchildren(f"{_W}tr"), start=1):
            label = f"table {self._tables}, row {number}"
            with self._builder.within("row", label):
                for index, cell in enumerate(row.iter(f"{_W}tc")):
                    gap = " | " if index else "\n\n"
                    paragraphs = [_text_of(one)[0].strip() for one in _own_paragraphs(cell)]
                    text = "\n".join(filter(None, paragraphs))
                    self._builder.add(text, kind="cell", gap=gap)


def _is_left_out(element: _Element) -> bool:
    """Whether a block is no text of the author: deletions, the table of contents."""
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    contents = gallery is not None and gallery.get(f"{_W}val") == "Table of Contents"
    return contents or _local(element) in _LEFT_OUT


def _own_paragraphs(cell: _Element) -> Iterator[_Element]:
    """Yield a cell's paragraphs, those of tables nested in it left to their own cells."""
    for paragraph in cell.iter(f"{_W}p"):
        if next(paragraph.iterancestors(f"{_W}tc"), None) is cell:
            yield paragraph


def _text_of(paragraph: _Element) -> tuple[str, list[str]]:
    """Return a paragraph's text and that of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if element.tag == _FALLBACK or name in _LEFT_OUT:
            continue
        if name == "txbxContent":
            inner = (_text_of(one)[0].strip() for one in element.iterchildren(f"{_W}p"))
            boxes.append("\n".join(filter(None, inner)))
        elif name == "t":
            pieces.append(element.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        else:
            waiting.extend(reversed(element))
    return "".join(pieces), boxes


def _local(element: _Element) -> str:
    tag = element.tag
    return tag[len(_W) :] if isinstance(tag, str) and tag.startswith(_W) else ""


def _read_notes(
    package: Package, part: str, kind: str, builder: TextBuilder, unseen: Unseen
) -> int:
    """Add the notes; return how many words of them are hidden."""
    member = f"word/{part}.xml"
    if member not in package:
        return 0
    number = 0
    root = _renamed(package.xml(member))
    hidden = unseen.drop(root)
    for note in root.iter(f"{_W}{kind}"):
        if note.get(f"{_W}type") in _SEPARATORS:
            continue
        number += 1
        inner = (_text_of(one)[0].strip() for one in note.iter(f"{_W}p"))
        builder.add("\n".join(filter(None, inner)), kind="part", label=f"{kind} {number}")
    return hidden


def _read_margins(package: Package, kind: str, builder: TextBuilder, unseen: Unseen) -> int:
    """Add each different header or footer once; return how many words of them are hidden."""
    seen: set[str] = set()
    hidden = 0
    names = (member.filename for member in package.members)
    for member in sorted(name for name in names if name.startswith(f"word/{kind}")):
        root = _renamed(package.xml(member))
        hidden += unseen.drop(root)
        inner = (_text_of(one)[0].strip() for one in root.iter(f"{_W}p"))
        text = "\n".join(filter(None, inner))
        if text not in seen:
            seen.add(text)
            builder.add(text, kind="part", label=f"page {kind}")
    return hidden


def _properties(package: Package) -> tuple[str | None, str | None, str | None]:
    if "docProps/core.xml" not in package:
        return None, None, None
    root = package.xml("docProps/core.xml")
    words = {
        name: (root.findtext(name) or "").strip()
        for name in (f"{_DC}title", f"{_DC}language", f"{_TERMS}created")
    }
    title, language, created = words.values()
    return title or None, parse_date(created), language[:2].lower() or None


def _language(styles: _Element | None) -> str | None:
    found = None if styles is None else styles.find(f"{_W}docDefaults//{_W}lang")
    return (found.get(f"{_W}val") or "")[:2].lower() or None if found is not None else None
