"""Names of other languages count as the text's own where the text is in that language."""

from __future__ import annotations

from dataclasses import replace

from geomap.recognizer.language import has_english_words
from geomap.types import Candidate, Document, NameKind

__all__ = ["spoken_in"]

_ENGLISH = "en"
_LATIN_ENDS = "\u024f"


def spoken_in(
    document: Document, name: str, answer: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """Return the candidates; those foreign to English but not to the text are so no longer.

    A name in another script than the Latin one is foreign to no text that it stands in.
    """
    if not any(candidate.name_kind is NameKind.FOREIGN for candidate in answer):
        return answer
    language = document.language
    everywhere = any(letter.isalpha() and letter > _LATIN_ENDS for letter in name)
    if language is None and not everywhere:
        everywhere = not has_english_words(document.text)
    if not everywhere and language in (None, _ENGLISH):
        return answer
    return tuple(
        replace(candidate, name_kind=NameKind.ENGLISH)
        if candidate.name_kind is NameKind.FOREIGN
        and (everywhere or language in candidate.languages)
        else candidate
        for candidate in answer
    )
