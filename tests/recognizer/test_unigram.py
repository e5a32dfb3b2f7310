"""Words into pieces by the unigram model."""

from __future__ import annotations

import pytest

from geomap.recognizer.unigram import LONGEST, Unigram, normal

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁Ber", "▁Berlin", "lin", "er", "s", "l", "i", "n"]
SCORES = [0.0, 0.0, 0.0, 0.0, -4.0, -7.0, -9.0, -6.0, -5.0, -3.0, -8.0, -8.0, -8.0]


@pytest.fixture
def pieces() -> Unigram:
    return Unigram(PIECES, SCORES)


def spelt(pieces: Unigram, word: str, glued: bool = False) -> list[str]:
    return [PIECES[number] for number in pieces.pieces(word, glued)]


def test_the_most_probable_spelling_wins(pieces: Unigram) -> None:
    assert spelt(pieces, "Berlin") == ["▁Berlin"]  # -9, "▁Ber" + "lin" would be -13
    assert spelt(pieces, "Berlins") == ["▁Berlin", "s"]


def test_a_word_without_a_space_before_it_has_no_mark(pieces: Unigram) -> None:
    assert spelt(pieces, "lin", glued=True) == ["lin"]
    assert spelt(pieces, "lin") == ["▁", "lin"]


def test_letters_without_a_piece_are_unknown_once(pieces: Unigram) -> None:
    assert spelt(pieces, "xyz", glued=True) == ["<unk>"]
    assert spelt(pieces, "xs", glued=True) == ["<unk>", "s"]
    assert spelt(pieces, "s" * (LONGEST + 1)) == ["<unk>"]
    assert pieces.pieces("") == (PIECES.index("▁"),)


def test_the_ids_of_special_pieces_are_known_and_never_spelt(pieces: Unigram) -> None:
    assert (pieces.begin, pieces.pad, pieces.end, pieces.unknown) == (0, 1, 2, 3)
    assert 0 not in pieces.pieces("<s>", glued=True)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("BERLIN", "Berlin"),
        ("USA", "USA"),
        ("ИРАКЕ", "Ираке"),
        ("DİYARBAKIR", "Diyarbakir"),
        ("بَغْدَاد", "بغداد"),
        ("بـــغداد", "بغداد"),
        ("ﬁn", "fin"),
        ("Ａ", "A"),
        ("東京", "東京"),
    ],
)
def test_what_is_written_alike_has_one_form(word: str, form: str) -> None:
    assert normal(word) == form
