"""The sets of kinds and matches that rules ask for, each with the reason why it differs.

They stand in one file so that whoever adds a kind sees every question it must answer.
"""

from __future__ import annotations

from geomap.vocabulary import Kind, Match

__all__ = [
    "AREA_KINDS",
    "CHILDREN",
    "COUNTRIES",
    "COURSES",
    "CROSS_COUNTIES",
    "DOUBTFUL",
    "GOVERNED",
    "LANDS",
    "LOOSE_NAMES",
    "NOT_POINTS",
    "ONE_BY_NAME",
    "OWN_NAMES",
    "PARENTS",
    "POPULATED",
    "SITES",
    "SMALL",
    "STAND_INS",
    "STATES",
    "TOO_WIDE_FOR_COMPANY",
    "TOO_WIDE_FOR_SITES",
    "TOWNS",
    "TOWNS_NEARBY",
    "UNITS",
    "UNIT_WORDS",
    "WHOLE",
    "WHOLE_SITES",
]

# A pin would claim a precision that the name does not have.
AREA_KINDS = frozenset(
    {
        Kind.ADMIN1,
        Kind.ADMIN2,
        Kind.ADMIN,
        Kind.CONTINENT,
        Kind.COUNTRY,
        Kind.DESERT,
        Kind.HISTORIC,
        Kind.LAKE,
        Kind.MOUNTAINS,
        Kind.OCEAN,
        Kind.REGION,
        Kind.RIVER,
        Kind.SEA,
        Kind.STRAIT,
        Kind.TERRITORY,
    }
)

# --- Towns ---

# Places of GeoNames' class P: people live in them, and their population says how known they are.
# Words such as "the town of" stand before no other kind.
POPULATED = frozenset({Kind.CITY, Kind.NEIGHBOURHOOD})
# What may be meant by the town of an airport ("Heathrow"): also a county named like its town.
TOWNS = POPULATED | {Kind.ADMIN2}
# What an unlisted street or building may lie in: also an island, which has streets.
TOWNS_NEARBY = TOWNS | {Kind.ISLAND}

# --- Countries and units ---

# Have an ISO 3166-1 code that the places in them bear.
COUNTRIES = frozenset({Kind.COUNTRY, Kind.TERRITORY})
# "Lewiston, Idaho": what the second part of an outlet's home is, if it can be.
STATES = frozenset({Kind.COUNTRY, Kind.ADMIN1})
# Known by their codes, so that it can be told from codes alone what lies in them. Territories are
# left out: whether Gibraltar lies in the United Kingdom is not for a check to say.
UNITS = STATES | {Kind.ADMIN2}
# Of GeoNames' class A: governed, so that its population says how known it is.
GOVERNED = UNITS | {Kind.ADMIN, Kind.TERRITORY}
# What a word such as "province" or "republic" may stand beside: also a region without a
# government.
UNIT_WORDS = GOVERNED | {Kind.REGION}
# There is one of each name in a country, so that a row of the supplement without an id finds the
# unit it means. Of units below the second level ("admin") there are many alike.
ONE_BY_NAME = UNITS | {Kind.TERRITORY, Kind.CONTINENT, Kind.REGION}
# A name that no recognizer marked counts as evidence if it can be one of these: they hold other
# places. Counties are left out: they are named like people.
PARENTS = STATES | {Kind.CONTINENT, Kind.REGION, Kind.TERRITORY}

# --- Too wide ---

# Lie in several counties, or are one: the county of the nearest town says nothing of them.
CROSS_COUNTIES = frozenset(
    {
        Kind.ADMIN1,
        Kind.ADMIN2,
        Kind.REGION,
        Kind.RIVER,
        Kind.SEA,
        Kind.MOUNTAINS,
        Kind.DESERT,
    }
)

# Told apart by their kind and not by a parent: "Georgia (country)".
LANDS = frozenset({Kind.COUNTRY, Kind.CONTINENT})
# Nearness to the middle of one says nothing.
NOT_POINTS = LANDS | {Kind.ADMIN1, Kind.REGION}
# A bank or an embassy of one is not at the middle of it.
TOO_WIDE_FOR_SITES = LANDS | {Kind.OCEAN, Kind.REGION}
# Of these, company and cue words say nothing that a reader would check.
TOO_WIDE_FOR_COMPANY = TOO_WIDE_FOR_SITES | {Kind.HISTORIC, Kind.SEA}

# --- Sites and small places ---

# Single buildings and grounds, unmistakable by name.
SITES = frozenset(
    {Kind.AIRPORT, Kind.BASE, Kind.BUILDING, Kind.CAMP, Kind.FACILITY, Kind.NEIGHBOURHOOD}
)
# One site as a whole, so that a word such as "Airport Authority" behind it changes nothing.
WHOLE_SITES = frozenset({Kind.FACILITY, Kind.AIRPORT, Kind.BUILDING})
# What a text may put into another place and a check may contradict.
CHILDREN = SITES | {Kind.CITY, Kind.ADMIN2}
# Small enough to stand for an unknown place that the text puts in it.
SMALL = TOWNS_NEARBY | {Kind.AIRPORT, Kind.FACILITY, Kind.PARK}
# So common as names that the text's own word on where one lies is believed rather than the
# gazetteer's. A known airport stays where it is, whatever the text says: that is for the checks.
DOUBTFUL = TOWNS

# --- Shapes on the ground ---

# Long and narrow: "along the Euphrates" is somewhere on its course, "near the Euphrates" nowhere.
COURSES = frozenset({Kind.CANAL, Kind.RIVER, Kind.ROAD, Kind.STRAIT, Kind.VALLEY})
# Wide enough that "northern" and "central" are parts of it, and "near" has no meaning. Lakes and
# mountains are areas without such parts.
WHOLE = (AREA_KINDS | {Kind.ISLANDS}) - COURSES - {Kind.LAKE, Kind.MOUNTAINS}

# --- Matches ---

# The name is one that the place itself bears, as it stands in the text.
OWN_NAMES = frozenset({Match.EXACT, Match.ALTERNATE, Match.ABBREVIATION})
# Another place stands in for one that is not known: never more than uncertain.
STAND_INS = frozenset({Match.WITHIN, Match.NEARBY})
# Something of the name was taken away or guessed, so that a check says nothing of it. A site with
# such a match, or with another spelling of its name, is unknown all the same.
LOOSE_NAMES = STAND_INS | {Match.STRIPPED}
