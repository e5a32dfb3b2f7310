"""From probabilities to a decision about each name, by stated thresholds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import SAME_PLACE_KM, chord_squared
from geomap.kinds import STAND_INS
from geomap.resolver.context import EVIDENCE
from geomap.resolver.scoring.names import Name
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.table import KINDS, MATCHES, Floats, Ints
from geomap.types import Kind, Label, NameKind, Status

__all__ = ["PLACED", "UNCERTAIN", "Decision", "Shares", "decide"]

# Calibrated probabilities: of names placed with 65 to 66 % about 65 % are right ("calibration" in
# training/ranker/report.json). Where to cut was set by hand. Below UNCERTAIN a pin is wrong more
# often than not (of 9 pins under it on 105 web pages, judged by hand, 8 were absurd): it is left
# off and named in the list of what could not be placed.
PLACED = 0.65
UNCERTAIN = 0.35
# No namesake of a famous place and no alias is sure as long as nothing in the text speaks for it.
_UNFOUNDED = 0.6
# Below this the recognizer itself thinks that the name is rather that of something else.
_HEARD = 0.5
_HEARD_LINE = (0.3, 0.75)
# Places of so many names (powers of two) are known by them, but not by old and foreign ones.
_KNOWN = np.log2(1 + 6)
_UNUSUAL = tuple(
    tuple(NameKind).index(kind) for kind in (NameKind.OLD, NameKind.FOREIGN, NameKind.CODE)
)
_FLOOR_OF_KNOWN = 0.8
_LANDS = tuple(KINDS.index(kind) for kind in (Kind.COUNTRY, Kind.TERRITORY, Kind.ADMIN1))
# A name heard so plainly is one of a place; a sense with so much of the belief stands alone.
_PLAIN, _MOSTLY, _OF_THE_KNOWN = 0.9, 0.7, 0.5
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

    Not ``fitting``: "none of these" is likelier than all rows together. ``heard`` is how sure the
    recognizer is that the name is one of a place at all.
    """

    status: Status
    rows: Ints
    mass: float
    probability: float
    fitting: bool
    heard: float = 1.0

    @property
    def placed(self) -> bool:
        return self.status in (Status.PLACED, Status.UNCERTAIN)


def decide(scene: Scene, name: Name, shares: Shares) -> Decision:
    """Return what is decided about a name.

    Rows within 161 km of the best one (a city, its county) support it: the probability is
    that of being right to 161 km, as the scores are published. It is calibrated on names that
    are places, so it is multiplied by the probability that this name is one.
    """
    if name.stop == name.start:
        return Decision(Status.NO_CANDIDATE, np.zeros(0, dtype=np.int64), 0.0, 0.0, False)
    share = shares.share[name.rows]
    points = scene.points[name.rows]
    order = np.argsort(-share, kind="stable")
    chord = ((points - points[order[0]]) ** 2).sum(axis=1)
    mass = float(share[chord < _SAME_PLACE].sum())
    probability = float(shares.calibrated(np.array([mass]))[0])
    best = name.start + int(order[0])
    if shares.unfounded[best]:
        probability = min(probability, _UNFOUNDED)
    heard, known = _heard(scene, name), _is_known(scene, best)
    probability *= _place_if_heard(heard, known)
    if heard >= _PLAIN and known:
        probability = max(probability, _likeliest(mass / max(float(share.sum()), 1e-9)))
    fitting = float(share.sum()) >= 0.5
    status = Status.PLACED
    if probability < PLACED or scene.get("match")[best] in _STAND_INS:
        status = Status.UNCERTAIN
    if probability < UNCERTAIN:
        meant = heard >= _HEARD and (fitting or _probably_a_place(scene, name))
        status = Status.AMBIGUOUS if meant else Status.NOT_A_PLACE
    return Decision(status, name.start + order, mass, probability, fitting, heard)


def _place_if_heard(heard: float, known: bool) -> float:
    """Return how likely a name heard with that probability is one of a place.

    The recognizer is right more often than it says, above all of what it doubts: of names of 30
    to 50 percent, 29 to 86 percent are places in the four corpora with names of all kinds. A name
    that the world knows is one of a place even where the network has never met it.
    """
    floor = _FLOOR_OF_KNOWN if known else 0.0
    return max(floor, min(1.0, _HEARD_LINE[0] + _HEARD_LINE[1] * heard))


def _is_known(scene: Scene, row: int) -> bool:
    """Tell whether the world knows a place, and by a name such as this."""
    known = scene.get("names")[row] >= _KNOWN or scene.get("kind")[row] in _LANDS
    usual = scene.get("name_kind")[row] not in _UNUSUAL
    return bool(known and usual and scene.get("match")[row] not in _STAND_INS)


def _likeliest(part: float) -> float:
    """Return the probability of a known place that has this part of what is believed of any.

    That none of the known places is meant is no rival to a plainly heard name of one: of 19 such
    names of the development corpora that the trees gave up, 18 meant it.
    """
    return _OF_THE_KNOWN * part if part >= _MOSTLY else 0.0


def _heard(scene: Scene, name: Name) -> float:
    """Return the recognizer's best probability for a name of the text; 1 where it says none.

    Heard plainly once, it is a place elsewhere in the text as well.
    """
    marked = [
        mention
        for mention in (scene.mentions[number] for number in name.mentions)
        if mention.label not in EVIDENCE
    ]
    said = [1.0 if m.probability is None else m.probability for m in marked]
    return max(said, default=1.0)


def _probably_a_place(scene: Scene, name: Name) -> bool:
    """Tell whether the name is one of a place even though no candidate is meant.

    Of names that no candidate fitted, 88 % of those with several words or the label LOC or FAC
    were gold names, and 59 % of the rest (the first 300 documents of each development corpus).
    """
    mentions = (scene.mentions[number] for number in name.mentions)
    return any(len(m.text.split()) > 1 or m.label in (Label.LOC, Label.FAC) for m in mentions)
