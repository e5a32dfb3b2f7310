"""Words with a type: what files hold stays a plain string, and old names stay readable."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from geomap import jsonl, kinds
from geomap.errors import FormatError
from geomap.gazetteer.kinds import FEATURES, KINDS, kind_of_feature
from geomap.types import Kind, Label, Match, Mention, Toponym
from geomap.vocabulary import known
from tests.fakes import BAGHDAD, parsed

RESULT = parsed("From Baghdad.", ("Baghdad", BAGHDAD))


def test_words_are_written_as_plain_strings() -> None:
    (toponym,) = jsonl.to_record(RESULT)["toponyms"]
    assert json.loads(json.dumps(toponym))["kind"] == "city"
    assert f"{Kind.CITY} {Match.EXACT} {Label.GPE}" == "city exact GPE"


def test_the_old_name_of_the_probability_is_written_and_read() -> None:
    sure = RESULT.with_toponyms((replace(RESULT.toponyms[0], probability=0.75),))
    record = jsonl.to_record(sure)
    entry = record["toponyms"][0]
    assert (entry["probability"], entry["score"]) == (0.75, 0.75)
    del entry["probability"]
    (again,) = jsonl.from_record(record).toponyms
    assert (again.probability, again.score) == (0.75, 0.75)


def test_a_probability_of_none_is_not_taken_from_the_old_name() -> None:
    record = jsonl.to_record(RESULT)
    record["toponyms"][0] |= {"probability": 0.0, "score": 0.9}
    assert jsonl.from_record(record).toponyms[0].probability == 0.0


def test_words_of_a_newer_version_are_read_as_something_plain() -> None:
    record = jsonl.to_record(RESULT)
    record["toponyms"][0] |= {"kind": "reef", "label": "EVENT"}
    (again,) = jsonl.from_record(record).toponyms
    assert again.place is not None
    assert (again.place.kind, again.mention.label) == (Kind.OTHER, Label.GPE)


def test_an_unknown_shape_is_refused() -> None:
    record = jsonl.to_record(RESULT)
    record["toponyms"][0]["area"] = {"kind": "star", "points": [], "radius_km": 1, "words": ""}
    with pytest.raises(FormatError, match="star"):
        jsonl.from_record(record)


def test_a_plain_string_serves_where_a_word_is_asked_for() -> None:
    mention = Mention(0, 4, "Iraq", "NORP")  # type: ignore[arg-type]
    assert mention.label == Label.NORP
    assert known(mention.label, Label.GPE) is Label.NORP


def test_gazetteers_hold_every_kind_but_coordinates() -> None:
    assert set(Kind) - set(KINDS) == {Kind.COORDINATES}
    assert set(FEATURES) == set(KINDS)
    # What a feature stands for is again that kind, or a kind that GeoNames does not tell apart.
    again = {kind: kind_of_feature(feature) for kind, feature in FEATURES.items()}
    assert {kind for kind, other in again.items() if kind != other} == {
        Kind.BUILDING,
        Kind.OTHER,
    }


def test_each_set_of_kinds_differs() -> None:
    """Two names for one set would drift apart; a name for the same question is found here."""
    sets = {name: getattr(kinds, name) for name in kinds.__all__}
    same = [
        {one, two}
        for one, its in sets.items()
        for two, others in sets.items()
        if one < two and its == others
    ]
    assert same == [{"DOUBTFUL", "TOWNS"}]


def test_a_point_in_degrees_is_drawn_as_a_point() -> None:
    place = replace(BAGHDAD, kind=Kind.COORDINATES)
    assert not place.is_area
    assert Toponym(Mention(0, 3, "x", Label.COORD), place).place == place
