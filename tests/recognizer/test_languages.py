"""The multilingual recognizer on news that was written for these tests.

``data/recognizer/languages/xx.txt`` holds articles, parted by ``===``, with each name of a place in
brackets.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geomap.recognizer import GeomapRecognizer, load_recognizer
from geomap.recognizer.languages import LANGUAGES, PROMISED, limits_of
from geomap.recognizer.networks import MULTILINGUAL_MODEL
from geomap.types import Document

DATA = Path(__file__).parent.parent / "data" / "recognizer" / "languages"
FLOORS = {"ar": (0.6, 0.8)}
USUAL = (0.85, 0.8)
"""At least so many of the names are found, and so many of the mentions are names."""

needs_weights = pytest.mark.skipif(
    not MULTILINGUAL_MODEL.is_file(), reason="the multilingual weights are not in this tree"
)


def articles(language: str) -> list[tuple[str, set[tuple[int, int]]]]:
    """Texts without their brackets, and the spans that stood in brackets."""
    found = []
    for marked in (DATA / f"{language}.txt").read_text(encoding="utf-8").split("\n===\n"):
        text, spans = "", set()
        for piece in re.split(r"(\[[^\]]*\])", marked):
            name = piece[1:-1] if piece.startswith("[") else piece
            if name is not piece:
                spans.add((len(text), len(text) + len(name)))
            text += name
        found.append((text, spans))
    return found


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with an Arabic "and", "in", "to" that is written together with the name."""
    while start and text[start - 1].isalpha():
        start -= 1
    return start, end


@pytest.fixture(scope="module")
def recognizer() -> GeomapRecognizer:
    loaded = load_recognizer(threads=1)
    assert isinstance(loaded, GeomapRecognizer)
    return loaded


@needs_weights
@pytest.mark.parametrize("language", sorted(path.stem for path in DATA.glob("*.txt")))
def test_news_in_other_languages(recognizer: GeomapRecognizer, language: str) -> None:
    texts = articles(language)
    answers = recognizer.recognize(Document(str(n), text) for n, (text, _) in enumerate(texts))
    wanted = hits = mentioned = 0
    missed, surplus = [], []
    for (text, spans), mentions in zip(texts, answers, strict=True):
        assert all(text[m.start : m.end] == m.text for m in mentions)
        found = {whole(text, m.start, m.end) for m in mentions if m.role is None}
        spans = {whole(text, *span) for span in spans}
        wanted, mentioned = wanted + len(spans), mentioned + len(found)
        hits += len(found & spans)
        missed += [text[a:b] for a, b in sorted(spans - found)]
        surplus += [text[a:b] for a, b in sorted(found - spans)]
    least, right = FLOORS.get(language, USUAL)
    assert hits >= least * wanted, (missed, surplus)
    assert hits >= right * mentioned, (missed, surplus)


def test_each_language_says_what_is_known_of_it() -> None:
    for code in LANGUAGES:
        said = limits_of(code)
        assert said is not None
        assert ("experimental" in said) is (code not in PROMISED)
    assert limits_of("en") is None
    assert limits_of(None) is None
    assert "trained on English" in str(limits_of("la"))
    assert limits_of("nb") == limits_of("no")
