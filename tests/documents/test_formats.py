"""Golden text, title, date, language and positions of each format."""

from __future__ import annotations

import hashlib
import plistlib
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import docx as word
import openpyxl
import pyarrow.parquet
import pytest
from docx.shared import Pt, RGBColor

from geomap.documents import ReadOptions
from geomap.documents.read import read_source
from geomap.documents.source import Failure, Source
from geomap.errors import MissingReader
from tests.documents import outlook, writers
from tests.documents.conftest import at
from tests.documents.writers import DATE, PARAGRAPHS, ROWS, TITLE

TABLE = "\n\n".join(" | ".join(row) for row in ROWS)


def test_word(tmp_path: Path, only) -> None:
    path = tmp_path / "report.docx"
    writers.docx(path)
    document = only(path)
    expected = [*PARAGRAPHS, TABLE, "It came back to Kirkuk.", "Office in London"]
    assert document.text == "\n\n".join(expected)
    assert (document.title, document.date, document.language) == (TITLE, DATE, "en")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert at(document, "Deir Ezzor") == "table 1, row 3"
    assert at(document, "Office in London") == "page header"
    reopened = word.Document(str(path))
    for span in document.spans:
        if span.kind == "paragraph":
            number = int(span.label.split()[-1])
            assert reopened.paragraphs[number - 1].text == document.text[span.start : span.end]


def test_word_keeps_what_libraries_lose_and_drops_what_was_deleted(tmp_path: Path, only) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Box in Zakho</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Seen in </w:t></w:r><w:ins><w:r><w:t>Halabja</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Moscow</w:delText></w:r></w:del>"
        '<w:hyperlink><w:r><w:t xml:space="preserve"> and Erbil</w:t></w:r></w:hyperlink>'
        "<w:r><w:tab/><w:t>on</w:t><w:noBreakHyphen/><w:t>site</w:t></w:r>"
        "<mc:AlternateContent><mc:Choice><w:r><w:pict>" + box + "</w:pict></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:pict>" + box + "</w:pict></w:r></mc:Fallback></mc:AlternateContent>"
        "</w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>Control in Akre</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    notes = note.format(0, ' w:type="separator"', "no note") + note.format(1, "", "Seen in Tikrit")
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    path = tmp_path / "raw.docx"
    path.write_bytes(
        writers.zipped(
            {
                "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
                "word/footnotes.xml": f"<w:footnotes {spaces}>{notes}</w:footnotes>",
            }
        )
    )
    document = only(path)
    assert document.text == (
        "Seen in Halabja and Erbil\ton\u2011site\n\nBox in Zakho\n\nControl in Akre\n\n"
        "Seen in Tikrit"
    )
    assert at(document, "Zakho") == "text box"
    assert at(document, "Tikrit") == "footnote 1"


def test_opendocument(tmp_path: Path, only) -> None:
    path = tmp_path / "report.odt"
    writers.odt(path)
    document = only(path)
    expected = ["A heading", *PARAGRAPHS, "Kirkuk  and\nSinjar", TABLE]
    assert document.text == "\n\n".join(expected)
    assert (document.title, document.date, document.language) == (TITLE, DATE, "en")
    assert at(document, "Basra") == "table 1, row 2"
    assert at(document, PARAGRAPHS[1]) == "paragraph 3"


def test_rich_text(tmp_path: Path, only) -> None:
    path = tmp_path / "report.rtf"
    writers.rtf(path)
    document = only(path)
    assert document.text.split("\n")[:3] == list(PARAGRAPHS)
    assert (document.title, document.date, document.language) == (TITLE, DATE, "en")


def test_book(tmp_path: Path, only) -> None:
    path = tmp_path / "book.epub"
    writers.epub(path)
    document = only(path)
    assert document.text == f"One\n\n{PARAGRAPHS[0]}\n\nTwo\n\n{PARAGRAPHS[1]}"
    assert (document.title, document.date, document.language) == (TITLE, DATE, "en")
    assert at(document, "Eski Kelek") == "Two"


