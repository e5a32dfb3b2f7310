"""PDF: paragraphs, hyphens, running heads, positions checked with another library."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from geomap.documents.builder import TextBuilder
from geomap.documents.pdf_layout import Line, Reflow
from tests.documents import writers
from tests.documents.conftest import at
from tests.documents.writers import TITLE

PAGES = [
    [
        "The convoy left Mo-",
        "sul for Irbil on Friday. The US-led force, the US-",
        "led coalition, paused its opera-",
        "tions near Al-",
        "Hamdaniya in the of\ufb01ces of Nineveh.",
        "",
        "A second paragraph names Deir",
        "Ezzor and ends on the next page of the",
    ],
    ["report, in Basra.", "", "The last one is about Kuwait."],
]
TEXT = (
    "The convoy left Mosul for Irbil on Friday. The US-led force, the US-led coalition, paused its "
    "operations near Al-Hamdaniya in the offices of Nineveh.\n\n"
    "A second paragraph names Deir Ezzor and ends on the next page of the report, in Basra.\n\n"
    "The last one is about Kuwait."
)


def words(text: str) -> str:
    return "".join(text.split())


def test_lines_become_paragraphs(tmp_path: Path, only) -> None:
    path = tmp_path / "report.pdf"
    writers.pdf(path, PAGES, lang="en-GB")
    document = only(path)
    assert document.text == TEXT
    assert (document.title, document.language) == (TITLE, "en")
    assert "2 words hyphenated at a line end joined" in document.notes
    assert at(document, "Irbil") == "p. 1"
    assert at(document, "Basra") == "p. 2"
    assert [span.anchor for span in document.spans] == ["page=1", "page=2"]


def test_pages_hold_what_their_spans_say(tmp_path: Path, only) -> None:
    path = tmp_path / "long.pdf"
    pages = [
        [f"Day {n}: from town{n}a to town{n}b.", "", f"It rained in place{n}."] for n in range(30)
    ]
    writers.pdf(path, pages)
    document = only(path)
    reopened = pypdf.PdfReader(path)
    assert len(document.spans) == 30
    for number, span in enumerate(document.spans):
        assert span.label == f"p. {number + 1}"
        found = words(document.text[span.start : span.end])
        assert found == words(reopened.pages[number].extract_text())


def test_ligatures_and_soft_hyphens_are_spelled_out_and_counted() -> None:
    words = ("The of\ufb01ce of the \ufb02eet in Bagh\xaddad", "moved.")
    lines = [Line(text, 60, 700 - 14 * n, 400, 712 - 14 * n, False) for n, text in enumerate(words)]
    builder, reflow = TextBuilder(), Reflow([lines])
    reflow.write(builder)
    assert builder.text == "The office of the fleet in Baghdad moved."
    assert reflow.notes()[1:] == ["2 ligatures spelled out", "1 soft hyphens removed"]


def test_running_heads_go_and_are_noted(tmp_path: Path, only) -> None:
    path = tmp_path / "heads.pdf"
    towns = ("Mosul", "Irbil", "Basra", "Dohuk")
    pages = [
        ["The Baghdad Gazette", "", f"They saw {town} that day.", "", "", f"Page {n} of 4"]
        for n, town in enumerate(towns, start=1)
    ]
    writers.pdf(path, pages)
    document = only(path)
    assert document.text == "\n\n".join(f"They saw {town} that day." for town in towns)
    (note,) = (one for one in document.notes if one.startswith("8 running heads and feet left out"))
    assert "The Baghdad Gazette" in note


def test_same_sentence_on_each_page_is_no_running_head(tmp_path: Path, only) -> None:
    path = tmp_path / "letters.pdf"
    pages = [[f"Dear {name},", "come to Mosul."] for name in ("Ann", "Bob", "Cem", "Dan")]
    writers.pdf(path, pages)
    assert only(path).text.count("come to Mosul.") == 4


def test_pages_of_the_same_lines_are_not_emptied(tmp_path: Path, only) -> None:
    path = tmp_path / "same.pdf"
    writers.pdf(path, [["They left Mosul.", "", "", "They saw Irbil."]] * 3)
    assert only(path).text.count("They saw Irbil.") == 3


def test_columns_and_contents(tmp_path: Path, only) -> None:
    path = tmp_path / "columns.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(60, 800, "Introduction ........ 3")
    canvas.drawString(60, 786, "The war in Iraq ........ 12")
    for column, x in enumerate((60, 320)):
        for line in range(12):
            canvas.drawString(x, 700 - 14 * line, f"Column {column} line {line} has words here")
    canvas.save()
    text = only(path).text
    assert text.startswith("Introduction ........ 3\n\nThe war in Iraq ........ 12\n\n")
    assert "Column 0 line 10 has words here Column 0 line 11" in text
    assert "Column 1 line 0 has words here Column 1 line 1" in text


def test_encrypted(tmp_path: Path, reading) -> None:
    path = tmp_path / "secret.pdf"
    canvas = Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("secret"))
    canvas.drawString(72, 700, "Mosul")
    canvas.save()
    message = f"{path}: encrypted; open it with its password and save it without"
    assert reading(path) == ([], [message])


def scanned(path: Path, pictures: int, texts: int = 0) -> None:
    picture = path.with_suffix(".png")
    Image.new("RGB", (60, 60), (9, 200, 3)).save(picture)
    canvas = Canvas(str(path))
    for _ in range(pictures):
        canvas.drawImage(str(picture), 0, 0, 500, 700)
        canvas.showPage()
    for _ in range(texts):
        canvas.drawString(72, 700, "The town of Mosul.")
        canvas.showPage()
    canvas.save()


def test_scan_names_the_remedy(tmp_path: Path, reading) -> None:
    path = tmp_path / "scan.pdf"
    scanned(path, 2)
    documents, (error,) = reading(path)
    assert documents == []
    assert error == f"{path}: no text layer (a scan?); make one with: ocrmypdf in.pdf out.pdf"


def test_half_a_scan_is_read_and_told(tmp_path: Path, reading) -> None:
    path = tmp_path / "half.pdf"
    scanned(path, 3, 2)
    (document,), (error,) = reading(path)
    assert at(document, "Mosul") == "p. 4"
    assert error.startswith(f"{path}, pages 1–3: no text layer")
    scanned(path, 1, 4)
    (document,), errors = reading(path)
    assert errors == []
    assert "no text layer on page 1" in document.notes


@pytest.mark.parametrize("limit", [None, 3])
def test_thousand_pages(tmp_path: Path, reading, limit: int | None) -> None:
    path = tmp_path / "thousand.pdf"
    writers.pdf(path, [[f"On day {n} they saw Mosul."] for n in range(1000)])
    documents, errors = reading(path, **({"max_pages": limit} if limit else {}))
    assert len(documents[0].spans) == (limit or 1000)
    if limit:
        assert errors == [f"{path}, pages 4 to 1,000: not read; raise the limit with --max-pages"]


def _canvas(path: Path) -> Canvas:
    canvas = Canvas(str(path), pagesize=(600, 800))
    canvas.setFont("Helvetica", 12)
    return canvas


def _invisible(canvas: Canvas, text: str, y: int) -> None:
    canvas.saveState()
    written = canvas.beginText(72, y)
    written.setTextRenderMode(3)
    written.textLine(text)
    canvas.drawText(written)
    canvas.restoreState()


def _white(canvas: Canvas, text: str, y: int, *, alpha: float = 1) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(1, 1, 1, alpha)
    canvas.drawString(72, y, text)
    canvas.restoreState()


def test_what_a_page_does_not_show_is_no_evidence(tmp_path: Path, only) -> None:
    path = tmp_path / "hidden.pdf"
    canvas = _canvas(path)
    canvas.drawString(72, 700, "The convoy left Mosul on Friday.")
    _invisible(canvas, "Invisible in Berlin", 680)
    _white(canvas, "White in Madrid", 660)
    canvas.drawString(700, 640, "Beside in Rome")
    canvas.drawString(72, -50, "Below in Oslo")
    canvas.drawString(72, 900, "Above in Lima")
    canvas.setFillColorRGB(0, 0, 0.5)
    canvas.rect(60, 590, 300, 30, fill=1, stroke=0)
    _white(canvas, "A banner of Basra", 600)
    canvas.save()
    document = only(path)
    assert "Mosul" in document.text
    assert "Basra" in document.text
    for name in ("Berlin", "Madrid", "Rome", "Oslo", "Lima"):
        assert name not in document.text
    assert "15 hidden words left out" in document.notes


def test_the_text_layer_of_a_scan_stays(tmp_path: Path, only) -> None:
    path = tmp_path / "scan.pdf"
    canvas = _canvas(path)
    picture = tmp_path / "scan.png"
    Image.new("RGB", (60, 80), "white").save(picture)
    canvas.drawImage(str(picture), 0, 0, 600, 800)
    _invisible(canvas, "The convoy left Mosul.", 700)
    canvas.showPage()
    _invisible(canvas, "Only a layer of text in Irbil.", 700)
    canvas.save()
    document = only(path)
    assert "Mosul" in document.text
    assert "Irbil" in document.text
    assert not any("hidden" in note for note in document.notes)
