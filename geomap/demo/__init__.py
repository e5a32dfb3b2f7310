"""Four short texts for `geomap demo`, written for geomap; what they tell never happened.

Between them they show most of what a map can say: namesakes, a vague place, a position in figures,
a statement that the gazetteer contradicts, a name that nobody knows, a text in German.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["TEXTS"]

TEXTS = tuple(
    Path(__file__).with_name(name)
    for name in ("convoy.md", "names.md", "storm.md", "hochwasser.md")
)
