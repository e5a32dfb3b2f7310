"""Texts into tagged words: windows with overlap, of which what only is context is left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geomap.documents.sentences import sentences
from geomap.recognizer.network import Logits, Network, Window
from geomap.recognizer.words import Word, split_words

__all__ = ["Entity", "Tagged", "decode", "tag_texts"]

WINDOW = 126
BEFORE, AFTER = 8, 16
"""Word pieces: the length of a window, and how much of each side only serves as context."""


class Tagged(NamedTuple):
    """The words of a text with their logits [words, tags]."""

    words: list[Word]
    logits: Logits


class Entity(NamedTuple):
    """A run of words with one label; ``sure`` is the mean probability of its tags."""

    start: int
    end: int
    label: str
    sure: float


class _Cut(NamedTuple):
    """A window over words ``first`` to ``last`` of which ``keep`` to ``until`` are kept."""

    first: int
    last: int
    keep: int
    until: int


def plan(
    bounds: Sequence[int],
    breaks: Sequence[int] = (),
    window: int = WINDOW,
    before: int = BEFORE,
    after: int = AFTER,
) -> Iterator[_Cut]:
    """Cut a text into windows.

    A window ends with a sentence if one ends in its second half: what follows is of little use
    there. Otherwise its last pieces only serve as context, as the first ones of all but the first
    window do.

    Args:
        bounds: The piece at which each word begins, and the number of pieces at the end.
        breaks: The words that begin a sentence, ascending.
        window: Pieces that a window holds at most.
        before: Pieces of context at its beginning.
        after: Pieces of context at its end.
    """
    words = len(bounds) - 1
    first = keep = 0
    while keep < words:
        if bounds[keep + 1] - bounds[first] > window:
            first = keep  # no room for context before so long a word
        last = max(keep + 1, bisect_right(bounds, bounds[first] + window) - 1)
        if last >= words:
            yield _Cut(first, words, keep, words)
            return
        at = bisect_right(breaks, last) - 1
        if at >= 0 and bounds[breaks[at]] - bounds[first] > window // 2 and breaks[at] > keep:
            last = until = breaks[at]
        else:
            until = max(keep + 1, bisect_right(bounds, bounds[last] - after) - 1)
        yield _Cut(first, last, keep, until)
        keep = until
        first = min(keep, bisect_left(bounds, bounds[keep] - before))


def sentence_starts(text: str, words: Sequence[Word]) -> list[int]:
    """Return the words that begin a sentence: a window may end before them.

    The sentences are those that passages quote: with the rule of thumb that stood here before,
    windows held 1.091 pieces for each piece of lgl-dev, now 1.065.
    """
    starts = {start for start, _ in sentences(text)}
    return [number for number, word in enumerate(words) if number and word.start in starts]


def tag_texts(
    network: Network, texts: Sequence[str], workers: Executor | None = None
) -> Callable[[], list[Tagged]]:
    """Begin to tag the words of each text; what is returned waits for them.

    All windows of all texts go through the network together.
    """
    windows: list[Window] = []
    places: list[tuple[int, _Cut, list[int]]] = []
    all_words: list[list[Word]] = []
    for number, text in enumerate(texts):
        words = list(split_words(text))
        all_words.append(words)
        ids: list[int] = []
        shapes: list[int] = []
        bounds: list[int] = []
        end = -1
        for word in words:
            bounds.append(len(ids))
            spelt = network.pieces.pieces(text[word.start : word.end], word.start == end)
            pieces, end = spelt[:WINDOW], word.end
            ids += pieces
            shapes += [word.shape] * len(pieces)
        bounds.append(len(ids))
        letters = [text[word.start].isalpha() for word in words]
        for cut in plan(bounds, sentence_starts(text, words)):
            if not any(letters[cut.keep : cut.until]):
                continue
            a, b = bounds[cut.first], bounds[cut.last]
            windows.append(Window(ids[a:b], shapes[a:b]))
            firsts = [bounds[word] - a for word in range(cut.keep, cut.until)]
            places.append((number, cut, firsts))
    waiting = network.logits(windows, workers)
    tags = len(network.flat_tags) + len(network.geo_tags)

    def collect() -> list[Tagged]:
        found = [np.zeros((len(words), tags), dtype=np.float32) for words in all_words]
        for (number, cut, firsts), logits in zip(places, waiting(), strict=True):
            found[number][cut.keep : cut.until] = logits[firsts]
        return [Tagged(words, logits) for words, logits in zip(all_words, found, strict=True)]

    return collect


def decode(words: Sequence[Word], logits: Logits, tags: Sequence[str]) -> list[Entity]:
    """BIO tags into entities; a label change inside a run begins a new one."""
    if not words:
        return []
    best = logits.argmax(axis=1)
    chance = _probability(logits, best)
    found: list[Entity] = []
    open_label, begin, first, previous = "", 0, 0, -2

    def close(last: int) -> None:
        if open_label:
            sure = float(chance[first:last].mean())
            found.append(Entity(begin, words[last - 1].end, open_label, sure))

    for number in np.flatnonzero(best).tolist():
        prefix, _, label = tags[best[number]].partition("-")
        goes_on = open_label == label and number == previous + 1 and prefix == "I"
        if not goes_on:
            if open_label:
                close(previous + 1)
            open_label, begin, first = label, words[number].start, number
        previous = number
    if open_label:
        close(previous + 1)
    return found


def _probability(logits: Logits, best: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    rows = np.arange(len(best))
    answer: npt.NDArray[np.float32] = shifted[rows, best] / shifted.sum(axis=1)
    return answer
