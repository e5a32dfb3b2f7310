"""Outlines of countries and US states from the base map (Natural Earth), as GeoJSON."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from geomap.aggregate import PlaceEntry
from geomap.basemap.store import load
from geomap.export.geometry import point, vague_geometry
from geomap.types import Place

__all__ = ["ATTRIBUTION", "outline", "shape"]

ATTRIBUTION = "Outlines: Natural Earth (public domain), as controlled on the ground."
_COUNTRIES = frozenset({"country", "territory"})
_DETAIL = 0.02


def shape(entry: PlaceEntry, *, points: bool = False) -> dict[str, Any]:
    """Return the vague area if there is one, the outline of a country, or the point."""
    found = None
    if not points:
        found = vague_geometry(entry.area) if entry.area else outline(entry.place)
    return found or point(entry.place)


def outline(place: Place) -> dict[str, Any] | None:
    """Return the outline of a country, territory or US state; None when unknown."""
    if place.kind in _COUNTRIES and place.country is not None:
        return _outline("world", "code", place.country)
    if place.kind == "admin1" and place.country == "US":
        return _outline("us", "name", place.name)
    return None


@lru_cache(maxsize=256)
def _outline(name: str, key: str, value: str) -> dict[str, Any] | None:
    store = load(name)
    level = store.level(_DETAIL)
    polygons = [
        [
            [(longitude, latitude) for latitude, longitude in ring]
            for ring in (store.ring(arcs, level) for arcs in polygon)
            if len(ring) > 2
        ]
        for shape in store.shapes
        if getattr(shape, key) == value
        for index, polygon in enumerate(shape.polygons)
        if polygon[0][0] >= level or index == 0
    ]
    return _valid([rings for rings in polygons if rings])


def _valid(polygons: list[list[list[tuple[float, float]]]]) -> dict[str, Any] | None:
    """Return a MultiPolygon without the knots that thinning ties, as GIS programs demand."""
    import shapely

    found = shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])
    if not found.is_valid:
        found = shapely.make_valid(found, method="structure", keep_collapsed=False)
    found = shapely.orient_polygons(shapely.set_precision(found, 1e-6))
    parts = [part for part in getattr(found, "geoms", [found]) if not part.is_empty]
    if not parts:
        return None
    coordinates = [
        [[list(position) for position in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts
    ]
    return {"type": "MultiPolygon", "coordinates": coordinates}
