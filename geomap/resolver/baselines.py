"""Rankers without learned weights: the ladder that shows what each part is worth.

They do not know how sure they are: ``Toponym.probability`` is the share of belief, not calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from geomap.resolver.context import Context
from geomap.resolver.scoring.features import static_columns
from geomap.resolver.scoring.prior import first_belief, hierarchy_scores, next_belief
from geomap.resolver.scoring.scene import Scene, lay_out
from geomap.resolver.scoring.support import softmax, support
from geomap.resolver.scoring.table import Encoder, Floats
from geomap.types import Candidate, Document, Evidence, Mention, Status, Toponym

__all__ = ["DistanceRanker", "FameRanker", "HierarchyRanker", "PopulationRanker"]

_SHOWN = 5


class _FixedRanker:
    """Places every name that has candidates; subclasses say how rows are scored."""

    name = "fixed"

    def __init__(self) -> None:
        self._encoder = Encoder()

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
        """Return one toponym for each mention; the context's names count as evidence."""
        scene = lay_out(document, mentions, candidates, context=context, encoder=self._encoder)
        scores = self._scores(scene, self._encoder)
        shares = softmax(scores, scene.group, len(scene.names))
        found = []
        for mention, position in zip(mentions, scene.order, strict=True):
            name = scene.names[scene.name_of[position]]
            ranked = sorted(range(name.start, name.stop), key=lambda row: -scores[row])[:_SHOWN]
            kept = tuple(
                replace(
                    scene.candidate(row),
                    score=float(scores[row]),
                    probability=float(shares[row]),
                    evidence=(Evidence(self.name, float(scores[row]), float(scores[row])),),
                )
                for row in ranked
            )
            found.append(_toponym(mention, kept))
        return tuple(found)

    def _scores(self, scene: Scene, encoder: Encoder) -> Floats:
        raise NotImplementedError


def _toponym(mention: Mention, ranked: tuple[Candidate, ...]) -> Toponym:
    if not ranked:
        reason = f"The gazetteer knows no place called {mention.text}."
        return Toponym(mention, None, reason=reason, status=Status.NO_CANDIDATE)
    best = ranked[0]
    return Toponym(mention, best.place, best.probability or 0.0, candidates=ranked)


class PopulationRanker(_FixedRanker):
    """The most populous place of that name; countries and states before towns as they are big."""

    name = "population"

    def _scores(self, scene: Scene, encoder: Encoder) -> Floats:
        return scene.get("log_population") + 0.01 * scene.get("quality")


class FameRanker(_FixedRanker):
    """The place that the world's news mean most often by that name, whatever the text says."""

    name = "fame"

    def _scores(self, scene: Scene, encoder: Encoder) -> Floats:
        return scene.get("fame")


class HierarchyRanker(_FixedRanker):
    """Prominence, stated containment ("Paris, Texas") and countries and states named."""

    name = "hierarchy"

    def _scores(self, scene: Scene, encoder: Encoder) -> Floats:
        static = static_columns(scene, encoder)
        return hierarchy_scores(scene, static, support(scene, first_belief(scene, static)))


class DistanceRanker(_FixedRanker):
    """The hierarchy, and nearness to the other places of the document."""

    name = "distance"

    def _scores(self, scene: Scene, encoder: Encoder) -> Floats:
        static = static_columns(scene, encoder)
        belief = first_belief(scene, static)
        for _ in range(2):
            belief = next_belief(scene, static, support(scene, belief))
        return np.log(np.maximum(belief, 1e-12))
