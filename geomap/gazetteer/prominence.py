"""How well known a place is, in powers of ten of inhabitants.

Used to order candidates and to keep the better known when there are too many.
"""

from __future__ import annotations

import math

__all__ = ["KIND_PROMINENCE", "city_prominence"]

KIND_PROMINENCE = {
    "continent": 9.0,
    "region": 7.5,
    "country": 7.0,
    "territory": 6.0,
    "ocean": 8.0,
    "sea": 6.8,
    "strait": 6.0,
    "river": 6.0,
    "historic": 6.5,
    "desert": 6.0,
    "mountains": 6.0,
    "islands": 5.8,
    "island": 5.0,
    "lake": 5.5,
    "mountain": 5.3,
    "canal": 5.0,
    "cape": 4.5,
    "admin1": 5.0,
    "admin2": 4.0,
    "admin": 3.0,
    "valley": 4.5,
    "park": 4.5,
    "facility": 4.8,
    "building": 4.8,
    "base": 4.8,
    "camp": 4.5,
    "airport": 4.0,
    "road": 3.0,
    "other": 4.0,
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
