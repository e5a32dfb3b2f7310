"""Names of months in Swahili, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "januari jan ינואר",
            "februari feb פברואר",
            "machi mac מרץ",
            "aprili apr אפריל",
            "mei מאי",
            "juni jun יוני",
            "julai jul יולי",
            "agosti ago אוגוסט",
            "septemba sep ספטמבר",
            "oktoba okt אוקטובר",
            "novemba nov נובמבר",
            "desemba des דצמבר",
        ),
    )
)
"""One entry a month, each with its spellings."""
