"""One HTTP request, guarded: a real deadline, a cap on the body, no other host, no own retries.

geopy's adapters neither enforce a deadline on a dripping body nor cap it, and they follow
redirects anywhere; this one is given to geopy in their place.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from contextlib import closing
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)

__all__ = ["MAX_BODY", "GuardedAdapter"]

MAX_BODY = 2_000_000
"""Bytes of an answer that are read at most; five results of Nominatim are about 10 kB."""


class _SameHost(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if _origin(newurl) != _origin(req.full_url):
            fp.close()
            raise GeocoderServiceError(
                f"redirected to another host ({urlsplit(newurl).hostname}), which is refused"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


class GuardedAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """A geopy adapter that sends exactly one request a call."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: ssl.SSLContext) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._opener = build_opener(
            HTTPSHandler(context=ssl_context), ProxyHandler(proxies), _SameHost()
        )

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except ValueError as error:
            raise GeocoderParseError("the answer is not JSON") from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the body; the whole exchange ends after ``timeout`` seconds, whatever comes."""
        outcome: list[str | BaseException] = []

        def exchange() -> None:
            try:
                outcome.append(self._exchange(url, timeout, headers))
            except BaseException as error:
                outcome.append(error)

        worker = threading.Thread(target=exchange, daemon=True)
        worker.start()
        worker.join(timeout + 0.1)
        if not outcome:
            raise GeocoderTimedOut(f"no whole answer within {timeout:g} s")
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def _exchange(self, url: str, timeout: float, headers: dict[str, str]) -> str:
        deadline = time.monotonic() + timeout
        try:
            with self._opener.open(Request(url, headers=headers), timeout=timeout) as page:
                return _body(page, deadline).decode("utf-8")
        except HTTPError as error:
            raise _http_error(error) from error
        except UnicodeDecodeError as error:
            raise GeocoderParseError("the answer is not UTF-8") from error
        except TimeoutError as error:
            raise GeocoderTimedOut(f"no answer within {timeout:g} s") from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeocoderTimedOut(f"no answer within {timeout:g} s") from error
            raise GeocoderUnavailable(f"not reachable ({error.reason})") from error
        except (OSError, ValueError) as error:
            raise GeocoderUnavailable(f"the connection broke ({error})") from error


def _body(page: Any, deadline: float) -> bytes:
    parts, size = [], 0
    while part := page.read1(65_536):
        size += len(part)
        if size > MAX_BODY:
            raise GeocoderServiceError(f"the answer is larger than {MAX_BODY:,} bytes")
        if time.monotonic() > deadline:
            raise GeocoderTimedOut("the answer came too slowly")
        parts.append(part)
    return b"".join(parts)


def _http_error(error: HTTPError) -> AdapterHTTPError:
    with closing(error):
        try:
            text = error.read(2_000).decode("utf-8", errors="replace")
        except OSError:
            text = ""
    return AdapterHTTPError(
        f"HTTP {error.code}",
        status_code=error.code,
        headers={name.lower(): value for name, value in error.headers.items()},
        text=text,
    )
