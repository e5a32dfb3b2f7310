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

from geomap.aggregate import Aggregate, PlaceEntry, Quotation, UnplacedEntry
from geomap.escaping import for_xml as safe
from geomap.escaping import is_right_to_left
from geomap.export import report
from geomap.export.formats import Options, wants_picture
from geomap.export.moment import moment
from geomap.export.rows import citation
from geomap.wording import counted, whereabouts

__all__ = ["write_places"]


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report; what XML forbids (control characters) is shown as U+FFFD."""
    document = docx.Document()
    title = safe(options.title or "Places")
    _properties(document, title)
    document.add_heading(title, level=0)
    document.add_paragraph(safe(report.headline(gathered)))
    if wants_picture(options):
        _picture(document, gathered, options)
    _table(document, gathered)
    for entry in gathered.places:
        document.add_heading(safe(entry.place.name), level=1)
        document.add_paragraph(safe(_facts(entry)))
        _quotations(document, gathered, entry, options)
    if gathered.unplaced:
        document.add_heading("Names not placed", level=1)
        for missing in gathered.unplaced:
            document.add_heading(safe(missing.name), level=2)
            document.add_paragraph(safe(report.why_unplaced(missing)))
            _quotations(document, gathered, missing, options)
    _end(document, gathered)
    whole = io.BytesIO()  # python-docx complains twice when a disk is full
    document.save(whole)
    target.write_bytes(_dated(whole))


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


def _table(document: Any, gathered: Aggregate) -> None:
    heads = ("Place", "Where", "Position", "Mentions", "How sure")
    table = document.add_table(rows=1, cols=len(heads), style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for entry in gathered.places:
        cells = (
            entry.place.name,
            whereabouts(entry.place),
            report.coordinates(entry),
            f"{entry.mentions:,}",
            report.certainty(entry),
        )
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = safe(text)


def _facts(entry: PlaceEntry) -> str:
    parts = [whereabouts(entry.place), report.coordinates(entry)]
    if entry.names:
        parts.append(f"named as {', '.join(entry.names)}")
    return "; ".join([*parts, f"{report.certainty(entry)} sure", entry.place.id])


def _quotations(
    document: Any, gathered: Aggregate, entry: PlaceEntry | UnplacedEntry, options: Options
) -> None:
    for quotation in entry.quotations[: options.quotations]:
        _quotation(document, quotation)
        cited = document.add_paragraph(style="Quote")
        cited.paragraph_format.space_after = Pt(10)
        run = cited.add_run(safe(f"— {citation(gathered, quotation)}"))
        run.font.size, run.italic = Pt(9), False
    more = len(entry.quotations) - options.quotations
    if more > 0:
        document.add_paragraph(f"and {counted(more, 'passage')} more in the data")


def _quotation(document: Any, quotation: Quotation) -> None:
    paragraph = document.add_paragraph(style="Quote")
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = True
    reversed_ = is_right_to_left(quotation.passage.quote)
    if reversed_:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for text, marked in quotation.pieces():
        run = paragraph.add_run(safe(text))
        run.italic = False
        if marked:
            run.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if reversed_:
            run.font.rtl = True


def _end(document: Any, gathered: Aggregate) -> None:
    contradictions = report.contradictions(gathered)
    if contradictions:
        document.add_heading("Statements that the gazetteer contradicts", level=1)
        for words in contradictions:
            document.add_paragraph(safe(words), style="List Bullet")
    document.add_heading("Documents", level=1)
    for source in report.sources(gathered):
        document.add_paragraph(safe(source), style="List Bullet")
    for notice in (*report.attributions(gathered), report.provenance(gathered)):
        document.add_paragraph().add_run(safe(notice)).font.size = Pt(9)
