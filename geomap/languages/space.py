"""Words about where places lie, for the languages that have a file ``space.py``.

Patterns speak of the text in front of a name and end where it begins. In them ``{D}`` stands for a
direction, ``{N}`` for a number, ``{U}`` for a unit of length and ``{T}`` for the words between
them and the name ("of the town of"); the first three become groups.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

from geomap.languages.words import any_of, words_of

__all__ = [
    "LANGUAGES_WITH_SPACE",
    "Space",
    "class_words",
    "classes_abroad",
    "directions_of",
    "inside_abroad",
    "of_abroad",
    "space_of",
    "words_of_abroad",
]

LANGUAGES_WITH_SPACE = ("de", "fr", "es", "it", "pt", "ru", "ar")
_UNITS = frozenset({"admin1", "admin2"})
_BARE = frozenset({"river", "lake", "island", "airport", "mountains"})
"""Classes whose words stand before a name without "of": "río Ebro", "lac Tchad"."""
_NUMBER = r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+(?:,\d+)?(?:\s?(?:-|–)\s?\d+)?"


@dataclass(frozen=True)
class Space:
    """One language's words: directions in degrees, units in kilometres, and patterns.

    ``classes``: words in front of a name by what they say of it, as in ``en.things.CLASSES``;
    ``of`` stands between such a word and the name, ``inside`` between a place and what holds it.
    ``joined``: directions that are written together with a name ("Nordirak").
    """

    directions: Mapping[str, int]
    units: Mapping[str, float]
    to_name: str
    distances: tuple[str, ...]
    towards: tuple[str, ...]
    parts: tuple[str, ...]
    near: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]]
    of: tuple[str, ...]
    inside: tuple[str, ...]
    joined: tuple[str, ...] = ()

    def patterns(self, kind: str) -> tuple[re.Pattern[str], ...]:
        """Return the patterns "distances", "towards", "parts" or "near"."""
        return self._compiled[kind]

    @cached_property
    def _compiled(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        kinds = ("distances", "towards", "parts", "near")
        return {kind: tuple(map(self._pattern, getattr(self, kind))) for kind in kinds}

    def _pattern(self, template: str) -> re.Pattern[str]:
        filled = (
            template.replace("{D}", f"(?P<direction>{any_of(self.directions)})")
            .replace("{N}", rf"(?<![\w.,])(?P<number>{_NUMBER})")
            .replace("{U}", rf"(?P<unit>{any_of(self.units)})\b\.?")
            .replace("{T}", self.to_name)
        )
        return re.compile(rf"(?<!\w)(?:{filled})$", re.IGNORECASE)

    def bearing(self, words: str | None) -> int | None:
        """Return the degrees of a direction, or None."""
        return self.directions.get((words or "").casefold())

    def kilometres(self, number: str, unit: str) -> float:
        """Return a length: "1.200" "km", "2,5" "km", the middle of "30-40" "km"."""
        plain = re.sub(r"(?<=\d)[. \u00a0\u202f](?=\d{3})", "", number).replace(",", ".")
        values = [float(value) for value in re.findall(r"\d+(?:\.\d+)?", plain)]
        return sum(values) / len(values) * self.units[unit.casefold()]


def directions_of(*rows: str) -> dict[str, int]:
    """Return the degrees of directions: eight rows of words from north on, clockwise."""
    return {
        word.replace("_", " "): 45 * number
        for number, row in enumerate(rows)
        for word in words_of(row)
    }


@cache
def space_of(language: str | None) -> Space | None:
    """Return the words of a language, or None if it has no such file.

    >>> german = space_of("de")
    >>> german.bearing("südlich"), german.kilometres("1.200", "Kilometer"), space_of("fi")
    (180, 1200.0, None)
    """
    if language not in LANGUAGES_WITH_SPACE:
        return None
    space: Space = import_module(f"geomap.languages.{language}.space").SPACE
    return space


def _spaces() -> list[Space]:
    return [space for space in map(space_of, LANGUAGES_WITH_SPACE) if space]


def classes_abroad() -> dict[tuple[str, bool], str]:
    """Return the class of each word in front of a name, and whether an "of" stands between.

    A word that two languages class differently has none, but a province is one everywhere.

    >>> classes_abroad()["provinz", False], classes_abroad()["provincia", True]
    ('admin1', 'admin1')
    """
    found: dict[tuple[str, bool], set[str]] = {}
    for space in _spaces():
        for name, words in space.classes.items():
            for word in words:
                found.setdefault((word, bool(space.of)), set()).add(name)
                if name in _BARE:
                    found.setdefault((word, False), set()).add(name)
    return {key: min(names) for key, names in found.items() if len(names) == 1 or names == _UNITS}


def class_words(*classes: str) -> set[str]:
    """Return the words of all languages for some classes of things."""
    return {word for space in _spaces() for name in classes for word in space.classes.get(name, ())}


def words_of_abroad() -> set[str]:
    """Return what stands between such a word and the name: "de", "della"."""
    return {word for space in _spaces() for word in space.of}


def of_abroad() -> str:
    """Return a pattern of what stands between such a word and the name, with its space."""
    words = sorted(words_of_abroad(), key=len, reverse=True)
    return "|".join(word if word[-1] in "’'" else rf"{word}[ \t]+" for word in words)


def inside_abroad() -> str:
    """Return a pattern of what stands between a place and what holds it: "dans le", "في"."""
    return any_of({word for space in _spaces() for word in space.inside})
