"""Dask: bags and data frames of texts in, the same records as without it out.

    >>> import dask.bag, geomap.dask
    >>> texts = dask.bag.from_sequence(["In Mosul.", "In Irbil."], npartitions=2)
    >>> records = geomap.dask.parse(texts).compute()  # doctest: +SKIP

Optional: ``pip install 'geomap-text[dask]'``. A worker keeps one geoparser.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geomap.contract import to_record
from geomap.errors import InputError
from geomap.pipeline import Geoparser
from geomap.types import Detail
from geomap.workers.frames import packed
from geomap.workers.kept import kept

if TYPE_CHECKING:
    import pandas

__all__ = ["parse"]


def parse(
    collection: Any,
    parser: Geoparser | None = None,
    *,
    column: str = "text",
    detail: Detail | str = Detail.REASONS,
) -> Any:
    """Return the names of a lazy collection.

    Args:
        collection: A ``dask.bag`` of texts or documents, or a ``dask.dataframe``.
        parser: A geoparser with your options; it must be picklable. By default a new one.
        column: Of a data frame: the column of the texts.
        detail: Of a bag: what the records hold, as for ``geomap parse --detail``.

    Returns:
        For a bag, a bag of records (a line of JSON Lines each, as ``geomap.to_dict`` makes
        them); give texts as documents to choose their ids. For a data frame, a data frame with
        a row for each name under the index of its text, as ``geomap.parse_column`` gives.

    Raises:
        InputError: It is neither.
    """
    given = packed(parser or Geoparser(threads=1))
    if hasattr(collection, "map_partitions") and hasattr(collection, "columns"):
        meta = _names(collection._meta, given, column)
        return collection.map_partitions(_names, given, column, meta=meta)
    if not hasattr(collection, "map_partitions"):
        raise InputError(f"{type(collection).__name__} is neither a dask.bag nor a dask.dataframe")
    return collection.map_partitions(_records, given, Detail(detail))


def _records(texts: Iterable[Any], parser: bytes, detail: Detail) -> list[dict[str, Any]]:
    return [to_record(parsed, detail) for parsed in kept(parser).pipe(texts)]


def _names(frame: pandas.DataFrame, parser: bytes, column: str) -> pandas.DataFrame:
    from geomap.export.dataframes import parse_column

    return parse_column(frame, column, kept(parser))
