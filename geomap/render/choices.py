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
    """Where a page's tiles come from: ``origin`` is what its policy must allow."""

    url: str
    host: str
    origin: str


def check_choices(borders: str, max_passages: int | None, tiles: str | None, language: str) -> None:
    """Check what a page or a picture is asked for.

    Raises:
        GeomapError: A value that cannot be used; the message says which can.
    """
    if borders not in ("show", "none"):
        raise GeomapError(f"borders is {borders!r}; choose show or none")
    if max_passages is not None and max_passages < 1:
        raise GeomapError(f"max_passages is {max_passages}; give at least 1")
    strings(language)
    tile_server(tiles)


def tile_server(url: str | None) -> TileServer | None:
    """Return the server of a tile URL (``https://host/{z}/{x}/{y}.png``).

    Raises:
        GeomapError: It is no such URL.
    """
    if url is None:
        return None
    parts = urlsplit(url.replace("{s}.", ""))
    if parts.scheme not in ("https", "http") or not parts.netloc or "{z}" not in url:
        raise GeomapError(
            f"{url!r} is no tile URL; give one such as https://host.example/{{z}}/{{x}}/{{y}}.png"
        )
    wildcard = "*." if "{s}." in url else ""
    return TileServer(url, parts.netloc, f"{parts.scheme}://{wildcard}{parts.netloc}")
