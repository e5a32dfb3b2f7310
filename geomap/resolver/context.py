"""What a ranker may use besides the mentions: other names of the text, and the user's bias."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from geomap.resolver.bias import Bias
from geomap.types import Candidate, Document, Label, Mention, Toponym

__all__ = ["EVIDENCE", "Context", "ContextRanker"]

EVIDENCE = frozenset({Label.CONTEXT, Label.OUTLET})
"""Labels of names that are evidence only."""


@dataclass(frozen=True, slots=True)
class Context:
    """Names that are evidence only and are never placed themselves.

    ``names`` have the label ``Label.CONTEXT`` (they stand in the text, but no recognizer marked
    them) or ``Label.OUTLET`` (they come from the address or the home of the publisher and have no
    position); ``candidates`` are what the gazetteer answered for each.
    """

    names: tuple[Mention, ...] = ()
    candidates: tuple[tuple[Candidate, ...], ...] = ()
    bias: Bias = field(default_factory=Bias)


@runtime_checkable
class ContextRanker(Protocol):
    """A ranker that also reads the context; the resolver asks such a ranker this way."""

    @property
    def name(self) -> str: ...

    def rank_in_context(
        self,
        document: Document,
        mentions: Sequence[Mention],
        candidates: Sequence[tuple[Candidate, ...]],
        *,
        context: Context,
    ) -> tuple[Toponym, ...]:
        """Return one toponym for each mention, in the same order."""
        ...
