"""Which language a name is in: what CLDR says, what a script or a letter gives away."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from geomap.gazetteer.normalize import script_of

# Scripts in which nearly all names of places are of one language.
_SCRIPTS = {
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "TIBETAN": "bo",
}
# Letters that only these languages use, among those with many names in GeoNames.
_LETTERS = (
    ("be", "ўЎ"),
    ("cs", "řŘůŮěĚ"),
    ("de", "ßẞ"),
    ("hu", "őŐűŰ"),
    ("is", "þÞ"),
    ("lt", "ėĖųŲįĮ"),
    ("lv", "ģĢķĶļĻņŅ"),
    ("mk", "ѓЃќЌѕЅ"),
    ("mt", "ħĦċĊġĠ"),
    ("pl", "łŁśŚźŹżŻ"),
    ("ro", "țȚșȘ"),
    ("ru", "ыЫэЭ"),
    ("sr", "ђЂћЋ"),
    ("tr", "ğĞ"),
    ("uk", "їЇєЄґҐ"),
    ("vi", "ảạằắẳẵặầấẩẫậẻẽẹềếểễệỉịỏọồốổỗộờớởỡợủụừứửữựỳỷỹỵƯưƠơ"),
)
_LETTER = {letter: language for language, letters in _LETTERS for letter in letters}


def languages_of(name: str) -> frozenset[str]:
    """Return the one language that a name's script or letters give away, or nothing."""
    letters = {_LETTER[char] for char in name if char in _LETTER}
    found = letters or {_SCRIPTS.get(script_of(name), "")}
    return frozenset(found) if len(found) == 1 and "" not in found else frozenset()


@functools.cache
def _locales() -> tuple[str, ...]:
    from babel import localedata

    return tuple(sorted(localedata.locale_identifiers()))


def cldr(part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield language and a part of CLDR's data ("territories") for every locale that has it."""
    from babel import localedata

    for identifier in _locales():
        found = localedata.load(identifier, merge_inherited=False).get(part)
        if found and identifier != "root":
            yield re.split("[_-]", identifier)[0], found
