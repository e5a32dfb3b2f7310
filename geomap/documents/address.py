"""Addresses as they may be shown: without passwords and tokens."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

__all__ = ["public_address"]

_SECRET = re.compile(
    r"token|secret|passw|pwd|^pw$|^key$|api[-_]?key|^auth|^sig$|signature|session|^sid$|^code$|"
    r"credential|^x-amz-|^x-goog-|^jwt$|^otp$",
    re.IGNORECASE,
)


def public_address(address: str) -> str:
    """Return an address without user, password, fragment of secrets and secret parameters.

    >>> public_address("https://me:pw@example.org:8443/a?token=1&page=2#top")
    'https://example.org:8443/a?page=2#top'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.rpartition("@")[2].partition("?")[0]
    kept = "&".join(pair for pair in parts.query.split("&") if not _is_secret(pair))
    fragment = "" if _is_secret(parts.fragment) else parts.fragment
    host = parts.netloc.rpartition("@")[2]
    if (host, kept, fragment) == (parts.netloc, parts.query, parts.fragment):
        return address
    return urlunsplit((parts.scheme, host, parts.path, kept, fragment))


def _is_secret(pair: str) -> bool:
    name, equals, _ = pair.partition("=")
    return bool(equals) and _SECRET.search(name) is not None
