"""Variants of examples: other names in the grammar of the language, other case, posts."""

from __future__ import annotations

import random

from training.multilingual.names import names_of
from training.recognizer.augment import Writer, rebuilt, recased
from training.recognizer.data import Example

AGENCIES = {
    "de": "dpa AFP Reuters APA", "fr": "AFP Reuters AP", "es": "EFE AFP Reuters AP Europa Press",
    "it": "ANSA AGI Reuters", "pt": "Lusa AFP Reuters EFE", "nl": "ANP Belga Reuters",
    "ru": "ТАСС Интерфакс Reuters", "uk": "Укрінформ Інтерфакс-Україна", "tr": "AA DHA İHA",
    "ar": "رويترز واس وفا سانا واع", "pl": "PAP AFP Reuters", "cs": "ČTK Reuters AP",
    "sv": "TT Reuters AFP", "da": "Ritzau Reuters", "no": "NTB Reuters", "fi": "STT Reuters",
    "hu": "MTI Reuters", "ro": "Agerpres Mediafax", "hr": "Hina Reuters", "sr": "Tanjug Beta",
}  # fmt: skip
_UNCHANGED = "de es fr it pt nl sv da no ro en zh ja ko fa he hi sw"
UNCHANGED_FORMS = frozenset(_UNCHANGED.split())
"""Languages whose names stand as they are after a preposition, or nearly so."""
VOWELS = "aeiouyäöüåáéíóúőűıаеёиоуыэюяіїє"
BACK = "aouáóúıаоу"


def inflected(name: str, language: str, rng: random.Random) -> str:
    """A name with an ending of the language, roughly as its grammar has it.

    The endings are right for most names of towns, not for all: the network is to learn that
    names have endings, not which.
    """
    if language in UNCHANGED_FORMS or rng.random() < 0.35:
        return name
    last = name[-1].lower()
    back = next((v for v in reversed(name.lower()) if v in VOWELS), "e") in BACK
    if language == "tr":
        vowel = "a" if back else "e"
        hard = "t" if last in "fstkçşhp" else "d"
        joint = "y" if last in VOWELS else ""
        ends = (f"'{hard}{vowel}", f"'{hard}{vowel}n", f"'{joint}{vowel}", f"'{hard}{vowel}ki")
        return name + rng.choice(ends)
    if language == "fi":
        vowel = "a" if back else "ä"
        joint = "" if last in VOWELS else "i"
        return name + joint + rng.choice((f"ss{vowel}", f"st{vowel}", "n", f"ll{vowel}", "in"))
    if language == "hu":
        stem = name[:-1] + {"a": "á", "e": "é"}.get(last, name[-1])
        v = ("b{}n", "b{}", "r{}", "n{}k", "t{}l")
        return stem + rng.choice(v).format("a" if back else "e")
    return _slavic(name, language, rng)


_ENDINGS = {
    "ru": (("а", "е у ы ой"), ("я", "и ю е"), ("ь", "и ю"), ("й", "е я ю"), ("", "е а у ом")),
    "uk": (("а", "і у и ою"), ("я", "ї ю"), ("ь", "і ю"), ("й", "ю я"), ("", "і а у ом")),
    "pl": (("a", "ie ę y ą"), ("o", "u a em"), ("y", "ach om"), ("", "ie u a em")),
    "cs": (("a", "ě y u ou"), ("o", "ě a u em"), ("y", "ách ů"), ("e", "i"), ("", "u ě em")),
    "sk": (("a", "e y u ou"), ("o", "e a om"), ("", "e u om a")),
    "hr": (("a", "i e u om"), ("o", "u a om"), ("", "u a om")),
    "sr": (("a", "i e u om"), ("o", "u a om"), ("", "u a om")),
}  # fmt: skip


def _slavic(name: str, language: str, rng: random.Random) -> str:
    for ending, others in _ENDINGS.get(language, ()):
        if name.endswith(ending):
            return name.removesuffix(ending) + rng.choice(others.split())
    return name


def replaced(example: Example, language: str, rng: random.Random, share: float = 0.3) -> Example:
    """Put other names in place of some."""
    known = names_of(language)
    out, at = Writer(), 0
    nested = {(a, b) for a, b, label in example.geo if label == "PLACE"}
    for start, end, label in example.flat:
        if start < at or label != "PLACE" or (start, end) not in nested:
            continue
        if rng.random() < share:
            out.copy(example, at, start)
            name = inflected(known.draw(rng), language, rng)
            out.add(name.partition("'")[0] if language == "tr" else name, "PLACE", "PLACE")
            if language == "tr" and "'" in name:
                out.add("'" + name.partition("'")[2])
            at = end
    out.copy(example, at, len(example.text))
    return rebuilt(example, out)


def dateline(example: Example, language: str, rng: random.Random) -> Example:
    """Prefix "BERLIN (dpa) - "."""
    out = Writer()
    name = names_of(language).draw(rng)
    out.add(name.upper() if rng.random() < 0.4 else name, "PLACE", "PLACE")
    agencies = AGENCIES.get(language)
    if agencies and rng.random() < 0.6:
        opening, closing = rng.choice(((" (", ")"), (", ", ""), ("/", "")))
        out.add(opening)
        out.add(rng.choice(agencies.split()), "ORG")
        out.add(closing)
    out.add(rng.choice((" - ", " — ", " – ", ": ", ". ")))
    out.copy(example, 0, len(example.text))
    return rebuilt(example, out)


def posted(example: Example, language: str, rng: random.Random) -> Example:
    """As people post: mentions, hashtags made of names, links."""
    out = Writer()
    if rng.random() < 0.3:
        out.add(rng.choice(("RT @user: ", "@user ", "@news_24 ")))
    at = 0
    for start, end, label in example.flat:
        if label == "PLACE" and start >= at and rng.random() < 0.5:
            out.copy(example, at, start)
            out.add("#")
            out.add(example.text[start:end].replace(" ", "_"), "PLACE", "PLACE")
            at = end
    out.copy(example, at, len(example.text))
    for _ in range(rng.choice((0, 0, 1, 2))):
        out.add(" #")
        out.add(names_of(language).draw(rng).replace(" ", "_"), "PLACE", "PLACE")
    if rng.random() < 0.5:
        out.add(" https://t.co/" + "".join(rng.choices("abcXYZ0189", k=8)))
    return rebuilt(example, out)


def varied(example: Example, language: str, rng: random.Random) -> Example:
    """An example as it is, most of the time, or a variant of it."""
    if rng.random() < 0.5:
        example = replaced(example, language, rng)
    chance = rng.random()
    if chance < 0.04:
        return recased(example, str.lower)
    if chance < 0.09:
        return recased(example, str.upper)
    if chance < 0.11:
        return recased(example, str.title)
    if chance < 0.15:
        return dateline(example, language, rng)
    if chance < 0.20:
        return posted(example, language, rng)
    return example
