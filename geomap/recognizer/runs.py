"""Runs of words that may be one name, with what the network thinks of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geomap.recognizer.found import Found
from geomap.recognizer.network import Logits
from geomap.recognizer.words import SHAPES, Word

__all__ = ["Run", "free", "listed_with", "runs_of"]

UNCASED, LOWER, CAPITALS = 0, 1, frozenset({2, 3, 4})
UPPER = 3
LEAST = 0.01
LEAST_UNCASED = 0.1
LEAST_INSIDE = 0.03
"""Of the words of a part of a run abroad: "Eilen Venäjän" begins a sentence, "Präsident
Frankreichs" is German, where every noun has a capital."""
LONGEST_HEAD = 2
"""Letters before an apostrophe that part no ending off abroad: "Ma'arrat"."""
LONGEST_IN_CAPITALS = 3
"""Words of a run in capitals; longer ones are a sentence in capitals, and are cut by the tags."""
_CONNECTORS = frozenset(
    [
        "al",
        "el",
        "an",
        "ar",
        "ash",
        "ad",
        "ez",
        "es",
        "de",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "les",
        "los",
        "las",
        "bin",
        "ben",
        "ibn",
        "ul",
        "ur",
        "e",
        "y",
        "o",
        "i",
        "i",
        "en",
        "sur",
        "sous",
        "am",
        "im",
        "auf",
        "der",
        "den",
        "van",
        "of",
    ]
)
_BEFORE_A_HYPHEN = frozenset({"as", "at"})
"""Articles in names ("at-Tanf"), and English words where a space follows."""
_HEADS = frozenset({"al", "el", "ad", "ar", "az", "ez", "ash"})
"""Articles in small letters with which a name begins: "al Hol"."""
_JOINS = re.compile(r"(?:[ \u00a0]|['’‘ʻʼ`-])?")
_BETWEEN = re.compile(
    r"[\s\d.,:;/&|()–—•*-]*(?:\b(?:and|or|then|to|dead|killed|km)\b[\s\d.,:;/&|()–—•*-]*)?"
)
_FAR = 24


class Run(NamedTuple):
    """A span with the mean probability, over its words, of a place and of a person's name.

    ``words`` counts what white space parts; ``lower`` says that it has no capital.
    """

    start: int
    end: int
    words: int
    place: float
    person: float
    lower: bool


def runs_of(
    text: str,
    tagged: tuple[Sequence[Word], Logits],
    flat: Sequence[str],
    geo: Sequence[str],
    *,
    abroad: bool = False,
) -> Iterator[Run]:
    """Yield the runs of capitalised words, and single words in lower case, that may be places.

    ``tagged``: words and logits [words, flat tags + geo tags]; a run in which no word has a chance
    is left out. ``abroad``: the text is not in English, so what follows a name behind an apostrophe
    is an ending, and words of scripts without capitals make runs.
    """
    words, logits = tagged
    place = 1.0 - _probabilities(logits[:, len(flat) :])[:, 0]
    if not (place >= LEAST).any():
        return
    columns = [number for number, tag in enumerate(flat) if tag.endswith("-PER")]
    person = _probabilities(logits[:, : len(flat)])[:, columns].sum(axis=1)
    for first, last in _spans(text, words, place, abroad):
        letters = [n for n in range(first, last) if text[words[n].start].isalpha()]
        if not letters or place[letters].max() < LEAST:
            continue
        start, end = words[first].start, words[last - 1].end
        yield Run(
            start,
            end,
            len(text[start:end].split()),
            float(place[letters].mean()),
            float(person[letters].mean()),
            words[last - 1].shape % SHAPES == LOWER and last == first + 1,
        )


def _probabilities(logits: Logits) -> npt.NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    answer: npt.NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return answer


