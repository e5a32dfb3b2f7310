"""The user's bias as log-odds added to the trees' score, so that it stays visible."""

from __future__ import annotations

import math

import numpy as np

from geomap.geodesy import EARTH_RADIUS_KM
from geomap.resolver.bias import Bias
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.table import Encoder, Floats
from geomap.types import Bounds

__all__ = ["bias_shifts"]

# Log-odds set by hand, not trained: enough to turn an open question, not to overrule "Paris,
# Texas", which is worth 6 and more (``scoring.prior``) and what the first belief adds to it.
# Checked on the cases of tests/resolver/test_resolve.py and test_cases.py.
_COUNTRY = 8.0
_NEAR = 10.0
_NEAR_KM = 150.0
_BOX = 8.0
_HOME = 5.0


def bias_shifts(scene: Scene, bias: Bias, encoder: Encoder) -> list[tuple[str, Floats]]:
    """Return (what, log-odds for each row) for each part of the bias."""
    found: list[tuple[str, Floats]] = []
    points = scene.points
    if bias.countries:
        wanted = [encoder.number(code.upper()) for code in bias.countries]
        inside = np.isin(scene.get("country"), wanted).astype(np.float64)
        found.append(("bias_country", _COUNTRY * inside))
    if bias.near:
        found.append(("bias_near", _NEAR * _close(points, _unit(*bias.near))))
    if bias.outlet and scene.home >= 0 and len(scene.names[scene.home].picked):
        home = points[scene.names[scene.home].start]
        found.append(("bias_outlet", _HOME * _close(points, home)))
    if bias.bbox:
        found.append(("bias_box", _BOX * _inside(points, bias.bbox)))
    return found


def _unit(latitude: float, longitude: float) -> Floats:
    phi, lam = math.radians(latitude), math.radians(longitude)
    return np.array([math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)])


def _close(points: Floats, point: Floats) -> Floats:
    """Return 1 at the point, a half at 150 km, little beyond."""
    squared = ((points - point) ** 2).sum(axis=1) * EARTH_RADIUS_KM**2
    return np.asarray(1.0 / (1.0 + squared / _NEAR_KM**2), dtype=np.float64)


def _inside(points: Floats, box: Bounds) -> Floats:
    latitude = np.degrees(np.arcsin(np.clip(points[:, 2], -1.0, 1.0)))
    longitude = np.degrees(np.arctan2(points[:, 1], points[:, 0]))
    across = (
        (box.west <= longitude) & (longitude <= box.east)
        if box.west <= box.east
        else (box.west <= longitude) | (longitude <= box.east)
    )
    return (across & (box.south <= latitude) & (latitude <= box.north)).astype(float)
