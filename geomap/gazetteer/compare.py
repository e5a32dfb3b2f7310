"""Whether two places, or two names, are the same; whether one place lies in another."""

from __future__ import annotations

from geomap.gazetteer.normalize import normalize_name, transliteration_key
from geomap.geodesy import distance_km
from geomap.kinds import COUNTRIES, UNITS
from geomap.types import Kind, Place

__all__ = ["holds", "same_name", "same_place"]

_SAME_KM = {Kind.CITY: 10.0, Kind.AIRPORT: 5.0}


def same_place(one: Place, other: Place) -> bool:
    """Whether two records of different sources mean one place."""
    if one.kind != other.kind or one.country != other.country:
        return False
    if one.kind in UNITS:
        return (one.admin1_code, one.admin2_code) == (other.admin1_code, other.admin2_code)
    near = _SAME_KM.get(one.kind, 1.0)
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude) <= near


def holds(holder: Place, place: Place) -> bool:
    """Whether a country or admin unit is the one that a place lies in."""
    if holder.country is None or holder.country != place.country or holder.id == place.id:
        return False
    if holder.kind in COUNTRIES:
        return True
    if holder.kind == Kind.ADMIN1:
        return holder.admin1_code == place.admin1_code
    return holder.kind == Kind.ADMIN2 and (holder.admin1_code, holder.admin2_code) == (
        place.admin1_code,
        place.admin2_code,
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal, begin alike, or are spellings of one name."""
    a, b = normalize_name(one), normalize_name(other)
    return a == b or b.startswith(a + " ") or transliteration_key(a) == transliteration_key(b) != ""
