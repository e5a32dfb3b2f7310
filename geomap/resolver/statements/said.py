"""What the words in front of a name say of where something lies, in the languages that are read.

English phrases are read in every text; those of another language in texts of that language.

>>> towards_said("a village just north of ", None).bearing
0
>>> distance_said("ein Dorf 50 Kilometer südlich von ", "de")
Said(length=25, bearing=180, km=50.0, far=False)
>>> part_said("в Киеве и на севере ", "ru").bearing, near_said("en las afueras de ", "es").length
(0, 18)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geomap.languages.en.directions import bearing_of
from geomap.languages.en.measures import kilometres
from geomap.languages.space import Space, space_of
from geomap.resolver.statements import phrases

__all__ = ["Said", "distance_said", "joined_direction", "near_said", "part_said", "towards_said"]


class Said(NamedTuple):
    """A phrase of ``length`` characters that ends where the name begins.

    ``bearing`` is in degrees; ``far``: the text says "far", or "-most".
    """

    length: int
    bearing: int | None = None
    km: float | None = None
    far: bool = False


def distance_said(before: str, language: str | None) -> Said | None:
    """Return "50 km south of", or "50 km from", if the text in front of a name ends so."""
    match = phrases.DISTANCE.search(before)
    if match:
        km = kilometres(match["number"], match["unit"])
        return Said(len(match[0]), bearing_of(match["direction"]), km)
    found = _search("distances", before, language)
    if found is None:
        return None
    match, space = found
    words = match.groupdict()
    km = space.kilometres(words["number"], words["unit"])
    return Said(len(match[0]), space.bearing(words.get("direction")), km)


def towards_said(before: str, language: str | None) -> Said | None:
    """Return "south of" without a distance."""
    match = phrases.TOWARDS.search(before)
    if match:
        if phrases.OTHER_MEASURE.search(before[: match.start()]):
            return None
        return Said(len(match[0]), bearing_of(match["direction"]))
    return _directed("towards", before, language)


def part_said(before: str, language: str | None, after: str = "") -> Said | None:
    """Return "northern", "the far south of"; not where it begins a longer name ("North Sea")."""
    match = phrases.PART_OF.search(before) or phrases.PART.search(before)
    if not match:
        return _directed("parts", before, language)
    if _several(before[: match.start()]):
        return None
    if match["direction"][0].isupper() and re.match(r" [A-Z]", after):
        return None
    far = bool(match["far"] or match["most"])
    return Said(len(match[0]), bearing_of(match["direction"]), far=far)


def near_said(before: str, language: str | None) -> Said | None:
    """Return "near"."""
    match = phrases.NEAR.search(before)
    if match:
        if phrases.OTHER_MEASURE.search(before[: match.start()]):
            return None
        return Said(len(match[0]))
    found = _search("near", before, language)
    return Said(len(found[0][0])) if found else None


def joined_direction(name: str, language: str | None) -> int:
    """Return how many characters of a name are a direction written together with it.

    >>> joined_direction("Nordirak", "de"), joined_direction("Norden", "de")
    (4, 0)
    """
    space = space_of(language)
    for word in space.joined if space else ():
        if name[: len(word)].casefold() == word:
            rest = name[len(word) :].lstrip("-")
            if len(rest) > 3:
                return len(name) - len(rest)
    return 0


def _directed(kind: str, before: str, language: str | None) -> Said | None:
    found = _search(kind, before, language)
    if found is None:
        return None
    match, space = found
    return Said(len(match[0]), space.bearing(match["direction"]))


def _search(kind: str, before: str, language: str | None) -> tuple[re.Match[str], Space] | None:
    space = space_of(language)
    for pattern in space.patterns(kind) if space else ():
        match = pattern.search(before)
        if match and space:
            return match, space
    return None


def _several(before: str) -> bool:
    """Tell whether another direction goes before: "northern and western Iraq" is no one part."""
    words = before.rstrip(" ,-").lower().split()
    joined = words[-1:] in (["and"], ["or"], ["to"]) or before.rstrip().endswith(",")
    return joined and any(
        bearing_of(word.rstrip(",").removesuffix("ern")) is not None for word in words[-3:]
    )
