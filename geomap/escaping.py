"""Text made safe for each kind of file; what stands in it never changes its meaning."""

from __future__ import annotations

import html
import json
import re
from typing import Any

__all__ = [
    "encodable",
    "for_html",
    "for_json",
    "for_markdown",
    "for_script",
    "for_spreadsheet",
    "for_terminal",
    "for_xml",
    "is_right_to_left",
]

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNPRINTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~$^@]|==|:(?=[\w+-]+:))")
_MARKDOWN_START = re.compile(r"^([#+\-=:!]|\d{1,9}[.)])")
_MARKDOWN_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
)
_LINE_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_STRONG = re.compile(r"[^\W\d_]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")


def encodable(text: str) -> str:
    """Return the text with lone surrogates, which UTF-8 cannot hold, as U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def for_xml(text: str) -> str:
    """Return the text with what XML 1.0 forbids (NUL, controls, surrogates) as U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def for_html(text: str) -> str:
    """Return the text as HTML that shows exactly it, in elements and in attributes.

    ``$`` is encoded too: Google Earth replaces ``$[name]`` in balloons.
    """
    return html.escape(for_xml(text)).replace("$", "&#36;")


def for_json(value: Any) -> str:
    """Return compact JSON that is valid UTF-8; lone surrogates stay as escapes."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def for_script(value: Any) -> str:
    """Return JSON for a ``<script type="application/json">`` element, which it cannot end."""
    text = for_json(value)
    for character, escape in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(character, escape)
    return text


def for_spreadsheet(text: str) -> str:
    """Return the text so that no spreadsheet program takes it for a formula.

    A leading ``=``, ``+``, ``-``, ``@`` (also full-width), tab or line break gets an
    apostrophe in front, as OWASP's "CSV Injection" page advises.
    """
    return "'" + text if text.startswith(_FORMULA) else text


def for_terminal(text: str) -> str:
    r"""Return the text with every control and direction character but line ends spelled out.

    >>> print(for_terminal("a\x1b[2Jb\u202ec"))
    a\x1b[2Jb\u202ec
    """
    return _UNPRINTED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def for_markdown(text: str, *, line_break: str = " ", block: bool = False) -> str:
    """Return CommonMark (and GitHub's) that shows exactly the text.

    Braces are encoded too: Jekyll and MkDocs' macros run what stands between them.

    Args:
        line_break: What a line break of the text becomes; a backslash with a line feed keeps
            it inside a paragraph.
        block: Whether the text opens a paragraph, where "1." or "#" would mean something.
    """
    shown = _MARKDOWN.sub(r"\\\1", for_xml(text).translate(_MARKDOWN_ENTITIES))
    first, *others = _LINE_BREAKS.split(shown)
    if block:
        first = _MARKDOWN_START.sub(_escaped_start, first.lstrip(" \t"))
    opened = [_MARKDOWN_START.sub(_escaped_start, line.strip(" \t")) for line in others]
    return line_break.join([first, *opened])


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter is of a script written from right to left."""
    first = _STRONG.search(text)
    return first is not None and _RIGHT_TO_LEFT.match(first[0]) is not None
