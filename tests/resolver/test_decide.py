"""What is said of a name when none of its candidates is meant."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from geomap.resolver.scoring.decide import Decision, Shares, decide
from geomap.types import Label, Mention, Status


def decided(
    written: str,
    label: str,
    share: list[float],
    *,
    before: str = "",
    unfounded: bool = False,
    heard: float | None = None,
    names: int = 0,
) -> Decision:
    """The decision about a name whose candidates lie far apart and have these shares.

    ``before`` labels an earlier mention of the same name; ``heard`` is the recognizer's
    probability, ``names`` the powers of two of names that each candidate has.
    """
    columns = {"names": np.full(len(share), names)}
    scene = SimpleNamespace(
        points=np.eye(3)[: len(share)],
        mentions=[
            Mention(0, len(written), written, Label(kind), probability=heard)
            for kind in (before, label)
            if kind
        ],
        get=lambda column: columns.get(column, np.zeros(len(share), dtype=np.int64)),
    )
    rows = slice(0, len(share))
    name = SimpleNamespace(start=0, stop=len(share), rows=rows, mentions=range(len(scene.mentions)))
    belief = Shares(
        np.zeros(len(share)), np.array(share), lambda mass: mass, np.full(len(share), unfounded)
    )
    return decide(scene, name, belief)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "label", "status"),
    [
        ("Tahrir Square", "FAC", Status.AMBIGUOUS),
        ("Cat Tien", "GPE", Status.AMBIGUOUS),
        ("Tahrir\nSquare", "GPE", Status.AMBIGUOUS),
        ("Andes", "LOC", Status.AMBIGUOUS),
        ("Fenton", "GPE", Status.NOT_A_PLACE),
    ],
)
def test_no_candidate_meant_is_no_proof_of_no_place(
    written: str, label: str, status: Status
) -> None:
    decision = decided(written, label, [0.1, 0.1])
    assert (decision.status, decision.fitting, decision.placed) == (status, False, False)


def test_one_mention_with_a_telling_label_is_enough() -> None:
    assert decided("Andes", "LOC", [0.1], before="CONTEXT").status == Status.AMBIGUOUS


def test_candidates_that_share_the_belief_are_ambiguous() -> None:
    decision = decided("Fenton", "GPE", [0.24, 0.2, 0.2])
    assert (decision.status, decision.fitting) == (Status.AMBIGUOUS, True)


def test_what_nothing_speaks_for_is_never_sure() -> None:
    assert decided("Poole", "GPE", [0.9]).status is Status.PLACED
    doubtful = decided("Poole", "GPE", [0.9], unfounded=True)
    assert doubtful.status is Status.UNCERTAIN and doubtful.probability < 0.65


def test_what_the_recognizer_doubts_is_less_sure() -> None:
    assert decided("Verona", "GPE", [0.9], heard=0.99).status is Status.PLACED
    doubted = decided("Verona", "GPE", [0.9], heard=0.4)
    assert doubted.status is Status.UNCERTAIN and doubted.probability == pytest.approx(0.54)
    assert decided("Morales", "GPE", [0.7], heard=0.1).status is Status.NOT_A_PLACE


def test_what_the_world_knows_is_a_place_even_if_hardly_heard() -> None:
    assert decided("Homs", "GPE", [0.9], heard=0.1, names=5).status is Status.PLACED


def test_a_name_of_the_context_says_nothing_of_how_it_was_heard() -> None:
    assert decided("Verona", "GPE", [0.9], before="CONTEXT", heard=0.4).probability < 0.6


def test_a_known_place_is_not_given_up_where_it_stands_alone() -> None:
    alone = decided("Ferguson", "GPE", [0.2, 0.01], names=5)
    assert alone.status is Status.UNCERTAIN and alone.probability < 0.5
    assert not decided("Ferguson", "GPE", [0.2, 0.01]).placed
    assert not decided("Kent", "GPE", [0.2, 0.15], names=5).placed
    assert not decided("Ferguson", "GPE", [0.2, 0.01], names=5, heard=0.6).placed
