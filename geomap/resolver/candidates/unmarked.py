"""Names that no recognizer marked, read as evidence: parents and neighbours.

They make up for what a recognizer misses: "a town in Chile" places the town even if only the town
was marked. Nothing found here is ever placed itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from geomap.kinds import PARENTS
from geomap.languages.en.function_words import COMMON, PLAIN_ADJECTIVES
from geomap.resolver.clues.cues import cue_of, is_cue
from geomap.types import Candidate, Label, Mention

__all__ = ["find_names", "parts_of"]

Lookup = Callable[[str], tuple[Candidate, ...]]

_RUN = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:[ \t]+(?:(?:of|de|la|al|el|del|du|di)[ \t]+(?:the[ \t]+)?)?"
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]*){0,5}"
)
_FULL_STOP = re.compile(r"^[^.]{5,}\.$")

# "Lake Vermont" is not in Vermont, "Paris Street" not in Paris.
_ELSEWHERE = frozenset({"street", "river", "lake", "mountains", "island", "sea", "region"})


def find_names(
    text: str, mentions: Sequence[Mention], lookup: Lookup, *, limit: int = 400
) -> list[tuple[Mention, tuple[Candidate, ...]]]:
    """Return capitalised names outside the mentions that the gazetteer knows.

    A whole run of capitalised words may be any place; a part of a run counts only if it
    names a country or an admin unit by an exact name, so that surnames say little.
    """
    taken = [(mention.start, mention.end) for mention in mentions]
    found: list[tuple[Mention, tuple[Candidate, ...]]] = []
    position = 0
    for match in _RUN.finditer(text):
        start, end = match.span()
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        if position < len(taken) and taken[position][0] < end:
            continue
        for words in _sentences_of_run(text, start, end):
            found.extend(_read_run(text, words, lookup))
        if len(found) >= limit:
            break
    return found


def _sentences_of_run(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the words of a run, cut where a full stop ends a sentence, not an abbreviation."""
    words: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text[start:end]):
        words.append((start + match.start(), start + match.end()))
        if _FULL_STOP.search(match[0]):
            yield words
            words = []
    yield words


def _read_run(
    text: str, words: list[tuple[int, int]], lookup: Lookup
) -> list[tuple[Mention, tuple[Candidate, ...]]]:
    while words and _word(text, words[0]) in COMMON:
        words.pop(0)
    if not words:
        return []
    first, last = words[0][0], _trimmed_end(text, words[-1][1])
    whole = lookup(text[first:last]) if last - first > 2 else ()
    if whole and whole[0].quality > 0.6:
        return [(Mention(first, last, text[first:last], Label.CONTEXT), whole)]
    if len(words) < 2:
        return []
    return _parents_within(text, words, lookup)


def _parents_within(
    text: str, words: list[tuple[int, int]], lookup: Lookup
) -> list[tuple[Mention, tuple[Candidate, ...]]]:
    found = []
    for size in (2, 1):
        for index in range(len(words) - size + 1):
            start, end = words[index][0], _trimmed_end(text, words[index + size - 1][1])
            if end - start < 4 or _word(text, (start, end)) in COMMON:
                continue
            answer = lookup(text[start:end])
            if answer and answer[0].place.kind in PARENTS and answer[0].quality > 0.75:
                found.append((Mention(start, end, text[start:end], Label.CONTEXT), answer))
        if found:
            break
    return found


def _word(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]].rstrip(".,'’").casefold()


def _trimmed_end(text: str, end: int) -> int:
    if _FULL_STOP.search(text[max(0, end - 30) : end].rpartition(" ")[2]):
        return end - 1
    for suffix in ("'s", "’s", "'", "’", "-"):
        if text.endswith(suffix, 0, end):
            return end - len(suffix)
    return end


def parts_of(name: str, longest: int = 4) -> Iterator[str]:
    """Yield what may be a place's name inside a longer name, the longest first.

    A street named after a town is not in it.

    >>> list(parts_of("Nenagh Town Hall"))
    ['Nenagh Town', 'Town Hall', 'Nenagh']
    >>> list(parts_of("Memphis Street")), list(parts_of("Nenagh"))
    ([], [])
    """
    words = name.split()
    if len(words) < 2 or cue_of(name, "", "")[0] in _ELSEWHERE:
        return
    for size in range(min(len(words) - 1, longest), 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size]).rstrip(",.;:'’")
            low = part.casefold()
            known = low in COMMON or low in PLAIN_ADJECTIVES or is_cue(low)
            if len(part) > 3 and part[0].isupper() and not known:
                yield part
