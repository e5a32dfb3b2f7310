"""What is read is what was written, and stands where it is said to stand."""

from __future__ import annotations

import csv
import io
import json
import re

import docx
import openpyxl
import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from geomap.documents import ReadOptions
from geomap.documents.read import read_source
from geomap.documents.source import Source
from geomap.documents.text import decode
from geomap.passages import find_passages
from geomap.types import Document, Mention, ParsedDocument, Toponym

WORDS = (
    st.text(st.sampled_from("abcdeMNOßéłЖع的 .,-’“"), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
PLAIN = st.text(st.sampled_from("abcdefghMNO"), min_size=2, max_size=9)
LINES = st.lists(PLAIN, min_size=3, max_size=9).map(lambda words: " ".join(words) + ".")
ANY = st.text(max_size=60)
FEW = settings(max_examples=12, deadline=None)


def read(data: bytes, name: str, **given: object) -> list[Document]:
    outcomes = list(read_source(Source(name, name, data=data), ReadOptions(**given)))  # type: ignore[arg-type]
    assert all(isinstance(outcome, Document) for outcome in outcomes), outcomes
    return outcomes  # type: ignore[return-value]


def parsed(document: Document) -> ParsedDocument:
    """Take each word for a name."""
    found = (match.span() for match in re.finditer(r"\w+", document.text))
    mentions = [Mention(start, end, document.text[start:end]) for start, end in found]
    return ParsedDocument(document, tuple(Toponym(mention, None) for mention in mentions))


@FEW
@given(st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_pages(pages: list[list[str]]) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(60, 700 - 40 * number, line)
        canvas.showPage()
    canvas.save()
    (document,) = read(buffer.getvalue(), "a.pdf")
    reopened = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(buffer).pages]
    result = parsed(document)
    for toponym, passage in zip(result.toponyms, find_passages(result), strict=True):
        mention = toponym.mention
        assert document.text[mention.start : mention.end] == mention.text
        first = re.match(r"p\. (\d+)", passage.where)
        assert first is not None
        assert passage.anchor == f"page={first[1]}"
        assert " ".join(passage.quote.split()[:2]) in reopened[int(first[1]) - 1]


@FEW
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_word_paragraphs(paragraphs: list[str]) -> None:
    buffer = io.BytesIO()
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    file.save(buffer)
    (document,) = read(buffer.getvalue(), "a.docx")
    assert document.text == "\n\n".join(paragraphs)
    reopened = docx.Document(buffer).paragraphs
    for passage in find_passages(parsed(document)):
        number = int(re.fullmatch(r"paragraph (\d+)", passage.where)[1])  # type: ignore[index]
        assert passage.quote in reopened[number - 1].text


@FEW
@given(st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=1, max_size=6))
def test_rows(rows: list[list[str]]) -> None:
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["one", "two", "three"])
    for row in rows:
        book.active.append([f"'{cell}'" for cell in row])
    book.save(buffer)
    (document,) = read(buffer.getvalue(), "a.xlsx")
    sheet = openpyxl.load_workbook(buffer).active
    for passage in find_passages(parsed(document)):
        number = int(re.fullmatch(r"sheet Sheet, row (\d+)", passage.where)[1])  # type: ignore[index]
        assert passage.quote in " | ".join(cell.value or "" for cell in sheet[number])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, ANY), min_size=1, max_size=6))
def test_delimited_rows(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["text", "other column"])
    writer.writerows(
        (f"word {words}", other.replace("\0", "").replace("\ud800", "")) for words, other in rows
    )
    data = buffer.getvalue().encode("utf-8", "replace")
    documents = read(data, "a.csv", text_column="text")
    table = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert [one.text for one in documents] == [f"word {words}" for words, _ in rows]
    for document in documents:
        assert table[int(document.id.split(":")[1]) - 1][0] == document.text


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=80), st.data())
def test_json_lines(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    record = {"text": "x" + text, "mentions": [{"start": start + 1, "end": end + 1}]}
    (document,) = read(json.dumps(record).encode(), "a.jsonl")
    (mention,) = document.mentions or ()
    assert document.text[mention.start : mention.end] == mention.text
    assert len(document.text) == len(text) + 1
    assert document.text.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(
    # A mark of UTF-16 and a NUL are the mark of UTF-32.
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda s: s[0] != "\0"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_marked_text_survives(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a")[0] == text.removeprefix(
        "\ufeff" if encoding == "utf-8" else ""
    )


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [".txt", ".csv", ".html", ".eml", ".jsonl", ".md", ".docx", ".rtf", ".mbox", ""]
    ),
)
def test_noise_is_read_or_refused_but_never_breaks(data: bytes, suffix: str) -> None:
    for outcome in read_source(Source("a" + suffix, "a" + suffix, data=data), ReadOptions()):
        if isinstance(outcome, Document):
            assert outcome.text.strip()
            assert outcome.text.encode("utf-8")
        else:
            assert str(outcome.error).startswith(f"a{suffix}")
