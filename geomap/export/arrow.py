"""Rows as Arrow record batches with a WKB point, for GeoPackage and GeoParquet."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import pyarrow as pa

from geomap.escaping import encodable
from geomap.export.rows import Row

__all__ = ["batches", "reader", "schema", "wkb_point"]

_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}
_BATCH = 1024


def schema(columns: Mapping[str, type]) -> pa.Schema:
    """Return the columns' schema with ``geometry`` (WKB, longitude and latitude) last."""
    fields = [pa.field(name, _TYPES[kind]) for name, kind in columns.items()]
    geometry = pa.field("geometry", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    return pa.schema([*fields, geometry])


def batches(rows: Iterable[Row], columns: Mapping[str, type]) -> Iterator[pa.RecordBatch]:
    """Yield the rows, some thousands at a time; a name not placed has no geometry."""
    stream = iter(rows)
    described = schema(columns)
    while chunk := list(islice(stream, _BATCH)):
        arrays: list[list[object]] = [[_cell(row[name]) for row in chunk] for name in columns]
        arrays.append([wkb_point(row) for row in chunk])
        yield pa.record_batch(
            [
                pa.array(values, type=field.type)
                for values, field in zip(arrays, described, strict=True)
            ],
            schema=described,
        )


def reader(rows: Iterable[Row], columns: Mapping[str, type]) -> pa.RecordBatchReader:
    """Return the rows as a stream that others can pull batch by batch."""
    return pa.RecordBatchReader.from_batches(schema(columns), batches(rows, columns))


def wkb_point(row: Row) -> bytes | None:
    """Return well-known binary, little endian, or None without a position."""
    if row["latitude"] is None:
        return None
    return struct.pack("<BIdd", 1, 1, row["longitude"], row["latitude"])


def _cell(value: object) -> object:
    return encodable(value).replace("\x00", "\ufffd") if isinstance(value, str) else value
