"""What a web page holds but does not show: it is no evidence, and is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.documents.style_sheets import StyleSheet

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["drop_hidden", "hiding_properties", "is_hidden"]

_UNSEEN = frozenset({"noscript", "template", "textarea", "datalist"})
_WHOLE = frozenset({"html", "body", "main", "head"})
_ZERO = r"0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
_STYLE = re.compile(
    r"(?:^|[;\s])(?:"
    r"display\s*:\s*none"
    r"|visibility\s*:\s*(?:hidden|collapse)"
    rf"|font-size\s*:\s*{_ZERO}"
    rf"|opacity\s*:\s*{_ZERO}"
    r"|(?:text-indent|left|top|right|margin-left)\s*:\s*-\d{4,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|clip-path\s*:\s*inset\((?:50|100)%\)"
    r")",
    re.IGNORECASE,
)
_EMPTY_BOX = (
    re.compile(rf"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*{_ZERO}", re.IGNORECASE),
    re.compile(r"overflow\s*:\s*hidden", re.IGNORECASE),
)
_INK = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
_PAPER = re.compile(r"(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)"})


def is_hidden(element: _Element) -> bool:
    """Whether an element's own attributes say that it is not seen."""
    if not isinstance(element.tag, str) or element.tag in _WHOLE:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(hiding_properties(element.get("style") or ""))


def hiding_properties(style: str) -> frozenset[str]:
    """Return the properties by which declarations of CSS hide an element, none if they do not."""
    if not style:
        return frozenset()
    found = {one[0].partition(":")[0].strip(" ;\n\t").lower() for one in _STYLE.finditer(style)}
    if all(pattern.search(style) for pattern in _EMPTY_BOX):
        found |= {"overflow", "height", "max-height", "width", "max-width"}
    if _is_white_on_white(style):
        found |= {"color", "background", "background-color"}
    return frozenset(found)


def _is_white_on_white(style: str) -> bool:
    ink, paper = _INK.search(style), _PAPER.search(style)
    colours = ["".join(found[1].lower().split()) for found in (ink, paper) if found]
    return len(colours) == 2 and (colours[0] == colours[1] or set(colours) <= _WHITE)


def drop_hidden(tree: _Element) -> int:
    """Take out of a page what is not seen; return how many words that were.

    A page that would be left empty stays: a script shows it.
    """
    sheet = StyleSheet(_sheets(tree), hiding_properties)
    hidden = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and (
            element.tag in _UNSEEN
            or is_hidden(element)
            or (sheet and element.tag not in _WHOLE and sheet.hides(element))
        )
    ]
    known = set(hidden)
    outer = [one for one in hidden if known.isdisjoint(one.iterancestors())]
    words = sum(map(_words, outer))
    body = tree.find("body")
    scripts = sum(map(_words, tree.iter("script", "style")))
    if words >= _words(tree if body is None else body) - scripts:
        return 0
    for element in outer:
        _drop(element)
    return words


def _sheets(tree: _Element) -> Iterator[str]:
    """Yield the style sheets that a page holds for every screen."""
    for element in tree.iter("style"):
        media = (element.get("media") or "all").strip().lower()
        if media in ("all", "screen") and next(element.iterancestors("noscript"), None) is None:
            yield "".join(element.itertext())


def _words(element: _Element) -> int:
    return len("".join(element.itertext()).split())


def _drop(element: _Element) -> None:
    """Remove an element, but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
