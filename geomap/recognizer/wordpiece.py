"""Words into word pieces: BERT's uncased WordPiece (Devlin et al. 2019, section 3).

Forty lines instead of a dependency: the ``tokenizers`` package would bring an HTTP client
and a model hub into an install that promises not to touch the network. A training test
compares both on the training vocabulary.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

__all__ = ["WordPiece"]

LONGEST = 100
CACHED = 200_000


class WordPiece:
    """Maps a word to the ids of its pieces; remembers the words it has seen."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]
        self.begin = self.ids["[CLS]"]
        self.end = self.ids["[SEP]"]
        self.pad = self.ids["[PAD]"]
        self._seen: dict[str, tuple[int, ...]] = {}

    @classmethod
    def from_file(cls, path: Path) -> WordPiece:
        """Read a vocabulary: one piece a line, UTF-8, the line number is the id."""
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def pieces(self, word: str, glued: bool = False) -> tuple[int, ...]:
        """Return the ids of a word's pieces: never empty, ``[UNK]`` if it cannot be spelt.

        ``glued`` says that no space stands before the word, which makes no difference here.
        """
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) >= CACHED:
                self._seen.clear()
            known = self._seen[word] = self._split(normal(word))
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        if not word or len(word) > LONGEST:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start:
                number = self.ids.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
                end -= 1
            else:
                return (self.unknown,)
            found.append(self.ids[("##" if start else "") + word[start:end]])
            start = end
        return tuple(found)


def normal(word: str) -> str:
    """Lower case, without accents and control characters, as the vocabulary was made."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(
        letter for letter in decomposed if unicodedata.category(letter)[:1] not in "MC"
    ).lower()
