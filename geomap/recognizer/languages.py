"""The languages that the multilingual recognizer reads, and what is known of its quality."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "EXPERIMENTAL",
    "LANGUAGES",
    "PROMISED",
    "Language",
    "canonical",
    "limits_of",
    "trained_on_english",
]


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its English name, and the F1 of its places where that was measured.

    ``f1`` is in percent, on overlapping spans; ``on`` names the sentences it was measured on.
    """

    name: str
    f1: int | None = None
    on: str = ""


# Measured by benchmarks/languages.py; docs/languages.md has the whole table.
PROMISED: dict[str, Language] = {
    "de": Language("German", 81, "GermEval 2014"),
    "es": Language("Spanish", 90, "WikiNEuRal"),
    "fr": Language("French", 83, "WikiNEuRal"),
    "it": Language("Italian", 87, "WikiNEuRal"),
    "pt": Language("Portuguese", 83, "Universal NER"),
    "nl": Language("Dutch", 87, "WikiNEuRal"),
    "pl": Language("Polish", 88, "SlavicNER"),
    "cs": Language("Czech", 92, "SlavicNER"),
    "uk": Language("Ukrainian", 83, "SlavicNER"),
    "ru": Language("Russian", 85, "factRuEval 2016"),
    "tr": Language("Turkish", 71, "Turkish Wiki NER"),
    "ar": Language("Arabic", 81, "ANERcorp"),
    "sv": Language("Swedish", 83, "Webbnyheter"),
    "da": Language("Danish", 77, "Universal NER"),
    "no": Language("Norwegian", 79, "NorNE nynorsk"),
    "fi": Language("Finnish", 82, "Turku NER"),
    "hu": Language("Hungarian", 71, "NerKor"),
    "ro": Language("Romanian", 84, "RONEC"),
    "hr": Language("Croatian", 89, "Universal NER"),
    "sr": Language("Serbian", 87, "Universal NER"),
}
EXPERIMENTAL: dict[str, Language] = {
    "bg": Language("Bulgarian"),
    "sk": Language("Slovak"),
    "sl": Language("Slovenian"),
    "fa": Language("Persian"),
    "he": Language("Hebrew"),
    "el": Language("Greek"),
    "sw": Language("Swahili"),
    "hi": Language("Hindi"),
    "zh": Language("Chinese"),
    "ja": Language("Japanese"),
    "ko": Language("Korean"),
}
LANGUAGES = {**PROMISED, **EXPERIMENTAL}
_SAME = {"nb": "no", "nn": "no", "bs": "hr", "sh": "sr"}


def canonical(language: str) -> str:
    """One code for a language: "no" for both kinds of Norwegian."""
    code = language.lower().replace("_", "-").partition("-")[0]
    return _SAME.get(code, code)


def limits_of(language: str | None) -> str | None:
    """Return what a reader should know of names found in the language; None for English."""
    if not language or canonical(language) == "en":
        return None
    code = canonical(language)
    known = LANGUAGES.get(code)
    if known is None:
        return trained_on_english(language)
    if code in EXPERIMENTAL:
        return f"names of places in {known.name} are found experimentally: expect gaps and errors"
    if known.f1 is None:
        return f"how well names of places in {known.name} are found was not measured"
    return (
        f"names of places in {known.name} were found with an F1 of {known.f1} % on {known.on}, "
        "fewer than in English"
    )


def trained_on_english(language: str | None) -> str | None:
    """Return what a reader should know where only a recognizer for English reads the language."""
    if not language or canonical(language) == "en":
        return None
    return (
        f"the text seems to be in the language {language!r}; names are found by a "
        "recognizer trained on English, so expect more of them to be missed"
    )
