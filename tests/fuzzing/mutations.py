"""Ways to spoil good inputs: their bytes, the members of an archive, the values of a record."""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Iterator
from typing import Any

__all__ = ["ODD_VALUES", "mutated", "mutated_archive", "mutated_record", "mutated_words"]

_TOKENS = (
    b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"<", b">",
    b"%s", b"9" * 30, b"-1", b"1e999", b"NaN", b"[" * 50, b"{" * 50, b'"', b"\\u", b"\\u99999?",
    b"&#x0;", b"&#xD800;", b"&#1114112;", b"charset=idna", b"charset=undefined",
    b"=?idna?q?=E9?=", b"=?x?b?!!?=", b"\\bin9999999 ", b"\\ansicpg999", b"\\'zz",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\n\nFrom x\n", b"\xe2\x80\xae",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1.5, -0.0, 1e308, -1e308, 10**400, -(10**400), 2**63, 2**64,
    float("nan"), float("inf"), "", "x", "=1+1", "\ud800", "\x00", "a" * 10_000, [], {}, [1],
    [[]], ["x"], {"a": 1}, [None], "1e999", "<script>alert(1)</script>", 91, 181, -181, 99999999,
    [1, 2, 3, 4, 5], [-1, 5, "k"], [[5, 2, "page", "l", "a"]], [[0, 10**9, "page"]],
    [[-5, 3, "page"]], [91, 0, 92, 1], [1, 1, 0, 0], [0, -200, 1, 200], [1e308] * 4,
)  # fmt: skip
_MARKS = (
    "°", "′", "″", "º", "˚", "'", '"', ",", ".", "-", "−", "+", " ", "\u00a0", "N", "S", "E", "W",
    "O", "lat", "lon", "geo:", "https://", "openstreetmap.org/#map=", "google.com/maps/@", "//",
    "///", "geohash.org/", "38S", "MB", "UTM", "zone", "8FVC", "+22", "9" * 40, "1e9", "\n", "|",
    "\t", "٣", "𝟗", "½", "\u202e", "\u200b", "(", ")", "to", "–", ";", "#", "?q=", "@", "!3d",
)  # fmt: skip
Path = tuple[str | int, ...]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, cut out, doubled or replaced by odd ones."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        _spoil(changed, chance)
    return bytes(changed)


def _spoil(changed: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(changed) + 1)
    how = chance.randrange(7)
    if how == 0 and at < len(changed):
        changed[at] ^= 1 << chance.randrange(8)
    elif how == 1 and at < len(changed):
        changed[at] = chance.randrange(256)
    elif how == 2:
        del changed[at : at + chance.choice((1, 4, 50, 500))]
    elif how == 3:
        other = chance.randrange(len(changed) + 1)
        changed[at:at] = changed[other : other + chance.choice((4, 16, 200))]
    elif how == 4 and chance.random() < 0.3:
        del changed[at:]
    elif how == 5:
        changed[at : at + 1] = changed[at : at + chance.randint(1, 8)] * chance.choice((10, 1000))
    else:
        token = chance.choice(_TOKENS)
        changed[at : at + chance.choice((0, len(token)))] = token


def mutated_archive(data: bytes, chance: random.Random) -> bytes:
    """Return a ZIP archive, mostly sound, with one or two of its members spoilt or left out."""
    if chance.random() < 0.25:
        return mutated(data, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(packed, "w") as new:
        names = good.namelist()
        spoilt = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2)))))
        for name in names:
            if chance.random() < 0.02:
                continue
            inside = good.read(name)
            new.writestr(name, mutated(inside, chance) if name in spoilt else inside)
    return packed.getvalue()


def mutated_record(data: bytes, chance: random.Random) -> bytes:
    """Return JSON with an odd value in one or two places, or without one; or spoilt bytes."""
    if chance.random() < 0.2:
        return mutated(data, chance)
    record = json.loads(data)
    for _ in range(chance.choice((1, 1, 1, 2))):
        paths = [path for path in _paths(record) if path]
        if paths:
            _set(record, chance.choice(paths), chance)
    return json.dumps(record).encode()


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    yield path
    inner: list[tuple[Any, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    for key, one in inner:
        yield from _paths(one, (*path, key))


def _set(record: Any, path: Path, chance: random.Random) -> None:
    *before, last = path
    for key in before:
        record = record[key]
    if chance.random() < 0.05:
        del record[last]
    else:
        record[last] = copy.deepcopy(chance.choice(ODD_VALUES))


def mutated_words(data: bytes, chance: random.Random) -> bytes:
    """Return a text in which signs of coordinates were put, cut out, doubled or moved."""
    words = data.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 2, 4, 12))):
        at, length = chance.randrange(len(words) + 1), chance.choice((0, 1, 3, 12))
        other = chance.randrange(len(words) + 1)
        piece = chance.choice(
            (chance.choice(_MARKS), words[other : other + chance.choice((2, 10, 40))], "")
        )
        words = words[:at] + piece * chance.choice((1, 1, 1, 2, 200)) + words[at + length :]
    return words[:20_000].encode("utf-8", "surrogatepass")
