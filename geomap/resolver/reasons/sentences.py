"""One plain sentence for each decision, built from facts that tell the winner from the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geomap.geodesy import SAME_PLACE_KM, chord_squared
from geomap.resolver.bias import Bias
from geomap.resolver.reasons.facts import Facts
from geomap.resolver.scoring.decide import Decision
from geomap.resolver.scoring.scene import Scene
from geomap.resolver.scoring.table import Floats
from geomap.types import Match, Place, Status
from geomap.wording import short_name

__all__ = ["Reasons"]

_FAR = chord_squared(SAME_PLACE_KM)
_SHOWN_FACTS = 2


class Reasons:
    """Writes the reason for each name of a scene, once all are decided."""

    def __init__(
        self, scene: Scene, matrix: Floats, decisions: Sequence[Decision], bias: Bias
    ) -> None:
        self.scene = scene
        self._decisions = decisions
        self._facts = Facts(scene, matrix, decisions, bias)

    def reason(self, number: int) -> str:
        """Return the sentence for a name (an index into ``Scene.names``)."""
        decision = self._decisions[number]
        name = self.scene.names[number]
        written = self.scene.mentions[name.mentions[0]].text
        if decision.status is Status.NO_CANDIDATE:
            return f"The gazetteer knows no place called {written}."
        if decision.status is Status.NOT_A_PLACE and decision.heard < 0.5:
            return f"Perhaps no place: {written} is rather the name of somebody or something else."
        if decision.status is Status.NOT_A_PLACE:
            return f"Perhaps no place: nothing in the text speaks for a place called {written}."
        rival = self._rival(number)
        if decision.status is Status.AMBIGUOUS:
            return self._undecided(number, written, decision.fitting)
        best = self.scene.candidate(int(decision.rows[0]))
        if best.match == Match.NEARBY:
            shown = short_name(best.place)
            return f"The gazetteer does not know {written}; the text names {shown} near by."
        if best.match == Match.WITHIN:
            shown = short_name(best.place)
            if best.modifier == written:
                return f"The gazetteer does not know this {written}; the text puts it in {shown}."
            return f"The gazetteer does not know {written}; shown at {shown}, named in it."
        return self._chosen(number, written, rival)

    def _chosen(self, number: int, written: str, rival: int | None) -> str:
        decision = self._decisions[number]
        best = int(decision.rows[0])
        facts = self._facts.distinguishing(number, best, rival)[:_SHOWN_FACTS]
        because = "; ".join(facts)
        if rival is None and self.scene.candidate(best).match == Match.ADJECTIVE:
            place = short_name(self.scene.candidate(best).place)
            return f"{written} is the adjective, or the people, of {place}."
        if rival is None:
            others = len(self.scene.names[number].candidates) > 1
            return _only(written, self.scene.candidate(best).place, because, others=others)
        other = short_name(self.scene.candidate(rival).place)
        because = because or "it is the better known of the two"
        if decision.status is Status.UNCERTAIN:
            return f"Uncertain: {because}; but it could also be {other}."
        return f"Chosen over {other}: {because}."

    def _undecided(self, number: int, written: str, fitting: bool) -> str:
        if not fitting:
            return f"No place called {written} that the gazetteer knows fits the text."
        names: list[str] = []
        for row in self._decisions[number].rows[:6]:
            words = short_name(self.scene.candidate(int(row)).place)
            if words not in names:
                names.append(words)
        if len(names) < 2:
            return f"It may be {names[0]}, but the text gives too little to say so."
        return f"It could be {', '.join(names[:2])} or others: the text does not say which."

    def _rival(self, number: int) -> int | None:
        """Return the best row that lies elsewhere, or None."""
        rows = self._decisions[number].rows
        if not len(rows):
            return None
        points = self.scene.points
        apart = ((points[rows] - points[rows[0]]) ** 2).sum(axis=1) > _FAR
        return int(rows[np.argmax(apart)]) if apart.any() else None


def _only(written: str, place: Place, because: str, *, others: bool) -> str:
    """Return the reason where every candidate lies within 161 km of the one chosen."""
    if others:
        start = f"Every place that the gazetteer knows as {written} lies near {short_name(place)}"
    elif place.name.casefold() != written.casefold():
        start = f"{written} is {short_name(place)}, the only place the gazetteer knows by that name"
    else:
        start = f"The only place called {written} that the gazetteer knows"
    return f"{start}; {because}." if because else f"{start}."
