"""GeoParquet 1.1: places or mentions with a WKB point in OGC:CRS84."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from geomap.aggregate import Aggregate
from geomap.export.arrow import batches, schema
from geomap.export.formats import Options
from geomap.export.rows import MENTION_COLUMNS, PLACE_COLUMNS, Row, mention_rows, place_rows
from geomap.types import ParsedDocument

__all__ = ["write_mentions", "write_places", "write_rows"]

_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write a row a place, then a row without geometry for each name not placed."""
    write_rows(place_rows(gathered), PLACE_COLUMNS, target)


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write a row a mention, some thousands in memory at a time."""
    write_rows(mention_rows(results), MENTION_COLUMNS, target)


def write_rows(rows: Iterable[Row], columns: Mapping[str, type], target: Path) -> None:
    """Write rows of any columns that have a latitude and a longitude."""
    described = schema(columns).with_metadata({"geo": json.dumps(_GEO)})
    with pq.ParquetWriter(target, described, compression="zstd") as writer:
        for batch in batches(rows, columns):
            writer.write_batch(batch.replace_schema_metadata(described.metadata))
