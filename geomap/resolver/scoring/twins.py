"""Places that share a name because one was named after the other: a town and its county.

Of such a pair the text means one unless a word says otherwise. A county named after a town of
the same state is not what "Houston, Texas" means, however far off it lies; the capital that
some call by its country's name is not meant by "Mexico", nor the country by "Tunis".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import SAME_PLACE_KM, chord_squared
from geomap.resolver.clues.cues import CUE_KINDS
from geomap.resolver.scoring.names import Name
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.table import KINDS, MATCHES, Floats
from geomap.types import Kind, Match

__all__ = ["twins"]

_CUES = tuple(CUE_KINDS)
_CITY_CUE = float(_CUES.index("city"))
_UNIT_CUES = frozenset({float(_CUES.index("admin1")), float(_CUES.index("admin2"))})
_CITY, _ADMIN1, _ADMIN2 = (KINDS.index(kind) for kind in (Kind.CITY, Kind.ADMIN1, Kind.ADMIN2))
_NATIONS = tuple(KINDS.index(kind) for kind in (Kind.COUNTRY, Kind.TERRITORY))
_ALTERNATE = MATCHES.index(Match.ALTERNATE)
# "The Red Sea" and "the Gulf" are no governorate and no county.
_WATERS = tuple(KINDS.index(kind) for kind in (Kind.SEA, Kind.REGION, Kind.CONTINENT))
_NEAR_SQUARED = chord_squared(SAME_PLACE_KM)

Rows = NDArray[np.bool_]


def twins(scene: Scene, cue: Floats) -> Floats:
    """Return 1 for each row whose twin is meant rather than itself, as long as no word asks for it.

    Args:
        cue: For each row the cue word's class beside its name (an index of ``CUE_KINDS``), or -1.
    """
    twin = np.zeros(len(scene.group))
    for name in scene.names:
        if name.stop > name.start:
            twin[name.rows] = _of_name(scene, name, float(cue[name.start]))
    return twin


def _of_name(scene: Scene, name: Name, cue: float) -> Rows:
    kind, own = scene.get("kind")[name.rows], scene.get("main_name")[name.rows] > 0
    country, admin1 = scene.get("country")[name.rows], scene.get("admin1")[name.rows]
    city, nation = kind == _CITY, np.isin(kind, _NATIONS)
    states, counties = kind == _ADMIN1, kind == _ADMIN2
    alias = scene.get("match")[name.rows] == _ALTERNATE
    # "Mexico" is not its capital, "Tunis" not its country.
    nations = nation & (own | ~_share(nation, city & own, country))
    found = nation & ~nations
    if cue != _CITY_CUE:
        # "Oklahoma" is not Oklahoma City.
        found = found | _share(city, nations, country) | _share(city & alias, states & own, admin1)
    if cue in _UNIT_CUES:
        return found
    if not nations.any():
        found = found | ((states | counties) & _near(scene.points[name.rows], city))
        found = found | _share(counties, city, admin1)
    if np.isin(kind, _WATERS).any():
        found = found | states | counties
    # "Utah" is not Utah County.
    return np.asarray(found | (counties & (states & own).any()))


def _share(these: Rows, those: Rows, unit: Floats) -> Rows:
    """Return for each row whether one of ``those`` lies in its country or state."""
    return np.asarray(these & (unit > 0) & np.isin(unit, unit[those]))


def _near(points: Floats, towns: Rows) -> Rows:
    """Return for each row whether one of the towns lies within 161 km."""
    if not towns.any():
        return np.zeros(len(points), dtype=bool)
    squared = ((points[:, None] - points[towns][None]) ** 2).sum(axis=2)
    return np.asarray(squared.min(axis=1) < _NEAR_SQUARED)
