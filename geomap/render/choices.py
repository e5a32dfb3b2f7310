"""What a page may be asked for, checked before any work is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from geomap.errors import GeomapError
from geomap.render.strings import strings

__all__ = ["Borders", "TileServer", "check_choices", "tile_server"]

Borders = Literal["show", "none"]


@dataclass(frozen=True, slots=True)
class TileServer:
    """Where a page's tiles come from: ``origin`` is what its policy must allow.

    ``credit`` is what their owner asks to be printed; there are none beyond zoom ``deepest``.
    """

    url: str
    host: str
    origin: str
    credit: str
    deepest: int = 19


# name: address, credit, deepest zoom. Only servers whose terms allow use by a page like this one,
# with the credit that they ask for (looked up in November 2026).
TILES: dict[str, tuple[str, str, int]] = {
    "osm": (
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap contributors", 19,
    ),
    "opentopomap": (
        "https://{s}.tile.opentopomap.org/{z}/{x}/{y}.png",
        "Map data: © OpenStreetMap contributors, SRTM. Map display: © OpenTopoMap (CC-BY-SA)", 17,
    ),
    "usgs": (
        "https://basemap.nationalmap.gov/arcgis/rest/services/USGSTopo/MapServer/tile/{z}/{y}/{x}",
        "Tiles: U.S. Geological Survey, The National Map", 16,
    ),
}  # fmt: skip


def check_choices(
    borders: str,
    max_passages: int | None,
    tiles: str | None,
    language: str,
    tiles_attribution: str | None = None,
) -> None:
    """Check what a page or a picture is asked for.

    Raises:
        GeomapError: A value that cannot be used; the message says which can.
    """
    if borders not in ("show", "none"):
        raise GeomapError(f"borders is {borders!r}; choose show or none")
    if max_passages is not None and max_passages < 1:
        raise GeomapError(f"max_passages is {max_passages}; give at least 1")
    strings(language)
    tile_server(tiles, tiles_attribution)


def tile_server(url: str | None, attribution: str | None = None) -> TileServer | None:
    """Return the server of a name in ``TILES`` or of an address with its credit.

    Args:
        url: A name, or an address (``https://host/{z}/{x}/{y}.png``).
        attribution: What the tiles' owner asks to be printed; needed with an address.

    Raises:
        GeomapError: It is neither, or the credit is missing.
    """
    if url is None:
        return None
    address, credit, deepest = TILES.get(url, (url, attribution or "", 19))
    parts = urlsplit(address.replace("{s}.", ""))
    if parts.scheme not in ("https", "http") or not parts.netloc or "{z}" not in address:
        known = ", ".join(TILES)
        raise GeomapError(
            f"{url!r} is no tile URL and no known name ({known}); give one such as "
            "https://host.example/{z}/{x}/{y}.png"
        )
    if not (attribution or credit).strip():
        raise GeomapError(
            f"whose tiles are those of {parts.netloc}? Give the credit that their owner asks for "
            "(--tiles-attribution, tiles_attribution)"
        )
    wildcard = "*." if "{s}." in address else ""
    origin = f"{parts.scheme}://{wildcard}{parts.netloc}"
    return TileServer(address, parts.netloc, origin, attribution or credit, deepest)
