"""A report in Word's format (Office Open XML) by python-docx: picture, table, quotations."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from geomap.aggregate import Aggregate
from geomap.escaping import for_xml as safe
from geomap.escaping import is_right_to_left
from geomap.export import report
from geomap.export.chapters import HEADS, Chapter, Grouping, Quote, Report, made
from geomap.export.formats import Options, wants_picture
from geomap.export.moment import moment
from geomap.wording import counted

__all__ = ["write_documents", "write_places"]

_WIDTHS = (4.2, 4.8, 3.9, 1.8, 1.9)
"""Of the table's columns, in centimetres."""


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report, a chapter a place; what XML forbids is shown as U+FFFD."""
    _write(gathered, target, options, "place")


def write_documents(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report, a chapter a document."""
    _write(gathered, target, options, "document")


def _write(gathered: Aggregate, target: Path, options: Options, by: Grouping) -> None:
    whole = made(gathered, options, by)
    document = docx.Document()
    title = safe(whole.title)
    _properties(document, title)
    document.add_heading(title, level=0)
    document.add_paragraph(safe(whole.headline))
    if wants_picture(options):
        _picture(document, gathered, options)
    _table(document, whole)
    _more(document, whole.rows_left, "place")
    for chapter in whole.chapters:
        document.add_heading(safe(chapter.title), level=1)
        document.add_paragraph(safe(chapter.facts)).paragraph_format.keep_with_next = True
        _quotations(document, chapter)
    _more(document, whole.chapters_left, by)
    if whole.unplaced:
        document.add_heading("Names not placed", level=1)
        for missing in whole.unplaced:
            paragraph = document.add_paragraph()
            paragraph.add_run(safe(missing.title)).bold = True
            paragraph.add_run(safe(f": {missing.facts}"))
            _quotations(document, missing)
        _more(document, whole.unplaced_left, "name")
    _end(document, whole)
    finished = io.BytesIO()  # python-docx complains twice when a disk is full
    document.save(finished)
    target.write_bytes(_dated(finished))


def _dated(document: io.BytesIO) -> bytes:
    """Return a ZIP whose members all have the moment of the document."""
    made = max(moment(), datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC))
    dated = io.BytesIO()
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(dated, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, made.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return dated.getvalue()


def _properties(document: Any, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = moment().replace(tzinfo=None)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)


def _picture(document: Any, gathered: Aggregate, options: Options) -> None:
    from geomap.export.picture.draw import draw

    words = safe(report.picture_words(gathered))
    picture = draw(gathered, "png", options)
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    inline = document.add_picture(io.BytesIO(picture), width=width)
    inline._inline.docPr.set("descr", words)
    inline._inline.docPr.set("title", "Map")


def _table(document: Any, whole: Report) -> None:
    table = document.add_table(rows=1, cols=len(HEADS), style="Light Grid Accent 1")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    _keep(table.rows[0], "w:tblHeader")
    for texts in whole.rows:
        row = table.add_row()
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = safe(text)
    for row in table.rows:
        _keep(row, "w:cantSplit")
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)


def _keep(row: Any, name: str) -> None:
    """Set a property of a row: repeat it on each page, or do not tear it across two."""
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def _quotations(document: Any, chapter: Chapter) -> None:
    for quoted in chapter.quotes:
        _quotation(document, quoted)
        cited = document.add_paragraph(style="Quote")
        cited.paragraph_format.space_after = Pt(8)
        run = cited.add_run(safe(f"— {quoted.cited}"))
        run.font.size, run.italic = Pt(9), False
    _more(document, chapter.left, "passage")


def _more(document: Any, left: int, what: str) -> None:
    if left > 0:
        document.add_paragraph(f"and {counted(left, what)} more in the data")


def _quotation(document: Any, quoted: Quote) -> None:
    paragraph = document.add_paragraph(style="Quote")
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = True
    reversed_ = is_right_to_left(quoted.text)
    if reversed_:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for text, marked in quoted.pieces:
        run = paragraph.add_run(safe(text))
        run.italic = False
        if marked:
            run.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if reversed_:
            run.font.rtl = True


def _end(document: Any, whole: Report) -> None:
    if whole.contradictions:
        document.add_heading("Statements that the gazetteer contradicts", level=1)
        for words in whole.contradictions:
            document.add_paragraph(safe(words), style="List Bullet")
    document.add_heading("Documents", level=1)
    for source in whole.sources:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(safe(source)).font.size = Pt(9)
    _more(document, whole.sources_left, "document")
    for notice in whole.notices:
        document.add_paragraph().add_run(safe(notice)).font.size = Pt(9)
