"""Names of months in Finnish, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "tammikuuta tammi tammikuu",
            "helmikuuta helmi helmikuu",
            "maaliskuuta maalis maaliskuu",
            "huhtikuuta huhti huhtikuu",
            "toukokuuta touko toukokuu",
            "kesäkuuta kesä kesäkuu",
            "heinäkuuta heinä heinäkuu",
            "elokuuta elokuu",
            "syyskuuta syys syyskuu",
            "lokakuuta loka lokakuu",
            "marraskuuta marras marraskuu",
            "joulukuuta joulu joulukuu",
        ),
    )
)
"""One entry a month, each with its spellings."""
