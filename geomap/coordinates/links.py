"""Positions inside addresses: geo: URIs (RFC 5870), links of map services, geohashes.

>>> [r.points for r in find_links("see https://www.openstreetmap.org/#map=14/15.5007/32.5599 now")]
[((15.5007, 32.5599),)]
>>> [r.points for r in find_links("geo:37.786971,-122.399677")]
[((37.786971, -122.399677),)]
>>> [r.problem is not None for r in find_links("///filled.count.soap")]
[True]
"""

from __future__ import annotations

import re

from geomap.coordinates.reading import Notation, Reading
from geomap.geodesy import METRES_A_DEGREE

__all__ = ["find_links"]

_NUMBER = r"[-+]?\d{1,3}(?:\.\d{1,15})?"
_LAT, _LON = rf"(?P<lat>{_NUMBER})", rf"(?P<lon>{_NUMBER})"
_COMMA = r"(?:,|%2C|\+|%20){1,3}"
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]{4,2000}|\bgeo:[-+\d.,;=\w]{5,200}")
_MAP_HOST = re.compile(
    r"(?:^|[/.@])(?:google\.[a-z.]{2,6}/maps|maps\.google\.|maps\.apple\.com|bing\.com/maps|"
    r"openstreetmap\.org|osm\.org|opentopomap\.org|wikimapia\.org|yandex\.[a-z.]{2,6}|"
    r"maps\.here\.com|wego\.here\.com|what3words\.com|geohash\.org|geohack\.|mapcarta\.com|"
    r"zoom\.earth|satellites\.pro|deepstatemap\.live|liveuamap\.com)",
    re.IGNORECASE,
)
# Longitude first only at Yandex; the exact pin of a Google link before the view's middle.
_FORMS = (
    re.compile(rf"!3d{_LAT}!4d{_LON}"),
    re.compile(rf"[?&#]mlat={_LAT}&mlon={_LON}"),
    re.compile(rf"#map=\d{{1,2}}(?:\.\d+)?/{_LAT}/{_LON}"),
    re.compile(
        rf"[?&](?:q|ll|query|daddr|saddr|center|destination|sll|near|address)=(?:loc:)?{_LAT}{_COMMA}{_LON}"
    ),
    re.compile(rf"@{_LAT},{_LON}"),
    re.compile(rf"[?&]cp={_LAT}(?:~|%7E){_LON}", re.IGNORECASE),
    re.compile(rf"[?&#](?:lat|latitude)={_LAT}&(?:lon|lng|long|longitude)={_LON}"),
    re.compile(rf"/(?:place|search|dir|maps)/(?:[^/]{{0,40}}/)?{_LAT}{_COMMA}{_LON}"),
)
_YANDEX = re.compile(rf"[?&]ll={_LON}{_COMMA}{_LAT}", re.IGNORECASE)
_GEO = re.compile(rf"geo:{_LAT},{_LON}")
_GEOHASH = re.compile(r"geohash\.org/(?P<hash>[0-9b-hjkmnp-z]{4,12})\b")
_WORDS = re.compile(
    r"(?:(?<![\w/:])///|what3words\.com/|w3w\.co/)(?P<words>[^\W\d_]{2,20}\.[^\W\d_]{2,20}\.[^\W\d_]{2,20})\b"
)
_BASE32 = "0123456789bcdefghjkmnpqrstuvwxyz"


def find_links(text: str) -> list[Reading]:
    """Return the positions that addresses of maps and geo: URIs carry, in text order."""
    found = [_words(match) for match in _WORDS.finditer(text)]
    for match in _ADDRESS.finditer(text):
        reading = _geo(match) if match[0].startswith("geo:") else _link(match)
        if reading is not None:
            found.append(reading)
    return sorted(found, key=lambda reading: reading.start)


def _words(match: re.Match[str]) -> Reading:
    return Reading(
        *match.span(),
        Notation.WHAT3WORDS,
        problem="the grid of what3words is not public, so the words cannot be read here",
    )


def _geo(address: re.Match[str]) -> Reading | None:
    match = _GEO.match(address[0])
    return _of(address, match, Notation.GEO_URI) if match else None


def _link(address: re.Match[str]) -> Reading | None:
    url = address[0]
    host = _MAP_HOST.search(url[:80])
    if host is None:
        return None
    hashed = _GEOHASH.search(url)
    if hashed:
        latitude, longitude, size = _geohash(hashed["hash"])
        start = address.start() + hashed.start("hash")
        return Reading(
            start,
            start + len(hashed["hash"]),
            Notation.GEOHASH,
            ((latitude, longitude),),
            size * METRES_A_DEGREE,
        )
    forms = (_YANDEX,) if "yandex" in host[0].casefold() else _FORMS
    match = next((found for form in forms if (found := form.search(url))), None)
    return _of(address, match, Notation.LINK) if match else None


def _of(address: re.Match[str], match: re.Match[str], notation: Notation) -> Reading | None:
    """Return the reading whose span is the numbers, not the whole address."""
    latitude, longitude = float(match["lat"]), float(match["lon"])
    decimals = min(len(match[axis].partition(".")[2]) for axis in ("lat", "lon"))
    if decimals == 0:
        return None
    first, last = sorted((match.span("lat"), match.span("lon")))
    start, end = address.start() + first[0], address.start() + last[1]
    step = 10.0 ** -min(decimals, 7) * METRES_A_DEGREE
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude, longitude) == (0, 0):
        return Reading(start, end, notation, problem="the address carries no position on Earth")
    return Reading(start, end, notation, ((latitude, longitude),), step)


def _geohash(code: str) -> tuple[float, float, float]:
    """Return the middle of a geohash's cell and its larger side, in degrees (Niemeyer 2008)."""
    sides = [[-180.0, 180.0], [-90.0, 90.0]]
    turn = 0
    for character in code:
        value = _BASE32.index(character)
        for bit in (16, 8, 4, 2, 1):
            side = sides[turn]
            middle = (side[0] + side[1]) / 2
            side[0 if value & bit else 1] = middle
            turn ^= 1
    (west, east), (south, north) = sides
    return (south + north) / 2, (west + east) / 2, max(north - south, east - west)
