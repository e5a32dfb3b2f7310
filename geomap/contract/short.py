"""Short lines: what is known of a place stands once, however often a text names it.

A toponym keeps what most readers want (``KEPT``); the rest of its place, and all of the places
that only are runners-up, stand in the line's ``places``. A field that would be null is left out,
except where a place would stand, and so is one that holds what its absence means. What a map must
print for most places stands once, as the line's ``attribution``; a place with another tells it.
Reading puts everything back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from geomap.contract.places import PLACE

__all__ = ["expanded", "shortened"]

KEPT = ("place_id", "name", "country", "admin1", "kind", "lat", "lon")
_PLACE = tuple(field.key for field in PLACE)
_ALWAYS = frozenset({"id", "title", "source", "sha256", "text"})
_NULL = frozenset({"place_id", "lat", "lon"})
_ABSENT = {"label": "GPE", "role": "subject", "status": "placed"}
_NEEDLESS = frozenset({"geonameid", "score"})
"""The number is in the place's id, the old name of probability is probability."""


def shortened(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line without its repetitions; the fields of ``line`` are not changed."""
    places: dict[str, dict[str, Any]] = {}
    toponyms = [_toponym(toponym, places) for toponym in line["toponyms"]]
    for toponym in toponyms:
        place = places.get(toponym["place_id"])
        if place is not None:
            places[toponym["place_id"]] = _without(place, KEPT)
    short: dict[str, Any] = {}
    for key, value in line.items():
        if key == "toponyms":
            attribution = _pooled(places.values())
            short |= {key: toponyms, "places": list(places.values()), "attribution": attribution}
        elif value not in (None, []) or key in _ALWAYS:
            short[key] = value
    return short


def _without(place: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in place.items() if key == "place_id" or key not in keys}


def _pooled(places: Iterable[dict[str, Any]]) -> str | None:
    """Take what most places must be credited with out of them and return it."""
    told = Counter(place.get("attribution") for place in places)
    most: str | None = told.most_common(1)[0][0] if told else None
    for place in places:
        own = place.pop("attribution", None)
        if own != most:
            place["attribution"] = own
    return most


def _toponym(given: dict[str, Any], places: dict[str, dict[str, Any]]) -> dict[str, Any]:
    short = _answer(given, places)
    review = given.get("review")
    if review is not None and review["machine"] is not None:
        short["review"] = {**review, "machine": _answer(review["machine"], places)}
    return short


def _answer(given: dict[str, Any], places: dict[str, dict[str, Any]]) -> dict[str, Any]:
    _describe(given, places)
    others = given.get("candidates", ())
    for other in others:
        _describe(other, places)
    short = {
        key: value
        for key, value in given.items()
        if (key in KEPT or key not in _PLACE)
        and key not in _NEEDLESS
        and (value is not None or key in _NULL)
        and not (key in _ABSENT and _ABSENT[key] == value)
        and key != "candidates"
    }
    if "mention_probability" in short:
        short["mention_probability"] = round(short["mention_probability"], 4)
    if others:
        short["candidates"] = [
            {"place_id": other["place_id"], "probability": other["probability"]} for other in others
        ]
    return short


def _describe(owner: dict[str, Any], places: dict[str, dict[str, Any]]) -> None:
    """Note what an owner tells of its place, the most that any tells."""
    if owner["place_id"] is None:
        return
    told = {
        key: owner[key] for key in _PLACE if key not in _NEEDLESS and owner.get(key) is not None
    }
    known = places.get(owner["place_id"], {})
    if len(told) > len(known):
        places[owner["place_id"]] = told


def expanded(line: Any) -> Any:
    """Return a line with the places of its ``places`` wherever they are meant.

    What is no short line is returned as it is, and so is what cannot be understood: the contract
    tells what is wrong with it.
    """
    if not isinstance(line, dict) or not isinstance(line.get("places"), list):
        return line
    credited = {"attribution": line.get("attribution")}
    known = {
        place["place_id"]: {**credited, **place}
        for place in line["places"]
        if isinstance(place, dict) and isinstance(place.get("place_id"), str)
    }
    toponyms = line.get("toponyms")
    if not isinstance(toponyms, list):
        return line
    for toponym in toponyms:
        own_id = toponym.get("place_id") if isinstance(toponym, dict) else None
        if isinstance(own_id, str):
            kept = {key: toponym[key] for key in KEPT if key in toponym}
            known[own_id] = {**known.get(own_id, credited), **kept}
    return {**line, "toponyms": list(_expanded(toponyms, known))}


def _expanded(toponyms: list[Any], known: dict[str, dict[str, Any]]) -> Iterator[Any]:
    for toponym in toponyms:
        if not isinstance(toponym, dict):
            yield toponym
            continue
        full = _with_places(toponym, known)
        review = toponym.get("review")
        if isinstance(review, dict) and isinstance(review.get("machine"), dict):
            full["review"] = {**review, "machine": _with_places(review["machine"], known)}
        yield full


def _with_places(answer: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    full = {**_ABSENT, **_with_place(answer, known)}
    others = answer.get("candidates")
    if isinstance(others, list):
        full["candidates"] = [
            _with_place(other, known) if isinstance(other, dict) else other for other in others
        ]
    return full


def _with_place(owner: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    own_id = owner.get("place_id")
    place = known.get(own_id, {}) if isinstance(own_id, str) else {}
    source, _, number = own_id.partition(":") if isinstance(own_id, str) else ("", "", "")
    if source == "geonames" and number.isascii() and number.isdigit() and len(number) <= 18:
        return {"geonameid": int(number), **place, **owner}
    return {**place, **owner}
