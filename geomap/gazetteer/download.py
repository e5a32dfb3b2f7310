"""Fetches GeoNames' export files, only when the user says ``--download``.

A file is resumed where it broke off, checked for its size and put in place whole.
"""

from __future__ import annotations

import http.client
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geomap._version import __version__
from geomap.errors import GazetteerError

__all__ = ["BASE", "download", "files_for"]

BASE = "https://download.geonames.org/export/dump/"
_BLOCK = 1 << 18
_TRIES = 5
Progress = Callable[[str, int, int], None]
Opener = Callable[[urllib.request.Request], Any]


def files_for(countries: frozenset[str], alternate_names: bool) -> list[str]:
    """Return the names of the files that a build needs."""
    features = [f"{code}.zip" for code in sorted(countries)] or ["allCountries.zip"]
    names = ["alternateNamesV2.zip"] if alternate_names else []
    tables = ["admin1CodesASCII.txt", "admin2Codes.txt", "countryInfo.txt", "hierarchy.zip"]
    return [*tables, *features, *names]


def _open(request: urllib.request.Request) -> Any:
    return urllib.request.urlopen(request, timeout=60)


def download(
    name: str,
    folder: Path,
    *,
    progress: Progress = lambda what, done, whole: None,
    opener: Opener = _open,
) -> Path:
    """Fetch a file of the export into a folder, unless it is there already.

    Raises:
        GazetteerError: The server cannot be reached, refuses, or the file stays incomplete.
    """
    target = folder / name
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    reason = "it was interrupted"
    for _ in range(_TRIES):
        try:
            if _fetch(name, part, progress, opener):
                os.replace(part, target)
                return target
        except urllib.error.HTTPError as error:
            if error.code == 416:
                part.unlink(missing_ok=True)
            elif error.code < 500:
                raise GazetteerError(
                    f"{BASE}{name}: the server says {error.code}; check the country codes"
                ) from error
            reason = f"the server says {error.code}"
        except (OSError, http.client.HTTPException) as error:
            reason = str(getattr(error, "reason", error)) or type(error).__name__
    raise GazetteerError(
        f"{BASE}{name} could not be fetched ({reason}); run the command again to go on where it"
        " stopped"
    )


def _fetch(name: str, part: Path, progress: Progress, opener: Opener) -> bool:
    """Append what is missing; return whether the file now has the size the server states."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(BASE + name, headers={"User-Agent": f"geomap/{__version__}"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    with opener(request) as answer:
        resumed = answer.status == 206
        if not resumed:
            have = 0
        length = answer.headers.get("Content-Length")
        whole = have + int(length) if length else 0
        with part.open("ab" if resumed else "wb") as stream:
            while block := answer.read(_BLOCK):
                stream.write(block)
                have += len(block)
                progress(name, have, whole)
    return have == whole if whole else have > 0