def _spans(
    text: str, words: Sequence[Word], place: npt.NDArray[np.float32], abroad: bool
) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of runs of words, in text order."""
    at = 0
    while at < len(words):
        shape = words[at].shape % SHAPES
        if shape in CAPITALS and text[words[at].start].isalpha():
            end = _run_end(text, words, at, abroad)
            if _shouted(words, at, end):
                yield from _likely(place, at, end, 10 * LEAST)
            else:
                yield at, end
                inside = _likely(place, at, end, LEAST_INSIDE) if abroad else ()
                yield from (part for part in inside if part != (at, end))
            at = end
        elif (
            abroad
            and shape == UNCASED
            and place[at] >= LEAST_UNCASED
            and text[words[at].start].isalpha()
        ):
            end = _uncased_end(text, words, place, at)
            yield at, end
            at = end
        elif shape == LOWER and _is_head(text, words, at):
            end = _run_end(text, words, at + 1, abroad)
            yield at, end
            at = end
        else:
            if shape == LOWER and place[at] >= LEAST:
                yield at, at + 1
            at += 1


def _is_head(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a word in small letters is the article that a name begins with."""
    if at + 1 == len(words) or text[words[at].start : words[at].end] not in _HEADS:
        return False
    following = words[at + 1]
    near = text[words[at].end : following.start] in (" ", "\u00a0")
    return near and following.shape % SHAPES in CAPITALS and text[following.start].isalpha()


def _uncased_end(
    text: str, words: Sequence[Word], place: npt.NDArray[np.float32], first: int
) -> int:
    """Return the end of the words with a chance from ``first`` on, in a script without capitals."""
    at = first + 1
    while at < len(words) and place[at] >= LEAST_UNCASED:
        near = text[words[at - 1].end : words[at].start] in ("", " ", "\u00a0")
        if not near or not text[words[at].start].isalpha():
            break
        at += 1
    return at


def _run_end(text: str, words: Sequence[Word], first: int, abroad: bool) -> int:
    """Return the end of the capitalised words from ``first`` on, with what joins them."""
    end = at = first + 1
    while at < len(words):
        between = text[words[at - 1].end : words[at].start]
        piece = text[words[at].start : words[at].end]
        if between not in ("", " ", "\u00a0"):
            break
        shape = words[at].shape % SHAPES
        capital = shape in CAPITALS and piece[0].isalpha()
        glued = between == "" and _glued(text, words[at - 1], piece)
        if abroad and glued:
            glued = words[at - 2].end - words[at - 2].start <= LONGEST_HEAD
        if capital or glued:
            end = at + 1
        elif not (_JOINS.fullmatch(piece) or _connects(text, words[at])):
            break
        at += 1
    return end


def _connects(text: str, word: Word) -> bool:
    piece = text[word.start : word.end].lower()
    hyphen = text[word.end : word.end + 1] == "-"
    return piece in _CONNECTORS or (hyphen and piece in _BEFORE_A_HYPHEN)


def _glued(text: str, before: Word, piece: str) -> bool:
    """Whether a piece in lower case goes on a word: "Ma'arrat", but not "Paris's"."""
    return (
        bool(_JOINS.fullmatch(text[before.start : before.end]))
        and piece[0].islower()
        and (piece != "s")
    )


def _shouted(words: Sequence[Word], first: int, last: int) -> bool:
    shapes = [word.shape % SHAPES for word in words[first:last]]
    return len(shapes) > LONGEST_IN_CAPITALS and shapes.count(UPPER) == len(shapes)


def _likely(
    place: npt.NDArray[np.float32], first: int, last: int, least: float
) -> Iterator[tuple[int, int]]:
    """Cut a run of words to those that may be places."""
    begin = first
    for at in range(first, last + 1):
        if at == last or place[at] < least:
            if begin < at:
                yield begin, at
            begin = at + 1


def listed_with(text: str, span: tuple[int, int], names: Sequence[tuple[int, int]]) -> bool:
    """Whether the name stands beside another in a list or a count: "Homs 7, Hama 3"."""
    start, end = span
    at = names.index(span)
    if at and start - names[at - 1][1] <= _FAR:
        between = text[names[at - 1][1] : start]
        if between.strip() and _BETWEEN.fullmatch(between):
            return True
    if at + 1 < len(names) and names[at + 1][0] - end <= _FAR:
        between = text[end : names[at + 1][0]]
        return bool(between.strip() and _BETWEEN.fullmatch(between))
    return False


def free(runs: Iterable[Run], found: Sequence[Found]) -> Iterator[Run]:
    """Yield the runs that touch no name found."""
    starts = [item.start for item in found]
    for run in runs:
        at = bisect_left(starts, run.end) - 1
        if at < 0 or found[at].end <= run.start:
            yield run