def test_workbook(tmp_path: Path, reading) -> None:
    path = tmp_path / "book.xlsx"
    writers.xlsx(path)
    documents, errors = reading(path)
    assert errors == []
    weather, first, second = documents
    assert weather.text == "\n\n".join(" | ".join(row) for row in ROWS[1:])
    assert at(weather, "Deir Ezzor | none") == "sheet Weather, row 3"
    assert (first.id, first.text, first.date) == ("a1", PARAGRAPHS[0], DATE)
    assert (second.id, second.text, second.date) == ("a2", PARAGRAPHS[1], None)
    sheet = openpyxl.load_workbook(path)["Texts"]
    for document in (first, second):
        number = int(at(document, document.text).split()[-1])
        assert sheet.cell(number, 2).value == document.text


def test_parquet(tmp_path: Path, reading) -> None:
    path = tmp_path / "texts.parquet"
    writers.parquet(path)
    documents, errors = reading(path, text_column="story", id_column="key", date_column="when")
    assert errors == []
    assert [(one.id, one.text, one.date) for one in documents] == [
        ("a1", PARAGRAPHS[0], DATE),
        ("a2", PARAGRAPHS[1], None),
    ]
    rows = pyarrow.parquet.read_table(path).to_pylist()
    for document in documents:
        assert rows[int(at(document, document.text).split()[-1]) - 1]["story"] == document.text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_table_of_texts(tmp_path: Path, reading, delimiter: str) -> None:
    path = tmp_path / "texts.csv"
    rows = [("nr", "headline", "text", "date"), ("7", TITLE, "Mosul\nand Irbil", "7 January 2020")]
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text("\r\n".join(lines), encoding="utf-8-sig")
    documents, errors = reading(path, id_column="nr")
    assert errors == []
    (document,) = documents
    assert (document.id, document.title, document.text) == ("7", TITLE, "Mosul\nand Irbil")
    assert document.date == DATE
    assert at(document, "Irbil") == "row 2"


def test_table_without_texts_is_one_document(tmp_path: Path, only) -> None:
    path = tmp_path / "events.csv"
    path.write_text('date,city,what\n2020-01-01,Mosul,"a, b"\n\n2020-01-02,,calm\n')
    document = only(path)
    assert document.text == "2020-01-01 | Mosul | a, b\n\n2020-01-02 | calm"
    assert at(document, "calm") == "row 4"


def test_long_table_is_cut_into_documents(tmp_path: Path, reading) -> None:
    path = tmp_path / "long.csv"
    path.write_text("city\n" + "".join(f"Mosul {number}\n" for number in range(2500)))
    documents, _ = reading(path)
    assert [len(one.spans) // 2 for one in documents] == [1000, 1000, 500]
    assert len({one.id for one in documents}) == 3
    assert at(documents[2], "Mosul 2499") == "row 2501"


def test_missing_column_names_those_there_are(tmp_path: Path, reading) -> None:
    path = tmp_path / "events.csv"
    path.write_text("date,city\n2020,Mosul\n")
    documents, errors = reading(path, text_column="story")
    assert documents == []
    assert errors == [f"{path}: no column 'story' (columns: date, city); name another one"]


def test_web_page(tmp_path: Path, only) -> None:
    path = tmp_path / "page.html"
    path.write_text(writers.HTML, encoding="utf-8")
    document = only(path)
    last = PARAGRAPHS[2] + " Everybody else did, as the evening news told in every house"
    expected = [TITLE, *PARAGRAPHS[:2], "Basra: dry", "Sinjar: wet", last + " of the region."]
    assert document.text == "\n\n".join([*expected, "A truck in Dohuk. AFP"])
    assert (document.title, document.date, document.language) == (TITLE, DATE, "en")
    assert document.url == "https://example.org/road"
    assert at(document, "Dohuk") == "caption"
    assert not any(word in document.text for word in ("Jakarta", "Moscow", "Beijing", "Berlin"))


def test_page_declared_in_another_encoding(tmp_path: Path, only) -> None:
    path = tmp_path / "page.html"
    words = "Der Bürgermeister von Łódź sprach über die Straßen der Stadt und ihre Zukunft."
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>{words}</p></body></html>'
    path.write_bytes(page.replace("ü", "ü").encode("iso-8859-2", "xmlcharrefreplace"))
    assert words in only(path).text


def test_page_without_an_article_keeps_everything_visible(tmp_path: Path, only) -> None:
    path = tmp_path / "list.html"
    cells = "".join(f"<tr><td>City {n}</td><td>{n} mm</td></tr>" for n in range(40))
    path.write_text(f"<html><body><table>{cells}</table></body></html>")
    document = only(path)
    assert "City 39 | 39 mm" in document.text


@pytest.mark.parametrize("depth", [260, 2_000, 20_000])
def test_deep_page_loses_nothing(tmp_path: Path, only, depth: int) -> None:
    path = tmp_path / "deep.html"
    inner = "<div>" * depth + "<p>Deep in Mosul</p>" + "</div>" * depth
    path.write_text(f"<html><body><p>First in Basra</p>{inner}<p>Last in Irbil</p></body></html>")
    assert only(path).text == "First in Basra\n\nDeep in Mosul\n\nLast in Irbil"


def test_page_saved_by_safari(tmp_path: Path, only) -> None:
    path = tmp_path / "page.webarchive"
    main = {"WebResourceData": writers.HTML.encode(), "WebResourceURL": "https://example.org/x"}
    path.write_bytes(plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY))
    assert PARAGRAPHS[0] in only(path).text


