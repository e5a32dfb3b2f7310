"""The kinds of places, and what GeoNames calls them.

Feature classes and codes: https://www.geonames.org/export/codes.html
"""

from __future__ import annotations

from geomap.types import Kind

__all__ = ["FEATURES", "KINDS", "KIND_CODES", "kind_of_feature"]

# The order is what built gazetteers know the kinds by: new ones go at the end. No gazetteer holds
# the points that a text gives in degrees.
KINDS: tuple[Kind, ...] = tuple(kind for kind in Kind if kind is not Kind.COORDINATES)
KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}

# What a place of the supplement gets that names no feature of its own.
FEATURES = {
    Kind.CITY: "P.PPL",
    Kind.NEIGHBOURHOOD: "P.PPLX",
    Kind.COUNTRY: "A.PCLI",
    Kind.TERRITORY: "A.PCLD",
    Kind.ADMIN1: "A.ADM1",
    Kind.ADMIN2: "A.ADM2",
    Kind.ADMIN: "A.ADMD",
    Kind.REGION: "L.RGN",
    Kind.CONTINENT: "L.CONT",
    Kind.HISTORIC: "A.PCLH",
    Kind.OCEAN: "H.OCN",
    Kind.SEA: "H.SEA",
    Kind.STRAIT: "H.STRT",
    Kind.RIVER: "H.STM",
    Kind.CANAL: "H.CNL",
    Kind.LAKE: "H.LK",
    Kind.MOUNTAINS: "T.MTS",
    Kind.MOUNTAIN: "T.MT",
    Kind.DESERT: "T.DSRT",
    Kind.ISLAND: "T.ISL",
    Kind.ISLANDS: "T.ISLS",
    Kind.CAPE: "T.CAPE",
    Kind.VALLEY: "T.VAL",
    Kind.PARK: "L.PRK",
    Kind.FACILITY: "S.BLDG",
    Kind.AIRPORT: "S.AIRP",
    Kind.BASE: "L.MILB",
    Kind.CAMP: "S.CMP",
    Kind.BUILDING: "S.BLDG",
    Kind.ROAD: "R.RD",
    Kind.OTHER: "L.LCTY",
}

_EXACT = {
    "A.ADM1": Kind.ADMIN1,
    "A.ADM2": Kind.ADMIN2,
    "A.PCLI": Kind.COUNTRY,
    "A.PCLF": Kind.COUNTRY,
    "A.PCLH": Kind.HISTORIC,
    "A.PCL": Kind.COUNTRY,
    "A.PCLD": Kind.TERRITORY,
    "A.PCLIX": Kind.TERRITORY,
    "A.PCLS": Kind.TERRITORY,
    "A.TERR": Kind.TERRITORY,
    "L.CONT": Kind.CONTINENT,
    "L.PRK": Kind.PARK,
    "L.MILB": Kind.BASE,
    "L.NVB": Kind.BASE,
    "L.RESN": Kind.PARK,
    "P.PPLX": Kind.NEIGHBOURHOOD,
    "P.PPLH": Kind.HISTORIC,
    "P.PPLQ": Kind.HISTORIC,
    "S.AIRB": Kind.BASE,
    "S.AIRP": Kind.AIRPORT,
    "S.AIRF": Kind.AIRPORT,
    "S.AIRH": Kind.AIRPORT,
    "S.CMPRF": Kind.CAMP,
    "S.CMP": Kind.CAMP,
    "S.FCL": Kind.FACILITY,
    "S.INSM": Kind.BASE,
    "T.CAPE": Kind.CAPE,
    "T.DSRT": Kind.DESERT,
    "T.ERG": Kind.DESERT,
    "T.ISL": Kind.ISLAND,
    "T.ISLS": Kind.ISLANDS,
    "T.ATOL": Kind.ISLANDS,
    "T.MTS": Kind.MOUNTAINS,
    "T.RDGE": Kind.MOUNTAINS,
    "T.PLAT": Kind.REGION,
    "T.PEN": Kind.REGION,
    "T.PLN": Kind.REGION,
    "T.VAL": Kind.VALLEY,
    "H.OCN": Kind.OCEAN,
    "H.SEA": Kind.SEA,
    "H.GULF": Kind.SEA,
    "H.BAY": Kind.SEA,
    "H.STRT": Kind.STRAIT,
    "H.CHN": Kind.STRAIT,
    "H.CNL": Kind.CANAL,
    "H.CNLN": Kind.CANAL,
}
_PREFIXES = (
    ("H.LK", Kind.LAKE),
    ("H.RSV", Kind.LAKE),
    ("H.STM", Kind.RIVER),
    ("H.WAD", Kind.RIVER),
    ("T.MT", Kind.MOUNTAIN),
    ("T.PK", Kind.MOUNTAIN),
    ("T.HLL", Kind.MOUNTAIN),
    ("A.", Kind.ADMIN),
    ("P.", Kind.CITY),
    ("L.", Kind.REGION),
    ("R.", Kind.ROAD),
    ("S.", Kind.FACILITY),
)


def kind_of_feature(feature: str) -> Kind:
    """Return our kind for a GeoNames feature such as ``P.PPLC``."""
    exact = _EXACT.get(feature)
    if exact is not None:
        return exact
    return next((kind for prefix, kind in _PREFIXES if feature.startswith(prefix)), Kind.OTHER)
