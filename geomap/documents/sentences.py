"""Paragraphs and sentences of a text, as (start, end) in code points. Linear in its length.

Rules, not a model: quotations have to be the same on every machine, and a hostile text of
10 MB in one line must not take longer than a friendly one. Where a full stop could end a
sentence or an abbreviation, the sentence goes on: a quotation a little too long is still
verbatim, one that stops after "Gen." is not a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from geomap.languages import abbreviations as abroad
from geomap.languages.de.months import MONTHS
from geomap.languages.en.abbreviations import (
    BEFORE_A_NAME,
    BEFORE_A_NUMBER,
    CAPITAL_PERHAPS_AT_THE_END,
    PERHAPS_AT_THE_END,
)
from geomap.languages.en.function_words import STARTERS

__all__ = ["LONGEST_SENTENCE", "Sentence", "paragraphs", "sentences", "split_sentences"]

LONGEST_SENTENCE = 1_000
"""Beyond this (tables, run-on lists) a sentence is cut at the best place there is."""

_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40
_LOOK_BACK = 32

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ITEM = re.compile(r"(?:[-*•·–—>|#▪●◦]+|\(?\d{1,3}[.)])\s|[|>]")
_STOP = re.compile(
    "(?:[.!?…。！？．؟۔।॥\u037e]|(?<=[\u0370-\u03ff]);)+"
    "(?:[\"'”’›)\\]}」』）]|“(?=\\s|$)|[ \u00a0\u202f]?»(?=[\\s.,]|$)|«(?=\\s|$)|»)*"
)
_OPENING = re.compile("[\\s\"'“”‘’„‚«‹»›(\\[{「『（¿¡*_–—-]*")
_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_NO_SPACE_NEEDED = frozenset("。！？．")


_BEFORE_A_NUMBER = BEFORE_A_NUMBER | abroad.BEFORE_A_NUMBER
_GERMAN_MONTHS = frozenset(chain.from_iterable(MONTHS))


class Sentence(NamedTuple):
    """``text[start:end]`` without white space around it; ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in order, without surrounding white space."""
    return [(start, end) for start, end, _ in split_sentences(text)]


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences with the number of the paragraph that each belongs to."""
    return [
        Sentence(start, end, number)
        for number, (first, last) in enumerate(paragraphs(text))
        for piece in _paragraph_sentences(text, first, last)
        for start, end in _cut_long(text, *piece)
    ]