def test_flat_opendocument(tmp_path: Path, only) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    path = tmp_path / "flat.fodt"
    path.write_text(
        f'<?xml version="1.0"?><office:document xmlns:office="{space}office:1.0" '
        f'xmlns:text="{space}text:1.0"><office:body><office:text>'
        "<text:tracked-changes><text:p>Moscow</text:p></text:tracked-changes>"
        "<text:p>Mosul\n  and <text:span>Irbil</text:span><text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Sinjar</text:p></text:note-body></text:note>"
        " today</text:p></office:text></office:body></office:document>"
    )
    document = only(path)
    assert document.text == "Mosul and Irbil today\n\nSinjar"
    assert at(document, "Sinjar") == "note 1"


@pytest.mark.parametrize(
    ("name", "library"),
    [("a.rtf", "striprtf"), ("a.xlsx", "openpyxl"), ("a.parquet", "pyarrow"), ("a.msg", "oxmsg")],
)
def test_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    path = tmp_path / name
    if name == "a.msg":
        path.write_bytes(
            outlook.compound({"__properties_version1.0": b"x" * 40, "__substg1.0_0037001F": b"x"})
        )
    else:
        getattr(writers, name[2:])(path)
    monkeypatch.setitem(sys.modules, library, None)
    source = Source(str(path), name, path=path)
    (failure,) = read_source(source, ReadOptions())
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, MissingReader)
    told = str(failure.error)
    assert told.startswith(f"{path}: to read it, geomap needs the package ")
    assert told.endswith("; install it with: pip install 'geomap-text[documents]'")


def test_a_broken_installation_is_not_the_fault_of_the_document(tmp_path: Path) -> None:
    """The reading process finds no library for PDF."""
    path, broken = tmp_path / "a.pdf", tmp_path / "broken"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    broken.mkdir()
    (broken / "pypdfium2.py").write_text(
        "raise ImportError(\"No module named 'pypdfium2'\", name='pypdfium2')\n"
    )
    code = "import geomap; list(geomap.read_documents('a.pdf'))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, 'broken'); {code}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr.splitlines()[-1] == (
        "geomap.errors.MissingReader: a.pdf: to read it, geomap needs the package pypdfium2, "
        "which this installation lacks; install it with: pip install pypdfium2"
    )


def test_contents_of_a_word_document_are_left_out(tmp_path: Path, only) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = "<w:p><w:r><w:t>The road to Mosul ... 3</w:t></w:r></w:p>"
    body = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{contents}</w:sdtContent></w:sdt>"
    body += "<w:p><w:r><w:t>The road to Mosul</w:t></w:r></w:p>"
    path = tmp_path / "a.docx"
    xml = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    path.write_bytes(writers.zipped({"word/document.xml": xml}))
    assert only(path).text == "The road to Mosul"


def test_controls_of_pages_are_not_shown(tmp_path: Path, only) -> None:
    path = tmp_path / "odd.html"
    words = "Mo\x01sul &#1;and Ir&#x1f;bil, &#65;nkara &#55296;"
    author = "<p class=author>a\x02<span class=x hidden>b</span>\x03</p>"
    path.write_text(f"<html><body><p>{words} {'are calm. ' * 40}</p>{author}</body></html>")
    assert only(path).text.startswith("Mosul and Irbil, Ankara")


