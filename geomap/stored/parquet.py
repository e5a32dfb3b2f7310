"""Results as Parquet: a row a document, its toponyms nested; DuckDB and Polars read it.

The columns are the fields of the contract under their names; what is a short list there
(spans, bounds, evidence, points) is a struct here, and a review is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from geomap.contract import FORMAT, from_record
from geomap.errors import FormatError, MissingExtra
from geomap.escaping import encodable
from geomap.extras import install
from geomap.types import ParsedDocument

if TYPE_CHECKING:
    import pyarrow

__all__ = ["ParquetSink", "is_parquet", "read_parquet"]

_MAGIC = b"PAR1"
_MARK = b"geomap.results"
_ROWS = 256
_BATCH = 64

_ROW_LISTS = {
    "spans": ("start", "end", "kind", "label", "anchor"),
    "bounds": ("south", "west", "north", "east"),
    "evidence": ("feature", "value", "contribution", "words"),
    "points": ("lat", "lon"),
}
"""Lists in which each position has a meaning; ``bounds`` is one, the others are lists of them."""


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet does."""
    try:
        if not path.is_file():
            return False
        with open(path, "rb") as stream:
            return stream.read(4) == _MAGIC
    except OSError:
        return False


class ParquetSink:
    """Writes lines of full records as rows.

    Raises:
        MissingExtra: pyarrow is not installed.
    """

    def __init__(self, path: Path) -> None:
        arrow = _arrow(path)
        from pyarrow import parquet

        self._arrow = arrow
        self._schema = _schema(arrow)
        self._writer: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> ParquetSink:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def write(self, line: bytes) -> None:
        row = json.loads(line)
        self._rows.append(_to_row(_encodable(row) if rb"\ud" in line else row))
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
            self._rows = []


def _encodable(value: Any) -> Any:
    """Return the value with lone surrogates, which Parquet's UTF-8 cannot hold, as U+FFFD."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return value


def read_parquet(
    path: Path, on_error: Callable[[str, FormatError], None] | None, name: str
) -> Iterator[ParsedDocument]:
    """Yield the parsed documents of a file that ``ParquetSink`` wrote.

    Raises:
        FormatError: It is damaged, or other Parquet.
        MissingExtra: pyarrow is not installed.
    """
    arrow = _arrow(path)
    from pyarrow import parquet

    try:
        number = 0
        with parquet.ParquetFile(path) as file:
            if _MARK not in (file.schema_arrow.metadata or {}):
                raise FormatError(f"{name}: no results of `geomap parse`; make it again")
            for batch in file.iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    try:
                        parsed = _parsed(row, f"{name}, row {number}")
                    except FormatError as error:
                        if on_error is None:
                            raise
                        on_error(name, error)
                        continue
                    yield parsed
    except (arrow.ArrowException, OSError) as error:
        raise FormatError(f"{name}: a damaged Parquet file ({error}); make it again") from error


def _parsed(row: dict[str, Any], where: str) -> ParsedDocument:
    try:
        return from_record(_from_row(row))
    except (FormatError, ValueError, TypeError, KeyError) as error:
        raise FormatError(f"{where}: {error}") from error


def _to_row(value: Any, key: str = "") -> Any:
    """Return a record in which lists by position are structs, and reviews are JSON."""
    if value is None:
        return None
    if key == "review":
        return json.dumps(value, ensure_ascii=False)
    names = _ROW_LISTS.get(key)
    if names is not None:
        return _structs(value, names, key)
    if isinstance(value, dict):
        return {name: _to_row(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_to_row(inner) for inner in value]
    return value


def _structs(value: list[Any], names: tuple[str, ...], key: str) -> Any:
    if key == "bounds":
        return dict(zip(names, value, strict=True))
    return [dict(zip(names, one, strict=False)) for one in value]


def _from_row(value: Any, key: str = "") -> Any:
    """Return the record of a row; what is null counts as absent."""
    if key == "review":
        return json.loads(value)
    names = _ROW_LISTS.get(key)
    if names is not None:
        if key == "bounds":
            return [value[name] for name in names]
        return [[one[name] for name in names] for one in value]
    if isinstance(value, dict):
        return {name: _from_row(inner, name) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_from_row(inner) for inner in value]
    return value


def _schema(arrow: Any) -> pyarrow.Schema:
    text, whole, real = arrow.string(), arrow.int64(), arrow.float64()

    def struct(**fields: Any) -> Any:
        return arrow.struct(list(fields.items()))

    def listed(of: Any) -> Any:
        return arrow.list_(of)

    bounds = struct(south=real, west=real, north=real, east=real)
    place = {
        "place_id": text, "geonameid": whole, "name": text, "country": text, "admin1": text,
        "kind": text, "lat": real, "lon": real, "admin2": text, "country_name": text,
        "feature": text, "population": whole, "bounds": bounds, "admin1_code": text,
        "admin2_code": text, "attribution": text,
    }  # fmt: skip
    evidence = struct(feature=text, value=real, contribution=real, words=text)
    candidate = struct(
        **place, matched_name=text, match=text, quality=real, modifier=text, score=real,
        probability=real, evidence=listed(evidence),
    )  # fmt: skip
    area = struct(kind=text, points=listed(struct(lat=real, lon=real)), radius_km=real, words=text)
    toponym = struct(
        start=whole, end=whole, text=text, label=text, role=text, mention_probability=real,
        **place, probability=real, score=real, status=text, reason=text, area=area,
        candidates=listed(candidate), review=text,
    )  # fmt: skip
    check = struct(
        start=whole, end=whole, relation=text, toponyms=listed(whole), distance_km=real, words=text
    )
    span = struct(start=whole, end=whole, kind=text, label=text, anchor=text)
    about = struct(version=text, format=whole, recognizer=text, gazetteer=text, detail=text)
    columns = {
        "id": text, "title": text, "source": text, "sha256": text, "url": text, "date": text,
        "language": text, "text": text, "spans": listed(span), "notes": listed(text),
        "toponyms": listed(toponym), "unplaced": whole, "checks": listed(check),
        "warnings": listed(text), "asked_online": listed(text), "geomap": about,
    }  # fmt: skip
    return arrow.schema(list(columns.items()), metadata={_MARK: str(FORMAT).encode()})


def _arrow(path: Path) -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra(
            f"{path}: Parquet needs the package pyarrow; install it with: {install('corpora')}"
        ) from error
    return pyarrow
