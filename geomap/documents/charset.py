"""Guesses the encoding of bytes that are neither marked nor UTF-8."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["guess_encoding"]

_SAMPLE = 100_000
_OTHERS = (
    "cp1251 cp1252 cp1250 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r koi8_u cp874 mac_cyrillic "
    "cp932 euc_jp gb18030 big5 cp949"
)
_MOSTLY_ASCII = 0.4
_WESTERN = (
    "àâæçéèêëîïôœùûüÿ",
    "áéíñóúü",
    "ãáâàçéêíõóôúü",
    "äöüß",
    "àèéìíòóùú",
    "æøåäöéü",
    "áðéíóúýþæö",
    "éèëïñçóöü",
)
_ALPHABETS: dict[str, tuple[str, ...]] = {
    "cp1252": _WESTERN,
    "cp1250": (
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "čćđšž",
        "ăâîşţ",
    ),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű"),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "mac_roman": _WESTERN,
}
"""The letters beyond ASCII of one language each; earlier encodings win ties."""
_USUAL = frozenset("“”‘’„‚–—…«»‹›¿¡°€£§©®™·•ºª´×\xa0\xad")
_TURKISH = re.compile(rb"[\xf0\xfd\xfe\xdd\xde]")
_ICELANDIC = re.compile(rb"[\xe1\xe6\xe9\xed\xf3\xfa]")
_KANA = re.compile("[\u3041-\u30ff]")


def guess_encoding(data: bytes) -> str | None:
    """Return the encoding that makes most sense, None if none does.

    Text of mostly ASCII letters is decoded in each Latin encoding; the one whose letters are
    those of a single language wins. The rest is charset-normalizer's guess.
    """
    sample = data[:_SAMPLE]
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if high <= _MOSTLY_ASCII * len(sample):
        latin = _latin(sample)
        if latin is not None:
            return latin
    return _other(sample)


def _latin(sample: bytes) -> str | None:
    costs: dict[str, float] = {}
    letters = 0
    for encoding, alphabets in _ALPHABETS.items():
        text = sample.decode(encoding, "replace")
        found = Counter(
            character for character in text.replace("İ", "ı").lower() if ord(character) > 127
        )
        letters = max(letters, sum(found.values()))
        strange = sum(
            2 * count
            for character, count in found.items()
            if not character.isalpha() and character not in _USUAL
        )
        unknown = min(
            sum(
                count
                for character, count in found.items()
                if character.isalpha() and character not in alphabet and character not in _USUAL
            )
            for alphabet in alphabets
        )
        costs[encoding] = strange + unknown
    best = min(costs, key=lambda encoding: costs[encoding])
    if costs["cp1254"] == costs[best] and not _ICELANDIC.search(sample):
        best = "cp1254" if _TURKISH.search(sample) else best
    return best if costs[best] <= 0.5 * letters else None


def _other(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OTHERS.split(" ")).best()
    if best is None:
        return None
    if best.encoding in ("cp949", "gb18030"):
        japanese = sample.decode("euc_jp", "ignore")
        if len(_KANA.findall(japanese)) > 0.1 * len(japanese):
            return "euc_jp"
    return best.encoding
