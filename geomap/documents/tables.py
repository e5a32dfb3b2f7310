"""Tables (.csv, .tsv, .xlsx, .parquet): a document a row, or a whole table with its rows kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.documents.builder import TextBuilder
from geomap.documents.dates import parse_date
from geomap.documents.options import ReadOptions
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.documents.text import decode
from geomap.errors import DocumentError
from geomap.types import Document

if TYPE_CHECKING:
    from geomap.documents.package import Package

__all__ = ["read_csv", "read_parquet", "read_xlsx"]

_TEXT_NAMES = ("text", "body", "content", "article", "full_text", "fulltext", "article_text")
_ID_NAMES, _TITLE_NAMES = ("id", "doc_id", "document_id"), ("title", "headline")
_DATE_NAMES = ("date", "published", "published_at", "pubdate", "publication_date")
_ROWS_A_DOCUMENT = 1_000
_LENGTH_A_DOCUMENT = 200_000
_NUMBER = re.compile(r"[-+]?[\d.,:%\s/-]+")


class Row(NamedTuple):
    """A row as people count it in a spreadsheet, from 1, the header included."""

    number: int
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """``where`` goes before "row 12" ("sheet Data, "), ``suffix`` into the ids."""

    source: Source
    header: Sequence[str]
    rows: Iterable[Row]
    where: str = ""
    suffix: str = ""


def read_csv(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    text, notes = decode(source.content(), name=source.name, encoding=options.encoding)
    csv.field_size_limit(max(len(text), 131_072))
    delimiter = "\t" if source.suffix in (".tsv", ".tab") else _delimiter(text)
    reader = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=delimiter)
    rows = (Row(number, cells) for number, cells in enumerate(reader, start=1))
    header, rest = _take_header(rows)
    try:
        yield from _documents(Table(source, header, rest), options, notes)
    except csv.Error as error:
        raise unreadable(source.name, f"damaged after line {reader.line_num} ({error})") from error


def _delimiter(text: str) -> str:
    """Return the one that cuts the first rows into the most columns alike."""
    sample = text[:20_000].splitlines(keepends=True)[:30]

    def score(delimiter: str) -> float:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            return 0.0
        common = max(set(widths), key=widths.count) if widths else 1
        return (common - 1) * widths.count(common) / len(widths) if common > 1 else 0.0

    return max(",;\t|", key=score)


def _take_header(rows: Iterator[Row]) -> tuple[list[str], Iterator[Row]]:
    """Return the column names and the rows; without a header the columns are numbered."""
    first = next((row for row in rows if any(_word(cell) for cell in row.cells)), None)
    if first is None:
        return [], iter(())
    names = [_word(cell) for cell in first.cells]
    filled = [name for name in names if name]
    is_header = len(set(filled)) == len(filled) and not any(
        len(name) > 60 or _NUMBER.fullmatch(name) for name in filled
    )
    if is_header:
        return names, rows
    return [f"column {number}" for number in range(1, len(names) + 1)], _chain(first, rows)


def _chain(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


def read_xlsx(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    import openpyxl

    from geomap.documents.package import Package

    with Package(source, options) as package:
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(source.content()), read_only=True, data_only=True, keep_links=False
            )
            for sheet in book.worksheets:
                values = sheet.iter_rows(values_only=True)
                rows = (Row(number, cells) for number, cells in enumerate(values, start=1))
                header, rest = _take_header(rows)
                table = Table(source, header, rest, f"sheet {sheet.title}, ", f"#{sheet.title}")
                yield from _documents(table, options, ())
            book.close()
        except DocumentError:
            raise
        except Exception as error:
            # openpyxl raises whatever a damaged part makes it stumble over
            raise unreadable(source.name, "a damaged workbook; save it again") from error
        for title in _sheets(package):
            if title not in book.sheetnames:
                name = f"{source.name}, sheet {title}"
                yield Failure(name, unreadable(name, "missing in the file; save it again"))


def _sheets(package: Package) -> Iterator[str]:
    """Yield the titles of the sheets that the workbook says it has; openpyxl skips lost ones."""
    for sheet in package.xml("xl/workbook.xml").iter("{*}sheet"):
        if any(name.endswith("}id") and value for name, value in sheet.attrib.items()):
            yield sheet.get("name", "")


def read_parquet(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    import pyarrow
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(source.content()))
        _check_size(file.metadata, source, options)
        header = list(file.schema_arrow.names)
        rows = (
            Row(number, cells) for number, cells in enumerate(_parquet_rows(file, header), start=1)
        )
        yield from _documents(Table(source, header, rows), options, ())
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise unreadable(source.name, "a damaged Parquet file; write it again") from error


def _check_size(metadata: Any, source: Source, options: ReadOptions) -> None:
    largest = max(
        (metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups)), default=0
    )
    if largest > 4 * options.max_bytes:
        raise unreadable(source.name, "unpacks to far too much; raise the limit with --max-bytes")


def _parquet_rows(file: Any, header: Sequence[str]) -> Iterator[Sequence[Any]]:
    for batch in file.iter_batches(batch_size=256):
        yield from zip(
            *(batch.column(index).to_pylist() for index in range(len(header))), strict=True
        )


# --- rows to documents ---------------------------------------------------------------------


def _documents(table: Table, options: ReadOptions, notes: tuple[str, ...]) -> Iterator[Outcome]:
    text = _column(table, options.text_column, _TEXT_NAMES)
    if text is None:
        yield from _whole(table, notes)
        return
    columns = (
        _column(table, options.id_column, _ID_NAMES),
        _column(table, options.title_column, _TITLE_NAMES),
        _column(table, options.date_column, _DATE_NAMES),
    )
    digest = table.source.sha256()
    seen: set[str] = set()
    for row in table.rows:
        words = _cell(row, text)
        if not words:
            continue
        own_id, title, date = (_cell(row, column) for column in columns)
        name = f"{table.source.name}, {table.where}row {row.number}"
        if own_id and own_id in seen:
            yield Failure(name, unreadable(name, f"the id {own_id!r} stands there already"))
            continue
        seen.add(own_id)
        builder = TextBuilder()
        builder.add(words, kind="row", label=f"{table.where}row {row.number}")
        yield Document(
            id=own_id or f"{table.source.id}{table.suffix}:{row.number}",
            text=builder.text,
            title=title or None,
            source=table.source.name,
            date=parse_date(date),
            sha256=digest,
            spans=builder.spans,
            notes=notes,
        )


def _column(table: Table, wanted: str | None, usual: Sequence[str]) -> int | None:
    if wanted is not None:
        if wanted in table.header:
            return table.header.index(wanted)
        known = ", ".join(list(table.header)[:12]) or "none"
        problem = f"no column {wanted!r} (columns: {known}); name another one"
        raise unreadable(table.source.name, problem)
    names = [name.strip().casefold() for name in table.header]
    return next((names.index(name) for name in usual if name in names), None)


def _cell(row: Row, column: int | None) -> str:
    return _word(row.cells[column]) if column is not None and column < len(row.cells) else ""


def _word(value: Any) -> str:
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value).strip()


def _whole(table: Table, notes: tuple[str, ...]) -> Iterator[Outcome]:
    """Yield a document for each thousand rows of a table that has no column of texts."""
    builder, first, count = TextBuilder(), 0, 0
    digest = table.source.sha256()

    def document() -> Document:
        return Document(
            id=f"{table.source.id}{table.suffix}" + (f":{first}" if first > 2 else ""),
            text=builder.text,
            title=None,
            source=table.source.name,
            sha256=digest,
            spans=builder.spans,
            notes=(*notes, "a table: the cells of a row are separated by |"),
        )

    for row in table.rows:
        first = first or row.number
        with builder.within("row", f"{table.where}row {row.number}"):
            gap = "\n\n"
            for cell, name in zip_longest(row.cells, table.header[: len(row.cells)], fillvalue=""):
                if builder.add(_word(cell), kind="cell", label=name, gap=gap):
                    gap = " | "
        count += 1
        if count >= _ROWS_A_DOCUMENT or builder.length > _LENGTH_A_DOCUMENT:
            yield document()
            builder, first, count = TextBuilder(), 0, 0
    if builder.length:
        yield document()
