"""One normal form of a name, used when the gazetteer is built and when it is asked."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

__all__ = ["is_code", "normalize_name", "script_of", "spelling_hash", "transliteration_key"]

_DELETED = "'`´‘’‚‛ʹʻʼʽʾʿˈ′.·؛،ـ"
_LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "ŋ": "ng",
    "ə": "a",
    "ɵ": "o",
    # Arabic script: one letter for the forms that Arabic, Persian and Urdu writers mix
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ٱ": "ا",
}


def _stripped_mark(code: int) -> bool:
    """Return whether a character is a mark that writers leave out.

    Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic.
    """
    return (
        0x0300 <= code <= 0x036F
        or 0x0591 <= code <= 0x05C7
        or 0x064B <= code <= 0x065F
        or code == 0x0670
        or 0x06D6 <= code <= 0x06ED
        or 0x1DC0 <= code <= 0x1DFF
        or 0x20D0 <= code <= 0x20F0
    )


class _Table(dict[int, str]):
    """Decides for each character once: kept, replaced, a space or nothing."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in _LETTERS:
            kept = _LETTERS[char]
        elif char in _DELETED or category in ("Cf", "Sk") or _stripped_mark(code):
            kept = ""
        elif char == "&":
            kept = " and "
        else:
            kept = char if category[0] in "LMN" else " "
        self[code] = kept
        return kept


_TABLE = _Table()
_INNER_DOT = re.compile(r"(?<=[^\W\d_]{2})\.(?=[^\W\d_])")


def normalize_name(name: str) -> str:
    """Return the form under which a name is stored and looked up.

    Case, accents, apostrophes, dots and the difference between hyphens and spaces disappear;
    letters of other scripts stay. The result is stable: normalizing it again changes nothing.
    """
    if "." in name:
        name = _INNER_DOT.sub(" ", name)
    if name.isascii():
        return " ".join(name.lower().translate(_TABLE).split())
    text = unicodedata.normalize("NFKD", name).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_TABLE).casefold()
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_code(name: str) -> bool:
    """Whether a name among GeoNames' alternates is a code: two to four capitals ("AMM", "SF")."""
    return 2 <= len(name) <= 4 and name.isascii() and name.isalpha() and name.isupper()


class _Scripts(dict[str, str]):
    """The first word of a letter's Unicode name: LATIN, CYRILLIC, CJK …"""

    def __missing__(self, char: str) -> str:
        self[char] = unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
        return self[char]


_SCRIPTS = _Scripts()


def script_of(name: str) -> str:
    """Return the script of a name's first letter as Unicode calls it ("LATIN"); "" without one."""
    return next((_SCRIPTS[char] for char in name if _SCRIPTS[char]), "")


_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "ғ": "g", "д": "d", "ђ": "dj",
        "е": "e", "є": "e", "ж": "zh", "җ": "j", "з": "z", "и": "i", "і": "i", "ї": "i",
        "ј": "i", "к": "k", "қ": "k", "ҡ": "k", "л": "l", "љ": "l", "м": "m", "н": "n",
        "ң": "n", "њ": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "ћ": "c", "у": "u", "ү": "u", "ұ": "u", "ў": "u", "ф": "f", "х": "kh", "ҳ": "h",
        "һ": "h", "ц": "ts", "ч": "ch", "џ": "j", "ш": "sh", "щ": "shch", "ъ": "",
        "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "ә": "a", "ѓ": "g", "ќ": "k",
        "ѕ": "dz", "ӣ": "i", "ӯ": "u", "ҷ": "j",
    }
)  # fmt: skip
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "ad",
        "ed",
        "adh",
        "an",
        "en",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ath",
        "az",
        "ez",
    ]
)
_GLUED_ARTICLE = re.compile(r"^(?:al(?=[bcfghjkmqwy][aeiou])|[aeiu](?=(sh|th|dh|[dnrstzl])\1))")
_SPELLINGS = (
    (re.compile(r"shch"), "sh"),
    (re.compile(r"d[jz]h?|j"), "j"),
    (re.compile(r"zh"), "z"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"c(?!h)|q"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"a[uw](?![aeiou])|ou|oo|w|o"), "u"),
    (re.compile(r"a[iy]|e[iy]|ee|ie|ye|y|e"), "i"),
    (re.compile(r"(?<=[aiu])h(?![aiu])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_KEYED = re.compile(r"[a-zа-џґғқҳһңөүұәўҷӣӯҡҗ ]+")


def transliteration_key(normalized: str) -> str:
    """Return what spellings of one Arabic, Persian or Cyrillic name have in common.

    Articles go, and so does what romanizations disagree about: Deir ez-Zor, Deir Ezzor and Deir
    el-Zour have one key. Empty when the name is too short or not in a script it can compare.

    Args:
        normalized: A name as ``normalize_name`` returns it.
    """
    if not _KEYED.fullmatch(normalized):
        return ""
    words = normalized.translate(_CYRILLIC).split()
    if len(words) > 1:
        words = [word for word in words if word not in _ARTICLES] or words
    text = "".join(_GLUED_ARTICLE.sub("", word) if len(word) > 4 else word for word in words)
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return text if len(text) >= 4 else ""


def spelling_hash(key: str) -> int:
    """Return 40 bits of a transliteration key, as stored in the file."""
    return int.from_bytes(blake2b(key.encode(), digest_size=5).digest(), "big")
