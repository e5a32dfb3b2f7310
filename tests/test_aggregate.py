"""Aggregation by place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geomap.aggregate import Quotation, aggregate
from geomap.types import Passage, Role, Status
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


_OFFSETS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: tuple(sorted(pair)))


@given(st.lists(_OFFSETS), st.lists(_OFFSETS), st.integers(0, 20), st.integers(0, 25))
def test_pieces_are_the_passage_again(
    mentions: list[tuple[int, int]], marks: list[tuple[int, int]], start: int, length: int
) -> None:
    """Names may overlap, and stick out of the passage."""
    text = "A town, a river and a sea, all of them far"
    quote = text[start : start + length]
    passage = Passage("d", start, start + length, quote, tuple(marks))
    pieces = list(Quotation(0, passage, tuple(mentions), ()).pieces())
    assert "".join(piece for piece, _ in pieces) == quote
    assert all(piece for piece, _ in pieces)
    named = {at for one, end in mentions or marks for at in range(one, end)}
    marked, at = set(), start
    for piece, is_name in pieces:
        marked |= set(range(at, at + len(piece))) if is_name else set()
        at += len(piece)
    assert marked == named & set(range(start, start + len(quote)))
