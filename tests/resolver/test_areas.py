"""Vague places: cases are data; the name in brackets is the one that is asked about."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geomap.geodesy import distance_km, overlap
from geomap.resolver.statements.areas import area_of, with_areas
from geomap.types import Bounds, Candidate, Document, Mention, Place, Status, Toponym

DATA = json.loads((Path(__file__).parent / "data" / "areas.json").read_text())


def place(name: str) -> Place:
    entry = dict(DATA["places"][name])
    if "same" in entry:
        return place(entry["same"])
    bounds = entry.pop("bounds", None)
    return Place(name=name, bounds=Bounds(*bounds) if bounds else None, **entry)


def unmarked(marked: str) -> tuple[str, list[Mention]]:
    text, mentions = "", []
    for index, piece in enumerate(re.split(r"[\[\]]", marked)):
        if index % 2:
            mentions.append(Mention(len(text), len(text) + len(piece), piece))
        text += piece
    return text, mentions


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["text"][:50])
def test_areas(case: dict) -> None:
    text, mentions = unmarked(case["text"])
    mention = mentions[case.get("which", 0)]
    named = place(case.get("place", mention.text))
    neighbours = [(m, place(case.get("place", m.text))) for m in mentions]
    candidate = Candidate(
        named, mention.text, match=case.get("match", "exact"), modifier=case.get("modifier")
    )
    area = area_of(Document("a", text), mention, candidate, neighbours=neighbours)
    if case["kind"] is None:
        assert area is None
        return
    assert area is not None
    assert area.kind == case["kind"]
    for point, expected in zip(area.points, case["points"], strict=True):
        assert point == pytest.approx(expected, abs=0.011)
    if "radius_km" in case:
        assert area.radius_km == pytest.approx(case["radius_km"], rel=0.04)
    assert case.get("words", "“") in area.words


def test_words_quote_the_text_verbatim() -> None:
    for case in DATA["cases"]:
        text, mentions = unmarked(case["text"])
        if case["kind"] is None:
            continue
        mention = mentions[case.get("which", 0)]
        named = place(case.get("place", mention.text))
        neighbours = [(m, place(case.get("place", m.text))) for m in mentions]
        area = area_of(
            Document("a", text),
            mention,
            Candidate(
                named, mention.text, match=case.get("match", "exact"), modifier=case.get("modifier")
            ),
            neighbours=neighbours,
        )
        assert area is not None
        assert area.words.split("”")[0].removeprefix("“") in text


def test_a_stated_distance_is_kept() -> None:
    text, (mention,) = unmarked("100 km west of [Kirkuk]")
    area = area_of(Document("a", text), mention, Candidate(place("Kirkuk"), "Kirkuk"))
    assert area is not None
    (centre,) = area.points
    assert distance_km(*centre, 35.47, 44.39) == pytest.approx(100, abs=0.5)
    assert centre[1] < 44.39


def test_boxes_overlap_across_the_antimeridian() -> None:
    fiji, east = Bounds(-20, 177, -12, -178), Bounds(-15, 179, -10, -170)
    assert overlap(fiji, east) == Bounds(-15, 179, -12, -178)
    assert overlap(east, fiji) == overlap(fiji, east)
    assert overlap(fiji, Bounds(-15, -170, -10, 170)) is None


def test_placed_toponyms_get_their_areas() -> None:
    text, mentions = unmarked("near [Mosul], on the border of [Iraq] and [Syria]")
    toponyms = [
        Toponym(m, place(m.text), candidates=(Candidate(place(m.text), m.text),)) for m in mentions
    ]
    toponyms.append(Toponym(Mention(0, 4, "near"), None, status=Status.NO_CANDIDATE))
    areas = [toponym.area for toponym in with_areas(Document("a", text), toponyms)]
    assert [area.kind if area else None for area in areas] == ["circle", "box", "box", None]
