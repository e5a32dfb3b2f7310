"""Country codes as users give them: an unknown one must not pass for "no preference"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from geomap.seams import Gazetteer

__all__ = ["known_countries"]

_SLIPS = {"UK": "GB", "EL": "GR"}


def known_countries(codes: Iterable[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes in capitals; each may hold several, with commas between.

    Raises:
        typer.BadParameter: The gazetteer has no country of that ISO 3166-1 alpha-2 code.
    """
    parts = (part for code in codes for part in code.split(","))
    known = tuple(dict.fromkeys(part.strip().upper() for part in parts if part.strip()))
    for code in known:
        if gazetteer.country(code) is None:
            raise typer.BadParameter(
                f"the gazetteer knows no country {code!r}; give two-letter ISO codes, e.g. "
                f"{_SLIPS.get(code, 'IQ,SY')}",
                param_hint="--country",
            )
    return known
