"""The learned ranker: features, trees, calibrated probabilities, decisions, reasons."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geomap.errors import FormatError
from geomap.resolver.context import Context
from geomap.resolver.reasons.evidence import evidence_of
from geomap.resolver.reasons.sentences import Reasons
from geomap.resolver.scoring.bias_shift import bias_shifts
from geomap.resolver.scoring.decide import Decision, Shares, decide
from geomap.resolver.scoring.features import FEATURES, Features, build
from geomap.resolver.scoring.scene import Scene, lay_out
from geomap.resolver.scoring.support import softmax
from geomap.resolver.scoring.table import Encoder, Floats
from geomap.resolver.scoring.trees import Trees, load_arrays
from geomap.types import Candidate, Document, Evidence, Mention, Toponym

__all__ = ["SHOWN", "LearnedRanker", "load_ranker"]

SHOWN = 5
_COLUMN = {name: index for index, name in enumerate(FEATURES)}
_WEIGHTS = Path(__file__).with_name("weights") / "ranker.npz"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line from what the trees believe to how often that was right."""

    believed: Floats
    right: Floats

    def __call__(self, belief: Floats) -> Floats:
        return np.interp(belief, self.believed, self.right)


@dataclass(frozen=True, slots=True)
class _Scored:
    """The shares of all rows, what they were computed from, and the user's bias."""

    shares: Shares
    features: Features
    shifts: list[tuple[str, Floats]]


class LearnedRanker:
    """Scores candidates with boosted trees over the features of ``scoring.features``.

    A score is the log-odds of the place against "none of these"; the contributions in
    ``Candidate.evidence`` add up to it. Probabilities are calibrated on documents that the
    weights had not seen (see docs/resolver.md).
    """

    def __init__(self, trees: Trees, calibration: Calibration, name: str = "learned") -> None:
        self._trees = trees
        self._calibration = calibration
        self._name = name
        self._encoder = Encoder()

    @property
    def name(self) -> str:
        return self._name

    def rank(
        self,
        document: Document,
        mentions: Sequence[Mention],
        candidates: Sequence[tuple[Candidate, ...]],
    ) -> tuple[Toponym, ...]:
        """Return one toponym for each mention, in the same order."""
        return self.rank_in_context(document, mentions, candidates, context=Context())

    def rank_in_context(
        self,
        document: Document,
        mentions: Sequence[Mention],
        candidates: Sequence[tuple[Candidate, ...]],
        *,
        context: Context,
    ) -> tuple[Toponym, ...]:
        """Return one toponym for each mention; the context's names and bias are evidence."""
        scene = lay_out(document, mentions, candidates, context=context, encoder=self._encoder)
        scored = self._believe(scene, context)
        decisions = [decide(scene, name, scored.shares) for name in scene.names]
        reasons = Reasons(scene, scored.features.matrix, decisions, context.bias)
        real = [number for number, name in enumerate(scene.names) if name.real]
        answers = dict(zip(real, self._answers(reasons, decisions, real, scored), strict=True))
        toponyms = []
        for mention, position in zip(mentions, scene.order, strict=True):
            number = int(scene.name_of[position])
            (ranked, reason), decision = answers[number], decisions[number]
            place = ranked[0].place if decision.placed else None
            toponyms.append(
                Toponym(mention, place, decision.probability, reason, ranked, decision.status)
            )
        return tuple(toponyms)

    def _believe(self, scene: Scene, context: Context) -> _Scored:
        features = build(scene, self._encoder)
        shifts = bias_shifts(scene, context.bias, self._encoder)
        scores = self._trees.score(features.matrix) if len(features.matrix) else np.zeros(0)
        for _, shift in (*features.fixed, *shifts):
            scores = scores + shift
        share = softmax(scores, scene.group, len(scene.names), none=True)
        shares = Shares(scores, share, self._calibration, features.unfounded)
        return _Scored(shares, features, shifts)

    def _answers(
        self, reasons: Reasons, decisions: list[Decision], real: list[int], scored: _Scored
    ) -> Iterator[tuple[tuple[Candidate, ...], str]]:
        """Yield the best candidates of each real name and the reason for its decision."""
        shown = [decisions[number].rows[:SHOWN] for number in real]
        rows = np.concatenate([*shown, np.zeros(0, dtype=np.int64)])
        matrix = scored.features.matrix[rows]
        base, parts = self._trees.explain(matrix)
        for feature, part in scored.features.fixed:
            parts[:, _COLUMN[feature]] += part[rows]
        shifts = [(what, shift[rows]) for what, shift in scored.shifts]
        evidence = evidence_of(base, FEATURES, matrix, parts, shifts)
        for number, best in zip(real, shown, strict=True):
            decision = decisions[number]
            scale = decision.probability / max(decision.mass, 1e-9)
            ranked = tuple(
                _ranked(reasons.scene.candidate(row), row, scored.shares, next(evidence), scale)
                for row in best.tolist()
            )
            yield ranked, reasons.reason(number)


def _ranked(
    candidate: Candidate, row: int, shares: Shares, evidence: tuple[Evidence, ...], scale: float
) -> Candidate:
    """Return the candidate with its score, its evidence and its part of the name's probability."""
    return Candidate(
        candidate.place,
        candidate.matched_name,
        float(shares.scores[row]),
        evidence,
        candidate.match,
        candidate.quality,
        candidate.modifier,
        min(1.0, float(shares.share[row] * scale)),
    )


def load_ranker(path: Path | None = None) -> LearnedRanker:
    """Return the ranker with the weights that came with geomap, or those of ``path``.

    Raises:
        FormatError: The file is no ranker, or was trained for other features.
    """
    path = path or _WEIGHTS
    arrays = load_arrays(path)
    try:
        names = [str(name) for name in arrays["features"]]
        unknown = sorted(set(names) - set(FEATURES))
        if unknown:
            raise FormatError(
                f"{path}: trained for other features ({', '.join(unknown)}); train again with "
                "training/ranker or reinstall geomap"
            )
        places = np.array([FEATURES.index(name) for name in names], dtype=np.int32)
        trees = Trees(
            arrays["roots"].astype(np.int32),
            places[arrays["feature"].astype(np.int64)],
            arrays["threshold"].astype(np.float64),
            arrays["left"].astype(np.int32),
            arrays["right"].astype(np.int32),
            arrays["value"].astype(np.float64),
            int(arrays["depth"]),
        )
        calibration = Calibration(
            arrays["believed"].astype(np.float64), arrays["were_right"].astype(np.float64)
        )
        version = json.loads(str(arrays["about"]))["version"]
    except KeyError as error:
        raise FormatError(f"{path}: not a ranker (no {error}); reinstall geomap") from error
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return LearnedRanker(trees, calibration, f"geomap-ranker {version} ({digest})")
