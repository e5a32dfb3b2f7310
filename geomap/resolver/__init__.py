"""Placing names: how a name becomes a place, step by step (docs/resolver.md).

``Resolver`` (resolver.py) takes the mentions of one document through these steps, each a folder:

1. ``clues/``: what the words of the text say. cues.py: the word beside a name ("County",
   "river") and the dateline; links.py: which name lies in which ("Paris, Texas"); outlets.py:
   where the publisher is at home; codes.py: codes of states ("Athens GA"); no_places.py:
   names that are none; columns.py: what the headers of a table say; roles.py: what a name does
   in its sentence (asked last). The words themselves are in ``geomap.languages``.
2. ``candidates/``: what each name may mean. gather.py does this step: lookups.py asks the
   gazetteer, unmarked.py finds names that no recognizer marked, stated.py adds the place that the
   text puts an unknown one in, nearby.py the towns around an unknown street or building, spoken.py
   tells names in the language of the text from those of others.
   What goes on besides candidates is a ``Context`` (context.py) with the user's ``Bias``
   (bias.py).
3. ``scoring/``: how likely each candidate is. table.py turns candidates into numbers, fame.py says
   how often the news mean each, names.py finds the distinct names, scene.py lays out the document;
   prior.py is what holds without training, support.py what the other names say, twins.py a town
   and the county of its name, features.py all of it by name; trees.py adds up the trained trees,
   bias_shift.py the user's bias, decide.py draws the line.
   Rankers: learned.py runs this step and the next, baselines.py are the rungs below it.
4. ``reasons/``: why. evidence.py: the parts of a score; facts.py: what is true of a candidate;
   sentences.py: the reason in one sentence; explain.py: all of it for ``geomap explain``.
5. ``statements/``: what the text says around a placed name. areas.py draws vague places from the
   patterns of phrases.py, which said.py asks in several languages, the text in surroundings.py and
   the boxes of extent.py; checks.py holds the statements that claims.py reads against the
   gazetteer; located.py reads names beside a position.

Positions in numbers and codes of places are not ranked: positions.py and codes.py make toponyms of
them, and nearest.py says which town is near.

Everything is imported when first used, so that the command line can name ``Bias`` without loading
numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.resolver.baselines import (
        DistanceRanker,
        FameRanker,
        HierarchyRanker,
        PopulationRanker,
    )
    from geomap.resolver.bias import Bias
    from geomap.resolver.context import Context
    from geomap.resolver.learned import LearnedRanker, load_ranker
    from geomap.resolver.resolver import Resolver

_EXPORTS = {
    "Bias": "geomap.resolver.bias",
    "Context": "geomap.resolver.context",
    "DistanceRanker": "geomap.resolver.baselines",
    "FameRanker": "geomap.resolver.baselines",
    "HierarchyRanker": "geomap.resolver.baselines",
    "LearnedRanker": "geomap.resolver.learned",
    "PopulationRanker": "geomap.resolver.baselines",
    "Resolver": "geomap.resolver.resolver",
    "load_ranker": "geomap.resolver.learned",
}

__all__ = [
    "Bias",
    "Context",
    "DistanceRanker",
    "FameRanker",
    "HierarchyRanker",
    "LearnedRanker",
    "PopulationRanker",
    "Resolver",
    "load_ranker",
]

if not TYPE_CHECKING:  # else every name would exist for type checkers, as Any

    def __getattr__(name: str) -> object:
        if name not in _EXPORTS:
            raise AttributeError(f"module 'geomap.resolver' has no attribute {name!r}")
        return getattr(import_module(_EXPORTS[name]), name)
