"""Italian prepositions that stand before a place."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["PLACE_PREPOSITIONS"]

PLACE_PREPOSITIONS = frozenset(words_of("in a da nel nella presso verso"))
