"""Fixtures: the same report written in every format by programs that are not ours."""

from __future__ import annotations

import io
import mailbox
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

TITLE = "The road to Irbil"
DATE = "2020-01-07"
PARAGRAPHS = (
    "The convoy left Mosul for Irbil on Friday, Gen. Karim said.",
    "It crossed the Greater Zab near Eski Kelek – a town of “tea houses” – at noon.",
    "In Düsseldorf and São Tomé nobody noticed.",
)
ROWS = (("City", "Rain"), ("Basra", "120 mm"), ("Deir Ezzor", "none"))


def docx(path: Path) -> None:
    import docx as word

    document = word.Document()
    document.core_properties.title = TITLE
    document.core_properties.created = datetime(2020, 1, 7, 9, 0)
    document.core_properties.language = "en-GB"
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    table = document.add_table(len(ROWS), 2)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("It came back to Kirkuk.")
    document.sections[0].header.paragraphs[0].text = "Office in London"
    document.save(str(path))


def odt(path: Path) -> None:
    from odf import dc, meta, table
    from odf.opendocument import OpenDocumentText
    from odf.text import H, LineBreak, P, S

    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=TITLE))
    document.meta.addElement(dc.Language(text="en-GB"))
    document.meta.addElement(meta.CreationDate(text=f"{DATE}T09:00:00"))
    document.text.addElement(H(outlinelevel=1, text="A heading"))
    for paragraph in PARAGRAPHS:
        document.text.addElement(P(text=paragraph))
    spaced = P(text="Kirkuk")
    spaced.addElement(S(c=2))
    spaced.addText("and")
    spaced.addElement(LineBreak())
    spaced.addText("Sinjar")
    document.text.addElement(spaced)
    grid = table.Table()
    for cells in ROWS:
        row = table.TableRow()
        for words in cells:
            cell = table.TableCell()
            cell.addElement(P(text=words))
            row.addElement(cell)
        grid.addElement(row)
    document.text.addElement(grid)
    document.save(str(path))


def pdf(path: Path, pages: list[list[str]], **given: Any) -> None:
    """Write lines of text, 14 points apart, an empty line doubling the distance."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas = Canvas(str(path), pagesize=A4, **given)
    canvas.setTitle(TITLE)
    for lines in pages:
        canvas.setFont("Vera", 11)
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 14 * number, line)
        canvas.showPage()
    canvas.save()


def rtf(path: Path) -> None:
    def escaped(words: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in words)

    body = "".join(f"\\pard {escaped(words)}\\par\n" for words in PARAGRAPHS)
    info = f"{{\\info{{\\title {TITLE}}}{{\\creatim\\yr2020\\mo1\\dy7\\hr9}}}}"
    start = "{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang2057"
    path.write_bytes(f"{start}{{\\fonttbl{{\\f0 Arial;}}}}{info}\n{body}}}".encode("ascii"))


def epub(path: Path) -> None:
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{TITLE}</dc:title><dc:date>{DATE}</dc:date><dc:language>en-GB</dc:language>"
        '</metadata><manifest><item id="n" href="nav.xhtml" properties="nav"/>'
        '<item id="b" href="text/two%20.xhtml"/><item id="a" href="text/one.xhtml"/></manifest>'
        '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )

    def chapter(heading: str, words: str) -> str:
        return (
            '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>not text</title></head>'
            f"<body><h1>{heading}</h1><p>{words}</p></body></html>"
        )

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", container)
        book.writestr("OPS/book.opf", opf)
        book.writestr("OPS/nav.xhtml", chapter("Contents", "One, Two"))
        book.writestr("OPS/text/one.xhtml", chapter("One", PARAGRAPHS[0]))
        book.writestr("OPS/text/two .xhtml", chapter("Two", PARAGRAPHS[1]))


def message(*, attachments: dict[str, bytes] | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Jörg Weiß <joerg@example.org>"
    mail["To"] = "desk@example.org"
    mail["Subject"] = TITLE
    mail["Date"] = datetime(2020, 1, 7, 9, 0, tzinfo=UTC)
    mail.set_content("\n\n".join(PARAGRAPHS))
    for name, data in (attachments or {}).items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def eml(path: Path, **given: Any) -> None:
    path.write_bytes(message(**given).as_bytes())


def mbox(path: Path, count: int = 3) -> None:
    box = mailbox.mbox(path)
    for number in range(count):
        mail = message()
        mail.replace_header("Subject", f"Letter {number + 1}")
        box.add(mail)
    box.close()


def xlsx(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Weather"
    for row in ROWS:
        sheet.append(row)
    second = book.create_sheet("Texts")
    second.append(["id", "text", "date"])
    second.append(["a1", PARAGRAPHS[0], datetime(2020, 1, 7)])
    second.append(["a2", PARAGRAPHS[1], None])
    book.save(path)


def parquet(path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table(
        {"key": ["a1", "a2"], "story": list(PARAGRAPHS[:2]), "when": [DATE, None]}
    )
    pyarrow.parquet.write_table(table, path)


HTML = f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} - The Paper</title>
<meta property="article:published_time" content="{DATE}T09:00:00Z">
<link rel="canonical" href="https://example.org/road"></head><body>
<nav><a href="/">Home</a> <a href="/jakarta">Jakarta</a></nav>
<article><h1>{TITLE}</h1>
<figure><img src="x.jpg"><figcaption>A truck in Dohuk. AFP</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<p style="display:none">Hidden in Moscow</p><script>var place = "Beijing";</script>
<ul><li>Basra: dry</li><li>Sinjar: wet</li></ul><p>{PARAGRAPHS[2]} Everybody else did, as the
evening news told in every house of the region.</p>
</article><footer>© 2024 The Paper, Berlin</footer></body></html>"""


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
