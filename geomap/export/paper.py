"""A report as PDF, set in type by matplotlib: pages of A4 with picture, table and quotations."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib import image
from matplotlib.backends.backend_pdf import PdfPages

from geomap.aggregate import Aggregate
from geomap.escaping import for_xml, is_right_to_left
from geomap.export.chapters import HEADS, Chapter, Grouping, Report, made
from geomap.export.formats import Options, wants_picture
from geomap.export.picture.sheet import Sheet, one_line
from geomap.wording import counted

__all__ = ["write_documents", "write_places"]

_WIDTH, _HEIGHT, _MARGIN = 595.3, 841.9, 52.0
_BODY, _SMALL, _HEAD, _TITLE = 8.6, 7.4, 12.0, 19.0
_LEADING = 1.42
_INDENT = 12.0
_COLUMNS = (0.25, 0.29, 0.23, 0.1, 0.13)
_HIGHLIGHT = "#fbe9a8"

Run = tuple[str, bool]


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report, a chapter a place."""
    _write(gathered, target, options, "place")


def write_documents(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the report, a chapter a document."""
    _write(gathered, target, options, "document")


def _write(gathered: Aggregate, target: Path, options: Options, by: Grouping) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        target.write_bytes(_set(gathered, options, by))


def _set(gathered: Aggregate, options: Options, by: Grouping) -> bytes:
    """Return the report in type."""
    whole = made(gathered, options, by)
    paper = _Paper(whole.title)
    paper.words(whole.title, _TITLE, bold=True, after=6)
    paper.words(whole.headline, _BODY, after=8)
    if wants_picture(options):
        paper.picture(gathered, options)
    paper.table(whole)
    paper.more(whole.rows_left, "place")
    for chapter in whole.chapters:
        _chapter(paper, chapter)
    paper.more(whole.chapters_left, by)
    _missing(paper, whole)
    if whole.contradictions:
        paper.heading("Statements that the gazetteer contradicts")
        for words in whole.contradictions:
            paper.words(f"– {words}", _BODY, after=3)
    paper.heading("Documents")
    for source in whole.sources:
        paper.words(source, _SMALL, after=2)
    paper.more(whole.sources_left, "document")
    for notice in whole.notices:
        paper.words(notice, _SMALL, colour="soft-ink", before=4)
    return paper.finished()


def _chapter(paper: _Paper, chapter: Chapter) -> None:
    paper.heading(chapter.title)
    paper.words(chapter.facts, _SMALL, colour="soft-ink", after=4)
    _quotations(paper, chapter)


def _quotations(paper: _Paper, chapter: Chapter) -> None:
    for quote in chapter.quotes:
        paper.runs(quote.pieces, _BODY, indent=_INDENT, after=1)
        paper.words(f"— {quote.cited}", _SMALL, colour="soft-ink", indent=_INDENT, after=6)
    paper.more(chapter.left, "passage")


def _missing(paper: _Paper, whole: Report) -> None:
    if not whole.unplaced:
        return
    paper.heading("Names not placed")
    for missing in whole.unplaced:
        paper.words(f"{missing.title}: {missing.facts}", _BODY, after=3)
        _quotations(paper, missing)
    paper.more(whole.unplaced_left, "name")


class _Paper:
    """Pages that fill from the top; lengths are points."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._pages: list[Sheet] = []
        self._new_page()

    def _new_page(self) -> None:
        self._page = Sheet(_WIDTH, _HEIGHT)
        self._pages.append(self._page)
        self._y = _HEIGHT - _MARGIN

    def _need(self, height: float) -> bool:
        """Start a page when the rest of this one is lower; return whether it did."""
        if self._y - height >= _MARGIN:
            return False
        self._new_page()
        return True

    def heading(self, text: str) -> None:
        """Write a heading that is never the last line of a page."""
        self._need(5 * _HEAD)
        self.words(text, _HEAD, bold=True, before=8, after=3)

    def more(self, left: int, what: str) -> None:
        if left > 0:
            self.words(f"and {counted(left, what)} more in the data", _SMALL, after=6)

    def words(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = "ink",
        indent: float = 0.0,
        before: float = 0.0,
        after: float = 0.0,
    ) -> None:
        """Write a paragraph in one style."""
        self._y -= before
        width = _WIDTH - 2 * _MARGIN - indent
        for line in _lines([(one_line(text), False)], size, width, bold=bold):
            self._line(line, size, indent, bold=bold, colour=colour)
        self._y -= after

    def runs(self, pieces: Iterable[Run], size: float, *, indent: float, after: float) -> None:
        """Write a paragraph in pieces; those that are names are bold and marked."""
        runs = [(re.sub(r"\s+", " ", for_xml(text)), marked) for text, marked in pieces]
        for line in _lines(runs, size, _WIDTH - 2 * _MARGIN - indent):
            self._line(line, size, indent)
        self._y -= after

    def _line(
        self,
        line: Sequence[Run],
        size: float,
        indent: float,
        *,
        bold: bool = False,
        colour: str = "ink",
    ) -> None:
        self._need(size * _LEADING)
        self._y -= size * _LEADING
        text = "".join(run for run, _ in line)
        y = self._y + size * 0.45
        if is_right_to_left(text):
            style = {"align": "right", "colour": colour, "bold": bold}
            self._page.text(_WIDTH - _MARGIN, y, text.strip(), size, **style)
            return
        x = _MARGIN + indent
        for run, marked in line:
            heavy = bold or marked
            width = _wide(run, size, heavy)
            if marked and run.strip():
                box = (x - 0.5, y - size * 0.55, x + width + 0.5, y + size * 0.6)
                self._page.box(box, facecolor=_HIGHLIGHT, edgecolor="none", zorder=1)
            if run.strip():
                self._page.text(x, y, run, size, bold=heavy, align="left", colour=colour)
            x += width

    def table(self, whole: Report) -> None:
        """Write the table of places; no row is torn, and each page repeats its head."""
        self._row(HEADS, bold=True)
        for row in whole.rows:
            self._row(row)
        self._y -= 8

    def _row(self, texts: Sequence[str], *, bold: bool = False) -> None:
        whole = _WIDTH - 2 * _MARGIN
        cells = [
            _lines([(one_line(text), False)], _SMALL, whole * share - 6, bold=bold)
            for text, share in zip(texts, _COLUMNS, strict=True)
        ]
        height = max(map(len, cells)) * _SMALL * _LEADING + 3
        if self._need(height) and not bold:
            self._row(HEADS, bold=True)
        top, x = self._y, _MARGIN
        for lines, share in zip(cells, _COLUMNS, strict=True):
            for number, line in enumerate(lines):
                y = top - (number + 0.6) * _SMALL * _LEADING
                text = "".join(run for run, _ in line)
                self._page.text(x, y, text, _SMALL, bold=bold, align="left")
            x += whole * share
        self._y = top - height
        rule = [[(_MARGIN, self._y), (_WIDTH - _MARGIN, self._y)]]
        self._page.lines(rule, color=self._page.colours["rule"], linewidth=0.6)

    def picture(self, gathered: Aggregate, options: Options) -> None:
        """Put the map in, as wide as the text and at most as high as a page."""
        from geomap.export.picture.draw import draw

        pixels = image.imread(io.BytesIO(draw(gathered, "png", options)), format="png")
        high, wide = pixels.shape[:2]
        width = min(_WIDTH - 2 * _MARGIN, (_HEIGHT - 3 * _MARGIN) * wide / high)
        height = width * high / wide
        self._need(height)
        axes = self._page.axes
        box = (_MARGIN, _MARGIN + width, self._y - height, self._y)
        axes.imshow(pixels, extent=box, aspect="auto", interpolation="none", zorder=1)
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(0, _HEIGHT)
        self._y -= height + 10

    def finished(self) -> bytes:
        """Return the pages as PDF, numbered; the same report gives the same bytes."""
        title = one_line(self._title)
        for number, page in enumerate(self._pages, 1):
            foot = f"{title[:90]} · {number} of {len(self._pages)}"
            page.text(_WIDTH / 2, _MARGIN / 2, foot, _SMALL, colour="soft-ink")
        metadata = {"CreationDate": None, "Creator": "geomap", "Title": title}
        target = io.BytesIO()
        with (
            matplotlib.rc_context({"pdf.fonttype": 42}),
            PdfPages(target, metadata=metadata) as pages,
        ):
            for page in self._pages:
                pages.savefig(page.figure)
        return target.getvalue()


def _lines(
    runs: Sequence[Run], size: float, width: float, *, bold: bool = False
) -> list[list[Run]]:
    """Break a paragraph into lines of runs; a word wider than a line is cut."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for text, marked in runs:
        for word in re.findall(r"\S+\s*|\s+", text):
            for part in _parts(word, size, width, bold or marked):
                wide = _wide(part.rstrip(), size, bold or marked)
                if used + wide > width and lines[-1]:
                    lines.append([])
                    used = 0.0
                last = lines[-1]
                if last and last[-1][1] == marked:
                    last[-1] = (last[-1][0] + part, marked)
                else:
                    last.append((part, marked))
                used += _wide(part, size, bold or marked)
    return [line for line in lines if line]


def _parts(word: str, size: float, width: float, bold: bool) -> list[str]:
    if _wide(word.rstrip(), size, bold) <= width:
        return [word]
    step = max(1, int(len(word) * width / _wide(word, size, bold) * 0.9))
    return [word[i : i + step] for i in range(0, len(word), step)]


@lru_cache(maxsize=20_000)
def _wide(text: str, size: float, bold: bool) -> float:
    """Return the width of a text; spaces at its end count."""
    if text != text.rstrip():
        shown = text.rstrip()
        return _wide(shown, size, bold) + (len(text) - len(shown)) * size * 0.318
    return _RULER.measure(text, size, bold=bold)[0] if text else 0.0


_RULER = Sheet(10, 10)
