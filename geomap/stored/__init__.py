"""Files of results in every form that is read again: JSON Lines, packed or not, and Parquet.

>>> from geomap.stored import read_results, write_results
>>> write_results(parser.pipe(documents), "results.jsonl.zst", detail="brief")  # doctest: +SKIP
>>> for parsed in read_results("results.jsonl.zst"):  # doctest: +SKIP
...     print(parsed.document.id)
"""

from __future__ import annotations

from geomap.stored.anywhere import is_results, read_results
from geomap.stored.endings import ENDINGS, Ending, ending_of, ending_of_format
from geomap.stored.ledger import Ledger, Standing
from geomap.stored.parcels import Pack, Parcel
from geomap.stored.shards import Shards, is_folder_of_results
from geomap.stored.write import Sink, open_sink, write_parcels, write_results

__all__ = [
    "ENDINGS",
    "Ending",
    "Ledger",
    "Pack",
    "Parcel",
    "Shards",
    "Sink",
    "Standing",
    "ending_of",
    "ending_of_format",
    "is_folder_of_results",
    "is_results",
    "open_sink",
    "read_results",
    "write_parcels",
    "write_results",
]
