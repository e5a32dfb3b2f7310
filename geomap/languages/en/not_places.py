"""Names that are taken for places and are none."""

from __future__ import annotations

import re

from geomap.languages.words import phrases_of, words_of

__all__ = [
    "ACRONYMS",
    "NAMED_AFTER_PLACES",
    "NOT_PLACES_BEFORE_BASED",
    "NOUNS",
    "WORDS_TOO",
    "is_no_place",
    "is_organisation",
]

# In lower case, without the final stop.
_ORGANISATIONS = frozenset(
    phrases_of(
        """
        afp|al-naba|al-qaeda|al-qaida|anadolu|ap|bbc|bloomberg|cnn|congress|daesh|hamas|hezbollah
        hizbollah|hizbullah|is|isil|isis|islamic state|kataib hezbollah|naba|nato|peshmerga|pkk
        pmf|popular mobilisation|popular mobilization|quds|quds force|reuters
        revolutionary guards|sdf|taliban|u.n|un|upi|xinhua|ypg
        """
    )
)
_PEOPLE_AND_THINGS = frozenset(words_of("allah facebook god internet soleimani trump twitter"))

ACRONYMS = frozenset(words_of("WASH OCHA WHO GAM CAP HRP IDP NGO PIN AOR"))
"""In capitals these are trades and agencies of relief work."""

NOUNS = frozenset(
    words_of(
        "bay beach border canal coast creek desert downtown forest harbor harbour island islands "
        "lake mountain mountains ocean park peninsula port region river rivers road sea shore "
        "station street valley village earth moon mars venus jupiter saturn mercury neptune uranus "
        "sun east north south west northeast northwest southeast southwest"
    )
)
"""Common nouns that name no place alone."""

WORDS_TOO = frozenset(
    words_of(
        "bath brie buffalo champagne cheddar china cologne cork jersey lime mobile nice orange "
        "reading sandwich tangier turkey wells"
    )
)
"""Places that are everyday words in lower case."""

NOT_PLACES_BEFORE_BASED = frozenset(
    words_of(
        "Android Arabic Bible Broad Cloud Community Computer English Evidence Faith Flash "
        "Ground Home Internet Java Land Latin Linux Mac Oil PC Plant Python School Sea Space "
        "Unix Water Web Windows"
    )
)
"""Words that "-based" follows and that name no place."""

NAMED_AFTER_PLACES = re.compile(
    r"(?:Islamic State (?:of|in) |al[- ]Qaeda (?:in |of ))[A-Z][a-z]+"
    r"(?: and (?:the |al-)?[A-Z][a-z]+)?"
)
"""Names of organisations that run over a place's name, which the network may not see whole."""


def is_organisation(name: str) -> bool:
    """Tell whether a name is known as that of an organisation and of no place.

    >>> is_organisation("Reuters"), is_organisation("U.N."), is_organisation("Trump")
    (True, True, False)
    """
    return _key(name) in _ORGANISATIONS


def is_no_place(name: str) -> bool:
    """Tell whether a name is known to be no place by itself.

    >>> is_no_place("Hezbollah"), is_no_place("Internet"), is_no_place("Beirut")
    (True, True, False)
    """
    return is_organisation(name) or _key(name) in _PEOPLE_AND_THINGS


def _key(name: str) -> str:
    return " ".join(name.casefold().strip(".").split())
