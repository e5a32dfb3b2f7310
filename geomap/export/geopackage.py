"""GeoPackage (OGC 12-128) by GDAL: layers "places" and "outlines", or "mentions"."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio

from geomap.aggregate import Aggregate
from geomap.export.arrow import reader
from geomap.export.formats import Options
from geomap.export.geometry import shape
from geomap.export.moment import fixed_moment
from geomap.export.rows import MENTION_COLUMNS, PLACE_COLUMNS, Row, mention_rows, place_rows
from geomap.types import ParsedDocument

__all__ = ["write_mentions", "write_places"]


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write all places as points, and those that are no points as outlines too."""
    with _dated():
        _layer(target, "places", reader(place_rows(gathered), PLACE_COLUMNS), "Point")
        outlines = _outlines(gathered)
        if outlines.num_rows:
            _layer(target, "outlines", outlines, "Unknown", append=True)


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write a point a mention, some thousands in memory at a time."""
    with _dated():
        _layer(target, "mentions", reader(mention_rows(results), MENTION_COLUMNS), "Point")


def _layer(target: Path, name: str, rows: Any, geometry_type: str, *, append: bool = False) -> None:
    try:
        pyogrio.raw.write_arrow(
            rows,
            target,
            layer=name,
            driver="GPKG",
            geometry_name="geometry",
            geometry_type=geometry_type,
            crs="EPSG:4326",
            append=append,
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError) as error:
        # GDAL does not say why; a full disk is the usual reason
        raise OSError(
            errno.EIO, f"GDAL could not write ({' '.join(str(error).split())})"
        ) from error


def _outlines(gathered: Aggregate) -> pa.Table:
    rows: list[Row] = [
        {
            "place_id": entry.place.id,
            "place": entry.place.name,
            "mentions": entry.mentions,
            "status": entry.status.value,
            "area": entry.area.words if entry.area else None,
            "geometry": _wkb(found),
        }
        for entry in gathered.places
        if (found := shape(entry))["type"] != "Point"
    ]
    described = pa.schema(
        [
            ("place_id", pa.string()),
            ("place", pa.string()),
            ("mentions", pa.int64()),
            ("status", pa.string()),
            ("area", pa.string()),
            ("geometry", pa.binary()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=described)


def _wkb(geometry: Mapping[str, Any]) -> bytes:
    import shapely

    return bytes(shapely.to_wkb(shapely.from_geojson(json.dumps(geometry))))


@contextmanager
def _dated() -> Iterator[None]:
    """Let SOURCE_DATE_EPOCH, where set, decide the date that GDAL writes into the file."""
    fixed = fixed_moment()
    if fixed is None:
        yield
        return
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{fixed:%Y-%m-%dT%H:%M:%S.000Z}"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
