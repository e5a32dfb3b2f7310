"""What a document says once, it says everywhere: names found again, and compounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from geomap.languages.en.demonyms import is_adjective
from geomap.languages.en.function_words import COMPOUND_TAILS
from geomap.languages.en.names import COUNTRIES, WHOLE_NAMES
from geomap.languages.en.not_places import NOT_PLACES_BEFORE_BASED
from geomap.recognizer.words import MARKS

__all__ = ["addresses", "certain", "compounds", "repetitions"]

_COMPOUND = re.compile(r"(?<![\w-])([A-Z][\w.]{0,30})(?=[-‐‑–]([a-z]+)\b)")
_SHORTEST = 3
_SHORTEST_IN_CAPITALS = 4


def repetitions(text: str, known: Mapping[str, float], sure: float) -> Iterator[tuple[int, int]]:
    """Other places where names of the document stand: as written, and in capitals.

    Args:
        known: Names found in the text, with the probability of the best finding.
        sure: Names below this probability are not looked for.
    """
    wanted: set[str] = set()
    for name, probability in known.items():
        if probability < sure or name.islower():
            continue
        if len(name) >= _SHORTEST or name in COUNTRIES:
            wanted.add(name)
        if len(name) >= _SHORTEST_IN_CAPITALS:
            wanted.add(name.upper())
    by_first: dict[str, list[str]] = {}
    for name in sorted(wanted, key=lambda name: (-len(name), name)):
        first = _WORD.match(name)
        if first:
            by_first.setdefault(first[0], []).append(name)
    end = 0
    for word in _WORD.finditer(text) if by_first else ():
        start = word.start()
        for name in by_first.get(word[0], ()):
            stop = start + len(name)
            if start >= end and text.startswith(name, start) and not _WORD.match(text, stop):
                yield start, stop
                end = stop
                break


_WORD = re.compile(rf"[\w{MARKS}]+")
_BASED = re.compile(
    r"(?<![\w-])((?:St\. |San |New |Los |Las |North |South |West |East |Fort |El )?[A-Z][a-z]+"
    r"(?: City| Beach)?)[-‐‑]based\b"
)
_LONGEST_FIRST = sorted(WHOLE_NAMES, key=lambda name: (-len(name), name))
_WHOLE = re.compile(rf"(?<![\w.&'’-])(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?![\w&$])")


_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|(?<!\S)@\w+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]+"
)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Web and mail addresses and handles: what stands in them is not said by the text."""
    for match in _ADDRESS.finditer(text):
        yield match.span()


def certain(text: str) -> Iterator[tuple[int, int]]:
    """Names that need no network: "Sri Lanka", "UK", and the town in "Omaha-based"."""
    for match in _WHOLE.finditer(text):
        yield match.span()
    for match in _BASED.finditer(text):
        if match[1] not in NOT_PLACES_BEFORE_BASED and not is_adjective(match[1]):
            yield match.span(1)


def compounds(text: str) -> Iterator[tuple[int, int]]:
    """Return the country in "US-led" and "Iran-backed"."""
    for match in _COMPOUND.finditer(text):
        if match[1] in COUNTRIES and match[2] in COMPOUND_TAILS:
            yield match.span(1)
