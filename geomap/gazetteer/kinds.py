"""The kinds of places, and what GeoNames calls them.

Feature classes and codes: https://www.geonames.org/export/codes.html
"""

from __future__ import annotations

from geomap.types import Place

__all__ = ["AREAS", "FEATURES", "KINDS", "KIND_CODES", "POPULATED", "kind_of_feature", "told_kind"]

KINDS = (
    "city",
    "neighbourhood",
    "country",
    "territory",
    "admin1",
    "admin2",
    "admin",
    "region",
    "continent",
    "historic",
    "ocean",
    "sea",
    "strait",
    "river",
    "canal",
    "lake",
    "mountains",
    "mountain",
    "desert",
    "island",
    "islands",
    "cape",
    "valley",
    "park",
    "facility",
    "airport",
    "base",
    "camp",
    "building",
    "road",
    "other",
)
KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}

POPULATED = frozenset({"city", "neighbourhood"})
AREAS = frozenset({"country", "territory", "admin1", "admin2", "admin", "region", "historic"})

FEATURES = {
    "city": "P.PPL",
    "neighbourhood": "P.PPLX",
    "country": "A.PCLI",
    "territory": "A.PCLD",
    "admin1": "A.ADM1",
    "admin2": "A.ADM2",
    "admin": "A.ADMD",
    "region": "L.RGN",
    "continent": "L.CONT",
    "historic": "A.PCLH",
    "ocean": "H.OCN",
    "sea": "H.SEA",
    "strait": "H.STRT",
    "river": "H.STM",
    "canal": "H.CNL",
    "lake": "H.LK",
    "mountains": "T.MTS",
    "mountain": "T.MT",
    "desert": "T.DSRT",
    "island": "T.ISL",
    "islands": "T.ISLS",
    "cape": "T.CAPE",
    "valley": "T.VAL",
    "park": "L.PRK",
    "facility": "S.BLDG",
    "airport": "S.AIRP",
    "base": "L.MILB",
    "camp": "S.CMP",
    "building": "S.BLDG",
    "road": "R.RD",
    "other": "L.LCTY",
}

_EXACT = {
    "A.ADM1": "admin1",
    "A.ADM2": "admin2",
    "A.PCLI": "country",
    "A.PCLF": "country",
    "A.PCLH": "historic",
    "A.PCL": "country",
    "A.PCLD": "territory",
    "A.PCLIX": "territory",
    "A.PCLS": "territory",
    "A.TERR": "territory",
    "L.CONT": "continent",
    "L.PRK": "park",
    "L.MILB": "base",
    "L.NVB": "base",
    "L.RESN": "park",
    "P.PPLX": "neighbourhood",
    "P.PPLH": "historic",
    "P.PPLQ": "historic",
    "S.AIRB": "base",
    "S.AIRP": "airport",
    "S.AIRF": "airport",
    "S.AIRH": "airport",
    "S.CMPRF": "camp",
    "S.CMP": "camp",
    "S.FCL": "facility",
    "S.INSM": "base",
    "T.CAPE": "cape",
    "T.DSRT": "desert",
    "T.ERG": "desert",
    "T.ISL": "island",
    "T.ISLS": "islands",
    "T.ATOL": "islands",
    "T.MTS": "mountains",
    "T.RDGE": "mountains",
    "T.PLAT": "region",
    "T.PEN": "region",
    "T.PLN": "region",
    "T.VAL": "valley",
    "H.OCN": "ocean",
    "H.SEA": "sea",
    "H.GULF": "sea",
    "H.BAY": "sea",
    "H.STRT": "strait",
    "H.CHN": "strait",
    "H.CNL": "canal",
    "H.CNLN": "canal",
}
_PREFIXES = (
    ("H.LK", "lake"),
    ("H.RSV", "lake"),
    ("H.STM", "river"),
    ("H.WAD", "river"),
    ("T.MT", "mountain"),
    ("T.PK", "mountain"),
    ("T.HLL", "mountain"),
    ("A.", "admin"),
    ("P.", "city"),
    ("L.", "region"),
    ("R.", "road"),
    ("S.", "facility"),
)


def kind_of_feature(feature: str) -> str:
    """Return our kind for a GeoNames feature such as ``P.PPLC``."""
    exact = _EXACT.get(feature)
    if exact is not None:
        return exact
    return next((kind for prefix, kind in _PREFIXES if feature.startswith(prefix)), "other")


def told_kind(place: Place) -> str:
    """Return the key of the words for a kind: "admin1", and "admin1.GB" for what is no province.

    England, Northern Ireland, Scotland and Wales are countries of the United Kingdom.
    """
    own = place.kind == "admin1" and place.country == "GB"
    return f"{place.kind}.{place.country}" if own else place.kind
