"""Words that name nothing: articles, prepositions, words that begin a sentence."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = [
    "COMMON",
    "COMPOUND_TAILS",
    "FREQUENT",
    "PARTICLES",
    "PLACE_PREPOSITIONS",
    "PLAIN_ADJECTIVES",
    "STARTERS",
]

PLACE_PREPOSITIONS = frozenset(
    words_of("in at from near to outside around across throughout toward towards into off")
)
"""Stand before a place."""

PARTICLES = frozenset(words_of("a an and at by for from in of on or the to with"))
"""Never a place by themselves."""

STARTERS = frozenset(
    words_of(
        "a an the this that these those he she it they we you but and in on at as after "
        "before when while if however there his her their its our some many most for from "
        "with by since although because both all no not what who where why how under over "
        "during according despite also then now so such more others another one two three "
        "meanwhile nor yet or to of until though"
    )
)
"""Words that begin a sentence with a capital letter though they are no names."""

COMMON = frozenset(
    words_of(
        "the a an and but or if in on at by for from with without he she it they we i you his "
        "her its their our my this that these those there here when where while after before "
        "since as to of not no yes so then than one two three four five six seven eight nine "
        "ten first second monday tuesday wednesday thursday friday saturday sunday january "
        "february march april may june july august september october november december mr mrs "
        "ms dr is are was were be been has have had will would can could should might do did "
        "does who what why how all some many most more much any each both other another new "
        "old such only also just even still however although though because during under over "
        "between among about against into through per via god lord christmas easter "
        "university school police council government king queen president church army navy "
        "people"
    )
)
"""Written with a capital at the start of a sentence, or often, and no place by themselves."""

PLAIN_ADJECTIVES = frozenset(
    words_of(
        "north south east west northern southern eastern western central upper lower new old "
        "great grand little big red black white green blue golden silver national federal "
        "state international general public royal supreme union liberty market mill hill lock "
        "meadow orchard cherry farm garden gardens house tower business cancer medical health "
        "trust hotel estate cave crater pier michael george john james saint market field "
        "fields"
    )
)
"""Parts of longer names ("Green", "Union", "Market") that name towns, which are not meant there."""

FREQUENT = frozenset(
    words_of(
        "the of and to that was for with is on by his from which were are been this have had "
        "they their who said would"
    )
)
"""Words of which every text in English is full."""

COMPOUND_TAILS = frozenset(
    words_of(
        "administered affiliated aligned allied backed based bordering born bound bred "
        "brokered built coalition controlled designed dominated drafted educated engineered "
        "exported flagged friendly funded grown held imported imposed installed issued led "
        "linked listed made mediated occupied owned produced registered run sponsored style "
        "supplied supported trained wide"
    )
)
"""What stands behind a place and a hyphen: "US-led", "London-based"."""
