"""Words that point back: a sentence that begins with one is quoted with its neighbour."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["PRONOUNS"]

PRONOUNS = frozenset(
    words_of(
        "he she it they this that these those him his her hers their theirs its there both neither "
        "él ella ellos ellas esto esta este estos estas ello il elle ils elles ce cela cette ces "
        "celui er sie dies diese dieser dieses dort egli essa essi esse questo questa ele ela eles "
        "elas isso он она оно они это هو هي هم هذا هذه"
    )
)
