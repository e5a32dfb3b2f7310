"""Windows cover every word once, and tags become entities."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.recognizer.sections import cut
from geomap.recognizer.tagging import decode, plan, sentence_starts
from geomap.recognizer.words import Word, split_words

TAGS = ("O", "B-PLACE", "I-PLACE", "B-ADJ", "I-ADJ")


@given(
    st.lists(st.integers(1, 126), max_size=400),
    st.sets(st.integers(1, 399)),
    st.sampled_from([(126, 8, 16), (40, 8, 8)]),
)
def test_every_word_is_kept_by_one_window(
    sizes: list[int], starts: set[int], window: tuple[int, int, int]
) -> None:
    longest, before, after = window
    sizes = [min(size, longest) for size in sizes]
    bounds = [0, *np.cumsum(sizes).tolist()]
    kept: list[int] = []
    breaks = sorted(start for start in starts if start < len(sizes))
    for first, last, keep, until in plan(bounds, breaks, longest, before, after):
        assert first <= keep < until <= last
        assert bounds[last] - bounds[first] <= longest
        kept += range(keep, until)
    assert kept == list(range(len(sizes)))


def test_a_window_ends_with_a_sentence_of_its_second_half() -> None:
    bounds = list(range(0, 301))
    assert [cut.until for cut in plan(bounds, [20, 80, 160], 100, 10, 10)] == [80, 160, 240, 300]
    assert [cut.until for cut in plan(bounds, [20], 100, 10, 10)] == [90, 170, 250, 300]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("He left. Mosul fell! Did it? 'Yes'", ["Mosul", "Did", "'"]),
        ('"he left." Mosul fell (so they say.) But who', ["Mosul", "But"]),
        ("Rain hit St. Louis and Gov. Smith of Mass. Boston", []),
        ("they left at 5 p.m. Tuesday", []),
        ("New York and the end\n\nNew York", ["New"]),
        ("a headline\r\n\r\nKyiv", ["Kyiv"]),
        ("we left.Mosul stayed", ["Mosul"]),
        ("", []),
    ],
)
def test_sentence_starts_are_sure(text: str, starts: list[str]) -> None:
    words = list(split_words(text))
    found = [words[number] for number in sentence_starts(text, words)]
    assert [text[word.start : word.end] for word in found] == starts


@given(st.text(alphabet="ab \n", max_size=300), st.integers(1, 50))
def test_sections_cover_the_text(text: str, longest: int) -> None:
    found = list(cut(text, longest))
    assert all(0 < b - a <= longest for a, b in found)
    assert all(a[1] == b[0] for a, b in pairwise(found))
    assert "".join(text[a:b] for a, b in found) == text


def logits_of(tags: str) -> np.ndarray:
    numbers = {"O": 0, "B": 1, "I": 2, "b": 3, "i": 4}
    logits = np.zeros((len(tags), 5), dtype=np.float32)
    for row, tag in enumerate(tags):
        logits[row, numbers[tag]] = 9.0
    return logits


def spans(tags: str) -> list[tuple[int, int, str]]:
    words = [Word(2 * n, 2 * n + 1, 1) for n in range(len(tags))]
    found = decode(words, logits_of(tags), TAGS)
    assert all(0.9 < entity.sure <= 1 for entity in found)
    return [(entity.start // 2, entity.end // 2 + 1, entity.label) for entity in found]


def test_decoding() -> None:
    assert spans("") == spans("OOO") == []
    assert spans("BIO") == [(0, 2, "PLACE")]
    assert spans("BBI") == [(0, 1, "PLACE"), (1, 3, "PLACE")]
    assert spans("OIIO") == [(1, 3, "PLACE")]
    assert spans("BIiO") == [(0, 2, "PLACE"), (2, 3, "ADJ")]
    assert spans("BOI") == [(0, 1, "PLACE"), (2, 3, "PLACE")]
    assert spans("OOB") == [(2, 3, "PLACE")]
