"""A name within a text while its mentions are put together."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """A span, whether it is an adjective, and the probability that it is what it is taken for."""

    start: int
    end: int
    adjective: bool
    sure: float
