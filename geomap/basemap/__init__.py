"""The offline base map and the first view: what the page and the pictures both draw on."""

from geomap.basemap.store import (
    BORDERS_STATEMENT,
    WORLD,
    border_lines,
    country_polygons,
    disputed_lines,
    inner_borders,
    land_polygons,
    waters,
)
from geomap.basemap.view import Spot, first_view, spot

__all__ = [
    "BORDERS_STATEMENT",
    "WORLD",
    "Spot",
    "border_lines",
    "country_polygons",
    "disputed_lines",
    "first_view",
    "inner_borders",
    "land_polygons",
    "spot",
    "waters",
]
