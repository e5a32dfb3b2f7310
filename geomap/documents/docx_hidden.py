"""Text of a Word document that nobody sees: hidden by its font, too small, or white on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Unseen"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_TINY = 2
"""Half points up to which letters are not seen: one point, 0.35 mm."""
_WHITE = frozenset({"ffffff", "fefefe", "fdfdfd"})
_PAPER = ("shd", "highlight")
_DRAWN = tuple(f"{_W}{name}" for name in ("tc", "txbxContent"))
"""In cells and text boxes something dark may lie under white letters."""


class Unseen:
    """Knows which styles hide text.

    Args:
        styles: The root of the styles' part, with the names of ECMA-376; None if there is none.
    """

    def __init__(self, styles: _Element | None) -> None:
        self._based: dict[str, str] = {}
        self._own: dict[str, bool | None] = {}
        for style in () if styles is None else styles.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId") or ""
            based = style.find(f"{_W}basedOn")
            self._based[name] = _value(based) if based is not None else ""
            self._own[name] = _vanishes(style.find(f"{_W}rPr"))

    def drop(self, root: _Element) -> int:
        """Empty the runs that are not seen; return how many words that were."""
        on_white = root.find(f"{_W}background") is None
        words = 0
        for run in list(root.iter(f"{_W}r")):
            if self._is_hidden(run) or (on_white and _is_white(run)):
                words += len("".join(text.text or "" for text in run.iter(f"{_W}t")).split())
                run.clear()
        return words

    def _is_hidden(self, run: _Element) -> bool:
        properties = run.find(f"{_W}rPr")
        vanishes = _vanishes(properties)
        if vanishes is None and properties is not None:
            vanishes = self._of_style(properties.find(f"{_W}rStyle"))
        if vanishes is None:
            paragraph = next(run.iterancestors(f"{_W}p"), None)
            if paragraph is not None:
                vanishes = self._of_style(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        return bool(vanishes) or _is_tiny(properties)

    def _of_style(self, named: _Element | None) -> bool | None:
        """Return what a style, or one that it is based on, says."""
        name, steps = ("" if named is None else _value(named)), 0
        while name in self._own and steps < 20:
            if self._own[name] is not None:
                return self._own[name]
            name, steps = self._based[name], steps + 1
        return None


def _value(element: _Element) -> str:
    return str(element.get(f"{_W}val") or "")


def _vanishes(properties: _Element | None) -> bool | None:
    """Return whether properties of a font hide it; None where they do not say."""
    mark = None if properties is None else properties.find(f"{_W}vanish")
    return None if mark is None else _value(mark) not in _OFF


def _is_tiny(properties: _Element | None) -> bool:
    size = None if properties is None else properties.find(f"{_W}sz")
    value = "" if size is None else _value(size)
    return value.isascii() and value.isdigit() and int(value[:9]) <= _TINY


def _is_white(run: _Element) -> bool:
    """Whether a run's own font is white where nothing is said of what lies under it."""
    properties = run.find(f"{_W}rPr")
    ink = None if properties is None else properties.find(f"{_W}color")
    if ink is None or _value(ink).lower() not in _WHITE or _has_paper(properties):
        return False
    if next(run.iterancestors(*_DRAWN), None) is not None:
        return False
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    own = None if paragraph is None else paragraph.find(f"{_W}pPr")
    styled = own is not None and own.find(f"{_W}pStyle") is not None
    return not styled and not _has_paper(own)


def _has_paper(properties: _Element | None) -> bool:
    if properties is None:
        return False
    return any(properties.find(f"{_W}{name}") is not None for name in (*_PAPER, "rStyle"))
