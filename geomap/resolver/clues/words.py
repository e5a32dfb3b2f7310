"""Word lists written as one string."""

from __future__ import annotations

__all__ = ["words_of"]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a list written in one string."""
    return tuple(text.split())
