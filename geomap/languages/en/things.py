"""Words for what a name names: "Clark County", "Sea of Azov", "Nenagh Town Hall".

One table: the recognizer labels a name by the class of its head word, the resolver reads the class
of the word beside it, and looks for the town of a street or building. A word has one class.
"""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = [
    "CLASSES",
    "FACILITY_WORDS",
    "GENERIC_ALONE",
    "LANDSCAPE_WORDS",
    "NATURAL_FIRST_WORDS",
    "REGIONS",
]

CLASSES: dict[str, tuple[str, ...]] = {
    "admin2": words_of(
        "county counties parish district raion rayon borough canton arrondissement subdistrict"
    ),
    "admin1": words_of(
        "province provinces governorate oblast krai prefecture region state department "
        "republic emirate muhafazah voivodeship territory"
    ),
    "city": words_of(
        "city town township village hamlet municipality suburb neighborhood neighbourhood "
        "settlement capital metropolitan downtown"
    ),
    "river": words_of("river rivers creek stream fork bayou tributary"),
    "lake": words_of("lake reservoir lakes pond loch dam"),
    "mountains": words_of(
        "mountain mountains mount mt hills range peak volcano ridge alps valley pass canyon"
    ),
    "island": words_of("island islands isle isles atoll"),
    "airport": words_of("airport airfield airbase aerodrome airstrip"),
    "sea": words_of("sea ocean gulf bay strait channel sound straits coast"),
    "region": words_of("desert peninsula plateau delta basin steppe plains"),
    "street": words_of(
        "ave avenue blvd boulevard bridge court crescent ct dr drive expressway freeway "
        "highway hwy interstate lane motorway parkway pike place rd road route square st "
        "street terrace turnpike way"
    ),
    "facility": words_of(
        "abbey academy apartments aquarium arena auditorium ballpark bar barracks base "
        "basilica bistro block brewery building buildings bunker cafe café camp campus casino "
        "castle cathedral cemetery center centre chapel checkpoint church cinema clinic club "
        "coliseum college complex consulate convent corner courthouse crossing dairy depot "
        "embassy estate factory fairgrounds farm farms festival fort foundry gallery garage "
        "garden gardens gate gym gymnasium hall hospice hospital hostel hotel house houses "
        "infirmary inn institute intersection jail junction kindergarten laboratory library "
        "lighthouse lodge mall manor mansion market memorial mill mine ministry monastery "
        "monument mosque motel museum ns nursery observatory office offices palace park "
        "pavilion penitentiary pharmacy pier plant plantation plaza polyclinic prison pub "
        "quarry racetrack raceway ranch refinery resort restaurant roundabout school seminary "
        "shop shrine speedway stadium station store studio studios subway supermarket "
        "synagogue tavern temple terminal theater theatre tomb tower towers track university "
        "villa vineyard ward warehouse winery yard zoo"
    ),
    # No word beside a name says so; the header of a column does.
    "country": (),
}
"""Words of each class that the resolver tells apart (``resolver.clues.cues``)."""

# Ways on land and water: no building that lies in one town, and too common behind a town's name to
# say what the name is. "Port Moresby" is no port.
_LINES_AND_WATERS = words_of(
    "canal dam dock ferry harbor harbour landfill line lock pool port railroad railway "
    "reservoir trail tunnel wharf"
)
# As in "Hartford CT".
_STATES_TOO = frozenset(words_of("ct"))

FACILITY_WORDS = (
    frozenset((*CLASSES["airport"], *CLASSES["street"], *CLASSES["facility"], *_LINES_AND_WATERS))
    - _STATES_TOO
)
"""Head words of buildings, grounds and ways."""

LANDSCAPE_WORDS = frozenset(
    words_of(
        "archipelago beach branch brook cape cave caves continent cove crater dunes east "
        "estuary falls firth fjord forest gap glacier gorge head headland heath hemisphere "
        "hill inlet islet jungle lagoon lough marsh mesa moor plain point prairie rainforest "
        "ravine reef run savanna shore spring springs summit swamp vale waterfall west "
        "wetland wood woods"
    )
).union(*(CLASSES[name] for name in ("river", "lake", "mountains", "island", "sea", "region")))
"""Head words of nature and of parts of the world."""

NATURAL_FIRST_WORDS = frozenset(
    words_of("lake mount mt cape gulf sea bay strait isle loch river straits")
)
"""Head words that stand in front: "Lake Geneva"."""

# Towns are called so, alone: Junction in Texas, Terrace in British Columbia. And "St" is better
# found as a part of "St. Peter's Basilica" than not at all.
_TOWNS_TOO = frozenset(
    words_of("crescent festival junction lodge mansion pike st terrace villa ward way")
)
GENERIC_ALONE = (
    FACILITY_WORDS
    | frozenset(
        words_of("bank city county state province country town village district region area")
    )
) - _TOWNS_TOO
"""Words that name no place by themselves: "Bank" of England, "City" Council."""

REGIONS = frozenset(
    words_of(
        "africa alps america americas andes antarctica appalachia arctic asia atlantic "
        "australasia balkans baltics caribbean caucasus eurasia europe himalayas kurdistan "
        "latin levant maghreb mediterranean mideast midwest oceania outback pacific patagonia "
        "rockies sahara sahel scandinavia siberia southeast tropics west"
    )
)
"""Landscapes and parts of the world with a name of one word."""
