"""PDF: the text layer, page by page (PDFium), put back into paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geomap.documents.builder import TextBuilder
from geomap.documents.dates import CREATION_NOTE, find_stated_date, parse_date
from geomap.documents.options import ReadOptions
from geomap.documents.pdf_layout import Line, Reflow, drop_running_lines
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.types import Document

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["read_pdf"]

_NO_TEXT = "no text layer (a scan?); make one with: ocrmypdf in.pdf out.pdf"
_TOOLS = ("microsoft word", "untitled", "powerpoint", ".doc", ".indd", ".qxd", ".pdf", "layout 1")


def read_pdf(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the document; pages beyond ``max_pages`` or without text are told as failures."""
    pdf = _open(source)
    try:
        count = len(pdf)
        pages = [_read_page(pdf, index) for index in range(min(count, options.max_pages))]
        facts = _facts(pdf)
    finally:
        pdf.close()
    scanned = [number for number, page in enumerate(pages, start=1) if page is None]
    lines = [page or [] for page in pages]
    if not any(lines):
        problem = _NO_TEXT if scanned else "a damaged or empty PDF; save or download it again"
        raise unreadable(source.name, problem)
    if _is_gibberish("".join(line.text for page in lines for line in page[:20])):
        problem = "its letters have no meaning; make a text layer: ocrmypdf --force-ocr"
        raise unreadable(source.name, f"{problem} in.pdf out.pdf")
    yield _document(source, lines, facts, scanned)
    if count > options.max_pages:
        name = f"{source.name}, pages {options.max_pages + 1:,} to {count:,}"
        yield Failure(name, unreadable(name, "not read; raise the limit with --max-pages"))
    if len(scanned) * 2 >= len(pages):
        name = f"{source.name}, {_listed(scanned)}"
        yield Failure(name, unreadable(name, _NO_TEXT))


def _is_gibberish(text: str) -> bool:
    """Whether fonts without Unicode left mostly control, private or unknown characters."""
    strange = sum(unicodedata.category(one) in ("Cc", "Co", "Cn") for one in text[:20_000])
    return strange > 0.3 * min(len(text), 20_000)


def _open(source: Source) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source.content())
        if len(pdf) == 0:
            raise unreadable(source.name, "a PDF without pages; save or download it again")
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            problem = "encrypted; open it with its password and save it without"
        else:
            problem = "a damaged PDF; save or download it again"
        raise unreadable(source.name, problem) from error
    return pdf


def _read_page(pdf: pypdfium2.PdfDocument, index: int) -> list[Line] | None:
    """Return a page's lines; None when it shows pictures and no text."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return []
    try:
        text_page = page.get_textpage()
        try:
            lines = _lines(text_page)
        finally:
            text_page.close()
        if not lines:
            pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)
            return None if next(iter(pictures), None) is not None else []
        return lines
    except pypdfium2.PdfiumError:
        return []
    finally:
        page.close()


def _lines(text_page: pypdfium2.PdfTextPage) -> list[Line]:
    """Cut the page's characters at line ends and at the hyphens that PDFium found there."""
    text, places = _characters(text_page)
    found: list[Line] = []
    start = 0
    for end, character in enumerate(text + "\n"):
        if character not in "\r\n\x02\ufffe":
            continue
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            last = start + len(piece.rstrip()) - 1
            letter = next((at for at in range(first, last + 1) if text[at].isalnum()), first)
            left = text_page.get_charbox(places[first], loose=True)[0]
            _, bottom, _, top = text_page.get_charbox(places[letter], loose=True)
            right = text_page.get_charbox(places[last], loose=True)[2]
            hyphen = character in "\x02\ufffe"
            found.append(Line(text[first : last + 1], left, bottom, right, top, hyphen))
        start = end + 1
    return found


def _characters(text_page: pypdfium2.PdfTextPage) -> tuple[str, Sequence[int]]:
    """Return the text and the number that each character has on the page.

    Mostly they are the same; characters without Unicode or beyond 16 bits shift them, and
    then each is asked for.
    """
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    text = text_page.get_text_range(0, count) if count > 0 else ""
    if len(text) == count:
        return text, range(count)
    codes = [(pdfium.FPDFText_GetUnicode(text_page, place), place) for place in range(count)]
    known = [(chr(code), place) for code, place in codes if 0 < code < 0x110000]
    return "".join(one for one, _ in known), [place for _, place in known]


def _facts(pdf: pypdfium2.PdfDocument) -> dict[str, str]:
    import ctypes

    import pypdfium2.raw as pdfium

    facts: dict[str, str] = {key: value.strip() for key, value in pdf.get_metadata_dict().items()}
    ask: Any = getattr(pdfium, "FPDFCatalog_GetLanguage", None)
    if ask is not None:
        buffer = ctypes.create_string_buffer(64)
        size = ask(pdf, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), 64)
        if 4 < size <= 64:
            facts["Lang"] = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return facts


def _document(
    source: Source, pages: list[list[Line]], facts: dict[str, str], scanned: list[int]
) -> Document:
    headline = _largest_words(pages[0])
    pages, dropped = drop_running_lines(pages)
    reflow = Reflow(pages)
    builder = TextBuilder()
    reflow.write(builder)
    notes = [*dropped, *reflow.notes()]
    if scanned:
        notes.append(f"no text layer on {_listed(scanned)}")
    stated = find_stated_date(builder.text)
    created = parse_date(facts.get("CreationDate"))
    if created and not stated:
        notes.append(CREATION_NOTE)
    title = facts.get("Title", "")
    if not title or any(tool in title.lower() for tool in _TOOLS):
        title = headline or ""
    return Document(
        id=source.id,
        text=builder.text,
        title=title or None,
        source=source.name,
        date=stated or created,
        language=facts.get("Lang", "")[:2].lower() or None,
        sha256=source.sha256(),
        spans=builder.spans,
        notes=tuple(notes),
    )


def _largest_words(lines: list[Line]) -> str | None:
    """Return the first page's largest words if they stand out."""
    sizes = sorted(line.top - line.bottom for line in lines)
    if len(sizes) < 2 or sizes[-1] < 1.15 * sizes[len(sizes) // 2]:
        return None
    large = [line.text for line in lines if line.top - line.bottom > 0.95 * sizes[-1]]
    title = " ".join(large[:3])
    return title if 3 <= len(title) <= 200 else None


def _listed(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = ", ".join(f"{a}–{b}" if a != b else str(a) for a, b in runs[:12])
    return ("page " if len(numbers) == 1 else "pages ") + words + (" …" if len(runs) > 12 else "")
