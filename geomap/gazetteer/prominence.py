"""How well known a place is, in powers of ten of inhabitants.

Used to order candidates and to keep the better known when there are too many.
"""

from __future__ import annotations

import math

from geomap.types import Kind

__all__ = ["KIND_PROMINENCE", "city_prominence"]

KIND_PROMINENCE = {
    Kind.CONTINENT: 9.0,
    Kind.REGION: 7.5,
    Kind.COUNTRY: 7.0,
    Kind.TERRITORY: 6.0,
    Kind.OCEAN: 8.0,
    Kind.SEA: 6.8,
    Kind.STRAIT: 6.0,
    Kind.RIVER: 6.0,
    Kind.HISTORIC: 6.5,
    Kind.DESERT: 6.0,
    Kind.MOUNTAINS: 6.0,
    Kind.ISLANDS: 5.8,
    Kind.ISLAND: 5.0,
    Kind.LAKE: 5.5,
    Kind.MOUNTAIN: 5.3,
    Kind.CANAL: 5.0,
    Kind.CAPE: 4.5,
    Kind.ADMIN1: 5.0,
    Kind.ADMIN2: 4.0,
    Kind.ADMIN: 3.0,
    Kind.VALLEY: 4.5,
    Kind.PARK: 4.5,
    Kind.FACILITY: 4.8,
    Kind.BUILDING: 4.8,
    Kind.BASE: 4.8,
    Kind.CAMP: 4.5,
    Kind.AIRPORT: 4.0,
    Kind.ROAD: 3.0,
    Kind.OTHER: 4.0,
}


def city_prominence(population: int | None, names: int) -> float:
    """Return log10 of the population or, where GeoNames has none, what its names suggest.

    Tal Afar is a city of many names and population 0. The line is the least-squares fit over
    the bundled cities with a population (``benchmarks/gazetteer_facts.py``: 3.00 + 0.26 x),
    less its standard error of 0.65.
    """
    if population:
        return math.log10(population)
    return 2.35 + 0.26 * math.log2(1 + names)
