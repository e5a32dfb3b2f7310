"""Passages: the whole sentences, verbatim, in which the names of a document stand."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import quote as percent_encode

from geomap.documents.sentences import Sentence, sentences, split_sentences
from geomap.languages.pronouns import PRONOUNS
from geomap.types import Document, ParsedDocument, Passage, Span

__all__ = ["find_passages", "sentences", "text_fragment"]

SHORT = 40
"""A sentence of fewer characters is quoted with its neighbour."""
LONGEST_PASSAGE = 600
"""Neighbours are joined up to this length; a single sentence may be longer."""

_WORD = re.compile(r"[^\W\d_]+")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_CREDIT = re.compile(
    r"[\s_()/|–—-]*(?:AFP|Reuters|REUTERS|AP|EPA(?:-EFE)?|Getty(?: Images)?|Anadolu Agency|"
    r"PA(?: Media)?)[\s).]*$"
)
_HTML = (".html", ".htm", ".xhtml", ".mhtml")


def find_passages(parsed: ParsedDocument) -> tuple[Passage, ...]:
    """Return the passage of each toponym, in the order of ``parsed.toponyms``.

    Toponyms of one sentence share one object, whose ``marks`` are all names in it. A sentence
    that is very short or starts with a pronoun is quoted with its neighbour of the same
    paragraph. Near-identical passages (same letters and digits, whatever the quotes, spaces
    or the photo credit) are all represented by the first of those with the most names;
    ``count`` says how many.
    """
    document, mentions = parsed.document, [toponym.mention for toponym in parsed.toponyms]
    if not mentions:
        return ()
    split = split_sentences(document.text)
    names = sorted((mention.start, mention.end) for mention in mentions)
    ranges = _join(document.text, split, _own_ranges(split, names))
    spans = {name: (start, end) for (start, end), inside in ranges for name in inside}
    keys = {span: _key(document.text[slice(*span)]) for span in set(spans.values())}
    counts = _count(document.text, split, keys)
    where = _Positions(document)
    passages: dict[str, Passage] = {}
    for span in sorted(keys):
        marks = _marks_within(names, span)
        if keys[span] not in passages or len(marks) > len(passages[keys[span]].marks):
            passages[keys[span]] = _passage(document, span, marks, counts[keys[span]], where)
    return tuple(passages[keys[spans[mention.start, mention.end]]] for mention in mentions)


def text_fragment(quote: str) -> str:
    """Return the fragment that makes a browser scroll to the quotation and mark it.

    Form: ``:~:text=start,end`` (WICG Scroll to Text Fragment), percent-encoded, without "#".
    """
    words = quote.split()
    if len(words) <= 10:
        return ":~:text=" + _encode(" ".join(words))
    return f":~:text={_encode(' '.join(words[:5]))},{_encode(' '.join(words[-5:]))}"


def _encode(words: str) -> str:
    return percent_encode(words, safe="").replace("-", "%2D")


# --- from names to ranges of sentences -----------------------------------------------------

_Span = tuple[int, int]


def _own_ranges(split: Sequence[Sentence], names: Iterable[_Span]) -> dict[_Span, list[_Span]]:
    """Map (first, last sentence) to the names that stand there; a name is never cut."""
    starts = [sentence.start for sentence in split]
    ranges: dict[_Span, list[_Span]] = {}
    for start, end in names:
        first = max(bisect_right(starts, start) - 1, 0)
        last = max(bisect_right(starts, max(end - 1, start)) - 1, first)
        ranges.setdefault((first, last), []).append((start, end))
    return ranges


def _join(
    text: str, split: Sequence[Sentence], ranges: dict[_Span, list[_Span]]
) -> list[tuple[_Span, list[_Span]]]:
    """Widen each range where needed, let overlapping ones become one, return text spans."""
    result: list[tuple[_Span, list[_Span]]] = []
    for (first, last), names in sorted(ranges.items()):
        own = _extent(split, first, last, names)
        wide = _extent(split, *_widen(text, split, first, last), names)
        if result and result[-1][0][1] > wide[0]:
            (begin, finish), before = result[-1]
            if max(finish, wide[1]) - begin <= LONGEST_PASSAGE or own[0] < finish:
                result[-1] = ((min(begin, wide[0]), max(finish, wide[1])), before + names)
                continue
            wide = own
        result.append((wide, names))
    return result


def _extent(split: Sequence[Sentence], first: int, last: int, names: Sequence[_Span]) -> _Span:
    start, end = names[0][0], max(end for _, end in names)
    if split:
        start, end = min(start, split[first].start), max(end, split[last].end)
    return start, end


def _widen(text: str, split: Sequence[Sentence], first: int, last: int) -> _Span:
    if not split:
        return first, last
    start, end = split[first].start, split[last].end
    short = end - start < SHORT
    word = _WORD.search(text, start, min(end, start + SHORT))
    unclear = word is not None and word.group().casefold() in PRONOUNS
    if not (short or unclear):
        return first, last
    if first and _together(split, first - 1, last):
        return first - 1, last
    if short and last + 1 < len(split) and _together(split, first, last + 1):
        return first, last + 1
    return first, last


def _together(split: Sequence[Sentence], first: int, last: int) -> bool:
    return (
        split[first].paragraph == split[last].paragraph
        and split[last].end - split[first].start <= LONGEST_PASSAGE
    )


def _marks_within(names: Sequence[_Span], span: _Span) -> tuple[_Span, ...]:
    low, high = bisect_left(names, (span[0], 0)), bisect_left(names, (span[1], 0))
    return tuple(dict.fromkeys(name for name in names[low:high] if name[1] <= span[1]))


# --- near-identical passages ---------------------------------------------------------------


def _key(quote: str) -> str:
    without_credit = quote[:-60] + _CREDIT.sub("", quote[-60:])
    letters = unicodedata.normalize("NFKC", without_credit).casefold()
    return _NOT_A_LETTER.sub("", letters) or quote


def _count(text: str, split: Sequence[Sentence], keys: dict[_Span, str]) -> Counter[str]:
    """Count passages by key; copies in which no name was found are counted too."""
    counts = Counter(keys.values())
    wanted = set(counts)
    alone: Counter[str] = Counter()
    for start, end, _ in split:
        key = _key(text[start:end])
        if key in wanted:
            alone[key] += 1
    return counts | alone


# --- positions -----------------------------------------------------------------------------


class _Positions:
    """Finds the pieces of the source in which a passage stands."""

    def __init__(self, document: Document) -> None:
        by_kind: dict[str, list[Span]] = {}
        for span in document.spans:
            # A cell's label is the name of its column; "row 12" says enough of where it stands.
            if span.kind == "cell":
                continue
            by_kind.setdefault(span.kind, []).append(span)
        self._by_kind = {
            kind: sorted(spans, key=lambda span: span.start) for kind, spans in by_kind.items()
        }
        self._starts = {
            kind: [span.start for span in spans] for kind, spans in self._by_kind.items()
        }
        source = (document.source or "").lower()
        self._is_page = document.url is not None or source.endswith(_HTML)

    def describe(self, start: int, end: int, quote: str) -> tuple[str, str | None]:
        """Return the words for readers ("p. 3") and the anchor, if the source has one."""
        found = sorted(
            (pair for kind in self._by_kind if (pair := self._at(kind, start, end))),
            key=lambda pair: pair[0].end - pair[0].start,
            reverse=True,
        )
        labels = dict.fromkeys(label for pair in found if (label := _label(*pair)))
        anchor = next((first.anchor for first, _ in reversed(found) if first.anchor), None)
        if anchor is None and self._is_page:
            anchor = text_fragment(quote)
        return ", ".join(labels), anchor

    def _at(self, kind: str, start: int, end: int) -> tuple[Span, Span] | None:
        spans, starts = self._by_kind[kind], self._starts[kind]
        first = spans[max(bisect_right(starts, start) - 1, 0)]
        last = spans[max(bisect_right(starts, max(end - 1, start)) - 1, 0)]
        return (first, last) if first.start <= start < first.end else None


def _label(first: Span, last: Span) -> str:
    if first == last or not last.label:
        return first.label
    shared = 0
    for one, other in zip(first.label, last.label, strict=False):
        if one != other or one.isdigit():
            break
        shared += 1
    return f"{first.label}–{last.label[shared:]}" if last.label != first.label else first.label


def _passage(
    document: Document, span: _Span, marks: tuple[_Span, ...], count: int, where: _Positions
) -> Passage:
    start, end = span
    quote = document.text[start:end]
    label, anchor = where.describe(start, end, quote)
    return Passage(document.id, start, end, quote, marks, count, label, anchor)
