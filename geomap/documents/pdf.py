"""PDF: the text layer, page by page (PDFium), put back into paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.documents.builder import TextBuilder
from geomap.documents.dates import CREATION_NOTE, find_stated_date, parse_date
from geomap.documents.options import ReadOptions
from geomap.documents.pdf_hidden import hidden_places
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
    scanned = [number for number, page in enumerate(pages, start=1) if page.lines is None]
    lines = [page.lines or [] for page in pages]
    if not any(lines):
        problem = _NO_TEXT if scanned else "a damaged or empty PDF; save or download it again"
        raise unreadable(source.name, problem)
    if _is_gibberish("".join(line.text for page in lines for line in page[:20])):
        problem = "its letters have no meaning; make a text layer: ocrmypdf --force-ocr"
        raise unreadable(source.name, f"{problem} in.pdf out.pdf")
    hidden = sum(page.hidden for page in pages)
    yield _document(source, lines, facts, scanned, hidden)
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


class _Page(NamedTuple):
    """What stands on a page: its lines, None when it shows pictures and no text.

    ``hidden`` counts the words that are there and not seen.
    """

    lines: list[Line] | None
    hidden: int = 0


def _read_page(pdf: pypdfium2.PdfDocument, index: int) -> _Page:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return _Page([])
    try:
        text_page = page.get_textpage()
        try:
            lines, hidden = _lines(page, text_page)
        finally:
            text_page.close()
        if not lines:
            pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)
            return _Page(None if next(iter(pictures), None) is not None else [], hidden)
        return _Page(lines, hidden)
    except pypdfium2.PdfiumError:
        return _Page([])
    finally:
        page.close()


def _lines(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> tuple[list[Line], int]:
    """Return the page's lines and the number of words that are not seen.

    Lines are cut at line ends and at the hyphens that PDFium found there.
    """
    text, places = _characters(text_page)
    text, places, hidden = _seen(page, text_page, text, places)
    box = page.get_bbox()
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
            line = Line(text[first : last + 1], left, bottom, right, top, hyphen)
            if _is_off(line, box):
                hidden += len(line.text.split())
            else:
                found.append(line)
        start = end + 1
    return found, hidden


def _seen(
    page: pypdfium2.PdfPage,
    text_page: pypdfium2.PdfTextPage,
    text: str,
    places: Sequence[int],
) -> tuple[str, Sequence[int], int]:
    """Return text and places without what is not seen, and how many words that was."""
    unseen = hidden_places(page, text_page, places)
    if not unseen:
        return text, places, 0
    pairs = list(zip(text, places, strict=True))
    kept = [(one, place) for one, place in pairs if place not in unseen]
    if not any(one.isalnum() for one, _ in kept):
        return text, places, 0  # what stands there can only be meant to be read
    hidden = "".join(one if place in unseen else " " for one, place in pairs)
    return "".join(one for one, _ in kept), [place for _, place in kept], len(hidden.split())


def _is_off(line: Line, box: tuple[float, float, float, float]) -> bool:
    """Whether a line lies outside of what is shown of the page."""
    left, bottom, right, top = box
    beside = max(line.left, line.right) <= left or min(line.left, line.right) >= right
    return beside or max(line.bottom, line.top) <= bottom or min(line.bottom, line.top) >= top


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
    source: Source,
    pages: list[list[Line]],
    facts: dict[str, str],
    scanned: list[int],
    hidden: int,
) -> Document:
    headline = _largest_words(pages[0])
    pages, dropped = drop_running_lines(pages)
    reflow = Reflow(pages)
    builder = TextBuilder()
    reflow.write(builder)
    notes = [*dropped, *reflow.notes()]
    if scanned:
        notes.append(f"no text layer on {_listed(scanned)}")
    if hidden:
        notes.append(f"{hidden} hidden words left out")
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
