"""Words and word pieces: offsets are exact for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.recognizer.wordpiece import WordPiece, normal
from geomap.recognizer.words import LONGEST, SHAPES, shape_of, split_words

HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["e\u0301", "🇺🇸", "👩‍👩‍👧", "\r\n", "\x00", "שלום", "العراق", "दिल्ली", "日本", "\u202e",
             "\ud800", "2017AFP", "U.S.-led", "Basra's", "\u2028", "ﬁ", "İ", "ß", "_" * 40]
        ),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(HOSTILE)
def test_words_follow_one_another_and_leave_only_space(text: str) -> None:
    at = 0
    for start, end, _ in split_words(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert end - start <= LONGEST
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017AFP", ["2017", "AFP"]),
        ("2019_AFP", ["2019", "_", "AFP"]),
        ("US-led", ["US", "-", "led"]),
        ("Basra’s", ["Basra", "’", "s"]),
        ("U.S.", ["U", ".", "S", "."]),
        ("cafe\u0301 au", ["cafe\u0301", "au"]),
        ("日本", ["日", "本"]),
        ("दिल्ली में", ["दिल्ली", "में"]),
        ("#KyivUnderAttack", ["#", "Kyiv", "Under", "Attack"]),
        ("#USAStrong #KERALA #iraq", ["#", "USA", "Strong", "#", "KERALA", "#", "iraq"]),
        ("McAllen", ["McAllen"]),
    ],
)
def test_words_are_cut_where_names_may_end(text: str, words: list[str]) -> None:
    assert [text[w.start : w.end] for w in split_words(text)] == words


@pytest.mark.parametrize(
    ("word", "shape"),
    [("the", 1), ("Iraq", 2), ("I", 2), ("UK", 3), ("DeKalb", 4), ("7", 0), ("日", 0), ("(", 0)],
)
def test_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def test_the_first_word_of_a_line_is_marked() -> None:
    shapes = [word.shape for word in split_words("One two\nThree four\r\n\r\nFive")]
    assert [shape >= SHAPES for shape in shapes] == [True, False, True, False, True]


def test_a_part_of_a_text_keeps_offsets_of_the_whole() -> None:
    text = "Mosul and Basra"
    assert [text[w.start : w.end] for w in split_words(text, 6)] == ["and", "Basra"]


VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "bagh", "##dad", "cafe", "##s", "."]


def test_pieces_are_the_longest_that_fit() -> None:
    pieces = WordPiece(VOCABULARY)
    assert pieces.pieces("Baghdad") == (4, 5)
    assert pieces.pieces("CAFÉS") == (6, 7)
    assert pieces.pieces("Basra") == (1,)
    assert pieces.pieces("x" * 500) == (1,)


@given(st.text(min_size=1, max_size=30))
def test_every_word_has_pieces(word: str) -> None:
    assert WordPiece(VOCABULARY).pieces(word)


def test_normal_form_has_no_accents_and_no_controls() -> None:
    assert normal("Öresund\u200bÉ\x00") == "oresunde"


def test_long_runs_of_signs_are_read_only_at_their_beginning() -> None:
    text = "Mosul " + "Qw3=" * 250_000 + " Erbil"
    words = list(split_words(text))
    assert len(words) < 1000
    assert text[words[0].start : words[0].end] == "Mosul"
    assert text[words[-1].start : words[-1].end] == "Erbil"
