"""What changed between two runs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from geopy.distance import great_circle
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.diff import compare
from geomap.types import ParsedDocument
from tests.export.samples import far, place, result, seed_results

PARIS = place(1, "Paris", 48.85341, 2.3488, country="FR")
TEXAS = place(2, "Paris", 33.66094, -95.55551, country="US")
ROME = place(3, "Rome", 41.9, 12.5, country="IT")
LONDON = place(4, "London", 51.5, -0.12, country="GB")


def test_nothing_changed() -> None:
    found = compare(seed_results(), seed_results())
    assert not found and found.unchanged == sum(len(r.toponyms) for r in seed_results())


def test_a_moved_name() -> None:
    text = "Paris and Rome."
    old, new = (
        result(text, {"Paris": TEXAS, "Rome": ROME}),
        result(text, {"Paris": PARIS, "Rome": ROME}),
    )
    found = compare([old], [new])
    (change,) = found.changes
    assert (change.kind, change.name, change.start) == ("moved", "Paris", 0)
    assert change.old and change.new and (change.old.id, change.new.id) == (TEXAS.id, PARIS.id)
    expected = great_circle((48.85341, 2.3488), (33.66094, -95.55551)).km
    assert change.distance_km == pytest.approx(expected, rel=1e-4)
    assert [spot.id for spot in found.gained] == [PARIS.id]
    assert [spot.id for spot in found.lost] == [TEXAS.id]
    assert found.unchanged == 1


def test_a_sentence_added_does_not_move_the_rest() -> None:
    places = {"Paris": PARIS, "Rome": ROME, "London": LONDON}
    old = result("Paris. Rome. Paris.", places)
    new = result("London came first. Paris. Rome. Paris.", places)
    found = compare([old], [new])
    assert [(change.kind, change.name) for change in found.changes] == [("found", "London")]
    back = compare([new], [old])
    assert [(change.kind, change.name, change.start) for change in back.changes] == [
        ("gone", "London", 0)
    ]


def test_placed_and_no_longer_placed() -> None:
    known, unknown = result("Rome", {"Rome": ROME}), result("Rome", {"Rome": None})
    assert [change.kind for change in compare([unknown], [known]).changes] == ["placed"]
    (change,) = compare([known], [unknown]).changes
    assert change.kind == "unplaced" and change.reason == "a reason for Rome"


def test_a_new_gazetteer_moves_coordinates() -> None:
    shifted = replace(ROME, latitude=42.9)
    found = compare([result("Rome", {"Rome": ROME})], [result("Rome", {"Rome": shifted})])
    ((_, _, km),) = found.relocated
    assert abs(km - 111.195) < 0.01 and not found.changes


def test_documents_come_and_go() -> None:
    found = compare(seed_results(), [*seed_results()[:1], *far()])
    assert found.documents_added == ("d",) and len(found.documents_removed) == 1
    json.dumps(found.to_record())


NAMES = {"Paris": PARIS, "Rome": ROME, "London": LONDON, "Nowhere": None}


@settings(max_examples=40)
@given(*[st.lists(st.sampled_from(sorted(NAMES)), max_size=12)] * 2)
def test_every_mention_is_accounted_for(before: list[str], after: list[str]) -> None:
    def parsed(names: list[str]) -> ParsedDocument:
        return result(" ".join(names), NAMES)

    found = compare([parsed(before)], [parsed(after)])
    kinds = [change.kind for change in found.changes]
    assert found.unchanged + kinds.count("gone") == len(before)
    assert found.unchanged + kinds.count("found") == len(after)
