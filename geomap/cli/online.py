"""From options to a geocoder that says first what it will send."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

from geomap.cli.options import Online, Reading
from geomap.cli.streams import say
from geomap.cli.talk import typed
from geomap.errors import FormatError
from geomap.escaping import for_terminal
from geomap.wording import counted

if TYPE_CHECKING:
    from geomap.seams import Geocoder

__all__ = ["cached_answers", "fetches", "geocoder_from", "geocodes", "nothing_to_send"]

_ONLY_WITH_GEOCODE = {
    "geocoder", "geocoder_url", "geocoder_option", "contact", "ask_below", "dry_run"
}  # fmt: skip


def fetches(reading: Reading, online: Online) -> bool:
    """Whether addresses may be read."""
    return reading.fetch or reading.fetch_private or online.online


def geocodes(online: Online) -> bool:
    """Whether a geocoder may be asked; tells those who use the old option of the new ones."""
    if online.online:
        say("--online will go in 0.2; use --fetch to read addresses, --geocode to ask for names")
    return online.geocode or online.online


def geocoder_from(online: Online) -> Geocoder | None:
    """Return the geocoder that --geocode allows, or None.

    Raises:
        OnlineForbidden: --geocode was given although GEOMAP_OFFLINE is set.
    """
    if not geocodes(online):
        idle = sorted(f"--{name.replace('_', '-')}" for name in typed() & _ONLY_WITH_GEOCODE)
        if idle:
            raise FormatError(f"{', '.join(idle)} works only with --geocode; give that too")
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
    verb = "would be" if dry_run else "is" if len(names) == 1 else "are"
    say(f"{counted(len(names), 'name')} {verb} sent to {host}, nothing else:")
    for name in names:
        typer.echo(f"  {for_terminal(name)}", err=True)
    if dry_run:
        raise typer.Exit()


def nothing_to_send() -> NoReturn:
    """End a dry run in which no name was left to ask for."""
    say("no name would be sent")
    raise typer.Exit()
