"""Plus Codes (Open Location Code): squares named by letters that are hard to confuse.

Written after Google's specification of the code; PyPI's ``openlocationcode`` has had no release
with a wheel, and what is needed are the few lines below.

>>> encode(47.365590, 8.524997), decode("8FVC9G8F+6X")
('8FVC9G8F+6X', (47.3655625, 8.524937500000002, 0.000125))
"""

from __future__ import annotations

import re

from geomap.coordinates.reading import Notation, Reading
from geomap.geodesy import METRES_A_DEGREE

__all__ = ["decode", "encode", "find_plus_codes", "recover"]

_ALPHABET = "23456789CFGHJMPQRVWX"
_CODE = re.compile(
    rf"(?<![\w+])(?P<head>[{_ALPHABET}]{{4}}(?:[{_ALPHABET}]{{2}}|[{_ALPHABET}]{{4}})?)"
    rf"\+(?P<tail>[{_ALPHABET}]{{2,7}})(?![\w+])"
)
_FULL = 8


def find_plus_codes(text: str) -> list[Reading]:
    """Return full and short codes; a short one counts from a place that the text names."""
    found = []
    for match in _CODE.finditer(text):
        code = match[0]
        if not any(character.isalpha() for character in code):
            continue
        if len(match["head"]) == _FULL:
            area = decode(code)
            if area is None:
                continue
            latitude, longitude, size = area
            found.append(
                Reading(
                    *match.span(),
                    Notation.PLUS_CODE,
                    ((latitude, longitude),),
                    size * METRES_A_DEGREE,
                )
            )
        else:
            found.append(Reading(*match.span(), Notation.PLUS_CODE, short=code))
    return found


def decode(code: str) -> tuple[float, float, float] | None:
    """Return the middle of a full code's square and its height, all in degrees."""
    digits = code.replace("+", "")
    south, west = -90.0, -180.0
    height = width = 20.0
    for index in range(0, min(len(digits), 10), 2):
        if index:
            height, width = height / 20, width / 20
        south += _ALPHABET.index(digits[index]) * height
        west += _ALPHABET.index(digits[index + 1]) * width
    for digit in digits[10:]:
        height, width = height / 5, width / 4
        row, column = divmod(_ALPHABET.index(digit), 4)
        south, west = south + row * height, west + column * width
    if south >= 90 or west >= 180:
        return None
    return south + height / 2, west + width / 2, height


def encode(latitude: float, longitude: float, length: int = 10) -> str:
    """Return the full code of a point, ten digits by default (a square of about 14 m)."""
    # In whole 1/8000 degrees, as the specification does: fractions would round wrongly.
    north = min(int((latitude + 90) * 8000), 180 * 8000 - 1)
    east = int(((longitude + 180) % 360) * 8000)
    digits = ""
    for _ in range(5):
        digits = _ALPHABET[north % 20] + _ALPHABET[east % 20] + digits
        north, east = north // 20, east // 20
    return digits[:_FULL] + "+" + digits[_FULL:length]


def recover(short: str, latitude: float, longitude: float) -> tuple[float, float, float] | None:
    """Return the square of a short code that is nearest to a place, as ``decode`` does."""
    missing = _FULL - short.index("+")
    size = 20.0 ** (2 - missing / 2)
    prefix = encode(latitude, longitude)[:missing]
    area = decode(prefix + short)
    if area is None:
        return None
    north, east, height = area
    if latitude + size / 2 < north and north - size >= -90:
        north -= size
    elif latitude - size / 2 > north and north + size <= 90:
        north += size
    if longitude + size / 2 < east:
        east -= size
    elif longitude - size / 2 > east:
        east += size
    return north, east, height
