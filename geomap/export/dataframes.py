"""Results as pandas data frames and as GeoPandas'.

Optional: ``pip install 'geomap-text[geo]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from geomap.aggregate import DEFAULT_ROLES, Aggregate, aggregate
from geomap.errors import InputError, MissingExtra
from geomap.export.formats import By
from geomap.export.geometry import shape
from geomap.export.rows import MENTION_COLUMNS, PLACE_COLUMNS, mention_rows, place_rows, slim
from geomap.extras import lacking
from geomap.types import ParsedDocument

if TYPE_CHECKING:
    import geopandas
    import pandas

    from geomap.pipeline import Geoparser

__all__ = ["parse_column", "to_dataframe", "to_geodataframe"]

# Columns have the same type without rows, and when every cell is missing: tools that put frames
# together (dask, concat) depend on it.
_DTYPES = {str: "string", int: "Int64", float: "float64", bool: "boolean"}


def to_dataframe(
    results: Iterable[ParsedDocument] | Aggregate, by: By = "mention"
) -> pandas.DataFrame:
    """Return a row a mention (``MENTION_COLUMNS``) or a place (``PLACE_COLUMNS``).

    Names not placed are rows whose ``place_id``, ``latitude`` and ``longitude`` are missing.

    Raises:
        MissingExtra: pandas is not installed.
    """
    pandas: Any = _module("pandas")
    if by == "mention":
        if isinstance(results, Aggregate):
            raise TypeError("an aggregate has no mentions in order; give the results")
        rows, columns = list(mention_rows(results)), MENTION_COLUMNS
    else:
        rows, columns = list(place_rows(_gathered(results))), PLACE_COLUMNS
    frame: pandas.DataFrame = pandas.DataFrame(
        {
            name: pandas.array([row[name] for row in rows], dtype=_DTYPES[kind])
            for name, kind in columns.items()
        }
    )
    return frame


def parse_column(
    frame: pandas.DataFrame, column: str = "text", parser: Geoparser | None = None
) -> pandas.DataFrame:
    """Return a row for each name in a column of texts, under the index of the row it stands in.

    ``frame.join(parse_column(frame, "text").add_prefix("geo_"))`` brings both together. Missing
    texts have no names.

    Args:
        frame: The data frame; its index may be anything.
        column: Which column holds the texts.
        parser: A geoparser with your options; by default a new one.

    Raises:
        InputError: There is no such column, or it holds something that is no text.
        MissingExtra: pandas is not installed.
    """
    if column not in frame.columns:
        known = ", ".join(map(str, frame.columns))
        raise InputError(f"the data frame has no column {column!r}; its columns are: {known}")
    if parser is None:
        from geomap.pipeline import Geoparser

        parser = Geoparser()
    rows: list[Any] = []
    results = parser.pipe(zip(frame[column], frame.index, strict=True), as_tuples=True)

    def noted() -> Iterator[ParsedDocument]:
        for parsed, row in results:
            rows.extend([row] * len(parsed.toponyms))
            yield parsed

    found = to_dataframe(noted())
    pandas: Any = _module("pandas")
    found.index = pandas.Index(rows, dtype=frame.index.dtype, name=frame.index.name)
    return found


def to_geodataframe(
    results: Iterable[ParsedDocument] | Aggregate, by: By = "mention", *, shapes: bool = False
) -> geopandas.GeoDataFrame:
    """Return the same rows with a geometry in EPSG:4326, missing for names not placed.

    Args:
        shapes: By place: outlines of countries and vague areas instead of points.

    Raises:
        MissingExtra: GeoPandas is not installed.
    """
    geopandas: Any = _module("geopandas")
    if by == "place":
        results = _gathered(results)
    frame = to_dataframe(results, by)
    geometry = list(geopandas.points_from_xy(frame["longitude"], frame["latitude"]))
    geometry = [
        point if known else None
        for point, known in zip(geometry, frame["latitude"].notna(), strict=True)
    ]
    if shapes and isinstance(results, Aggregate):
        from shapely.geometry import shape as shapely_shape

        outlines = [shapely_shape(shape(entry)) for entry in results.places]
        geometry[: len(outlines)] = outlines
    found: geopandas.GeoDataFrame = geopandas.GeoDataFrame(
        frame, geometry=geometry, crs="EPSG:4326"
    )
    return found


def _gathered(results: Iterable[ParsedDocument] | Aggregate) -> Aggregate:
    if isinstance(results, Aggregate):
        return results
    return aggregate(slim(results), roles=DEFAULT_ROLES)


def _module(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(f"a data frame {lacking(error)}") from error
