"""Names of months in Greek, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "ιανουαρίου ιαν ιανουάριοσ",
            "φεβρουαρίου φεβ φεβρουάριοσ",
            "μαρτίου μαρ μάρτιοσ μάρ",
            "απριλίου απρ απρίλιοσ",
            "μάιοσ μάι",
            "ιουνίου ιουν ιούνιοσ ιούν",
            "ιουλίου ιουλ ιούλιοσ ιούλ",
            "αυγούστου αυγ αύγουστοσ αύγ",
            "σεπτεμβρίου σεπ σεπτέμβριοσ",
            "οκτωβρίου οκτ οκτώβριοσ",
            "νοεμβρίου νοε νοέμβριοσ νοέ",
            "δεκεμβρίου δεκ δεκέμβριοσ",
        ),
    )
)
"""One entry a month, each with its spellings."""
