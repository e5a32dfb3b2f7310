"""Text on its way into a page: inert, and the same text when it is read back.

Lone surrogates cannot be written as UTF-8: in JSON they travel as escapes, in HTML they
become U+FFFD, as browsers show them anyway.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

__all__ = ["inert_json", "scalar_text", "to_html"]

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = {n: "\ufffd" for n in (*range(9), 11, 12, *range(14, 32), 127)}


def inert_json(value: Any) -> str:
    """Return JSON for a ``<script type="application/json">`` element: it cannot end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(character, escape)
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def to_html(text: str) -> str:
    """Return text for HTML content or a quoted attribute."""
    return html.escape(scalar_text(text).translate(_CONTROLS), quote=True)


def scalar_text(text: str) -> str:
    """Return the text with lone surrogates replaced, so that it can be encoded."""
    return _SURROGATES.sub("\ufffd", text)
