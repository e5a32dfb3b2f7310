"""The geocoder behind the seam: cache first, then a turn, then one careful request."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geomap.errors import GeocoderError, GeocoderUnavailable
from geomap.gazetteer.normalize import normalize_name
from geomap.geocoder.cache import Cache, CacheKey
from geomap.geocoder.limiter import Limiter
from geomap.geocoder.providers import Service
from geomap.geocoder.shapes import to_candidates
from geomap.seams import Answers, geocode_each
from geomap.types import Candidate

__all__ = ["MAX_NAME", "CachedAnswers", "Limits", "OnlineGeocoder", "bare_name"]

MAX_NAME = 100
"""Characters of a name that is sent; a longer one is no name."""

_RETRIED = frozenset({429, 502, 503, 504})
_FATAL = frozenset({401, 403, 407, 509})
_OUTAGES_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Manners: seconds between requests, for one request, and for a name with its retries."""

    interval: float = 1.1
    timeout: float = 10.0
    deadline: float = 60.0
    retries: int = 2
    names: int = 100

    def changed(self, interval: str | None, timeout: str | None) -> Limits:
        """Return these limits with the seconds that the user gave as text."""
        try:
            changed = replace(
                self,
                interval=self.interval if interval is None else float(interval),
                timeout=self.timeout if timeout is None else float(timeout),
            )
            if not (0 <= changed.interval <= 3600 and 0 < changed.timeout <= 3600):
                raise ValueError("not within an hour")
            return changed
        except ValueError as error:
            raise GeocoderError(
                "--geocoder-option interval and timeout are seconds; e.g. timeout=10"
            ) from error


def bare_name(text: str) -> str | None:
    """Return the name that may be sent: one line, printable, not too long; else None."""
    name = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", text).split())
    return name if 0 < len(name) <= MAX_NAME else None


