"""The gazetteer: what a name may mean.

>>> from geomap.gazetteer import open_gazetteer
>>> gazetteer = open_gazetteer()
>>> [c.place.country for c in gazetteer.candidates("Mosul")][:1]
['IQ']
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from pathlib import Path

from geomap.gazetteer.engine import Layer, LayeredGazetteer
from geomap.gazetteer.extra import read_extra
from geomap.gazetteer.kinds import KINDS
from geomap.gazetteer.normalize import normalize_name
from geomap.gazetteer.store import Store

__all__ = ["BUNDLE", "KINDS", "LayeredGazetteer", "normalize_name", "open_gazetteer"]

BUNDLE = Path(__file__).with_name("data") / "gazetteer.db"


def open_gazetteer(
    path: Path | None = None, *, extra: Sequence[Path] = (), layered: bool = True
) -> LayeredGazetteer:
    """Open the bundled gazetteer, or another over it. Safe for threads and forked processes.

    Args:
        path: A file made by ``geomap gazetteer build``; None means ``GEOMAP_GAZETTEER`` or the
            bundle.
        extra: CSV or GeoJSON files with your own places; they win.
        layered: Whether the bundle answers below ``path``.

    Raises:
        GazetteerNotFound: There is no such file.
        GazetteerInvalid: It is not a gazetteer, truncated, or of another schema.
        FormatError: A file of extra places cannot be understood.
    """
    if path is None and os.environ.get("GEOMAP_GAZETTEER"):
        path = Path(os.environ["GEOMAP_GAZETTEER"])
    layers: list[Layer] = [read_extra(Path(file)) for file in extra]
    if path is not None:
        layers.append(_store(Path(path)))
    if path is None or (layered and _is_other(Path(path))):
        layers.append(_store(BUNDLE))
    return LayeredGazetteer(layers)


def _is_other(path: Path) -> bool:
    return path.resolve() != BUNDLE.resolve()


def _store(path: Path) -> Store:
    stat = path.stat() if path.exists() else None
    return _opened(path, stat.st_mtime_ns if stat else 0)


@functools.lru_cache(maxsize=4)
def _opened(path: Path, changed: int) -> Store:
    return Store(path)
