"""Where a publisher is at home: from a list of newspapers, or from the name of its domain.

``outlets.csv`` was written by hand from general knowledge: well-known and regional newspapers,
"domain,home". A home is a name and what holds it; the gazetteer says where that is.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from geomap.languages.en.publishers import HEADS, TAILS
from geomap.languages.words import words_of
from geomap.types import Document

__all__ = ["domain_of", "home_of", "host_of", "spelled_in"]

_LIST = Path(__file__).with_name("outlets.csv")
_GENERIC = frozenset(words_of("com org net edu gov mil int info biz co ac"))


def host_of(document: Document) -> str:
    """Return the host name of the document's address, or an empty string."""
    for address in (document.url, document.source):
        if address and address.startswith(("http://", "https://")):
            return (urlsplit(address).hostname or "").casefold()
    return ""


def domain_of(host: str) -> tuple[str, str]:
    """Return (name, top-level domain) of a host.

    >>> domain_of("www.parisbeacon.com"), domain_of("news.example.co.uk"), domain_of("localhost")
    (('parisbeacon', 'com'), ('example', 'uk'), ('', ''))
    """
    parts = [part for part in host.casefold().split(".") if part]
    if len(parts) < 2:
        return "", ""
    top = parts.pop()
    while len(parts) > 1 and parts[-1] in _GENERIC:
        parts.pop()
    return parts[-1], top


def home_of(host: str) -> str | None:
    """Return the home of a listed outlet ("Hartford, Connecticut"), or None."""
    parts = host.casefold().split(".")
    for start in range(len(parts) - 1):
        home = _homes().get(".".join(parts[start:]))
        if home:
            return home
    return None


@cache
def _homes() -> dict[str, str]:
    with _LIST.open(encoding="utf-8", newline="") as lines:
        return {row["domain"]: row["home"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=1024)
def spelled_in(domain: str) -> str:
    """Return what a domain spells besides the words of newspapers.

    >>> spelled_in("theparisnews"), spelled_in("santa-fe-times"), spelled_in("example")
    ('paris', 'santa fe', '')
    """
    rest = domain
    for word in HEADS:
        rest = rest.removeprefix(word).lstrip("-")
    changed = rest != domain
    while tail := next((w for w in TAILS if rest.endswith(w) and len(rest) - len(w) > 3), None):
        rest, changed = rest.removesuffix(tail).rstrip("-"), True
    return rest.replace("-", " ") if changed else ""
