"""What people and programs call encodings, and Python's codec for each."""

from __future__ import annotations

import codecs
import re

__all__ = ["codec_of"]

_NO_TEXT = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
"""Codecs of Python that are no encodings of text which a file could be in."""
_CODE_PAGE = re.compile(r"(?:x-)?(?:windows|dos|ibm|ms|cp)?-?_?(\d{3,5})")
_PAGES = {
    "708": "iso8859_6",
    "1200": "utf_16_le",
    "1201": "utf_16_be",
    "1361": "johab",
    "10000": "mac_roman",
    "10006": "mac_greek",
    "10007": "mac_cyrillic",
    "10029": "mac_latin2",
    "10079": "mac_iceland",
    "10081": "mac_turkish",
    "12000": "utf_32_le",
    "12001": "utf_32_be",
    "20127": "ascii",
    "20866": "koi8_r",
    "20932": "euc_jp",
    "21866": "koi8_u",
    "50220": "iso2022_jp",
    "50221": "iso2022_jp",
    "50225": "iso2022_kr",
    "51932": "euc_jp",
    "51936": "gb2312",
    "51949": "euc_kr",
    "52936": "hz",
    "54936": "gb18030",
    "65000": "utf_7",
    "65001": "utf_8",
}
"""Microsoft's "Code Page Identifiers" that Python does not know by number."""
_PAGES |= {str(28590 + part): f"iso8859_{part}" for part in (*range(1, 12), 13, 14, 15, 16)}
_NAMES = {
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "unicode": "utf_16",
    "unicodefffe": "utf_16_be",
    "unicode-1-1-utf-8": "utf_8",
    "x-unicode20utf8": "utf_8",
    "x-mac-roman": "mac_roman",
    "x-mac-ce": "mac_latin2",
    "x-mac-ukrainian": "mac_cyrillic",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-japanese": "shift_jis",
    "x-sjis": "cp932",
    "x-ms-cp932": "cp932",
    "windows-31j": "cp932",
    "x-x-big5": "big5",
    "korean": "cp949",
    "x-johab": "johab",
}
"""Labels of the WHATWG's Encoding Standard and of mail programs."""


def codec_of(label: object) -> str | None:
    r"""Return Python's codec for an encoding's name or code page; None if it is none of text.

    >>> codec_of("windows-949"), codec_of("x-sjis"), codec_of("UTF8"), codec_of(65001)
    ('cp949', 'cp932', 'utf-8', 'utf-8')
    >>> codec_of("x-gbk"), codec_of("punycode"), codec_of("base64"), codec_of("a\0b")
    ('gbk', None, None, None)
    """
    if not isinstance(label, str | int):
        return None
    name = str(label).strip().strip("\"'").strip().lower()
    tried = [_NAMES.get(name, ""), name]
    page = _CODE_PAGE.fullmatch(name)
    if page is not None:
        tried += [_PAGES.get(page[1], ""), f"cp{page[1]}"]
    tried.append(name.removeprefix("x-"))
    return next((codec for codec in map(_text_codec, tried) if codec is not None), None)


def _text_codec(name: str) -> str | None:
    try:
        canonical = codecs.lookup(name).name if name.isascii() and name.isprintable() else ""
        b"abcd".decode(canonical or "undefined")
    except (LookupError, ValueError):
        return None
    return None if canonical.replace("_", "-") in _NO_TEXT else canonical
