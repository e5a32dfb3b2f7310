"""Context checks: cases are data; names in brackets mean the place of that name."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.resolver.statements.checks import find_checks
from geomap.types import Bounds, Candidate, Document, Mention, Place, Role, Status, Toponym

DATA = json.loads((Path(__file__).parent / "data" / "checks.json").read_text())


def place(name: str) -> Place:
    entry = dict(DATA["places"][name])
    if "same" in entry:
        return place(entry["same"])
    bounds = entry.pop("bounds", None)
    return Place(
        f"test:{name}", name.split(" (")[0], bounds=Bounds(*bounds) if bounds else None, **entry
    )


def parse(case: dict) -> tuple[Document, list[Toponym]]:
    text, toponyms = "", []
    for index, piece in enumerate(re.split(r"[\[\]]", case["text"])):
        if index % 2:
            names = [piece, *case.get("readings", {}).get(piece, [])]
            role = Role(case.get("role", "subject"))
            if case.get("adjective") and not toponyms:
                role = Role.ADJECTIVE
            toponyms.append(
                Toponym(
                    Mention(len(text), len(text) + len(piece), piece),
                    place(piece),
                    probability=case.get("score", 0.9),
                    candidates=tuple(Candidate(place(name), piece) for name in names),
                    role=role,
                )
            )
        text += piece
    return Document("a", text), toponyms


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["text"][:50])
def test_checks(case: dict) -> None:
    document, toponyms = parse(case)
    checks = find_checks(document, toponyms)
    if case["relation"] is None:
        assert checks == ()
        return
    (check,) = checks
    assert check.relation == case["relation"]
    assert document.text[check.start : check.end] == case["quote"]
    assert case["quote"] in check.words
    assert case.get("words", "gazetteer") in check.words
    if "km" in case:
        assert check.distance_km == case["km"]
    first, second = (toponyms[index].mention for index in check.mentions)
    assert {first.text, second.text} == {t.mention.text for t in toponyms[-2:]}


def test_names_that_are_not_placed_are_not_checked() -> None:
    document, (airport, city) = parse(DATA["cases"][0])
    unplaced = Toponym(city.mention, None, status=Status.NO_CANDIDATE)
    assert find_checks(document, [airport, unplaced]) == ()
    assert find_checks(document, []) == ()


def test_a_site_is_checked_even_if_the_ranker_doubts_it() -> None:
    document, (airport, city) = parse(DATA["cases"][0])
    doubted = replace(airport, place=None, probability=0.2, status=Status.NOT_A_PLACE)
    (check,) = find_checks(document, [doubted, city])
    assert check.distance_km == 540.0
    assert find_checks(document, [airport, replace(city, probability=0.3)]) == ()


def test_a_city_is_not_checked_if_it_was_left_off_the_map() -> None:
    document, (city, country) = parse({"text": "in [Mosul], [Germany]."})
    assert find_checks(document, [replace(city, probability=0.3, status=Status.UNCERTAIN), country])
    doubted = replace(city, place=None, probability=0.2, status=Status.AMBIGUOUS)
    assert find_checks(document, [doubted, country]) == ()


def test_a_loosely_matched_name_is_not_checked() -> None:
    document, (city, country) = parse({"text": "in [Mosul], [Germany]."})
    (candidate,) = city.candidates
    for loose in (replace(candidate, match="within"), replace(candidate, quality=0.45)):
        assert find_checks(document, [replace(city, candidates=(loose,)), country]) == ()


def test_many_names_take_little_time() -> None:
    document, toponyms = parse({"text": "[Mosul], [Germany] and [Kirkuk] in [Iraq]. " * 500})
    assert len(toponyms) == 2000
    assert find_checks(document, toponyms) == ()
