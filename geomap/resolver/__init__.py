"""Placing names: candidates become features, scores, probabilities, reasons.

``Resolver`` does all of it for one document. Everything is imported when first used, so
that the command line can name ``Bias`` without loading numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

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


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module 'geomap.resolver' has no attribute {name!r}")
    return getattr(import_module(_EXPORTS[name]), name)
