"""What a tokenizer does for the network: WordPiece for English, unigrams for other languages."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Pieces"]


class Pieces(Protocol):
    """Spells words with the pieces of a vocabulary."""

    begin: int
    end: int
    pad: int

    def pieces(self, word: str, glued: bool = False) -> tuple[int, ...]:
        """Return the ids of a word's pieces, never empty.

        ``glued`` says that no space stands before the word.
        """
        ...
