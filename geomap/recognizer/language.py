"""Which language a text is in, with py3langid (Lui and Baldwin 2012)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from geomap.languages.en.function_words import FREQUENT

__all__ = ["detect_language", "has_english_words"]

FEWEST_LETTERS = 60
MOST_CHARACTERS = 4_000
SURE = 0.8

_LETTERS = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language.

    None if the text is too short or too mixed to tell: fewer than 60 letters, or a
    probability below 0.8. Long texts are judged by pieces of their beginning and middle.
    """
    half = MOST_CHARACTERS // 2
    if len(text) > MOST_CHARACTERS:
        middle = len(text) // 2
        text = text[:half] + " " + text[middle : middle + half]
    # Names and headlines in capitals mislead the n-grams; the case says nothing here.
    words = _LETTERS.findall(text)
    if sum(map(len, words)) < FEWEST_LETTERS and not _dense(text):
        return None
    if _plainly_english(words):
        return "en"
    language, probability = _identifier().classify(" ".join(words).lower())
    return str(language) if probability >= SURE else None


def _plainly_english(words: list[str]) -> bool:
    """Whether English function words abound: spares most texts the model (a second to load)."""
    functional = sum(word.lower() in FREQUENT for word in words)
    return len(words) >= 20 and functional >= 0.25 * len(words)


def has_english_words(text: str) -> bool:
    """Whether at least one word in 25 is an English function word."""
    words = _LETTERS.findall(text)
    return 25 * sum(word.lower() in FREQUENT for word in words) >= len(words)


def _dense(text: str) -> bool:
    """Whether a text is in a script whose every sign is a word or a syllable."""
    return sum("\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" for sign in text) >= 20


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Languages without a two-letter code are mostly close kin that split the probability.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