@pytest.mark.parametrize("depth", [3, 3000])
def test_damaged_declarations_and_form_feeds_cost_nothing(tmp_path: Path, only, depth: int) -> None:
    path = tmp_path / "odd.html"
    author = "<p class=author>a\x0c&#12;<span class=x hidden>b</span>\x0c</p>"
    inside = f"<p>Seen in Mosul.</p><![[[[[>{author}<p>Then in Irbil.</p>"
    path.write_text(f"<html><body>{'<div>' * depth}{inside}{'</div>' * depth}</body></html>")
    text = only(path).text
    assert "Mosul" in text
    assert "Irbil" in text


HIDDEN = (
    '<p style="display:none">Berlin</p>',
    "<p hidden>Madrid</p>",
    '<p style="visibility: hidden">Rome</p>',
    '<p aria-hidden="true">Oslo</p>',
    "<noscript>Vienna</noscript>",
    "<textarea>Dublin</textarea>",
    '<p style="font-size:0px">Lima</p>',
    '<p style="color: #FFF; background-color: white">Quito</p>',
    '<p style="color:red;background:red">Bogota</p>',
    '<p style="position:absolute; left:-9999px">Tunis</p>',
    '<div style="height:0;overflow:hidden">Rabat</div>',
    '<div style="opacity:0"><p>Cairo</p></div>',
    '<p style="clip: rect(0, 0, 0, 0)">Doha</p>',
)


@pytest.mark.parametrize("length", [1, 40], ids=["short", "long"])
@pytest.mark.parametrize("part", HIDDEN)
def test_hidden_text_is_no_evidence(tmp_path: Path, only, part: str, length: int) -> None:
    path = tmp_path / "page.html"
    shown = "<p>Seen in Mosul, where the market is open again on Friday.</p>" * length
    path.write_text(
        f"<html><body>{shown}<b>Ankara</b>{part}<p>and Irbil is calm.</p></body></html>"
    )
    document = only(path)
    words = re.sub("<[^>]+>", "", part)
    assert words not in document.text
    assert "Mosul" in document.text
    assert "1 hidden words left out" in document.notes


