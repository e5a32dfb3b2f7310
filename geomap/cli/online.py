"""From options to a geocoder that says first what it will send."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from geomap.cli.options import Online
from geomap.errors import FormatError

if TYPE_CHECKING:
    from geomap.seams import Geocoder

__all__ = ["cached_answers", "geocoder_from"]


def geocoder_from(online: Online) -> Geocoder | None:
    """Return the geocoder that --online allows, or None.

    Raises:
        OnlineForbidden: --online was given although GEOMAP_OFFLINE is set.
    """
    if not online.online:
        if online.dry_run:
            raise FormatError("--dry-run shows what --online would send; give --online too")
        return None
    from geomap.geocoder import make_geocoder

    return make_geocoder(
        online.geocoder,
        url=online.geocoder_url,
        options=_pairs(online.geocoder_option or []),
        contact=online.contact,
        announce=lambda names, host: _announce(names, host, online.dry_run),
    )


def cached_answers() -> Geocoder | None:
    """Return what geocoders answered earlier, if there is any; asks nobody."""
    from geomap.geocoder import Cache, CachedAnswers

    cache = Cache()
    return CachedAnswers(cache) if cache.path.exists() else None


def _pairs(options: list[str]) -> dict[str, str]:
    pairs = {}
    for option in options:
        key, equals, value = option.partition("=")
        if not equals or not key:
            raise FormatError(f"--geocoder-option {option!r} is not KEY=VALUE; e.g. timeout=10")
        pairs[key.strip()] = value
    return pairs


def _announce(names: tuple[str, ...], host: str, dry_run: bool) -> None:
    verb = "would be sent" if dry_run else "are sent"
    print(f"geomap: {len(names)} names {verb} to {host}, nothing else:", file=sys.stderr)
    for name in names:
        print(f"  {name}", file=sys.stderr)
    if dry_run:
        raise typer.Exit()
