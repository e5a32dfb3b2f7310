"""The JSON Lines contract (docs/jsonl.md) as one table: it writes, checks, reads and documents.

Offsets are code points of "text"; "lat" and "lon" are WGS 84 degrees. A name that is not placed
stays in the list with "place_id", "lat" and "lon" null and its reason. Fields are only ever
added; ``FORMAT`` counts incompatible changes.
"""

from __future__ import annotations

from geomap.contract.documents import DOCUMENT, SPAN
from geomap.contract.line import FORMAT, LINE, from_record, to_record
from geomap.contract.names import CANDIDATE, CHECK, TOPONYM
from geomap.contract.places import AREA
from geomap.contract.short import expanded

__all__ = [
    "AREA",
    "CANDIDATE",
    "CHECK",
    "DOCUMENT",
    "FORMAT",
    "LINE",
    "SPAN",
    "TOPONYM",
    "expanded",
    "from_record",
    "to_record",
]
