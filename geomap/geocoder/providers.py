"""The services that can be asked, and how geopy is set up for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from geomap.errors import GeocoderError

__all__ = ["PROVIDERS", "Provider", "Service", "connect"]


@dataclass(frozen=True, slots=True)
class Provider:
    """``key`` is geopy's parameter for the key and the environment variable that holds it.

    ``query`` are the fixed parameters of every request; ``host`` the public server.
    """

    service: str
    host: str
    key: tuple[str, str] | None = None
    key_required: bool = False
    takes_url: bool = True
    query: dict[str, Any] = field(default_factory=dict)


PROVIDERS = {
    "nominatim": Provider(
        "nominatim",
        "nominatim.openstreetmap.org",
        query={"limit": 5, "addressdetails": True, "language": "en"},
    ),
    "photon": Provider("photon", "photon.komoot.io", query={"limit": 5, "language": "en"}),
    "pelias": Provider("pelias", "", key=("api_key", "PELIAS_API_KEY"), query={"language": "en"}),
    "geonames": Provider(
        "geonames",
        "api.geonames.org",
        key=("username", "GEONAMES_USERNAME"),
        key_required=True,
        takes_url=True,
    ),
    "opencage": Provider(
        "opencage",
        "api.opencagedata.com",
        key=("api_key", "OPENCAGE_API_KEY"),
        key_required=True,
        query={"language": "en", "annotations": False},
    ),
}
"""Any other service of geopy can be named too; these are the tested ones."""


@dataclass(frozen=True, slots=True)
class Service:
    """A geopy geocoder that is set up, and the host it will talk to."""

    geopy: Any
    provider: str
    host: str
    query: dict[str, Any]
    own_server: bool


def connect(
    name: str,
    *,
    url: str | None,
    options: dict[str, str],
    user_agent: str,
    environment: dict[str, str],
) -> Service:
    """Set up a provider.

    Raises:
        GeocoderError: Unknown provider, missing key, or a URL or option it cannot take.
    """
    from geopy.exc import GeopyError
    from geopy.geocoders import get_geocoder_for_service

    from geomap.geocoder.transport import GuardedAdapter

    provider = PROVIDERS.get(name, Provider(name, ""))
    try:
        geocoder_class = get_geocoder_for_service(provider.service)
    except GeopyError as error:
        raise GeocoderError(
            f"no geocoder {name!r}; choose one of {', '.join(PROVIDERS)} or another of geopy's"
        ) from error
    settings: dict[str, Any] = dict(options)
    settings.update(_address(name, provider, url))
    settings.update(_key(name, provider, settings, environment))
    try:
        geopy = geocoder_class(
            user_agent=user_agent, timeout=10, adapter_factory=GuardedAdapter, **settings
        )
    except (TypeError, GeopyError) as error:
        raise GeocoderError(
            f"the geocoder {name} cannot be set up ({error}); check --geocoder-option"
        ) from error
    host = urlsplit(url).netloc if url else provider.host or getattr(geopy, "domain", name)
    return Service(geopy, name, host, provider.query, own_server=url is not None)


def _address(name: str, provider: Provider, url: str | None) -> dict[str, str]:
    if url is None:
        if name == "pelias":
            raise GeocoderError("pelias has no public server; give --geocoder-url URL")
        return {}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise GeocoderError(f"--geocoder-url {url!r}: {error}; e.g. https://host") from error
    if port == 0 or parts.scheme not in ("http", "https") or not parts.netloc:
        raise GeocoderError(f"--geocoder-url {url!r} is no http(s) address; e.g. https://host")
    if "@" in parts.netloc:
        raise GeocoderError("--geocoder-url must not hold a password; geocoders take a key instead")
    return {"scheme": parts.scheme, "domain": parts.netloc + parts.path.rstrip("/")}


def _key(
    name: str, provider: Provider, settings: dict[str, Any], environment: dict[str, str]
) -> dict[str, str]:
    if provider.key is None or provider.key[0] in settings:
        return {}
    parameter, variable = provider.key
    value = environment.get(variable) or environment.get("GEOMAP_GEOCODER_KEY")
    if value:
        return {parameter: value}
    if provider.key_required:
        raise GeocoderError(f"the geocoder {name} needs a key; set {variable} in the environment")
    return {}
