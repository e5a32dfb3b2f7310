"""From probabilities to a decision about each name, by stated thresholds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import SAME_PLACE_KM, chord_squared
from geomap.kinds import STAND_INS
from geomap.resolver.scoring.names import Name
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.table import MATCHES, Floats, Ints
from geomap.types import Label, Status

__all__ = ["PLACED", "UNCERTAIN", "Decision", "Shares", "decide"]

# Calibrated probabilities: of names placed with 65 to 66 % about 65 % are right ("calibration" in
# training/ranker/report.json). Where to cut was set by hand. Below UNCERTAIN a pin is wrong more
# often than not (of 9 pins under it on 105 web pages, judged by hand, 8 were absurd): it is left
# off and named in the list of what could not be placed.
PLACED = 0.65
UNCERTAIN = 0.35
# No namesake of a famous place and no alias is sure as long as nothing in the text speaks for it.
_UNFOUNDED = 0.6
# A site placed at the town in its name ("Nenagh Town Hall") or at one that the text names near
# by is never more than uncertain.
_STAND_INS = tuple(MATCHES.index(match) for match in STAND_INS)
_SAME_PLACE = chord_squared(SAME_PLACE_KM)


@dataclass(frozen=True, slots=True)
class Shares:
    """What is believed of the rows of a scene.

    ``scores`` are log-odds against "none of these" and ``share`` each row's part of the belief
    within its name, "none" having the rest; *shape:* (rows,). ``calibrated`` turns shares into
    how often such shares were right.
    ``unfounded`` rows are never placed as sure.
    """

    scores: Floats
    share: Floats
    calibrated: Callable[[Floats], Floats]
    unfounded: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Decision:
    """``rows`` are the best first; ``mass`` the belief in the place, ``probability`` calibrated.

    Not ``fitting``: "none of these" is likelier than all rows together.
    """

    status: Status
    rows: Ints
    mass: float
    probability: float
    fitting: bool

    @property
    def placed(self) -> bool:
        return self.status in (Status.PLACED, Status.UNCERTAIN)


def decide(scene: Scene, name: Name, shares: Shares) -> Decision:
    """Return what is decided about a name.

    Rows within 161 km of the best one (a city, its county) support it: the probability is
    that of being right to 161 km, as the scores are published.
    """
    if name.stop == name.start:
        return Decision(Status.NO_CANDIDATE, np.zeros(0, dtype=np.int64), 0.0, 0.0, False)
    share = shares.share[name.rows]
    points = scene.points[name.rows]
    order = np.argsort(-share, kind="stable")
    chord = ((points - points[order[0]]) ** 2).sum(axis=1)
    mass = float(share[chord < _SAME_PLACE].sum())
    probability = float(shares.calibrated(np.array([mass]))[0])
    if shares.unfounded[name.start + order[0]]:
        probability = min(probability, _UNFOUNDED)
    fitting = float(share.sum()) >= 0.5
    status = Status.PLACED
    if probability < PLACED or scene.get("match")[name.start + order[0]] in _STAND_INS:
        status = Status.UNCERTAIN
    if probability < UNCERTAIN:
        meant = fitting or _probably_a_place(scene, name)
        status = Status.AMBIGUOUS if meant else Status.NOT_A_PLACE
    return Decision(status, name.start + order, mass, probability, fitting)


def _probably_a_place(scene: Scene, name: Name) -> bool:
    """Tell whether the name is one of a place even though no candidate is meant.

    Of names that no candidate fitted, 88 % of those with several words or the label LOC or FAC
    were gold names, and 59 % of the rest (the first 300 documents of each development corpus).
    """
    mentions = (scene.mentions[number] for number in name.mentions)
    return any(len(m.text.split()) > 1 or m.label in (Label.LOC, Label.FAC) for m in mentions)
