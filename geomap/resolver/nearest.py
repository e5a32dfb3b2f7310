"""Which known town a point lies near: "3 km NW of Al Bukamal, Deir ez-Zor, Syria"."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.geodesy import bearing, compass_point, distance_km
from geomap.seams import Gazetteer, TownFinder
from geomap.types import Place

__all__ = ["Near", "Whereabouts"]

_FAR_KM = 300.0
# Of towns about as far away, the larger one is the one that readers know.
_ABOUT_AS_FAR = 1.5
_CLOSE_KM = 2.0
_LARGER = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A town and how a point lies to it, in words."""

    town: Place
    km: float
    words: str


class Whereabouts:
    """Describes points by the gazetteer's towns, where it can search by position."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._towns = gazetteer if isinstance(gazetteer, TownFinder) else None

    def of(self, latitude: float, longitude: float) -> Near | None:
        """Return the nearest known town within 300 km, or None."""
        if self._towns is None:
            return None
        near = self._towns.towns_near(latitude, longitude, limit=8)
        measured = [
            (distance_km(town.latitude, town.longitude, latitude, longitude), town) for town in near
        ]
        if not measured or min(km for km, _ in measured) > _FAR_KM:
            return None
        km, town = _best_known(sorted(measured, key=lambda pair: pair[0]))
        return Near(town, km, _words(km, town, latitude, longitude))


def _best_known(measured: list[tuple[float, Place]]) -> tuple[float, Place]:
    """Return the nearest town, or one about as far that is several times as large."""
    least, nearest = measured[0]
    people = nearest.population or 0
    close = [
        pair
        for pair in measured
        if pair[0] <= least * _ABOUT_AS_FAR + _CLOSE_KM
        and (pair[1].population or 0) >= _LARGER * people
    ]
    return max(close, key=lambda pair: pair[1].population or 0) if close else (least, nearest)


def _words(km: float, town: Place, latitude: float, longitude: float) -> str:
    inside = (town.name, town.admin1, town.country_name or town.country)
    where = ", ".join(dict.fromkeys(part for part in inside if part))
    if km < _CLOSE_KM:
        return f"in or beside {where}"
    way = compass_point(bearing(town.latitude, town.longitude, latitude, longitude))
    return f"{km:,.0f} km {way} of {where}"
