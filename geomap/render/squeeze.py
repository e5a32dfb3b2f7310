"""Scripts and styles without comments, and without space that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["squeezed_script", "squeezed_style"]

_CODE = re.compile(
    r"""(?P<whole>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<space>(?:\s+|//[^\n]*|/\*.*?\*/)+)
    |(?P<pattern>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
    |(?P<word>[\w$]+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?P<end>`|\$\{)", re.DOTALL)
_BEFORE_PATTERN = re.compile(r"(?:^|[(,=:\[!&|?{};>+]|\b(?:return|typeof|case))$")
_NO_END = "{([,;"
"""After these a line end is none of a statement."""


def squeezed_script(text: str) -> str:
    """Return JavaScript that does the same; strings, templates and patterns stay as they are.

    Line ends stay where a statement may end with them.

    Raises:
        ValueError: A template does not end.
    """
    out: list[str] = []
    for piece, follows in _pieces(text):
        if piece.isspace():
            before = out[-1][-1:] if out else ""
            piece = _space(before, piece, follows)
        if piece:
            out.append(piece)
    return "".join(out)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a script with the letter that follows; comments are parts of space."""
    braces: list[int] = []  # open ones in each "${" that stands around; -1 inside a template
    at, before = 0, ""
    while at < len(text):
        inside = bool(braces) and braces[-1] < 0
        if inside:
            piece = _template(text, at)
            if piece.endswith("`"):
                braces.pop()
            else:
                braces[-1] = 0
        else:
            piece = _code(text, at, before)
            if piece == "`":
                braces.append(-1)
            elif braces and piece in "{}":
                braces[-1] += 1 if piece == "{" else -1
        at += len(piece)
        if not inside and (piece[0].isspace() or piece.startswith(("//", "/*"))):
            yield "\n" if "\n" in piece else " ", text[at : at + 1]
            continue
        before = piece
        yield piece, ""


def _code(text: str, at: int, before: str) -> str:
    found = _CODE.match(text, at)
    assert found is not None
    if found.lastgroup == "pattern" and not _BEFORE_PATTERN.search(before):
        return "/"
    return found[0]


def _template(text: str, at: int) -> str:
    found = _TEMPLATE.match(text, at)
    if found is None:
        raise ValueError("a template does not end")
    return found[0]


def _space(before: str, space: str, after: str) -> str:
    if space == "\n":
        return "" if not before or before in _NO_END else space
    names = _is_name(before) and _is_name(after)
    return " " if names or (before in "+-/" and before == after) else ""


def _is_name(letter: str) -> bool:
    return letter in ("$", "_") or letter.isalnum()


def squeezed_style(text: str) -> str:
    """Return CSS that says the same; strings in it may hold no brace, comma or semicolon."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", text)).strip()
