"""Aggregation by place."""

from __future__ import annotations

from dataclasses import replace

from geomap.aggregate import aggregate
from geomap.types import Role, Status
from tests.fakes import BAGHDAD, MOSUL, parsed

TEXT = "Baghdad is quiet. Mosul is not, says Baghdad. Atlantis sank."


def test_places_are_gathered_with_their_passages() -> None:
    first = parsed(
        TEXT, ("Baghdad", BAGHDAD), ("Mosul", MOSUL), ("Baghdad", BAGHDAD), ("Atlantis", None)
    )
    second = parsed("Baghdad again.", ("Baghdad", BAGHDAD), id="two")
    gathered = aggregate([first, second])
    assert [entry.place.name for entry in gathered.places] == ["Baghdad", "Mosul"]
    baghdad = gathered.places[0]
    assert (baghdad.mentions, baghdad.documents) == (3, 2)
    for entry in gathered.places:
        for quotation in entry.quotations:
            text = gathered.documents[quotation.document].text
            passage = quotation.passage
            assert text[passage.start : passage.end] == passage.quote
            assert all(text[start:end] in entry.names for start, end in quotation.mentions)


def test_unplaced_names_are_kept_with_their_reason() -> None:
    gathered = aggregate([parsed(TEXT, ("Atlantis", None))])
    assert [(entry.name, entry.status) for entry in gathered.unplaced] == [
        ("Atlantis", Status.NO_CANDIDATE)
    ]


def test_adjectives_are_left_out_and_counted() -> None:
    result = parsed(TEXT, ("Baghdad", BAGHDAD))
    result = result.with_toponyms(
        tuple(replace(toponym, role=Role.ADJECTIVE) for toponym in result.toponyms)
    )
    assert (aggregate([result]).places, aggregate([result]).left_out) == ((), 1)
    assert len(aggregate([result], roles=frozenset(Role)).places) == 1


def test_a_place_is_uncertain_when_no_mention_is_certain() -> None:
    result = parsed(TEXT, ("Baghdad", BAGHDAD))
    unsure = result.with_toponyms(
        tuple(replace(toponym, status=Status.UNCERTAIN) for toponym in result.toponyms)
    )
    assert aggregate([unsure]).places[0].status is Status.UNCERTAIN
    assert aggregate([unsure, result]).places[0].status is Status.PLACED
