"""The map page: one HTML file, no network, every quotation verbatim.

>>> import geomap
>>> page = geomap.render_map(geomap.read_results("results.jsonl"))
>>> page.save("map.html")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.render.maps import render_map
    from geomap.render.offline import OfflineMap, Raw

__all__ = ["OfflineMap", "Raw", "render_map"]

_EXPORTS = {
    "OfflineMap": "geomap.render.offline",
    "Raw": "geomap.render.offline",
    "render_map": "geomap.render.maps",
}

if not TYPE_CHECKING:  # else every name would exist for type checkers, as Any

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _EXPORTS:
            raise AttributeError(f"module 'geomap.render' has no attribute {name!r}")
        return getattr(import_module(_EXPORTS[name]), name)
