"""Words before a person's name."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["SHORT_TITLES", "TITLES"]

SHORT_TITLES = frozenset(
    words_of(
        "mr mrs ms mx dr prof rev hon gen adm cmdr cdr col lt maj capt cpl sgt pvt brig sen "
        "rep gov pres amb supt insp det messrs mme mlle mgr sr sra srta dña"
    )
)
"""Shortened titles: the full stop behind one ends no sentence."""

TITLES = SHORT_TITLES | frozenset(
    words_of(
        "sir lord lady president senator king queen prince princess judge officer sheriff "
        "coach captain colonel major general lieutenant brigadier minister chief governor "
        "congressman detective"
    )
)
"""A name behind one is a person's, whatever else it may be."""
