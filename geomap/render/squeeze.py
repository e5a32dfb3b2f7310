"""Scripts and styles without comments, and without space that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["squeezed_script", "squeezed_style"]

_CODE = re.compile(
    r"""(?P<run>(?:[^\s"'`/{}]|(?<=[\w$])[ ](?=[\w$])|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')++)
    |(?P<space>(?:\s+|//[^\n]*|/\*.*?\*/)+)
    |(?P<pattern>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?P<end>`|\$\{)", re.DOTALL)
_BEFORE_PATTERN = re.compile(r"(?:^|[(,=:\[!&|?{};>+]|\b(?:return|typeof|case))$")
_BLANK = (" ", "\n")
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
        if piece in _BLANK:
            piece = _space(out[-1][-1:] if out else "", piece, follows)
        if piece:
            out.append(piece)
    return "".join(out)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a script with the letter that follows; comments are parts of space."""
    braces: list[int] = []  # open ones in each "${" that stands around; -1 inside a template
    at, before, end = 0, "", len(text)
    code = _CODE.match
    while at < end:
        if braces and braces[-1] < 0:
            before = _template(text, at)
            if before.endswith("`"):
                braces.pop()
            else:
                braces[-1] = 0
            at += len(before)
            yield before, ""
            continue
        found = code(text, at)
        assert found is not None
        piece, kind = found[0], found.lastgroup
        if kind == "space":
            at += len(piece)
            yield "\n" if "\n" in piece else " ", text[at : at + 1]
            continue
        if kind == "pattern" and not _BEFORE_PATTERN.search(before):
            piece = "/"
        elif piece == "`":
            braces.append(-1)
        elif braces and piece in "{}":
            braces[-1] += 1 if piece == "{" else -1
        at += len(piece)
        before = piece
        yield piece, ""


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
