"""Cases as data, run against the bundled gazetteer and the weights that ship.

``known-failures.json`` must fail: an improvement turns a test red until the case is moved.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.geodesy import distance_km
from geomap.resolver import Bias, Resolver
from geomap.types import Document, Mention

FOLDER = Path(__file__).parent.parent / "data" / "cases"
PASSING = ("in-the-wild", "ambiguous", "negative", "languages")


def load(name: str) -> list[Any]:
    cases = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{name}: {case['label']}") for case in cases]


@cache
def resolver() -> Resolver:
    return Resolver(open_gazetteer())


def mention_of(text: str, entry: dict[str, Any]) -> Mention:
    start = -1
    for _ in range(entry.get("nth", 1)):
        start = text.index(entry["name"], start + 1)
    return Mention(start, start + len(entry["name"]), entry["name"])


def check(case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = [mention_of(text, entry) for entry in case["mentions"]]
    document = Document("case", text, source=case.get("source"), url=case.get("source"))
    chosen = resolver()
    if "bias" in case:
        near = case["bias"]["near"]
        chosen = Resolver(chosen.gazetteer, chosen.ranker, bias=Bias(near=(near[0], near[1])))
    found = {t.mention.start: t for t in chosen.resolve(document, mentions).toponyms}
    for mention, entry in zip(mentions, case["mentions"], strict=True):
        toponym = found[mention.start]
        assert toponym.reason.endswith("."), toponym
        if "at" in entry:
            assert toponym.place is not None, toponym
            latitude, longitude = entry["at"]
            place = toponym.place
            away = distance_km(place.latitude, place.longitude, latitude, longitude)
            assert away <= entry["km"], toponym
        else:
            chosen_id = toponym.place.id if toponym.place else None
            assert chosen_id == entry["place"], toponym


@pytest.mark.parametrize("case", [case for name in PASSING for case in load(name)])
def test_case(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize("case", load("known-failures"))
def test_known_failure(case: dict[str, Any]) -> None:
    check(case)
