"""Find a quotation again in a text that may have changed since it was quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from geomap.corrections.decision import Quote

__all__ = ["find_quote", "occurrences", "stands_at"]

_BLANKS = re.compile(r"\s+")
# Tuned on lgl-dev with words, sentences and lines changed at random, see tests/corrections.
_ALIKE = 0.6
_CLEARLY = 0.2
_TRIED = 2_000


def occurrences(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the name stands as words of its own, over line breaks too."""
    words = r"\s+".join(map(re.escape, name.split()))
    before = r"(?<!\w)" if name[:1].isalnum() else ""
    after = r"(?!\w)" if name[-1:].isalnum() else ""
    for found in re.finditer(before + words + after, text):
        yield found.span()


def stands_at(quote: Quote, start: int, text: str) -> bool:
    """Whether the text at ``start`` is the name with the same words around it."""
    end = start + len(quote.exact)
    if text[start:end].casefold() != quote.exact.casefold():
        return False
    prefix, suffix = _packed(quote.prefix), _packed(quote.suffix)
    return _before(text, start, len(quote.prefix)).endswith(prefix) and _after(
        text, end, len(quote.suffix)
    ).startswith(suffix)


def find_quote(quote: Quote, start: int, text: str) -> tuple[int, int] | None:
    """Return where the quotation stands now, or None if that is not clear.

    Args:
        start: Where it stood when it was quoted. Without words around it, only there.
    """
    if stands_at(quote, start, text):
        return start, start + len(quote.exact)
    if not (quote.prefix or quote.suffix):
        return None
    likeness = sorted(
        ((_likeness(quote, span, text), span) for span in _tried(quote.exact, text)),
        reverse=True,
    )
    if not likeness or likeness[0][0] < _ALIKE:
        return None
    if len(likeness) > 1 and likeness[0][0] - likeness[1][0] < _CLEARLY:
        return None
    return likeness[0][1]


def _tried(name: str, text: str) -> Iterator[tuple[int, int]]:
    return islice(occurrences(name, text), _TRIED)


def _likeness(quote: Quote, span: tuple[int, int], text: str) -> float:
    """Return how alike the words around are, 0 to 1: the two sides by their length."""
    start, end = span
    sides = (
        (_packed(quote.prefix)[::-1], _before(text, start, len(quote.prefix))[::-1]),
        (_packed(quote.suffix), _after(text, end, len(quote.suffix))),
    )
    length = sum(len(told) for told, _ in sides)
    alike = sum(len(told) * _side(told, now[: len(told)]) for told, now in sides)
    return alike / length if length else 0.0


def _side(told: str, now: str) -> float:
    """Return how alike two texts are that begin at the name."""
    return 1.0 if told == now else SequenceMatcher(None, told, now, autojunk=False).ratio()


def _packed(text: str) -> str:
    return _BLANKS.sub("", text)


def _before(text: str, start: int, length: int) -> str:
    return _packed(text[max(0, start - 3 * length) : start])


def _after(text: str, end: int, length: int) -> str:
    return _packed(text[end : end + 3 * length])
