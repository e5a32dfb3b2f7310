"""Positions as toponyms: readings chosen by the text's places, names beside them, checks."""

from __future__ import annotations

import pytest

from geomap.recognizer.coordinates import WithCoordinates
from geomap.resolver import Resolver
from geomap.types import Document, Kind, ParsedDocument, Relation, Status, Toponym
from tests.fakes import FakeGazetteer, FakeRecognizer, FirstRanker


def parse(text: str) -> ParsedDocument:
    recognizer = WithCoordinates(FakeRecognizer())
    document = Document("1", text)
    (mentions,) = recognizer.recognize([document])
    return Resolver(FakeGazetteer(), FirstRanker()).resolve(document, mentions)


def one(parsed: ParsedDocument) -> Toponym:
    return next(t for t in parsed.toponyms if t.mention.label == "COORD")


def test_a_position_is_a_place_with_its_precision() -> None:
    toponym = one(parse("The crater lies at 33°15′N 44°14′E, says the report."))
    assert toponym.place is not None and toponym.area is not None
    assert toponym.place.kind is Kind.COORDINATES
    assert (round(toponym.place.latitude, 3), round(toponym.place.longitude, 3)) == (33.25, 44.233)
    assert toponym.area.radius_km == pytest.approx(1.85, abs=0.01)
    assert "degrees and minutes, WGS 84 assumed" in toponym.reason
    assert sum(part.contribution for part in toponym.candidates[0].evidence) == pytest.approx(
        toponym.candidates[0].score
    )


def test_the_order_of_two_numbers_is_uncertain_without_a_place() -> None:
    toponym = one(parse("The camp stands at 34.4500, 40.9500."))
    assert toponym.status is Status.UNCERTAIN
    assert len(toponym.candidates) == 2


@pytest.mark.parametrize("pair", ["36.3450, 43.1450", "43.1450, 36.3450"])
def test_a_place_of_the_text_tells_the_order(pair: str) -> None:
    toponym = one(parse(f"A shell fell in Mosul; {pair} was hit."))
    assert toponym.place is not None
    assert (toponym.place.latitude, toponym.place.longitude) == (36.345, 43.145)
    assert toponym.status is Status.PLACED
    assert ("longitude first" in toponym.reason) == pair.startswith("43")


def test_numbers_that_nothing_supports_are_left_out() -> None:
    parsed = parse("The ratio went from 12.3450, 13.1450 in Mosul.")
    assert [t.mention.text for t in parsed.toponyms] == ["Mosul"]


def test_an_impossible_position_is_listed_with_its_reason() -> None:
    toponym = one(parse("The phone wrote GPS 0.0000, 0.0000."))
    assert (toponym.place, toponym.status) == (None, Status.NOT_A_PLACE)
    assert "open sea" in toponym.reason


def test_a_position_picks_the_namesake() -> None:
    parsed = parse("Paris (33.66 N, 95.55 W) voted.")
    assert parsed.toponyms[0].place is not None
    assert parsed.toponyms[0].place.admin1 == "Texas"
    (check,) = parsed.checks
    assert check.relation is Relation.CONFIRMED


def test_a_position_places_a_name_that_nobody_knows() -> None:
    toponym = parse("Atlantis (36.40 N, 43.20 E) burned.").toponyms[0]
    assert toponym.place is not None
    assert (toponym.place.name, toponym.place.kind) == ("Atlantis", Kind.COORDINATES)
    assert "the text gives its position" in toponym.reason.casefold()


@pytest.mark.parametrize(
    ("pair", "hint"),
    [
        ("33.3 N, 44.4 W", "east for west"),
        ("33.3 S, 44.4 E", "north for south"),
        ("44.4 N, 33.3 E", "two numbers swapped"),
    ],
)
def test_a_contradiction_tells_what_would_mend_it(pair: str, hint: str) -> None:
    (check,) = parse(f"Baghdad ({pair}) was quiet.").checks
    assert check.relation is Relation.CONTRADICTED
    assert hint in check.words


def test_a_position_inside_a_country_confirms_it() -> None:
    (check,) = parse("Iraq (33.0 N, 44.0 E) is hot.").checks
    assert (check.relation, "inside Iraq" in check.words) == (Relation.CONFIRMED, True)


def test_a_short_plus_code_without_a_town_is_not_placed() -> None:
    toponym = one(parse("Meet at 845R+HX tonight."))
    assert (toponym.place, toponym.status) == (None, Status.NO_CANDIDATE)
    assert "counts from a town" in toponym.reason


def test_a_short_plus_code_counts_from_the_town_beside_it() -> None:
    toponym = one(parse("Meet at 845R+HX Mosul tonight."))
    assert toponym.place is not None
    assert (round(toponym.place.latitude, 3), round(toponym.place.longitude, 3)) == (36.309, 43.142)


def test_offsets_are_exact_and_names_keep_what_positions_leave() -> None:
    link = "https://www.google.com/maps?q=33.31,44.36"
    text = f"At 36.40 N, 43.20 E near Mosul, and {link} in Baghdad"
    parsed = parse(text)
    assert [t.mention.text for t in parsed.toponyms] == [
        "36.40 N, 43.20 E", "Mosul", "33.31,44.36", "Baghdad",
    ]  # fmt: skip
    assert all(text[t.mention.start : t.mention.end] == t.mention.text for t in parsed.toponyms)