@pytest.mark.parametrize(
    "part",
    [
        '<p style="color:white;background:black">Berlin</p>',
        '<p style="font-size:0.9em;opacity:0.5">Berlin</p>',
        '<p style="max-height:0.5em;display:block;left:-9px">Berlin</p>',
        '<body style="opacity:0"><p>Berlin</p>',
        '<div style="display:none"><p>Berlin is all there is.</p></div>',
    ],
)
def test_what_is_seen_stays(tmp_path: Path, only, part: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html>{part}</html>")
    assert "Berlin" in only(path).text


SHEETS = (
    (".note{display:none}", '<p class="a note">Berlin</p>', True),
    ("p.x , #y { COLOR : red; Visibility: Hidden }", '<p id="y">Berlin</p>', True),
    ("/* .a{} */ aside.z{position:absolute;left:-9999px}", '<aside class="z">Berlin</aside>', True),
    ("p{display:block} .note{display:none}", '<p class="note">Berlin</p>', True),
    (".note{color:#fff;background:#fff}", '<div class="note"><p>Berlin</p></div>', True),
    (".a{display:none} .a:hover{display:block}", '<p class="a">Berlin</p>', True),
    ("@media print{.a{color:red}} .a{opacity:0}", '<p class="a">Berlin</p>', True),
    (".a{display:none}", '<p class="b">Berlin</p>', False),
    (".a{display:none}", '<p class="a" style="display:block">Berlin</p>', False),
    (".a{display:none} .a.b{display:block}", '<p class="a b">Berlin</p>', False),
    (".a{display:none} .a{display:block}", '<p class="a">Berlin</p>', False),
    (".a{display:none} body .a{display:block}", '<p class="a">Berlin</p>', False),
    (".a{display:none} p{display:block!important}", '<p class="a">Berlin</p>', False),
    (".a{display:none} [class]{display:block}", '<p class="a">Berlin</p>', False),
    (".js .a{display:none}", '<p class="a">Berlin</p>', False),
    ("@media print{.a{display:none}}", '<p class="a">Berlin</p>', False),
    ("p:not(.b){display:none}", '<p class="a">Berlin</p>', False),
    (".a{display:none", '<p class="a">Berlin</p>', True),
    ("@media print{.b{", '<p class="a">Berlin</p>', False),
)


@pytest.mark.parametrize(("sheet", "part", "hidden"), SHEETS)
def test_what_style_sheets_hide(tmp_path: Path, only, sheet: str, part: str, hidden: bool) -> None:
    path = tmp_path / "page.html"
    shown = "<p>Seen in Mosul, where the market is open again on Friday.</p>" * 3
    path.write_text(f"<html><head><style>{sheet}</style></head><body>{shown}{part}</body></html>")
    document = only(path)
    assert ("Berlin" in document.text) is not hidden
    assert ("1 hidden words left out" in document.notes) is hidden


def test_endless_style_sheets_cost_little(tmp_path: Path, only) -> None:
    path = tmp_path / "page.html"
    sheet = "p{display:none;color:red}p{display:block}" * 5_000
    shown = "".join(f"<p id=n{n}>Seen in Mosul {n}.</p>" for n in range(3_000))
    path.write_text(f"<html><head><style>{sheet}</style></head><body>{shown}</body></html>")
    began = time.process_time()
    assert "Mosul 2999" in only(path).text
    assert time.process_time() - began < 30


def test_sheets_for_paper_hide_nothing(tmp_path: Path, only) -> None:
    path = tmp_path / "page.html"
    sheet = "<style media=print>p{display:none}</style><noscript><style>p{display:none}</style>"
    path.write_text(
        f"<html><head>{sheet}</noscript></head><body><p>Seen in Mosul.</p></body></html>"
    )
    assert "Mosul" in only(path).text


def test_hidden_font_is_no_evidence(tmp_path: Path, only) -> None:
    document = word.Document()
    paragraph = document.add_paragraph("Seen in Mosul")
    paragraph.add_run(" and secretly in Berlin").font.hidden = True
    paragraph.add_run(", on Friday").font.hidden = False
    document.save(str(tmp_path / "a.docx"))
    found = only(tmp_path / "a.docx")
    assert found.text == "Seen in Mosul, on Friday"
    assert "4 hidden words left out" in found.notes


def _styled(document: Any, name: str, kind: int) -> Any:
    style = document.styles.add_style(name, kind)
    style.font.hidden = True
    return style


def test_what_word_does_not_show_is_no_evidence(tmp_path: Path, only) -> None:
    document = word.Document()
    paragraph = document.add_paragraph("Seen in Mosul")
    hidden = _styled(document, "Quiet", 2)
    paragraph.add_run(" by style in Berlin", style=hidden)
    based = document.styles.add_style("Quieter", 2)
    based.base_style = hidden
    paragraph.add_run(" and again in Madrid", style=based).font.hidden = None
    shown = paragraph.add_run(" but not Irbil", style=hidden)
    shown.font.hidden = False
    paragraph.add_run(" tiny in Rome").font.size = Pt(1)
    paragraph.add_run(" white in Oslo").font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph("A paragraph in Lima", style=_styled(document, "Silent", 1))
    marked = document.add_paragraph().add_run("Marked in Basra")
    marked.font.color.rgb = RGBColor(255, 255, 255)
    marked.font.highlight_color = 1
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("Printed in Kirkuk")
    footer.add_run(" not in Quito").font.hidden = True
    document.save(str(tmp_path / "a.docx"))
    found = only(tmp_path / "a.docx")
    assert found.text == "Seen in Mosul but not Irbil\n\nMarked in Basra\n\nPrinted in Kirkuk"
    assert "21 hidden words left out" in found.notes


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_an_id_that_comes_twice_is_told(tmp_path: Path, reading, form: str) -> None:
    records = [f'{{"id": "{name}", "text": "Seen in Mosul {n}."}}' for n, name in enumerate("aba")]
    path = tmp_path / f"a.{form}"
    path.write_text("\n".join(records) if form == "jsonl" else f"[{', '.join(records)}]")
    documents, errors = reading(path)
    assert [one.text for one in documents] == ["Seen in Mosul 0.", "Seen in Mosul 1."]
    where = "line 3" if form == "jsonl" else "record 3"
    assert errors == [f"{path}, {where}: the id 'a' stands there already; give it its own"]
