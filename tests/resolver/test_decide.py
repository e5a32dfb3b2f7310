"""What is said of a name when none of its candidates is meant."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from geomap.resolver.scoring.decide import Decision, Shares, decide
from geomap.types import Mention, Status


def decided(
    written: str, label: str, share: list[float], *, before: str = "", unfounded: bool = False
) -> Decision:
    """The decision about a name whose candidates lie far apart and have these shares.

    ``before`` labels an earlier mention of the same name.
    """
    scene = SimpleNamespace(
        points=np.eye(3)[: len(share)],
        mentions=[Mention(0, len(written), written, kind) for kind in (before, label) if kind],
        get=lambda _: np.zeros(len(share), dtype=np.int64),
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
