"""Set up a geocoder, unless the user's environment forbids it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from geomap._version import __version__
from geomap.errors import GeocoderError, OnlineForbidden
from geomap.files import cache_folder
from geomap.geocoder.cache import Cache
from geomap.geocoder.client import Limits, OnlineGeocoder
from geomap.geocoder.limiter import Limiter

__all__ = ["forbidden", "make_geocoder"]


def forbidden(environment: Mapping[str, str] | None = None) -> bool:
    """Whether GEOMAP_OFFLINE forbids every request, whatever the options say."""
    value = (environment if environment is not None else os.environ).get("GEOMAP_OFFLINE", "")
    return value.strip().lower() not in ("", "0", "no", "false")


def make_geocoder(
    provider: str = "nominatim",
    *,
    url: str | None = None,
    options: Mapping[str, str] | None = None,
    contact: str | None = None,
    limits: Limits | None = None,
    folder: Path | None = None,
    announce: Callable[[tuple[str, ...], str], None] | None = None,
    environment: Mapping[str, str] | None = None,
) -> OnlineGeocoder:
    """Return a geocoder that asks ``provider`` through geopy.

    Args:
        url: Address of your own server; lifts the cap on names a run.
        options: Passed to geopy's class, e.g. a key; ``interval`` and ``timeout`` (seconds)
            are geomap's own.
        contact: E-mail or URL for the User-Agent, as services ask for; GEOMAP_CONTACT.
        folder: Of the cache and of the turns that all processes share.
        announce: Called once with the names that will be sent and the host, before the first
            request; it may raise to stop.

    Raises:
        OnlineForbidden: GEOMAP_OFFLINE is set.
        GeocoderError: Unknown provider, missing key, wrong URL or option.
    """
    environment = os.environ if environment is None else environment
    if forbidden(environment):
        raise OnlineForbidden("GEOMAP_OFFLINE is set, so nothing is asked online; unset it first")
    from geomap.geocoder.providers import connect

    given = dict(options or {})
    limits = limits or Limits()
    limits = limits.changed(given.pop("interval", None), given.pop("timeout", None))
    contact = contact or environment.get("GEOMAP_CONTACT") or ""
    if not (contact.isascii() and contact.isprintable()):
        raise GeocoderError("--contact stands in a header; give an e-mail or URL in plain ASCII")
    service = connect(
        provider,
        url=url,
        options=given,
        user_agent=f"geomap/{__version__} ({contact or 'no contact given'})",
        environment=dict(environment),
    )
    folder = folder or cache_folder()
    return OnlineGeocoder(
        service,
        Cache(folder),
        Limiter(folder, service.host, limits.interval),
        limits=limits,
        announce=announce,
    )