# --- paragraphs ----------------------------------------------------------------------------


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each paragraph.

    Lines are paragraphs, unless the text is wrapped at a width (typed letters, e-mails,
    Gutenberg): there a line break is a space when the next word would not have fitted.
    """
    lines = [span for match in _LINE.finditer(text) if (span := _strip(text, *match.span()))]
    width = _wrap_width(text, lines)
    result: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(lines):
        if index and _continues(text, lines[index - 1], (start, end), width):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return (start, end) if start < end else None


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """Return the width at which the text is wrapped, or None when its lines are paragraphs."""
    if len(lines) < 2:
        return None
    lengths = sorted(end - start for start, end in lines)
    width = lengths[int((len(lengths) - 1) * 0.98)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP or lengths[-1] > 2 * _WIDEST_WRAP:
        return None
    joints = [
        (before, after) for before, after in pairwise(lines) if _adjacent(text, before[1], after[0])
    ]
    full = [after for before, after in joints if _is_full(text, before, after, width)]
    inside = sum(not text[start].isupper() for start, _ in full)
    if len(joints) >= 3 and len(full) >= 0.6 * len(joints) and inside >= 0.35 * len(full):
        return width
    return None


def _adjacent(text: str, end: int, start: int) -> bool:
    """Whether exactly one line break stands between two lines."""
    return start - end < 64 and len(_NEWLINE.findall(text, end, start)) == 1


def _is_full(text: str, before: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    word = text[after[0] : min(after[1], after[0] + _LOOK_BACK)].split(None, 1)[0]
    return before[1] - before[0] + 1 + len(word) > width - 3


def _continues(
    text: str, before: tuple[int, int], after: tuple[int, int], width: int | None
) -> bool:
    if not _adjacent(text, before[1], after[0]) or _ITEM.match(text, after[0]):
        return False
    length = before[1] - before[0]
    if width is not None:
        return _is_full(text, before, after, width)
    mid_sentence = text[after[0]].islower() and (
        text[before[1] - 1].isalnum() or text[before[1] - 1] == ","
    )
    return mid_sentence and _NARROWEST_WRAP <= length <= _WIDEST_WRAP


# --- sentences -----------------------------------------------------------------------------


def _paragraph_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        following = _OPENING.match(text, stop.end(), end)
        assert following is not None
        if stop.end() < end and _ends_here(text, begin, stop.span(), (following.end(), end)):
            yield from filter(None, [_strip(text, begin, stop.end())])
            begin = stop.end()
    yield from filter(None, [_strip(text, begin, end)])


def _ends_here(text: str, begin: int, stop: tuple[int, int], rest: tuple[int, int]) -> bool:
    """Decide about a run of stops: ``rest`` is the first letter after it and the limit."""
    if not text[stop[1]].isspace():
        return text[stop[0]] in _NO_SPACE_NEEDED or _glued(text, begin, stop)
    first, limit = rest
    if first >= limit:
        return True
    if text[first].islower():
        return False
    if text[stop[0]] == "." and not text[stop[0] : stop[1]].startswith(".."):
        return not _is_abbreviation(text, begin, stop[0], first)
    return True


def _glued(text: str, begin: int, stop: tuple[int, int]) -> bool:
    """Whether two sentences stand without a space, as in "left the city.The convoy"."""
    after = text[stop[1] : stop[1] + _LOOK_BACK].split(None, 1)[0]
    before = text[max(begin, stop[0] - _LOOK_BACK) : stop[0]].split(None)
    return (
        stop[1] - stop[0] == 1
        and bool(before)
        and len(before[-1]) > 2
        and before[-1].isalpha()
        and before[-1][1:].islower()
        and after[0].isupper()
        and after[1:2].islower()
        and not set("./@:") & set(after[:-1])
    )


def _is_abbreviation(text: str, begin: int, stop: int, following: int) -> bool:
    tokens = text[max(begin, stop - _LOOK_BACK) : stop].split()
    if not tokens:
        return False
    token = tokens[-1].strip("\"'“”‘’„«»()[]{}*_–—-")
    word = _WORD.match(text, following)
    after = word.group().casefold() if word else ""
    starter = after in STARTERS and not (word and text[word.end() : word.end() + 1] == ".")
    low = token.casefold()
    if low in BEFORE_A_NAME or _is_short_abroad(tokens, token, text[following : following + 2]):
        return True
    if low.isdigit():
        if len(low) < 3 and tokens[-2:-1] and tokens[-2].casefold() in abroad.BEFORE_AN_ORDINAL:
            return True
        alone = text[begin:stop].strip() == token if stop - begin < _LOOK_BACK else False
        return alone or after in _GERMAN_MONTHS
    if low in _BEFORE_A_NUMBER and after[:1].isdigit():
        return True
    return not starter and _is_perhaps_abbreviation(token, low)


def _is_short_abroad(tokens: list[str], token: str, following: str) -> bool:
    """Whether a word is shortened in another language: "ул.", "z. B.", "г. Киев"."""
    if token.isupper() and len(token) > 2:
        return False
    low = re.split("['’]", token)[-1].casefold()
    if low in abroad.BEFORE_A_NAME:
        return True
    if low in abroad.AFTER_NO_NUMBER:
        return not (tokens[-2:-1] and tokens[-2][:1].isdigit())
    return len(token) == 1 and token.islower() and following[1:] == "."


def _is_perhaps_abbreviation(token: str, low: str) -> bool:
    if low in PERHAPS_AT_THE_END or _ACRONYM.fullmatch(token):
        return True
    if not token[:1].isupper():
        return False
    return len(token) == 1 or low in CAPITAL_PERHAPS_AT_THE_END


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        low, high = start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE
        cuts = (text.rfind(mark, low, high) for mark in (". ", "; ", " | ", ", ", "\t", "\n", " "))
        cut = next((at + 1 for at in cuts if at >= 0), high)
        yield from filter(None, [_strip(text, start, cut)])
        start = cut
    yield from filter(None, [_strip(text, start, end)])
