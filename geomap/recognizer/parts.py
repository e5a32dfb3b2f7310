"""Which language each part of a text is in: mostly one, by paragraph where a text is mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from geomap.recognizer.language import detect_language, has_english_words
from geomap.recognizer.languages import LANGUAGES, canonical

__all__ = ["Part", "is_foreign", "parts_of"]

FEWEST_LETTERS = 80
"""Of a paragraph that may be in a language other than its document's."""
_PARAGRAPH = re.compile(r"[^\n]*(?:\n+|$)")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u1f00-\u1fff\u2e80-\ufaff]")
"""Letters of none of the scripts that write English: Greek and what follows it."""


class Part(NamedTuple):
    """``text[start:end]`` is in one language; ``multilingual`` says which network reads it."""

    start: int
    end: int
    multilingual: bool


def parts_of(text: str, language: str | None) -> list[Part]:
    """Cut a text where its language changes between English and others.

    Args:
        text: The whole text.
        language: What its file says of its language, which counts where the text is too short to
            tell: files are often wrong about it.
    """
    whole = detect_language(text) or language
    usual = is_foreign(whole) if whole else _in_other_script(text)
    found: list[Part] = []
    for start, end in _paragraphs(text):
        foreign = _language_changes(text[start:end], usual)
        if found and found[-1].multilingual == foreign:
            found[-1] = Part(found[-1].start, end, foreign)
        else:
            found.append(Part(start, end, foreign))
    return found or [Part(0, len(text), usual)]


def is_foreign(language: str) -> bool:
    """Whether the multilingual network reads the language."""
    return canonical(language) in LANGUAGES


def _in_other_script(text: str) -> bool:
    """Whether most letters are of a script that English is not written in."""
    return 2 * len(_OTHER_SCRIPT.findall(text)) > len(_LETTER.findall(text))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH.finditer(text):
        if match.start() < match.end():
            yield match.span()


def _language_changes(paragraph: str, usual: bool) -> bool:
    """Whether the multilingual network reads the paragraph; ``usual`` if nothing speaks for it.

    A paragraph of an English text goes to it for its script, or if it has no English word at
    all and its language is sure: English must not suffer from a guess.
    """
    if _in_other_script(paragraph):
        return True
    if len(paragraph) < FEWEST_LETTERS:
        return usual
    english = has_english_words(paragraph)
    if usual:
        return not (english and detect_language(paragraph) == "en")
    if english:
        return False
    language = detect_language(paragraph)
    return language is not None and is_foreign(language)
