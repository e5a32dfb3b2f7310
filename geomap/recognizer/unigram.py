"""Words into pieces: the unigram model of SentencePiece (Kudo 2018), as XLM-RoBERTa reads.

Sixty lines instead of a dependency, for the reason that ``wordpiece`` gives; a training test
compares both. A word is spelt with the pieces whose log probabilities sum to the most.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["Unigram", "normal"]

START = "\u2581"
"""Stands before a word that follows a space."""
LONGEST = 100
CACHED = 200_000
UNKNOWN_PENALTY = 10.0
"""How much less probable than the rarest piece a letter without a piece is, as SentencePiece."""
CAPITALS = 4
"""A word of so many capitals is spelt as a title; its shape tells the network of the capitals."""
ARABIC_MARKS = dict.fromkeys([*range(0x064B, 0x0653), 0x0670, 0x0640])
"""Short vowels and the line that stretches a word, which news leaves out."""


class Unigram:
    """Maps a word to the ids of its pieces; remembers the words it has seen.

    Args:
        vocabulary: The pieces; the line number is the id.
        scores: The log probability of each piece.
    """

    def __init__(self, vocabulary: Sequence[str], scores: Sequence[float]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.begin = self.ids["<s>"]
        self.end = self.ids["</s>"]
        self.pad = self.ids["<pad>"]
        self.unknown = self.ids["<unk>"]
        special = {self.begin, self.end, self.pad, self.unknown}
        known = [(p, s) for n, (p, s) in enumerate(zip(vocabulary, scores, strict=True))
                 if n not in special]  # fmt: skip
        self._scores = dict(known)
        self._longest = max(len(piece) for piece in self._scores)
        self._penalty = min(self._scores.values()) - UNKNOWN_PENALTY
        self._seen: dict[tuple[str, bool], tuple[int, ...]] = {}

    def pieces(self, word: str, glued: bool = False) -> tuple[int, ...]:
        """Return the ids of a word's pieces, never empty.

        ``glued`` says that no space stands before the word.
        """
        key = (word, glued)
        known = self._seen.get(key)
        if known is None:
            if len(self._seen) >= CACHED:
                self._seen.clear()
            spelt = normal(word)
            known = self._seen[key] = self._split(spelt if glued else START + spelt)
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        if not word or len(word) > LONGEST:
            return (self.unknown,)
        best = [0.0] + [float("-inf")] * len(word)
        begins = [0] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                score = self._scores.get(word[start:end])
                if score is None and end == start + 1:
                    score = self._penalty
                if score is not None and best[start] + score > best[end]:
                    best[end], begins[end] = best[start] + score, start
        found: list[int] = []
        end = len(word)
        while end:
            number = self.ids.get(word[begins[end] : end], self.unknown)
            if not (found and number == found[-1] == self.unknown):
                found.append(number)
            end = begins[end]
        return tuple(reversed(found))


def normal(word: str) -> str:
    """One form for what is written alike: NFKC, no Arabic vowel signs, capitals as a title."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word).translate(ARABIC_MARKS)
    if len(word) >= CAPITALS and word.isupper():
        word = word[0] + word[1:].lower().replace("i\u0307", "i")
    return word
