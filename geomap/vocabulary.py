"""The words that values carry: one ``StrEnum`` for each, so that a misspelt word is an error.

Every member equals its plain string (``Kind.CITY == "city"``), which is what files hold.
``geomap.types`` hands all of them on; this module imports nothing of ours.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

__all__ = [
    "Detail",
    "Kind",
    "Label",
    "Match",
    "NameKind",
    "Relation",
    "Role",
    "Shape",
    "Status",
    "Verdict",
    "known",
]


class Status(StrEnum):
    """What was decided about a mention."""

    PLACED = "placed"
    UNCERTAIN = "uncertain"
    AMBIGUOUS = "ambiguous"
    NO_CANDIDATE = "no candidate"
    NOT_A_PLACE = "not a place here"
    UNAVAILABLE = "geocoder unavailable"
    WITHHELD = "withheld"
    UNKNOWN = "unknown"


class Detail(StrEnum):
    """How much results hold of what a name may mean besides, the most first.

    All candidates with their evidence; the runners-up without it; none.
    """

    FULL = "full"
    REASONS = "reasons"
    BRIEF = "brief"


class Verdict(StrEnum):
    """What a reviewer decided: the machine's place is right, or another; or there is none."""

    RIGHT = "right"
    PLACE = "place"
    NOT_A_PLACE = "not a place"
    UNKNOWN = "unknown"
    MISSED = "missed"


class Role(StrEnum):
    """What a name does in its sentence."""

    SUBJECT = "subject"
    DATELINE = "dateline"
    ORGANISATION = "organisation"
    ADJECTIVE = "adjective"
    GOVERNMENT = "government"


class NameKind(StrEnum):
    """What a name is to its place, the strongest first.

    A main name is the place's own; the others are: an abbreviation in capitals (UK, NYC) or
    dotted (Calif.); a demonym; a former name; a name in English; a name in other languages; an
    airport's code; another name of no known language; a unit's name without its class; a form
    with an ending or a prefix of its language's grammar.
    """

    MAIN = "main"
    ABBREVIATION = "abbreviation"
    DEMONYM = "demonym"
    OLD = "old"
    ENGLISH = "english"
    FOREIGN = "foreign"
    CODE = "code"
    ALTERNATE = "alternate"
    SHORT = "short"
    INFLECTED = "inflected"


class Label(StrEnum):
    """What a recognizer says a mention is.

    ``CONTEXT`` and ``OUTLET`` are names that the resolver reads as evidence and never places:
    unmarked names of the text, and the publisher's home.
    """

    GPE = "GPE"
    LOC = "LOC"
    FAC = "FAC"
    NORP = "NORP"
    COORD = "COORD"
    CODE = "CODE"
    CONTEXT = "CONTEXT"
    OUTLET = "OUTLET"


class Kind(StrEnum):
    """What a place is. ``COORDINATES`` is a point that the text gives in degrees."""

    CITY = "city"
    NEIGHBOURHOOD = "neighbourhood"
    COUNTRY = "country"
    TERRITORY = "territory"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    ADMIN = "admin"
    REGION = "region"
    CONTINENT = "continent"
    HISTORIC = "historic"
    OCEAN = "ocean"
    SEA = "sea"
    STRAIT = "strait"
    RIVER = "river"
    CANAL = "canal"
    LAKE = "lake"
    MOUNTAINS = "mountains"
    MOUNTAIN = "mountain"
    DESERT = "desert"
    ISLAND = "island"
    ISLANDS = "islands"
    CAPE = "cape"
    VALLEY = "valley"
    PARK = "park"
    FACILITY = "facility"
    AIRPORT = "airport"
    BASE = "base"
    CAMP = "camp"
    BUILDING = "building"
    ROAD = "road"
    OTHER = "other"
    COORDINATES = "coordinates"


class Match(StrEnum):
    """How a gazetteer found a candidate.

    ``WITHIN`` and ``NEARBY`` stand in for a place that is not known: the place whose name the
    longer one holds or that the text puts it in, and a town named near by.
    """

    EXACT = "exact"
    ALTERNATE = "alternate"
    ABBREVIATION = "abbreviation"
    ADJECTIVE = "adjective"
    STRIPPED = "stripped"
    TRANSLITERATED = "transliterated"
    AIRPORT = "airport"
    WITHIN = "within"
    ONLINE = "online"
    NEARBY = "nearby"


class Shape(StrEnum):
    """What a vague area is drawn as."""

    CIRCLE = "circle"
    BOX = "box"
    LINE = "line"


class Relation(StrEnum):
    """What a text says of where X lies: beside another name, or by a position."""

    IN = "X in Y"
    COMMA = "X, Y"
    POSSESSIVE = "Y's X"
    CITY_OF = "the Y city of X"
    DISTANT = "X, N km from Z"
    CONFIRMED = "position of X confirmed"
    CONTRADICTED = "position of X contradicted"


_Word = TypeVar("_Word", bound=StrEnum)


def known(word: object, default: _Word) -> _Word:
    """Return the member that a word from outside names, or the default for an unknown one.

    >>> known("city", Kind.OTHER), known("reef", Kind.OTHER), known(None, Kind.OTHER)
    (<Kind.CITY: 'city'>, <Kind.OTHER: 'other'>, <Kind.OTHER: 'other'>)
    """
    return next((member for member in type(default) if member == word), default)
