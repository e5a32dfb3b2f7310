"""At most one request in an interval, summed over all geomap processes of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from geomap.errors import GeocoderError, GeocoderUnavailable

__all__ = ["Limiter"]

_PATIENCE = 120.0
"""Seconds to wait for a turn: longer than one request and its retries take."""


class Limiter:
    """A turn-taker whose memory is a small file; the lock is held while a request runs.

    Args:
        folder: Where lock and time live; every process that shares it takes turns.
        host: Each host has turns of its own.
        interval: Seconds between the starts of two requests.
    """

    def __init__(
        self,
        folder: Path,
        host: str,
        interval: float,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise GeocoderError(
                f"the cache folder {folder} cannot be made ({error.strerror}); "
                "set GEOMAP_CACHE to a folder you can write to"
            ) from error
        safe = "".join(char if char.isalnum() or char in ".-" else "_" for char in host)
        self._last = folder / f"turn-{safe}.txt"
        self._lock = FileLock(folder / f"turn-{safe}.lock")
        self._interval = interval
        self._clock = clock
        self._sleep = sleep

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it; the next one starts an interval after this one did.

        Raises:
            GeocoderUnavailable: Turns cannot be kept, so that nobody may be asked.
        """
        try:
            self._lock.acquire(timeout=_PATIENCE)
        except Timeout as error:
            raise GeocoderUnavailable(
                f"nobody was asked, as another geomap has held the turn for {_PATIENCE:g} s; end it"
            ) from error
        except OSError as error:
            raise _no_turns(self._last.parent, error) from error
        try:
            self._wait()
            yield
        finally:
            self._lock.release()

    def _wait(self) -> None:
        since = self._clock() - self._read()
        if 0 <= since < self._interval:
            self._sleep(self._interval - since)
        try:
            self._last.write_text(repr(self._clock()), encoding="ascii")
        except OSError as error:
            raise _no_turns(self._last.parent, error) from error

    def _read(self) -> float:
        with suppress(OSError, ValueError):
            return float(self._last.read_text(encoding="ascii"))
        return float("-inf")


def _no_turns(folder: Path, error: OSError) -> GeocoderUnavailable:
    return GeocoderUnavailable(
        f"nobody was asked, as {folder} cannot be written ({error.strerror}); "
        "set GEOMAP_CACHE to a folder you can write to"
    )