class CachedAnswers:
    """A geocoder that never asks: it only knows what was answered before."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    @property
    def name(self) -> str:
        return "cached answers"

    def geocode_all(self, names: Sequence[str]) -> Answers:
        """Return the earlier answers; nothing is sent and nothing fails."""
        return Answers({name: self.geocode(name) for name in names})

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        """Return the candidates that some geocoder gave for the name earlier, if any."""
        found = self._cache.any(normalize_name(name))
        return to_candidates(found[0].provider, name, found[1]) if found else ()


class OnlineGeocoder:
    """Asks a service for bare names; see docs/privacy.md for what leaves the machine."""

    def __init__(
        self,
        service: Service,
        cache: Cache,
        limiter: Limiter,
        *,
        limits: Limits | None = None,
        announce: Callable[[tuple[str, ...], str], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._service = service
        self._cache = cache
        self._limiter = limiter
        self._limits = limits or Limits()
        self._announce = announce
        self._sleep = sleep
        self._halted: str | None = None
        self._outages = 0
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return f"{self._service.provider} at {self._service.host}"

    def geocode_all(self, names: Sequence[str]) -> Answers:
        """Say which names will be sent, then ask for each that the cache does not know."""
        self.prepare(names)
        before = len(self.asked)
        answers = geocode_each(self, names)
        asked = frozenset(self.asked[before:])
        return replace(answers, sent=frozenset(n for n in names if bare_name(n) in asked))

    def prepare(self, names: Sequence[str]) -> tuple[str, ...]:
        """Tell which of the names will be sent: not cached, once each, within the cap."""
        wanted = dict.fromkeys(filter(None, map(bare_name, names)))
        unknown = [name for name in wanted if self._cache.get(self._key(name)) is None]
        if not self._service.own_server:
            unknown = unknown[: max(0, self._limits.names - len(self.asked))]
        if unknown and self._announce is not None:
            self._announce(tuple(unknown), self._service.host)
        return tuple(unknown)

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        """Return the service's candidates; an empty tuple: it knows no such place.

        Raises:
            GeocoderUnavailable: It could not be asked, refused, or answered nonsense.
        """
        bare = bare_name(name)
        if bare is None:
            return ()
        key = self._key(bare)
        answers = self._cache.get(key)
        if answers is None:
            given = self._ask(bare)
            answers = self._usable(bare, given)
            if answers or not given:
                self._cache.put(key, answers)
        return to_candidates(self._service.provider, bare, answers)

    def _usable(self, name: str, answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the answers that can be read: what is kept must never break a later run."""
        provider = self._service.provider
        return [answer for answer in answers if to_candidates(provider, name, [answer])]

    def _key(self, name: str) -> CacheKey:
        fixed = json.dumps(self._service.query, sort_keys=True)
        language = str(self._service.query.get("language", ""))
        return CacheKey(
            self._service.provider, self._service.host, normalize_name(name), fixed, language
        )

    def _ask(self, name: str) -> list[dict[str, Any]]:
        if self._halted:
            raise GeocoderUnavailable(self._halted)
        if not self._service.own_server and len(self.asked) >= self._limits.names:
            raise GeocoderUnavailable(
                f"the cap of {self._limits.names} names a run is reached; "
                "use your own server with --geocoder-url"
            )
        self.asked.append(name)
        try:
            answers = self._with_retries(name)
        except GeocoderUnavailable as error:
            self._outages += 1
            if self._outages >= _OUTAGES_IN_A_ROW and not self._halted:
                self._halted = f"{error} (three names in a row: not asked any more)"
            raise
        self._outages = 0
        return answers

    def _with_retries(self, name: str) -> list[dict[str, Any]]:
        ends = time.monotonic() + self._limits.deadline
        failure = _Failure("not asked")
        for attempt in range(self._limits.retries + 1):
            outcome = self._once(name)
            if isinstance(outcome, list):
                return outcome
            failure = outcome
            if failure.status in _FATAL:
                self._halted = (
                    f"{self._service.host} refused ({failure.words}); not asked again in this run"
                )
                raise GeocoderUnavailable(self._halted)
            wait = max(failure.retry_after, 2.0**attempt * self._limits.interval)
            last = attempt == self._limits.retries or not failure.worth_retrying
            if last or time.monotonic() + wait > ends:
                break
            self._sleep(wait)
        raise GeocoderUnavailable(f"{self._service.host} gave no answer ({failure.words})")

    def _once(self, name: str) -> list[dict[str, Any]] | _Failure:
        """Send one request in turn; a failure is returned, so that the turn is given back."""
        with self._limiter.turn():
            try:
                found = self._service.geopy.geocode(
                    name, exactly_one=False, timeout=self._limits.timeout, **self._service.query
                )
            except Exception as error:
                return _failure(error)
        return [_raw(self._service.provider, location) for location in found or ()]


@dataclass(frozen=True, slots=True)
class _Failure:
    words: str
    status: int | None = None
    retry_after: float = 0.0
    timed_out: bool = False

    @property
    def worth_retrying(self) -> bool:
        return self.timed_out or self.status in _RETRIED


def _failure(error: Exception) -> _Failure:
    """Sort every exception of geopy, and what its parsers let through, into a failure."""
    from geopy.exc import GeocoderTimedOut, GeopyError

    status = getattr(error.__cause__, "status_code", None)
    if status is not None:
        wait = getattr(error, "retry_after", None) or _retry_after(error.__cause__)
        return _Failure(f"HTTP {status}", status, float(wait or 0.0))
    if isinstance(error, GeocoderTimedOut):
        return _Failure(str(error) or "time-out", timed_out=True)
    if isinstance(error, GeopyError):
        return _Failure(str(error)[:200] or type(error).__name__)
    return _Failure(f"an answer that cannot be used: {type(error).__name__}")


def _retry_after(cause: Any) -> float | None:
    from geopy.adapters import get_retry_after

    return get_retry_after(cause.headers) if getattr(cause, "headers", None) else None


def _raw(provider: str, location: Any) -> dict[str, Any]:
    if isinstance(location.raw, dict) and provider in (
        "nominatim",
        "photon",
        "pelias",
        "geonames",
        "opencage",
    ):
        return dict(location.raw)
    return {
        "provider": provider,
        "address": location.address,
        "latitude": location.latitude,
        "longitude": location.longitude,
    }
