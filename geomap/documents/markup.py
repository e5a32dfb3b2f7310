"""Blocks of text out of HTML and XML trees, without recursion, so depth does not matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from geomap.documents.hidden import is_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["HTML_RULES", "MAIN_TEXT_RULES", "Rules", "blocks", "parse_html", "too_deep_blocks"]

_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" *\n *")


@dataclass(frozen=True, slots=True)
class Rules:
    """Which elements end a block, break a line, stand side by side, or are left out."""

    blocks: frozenset[str]
    breaks: frozenset[str]
    cells: frozenset[str]
    left_out: frozenset[str]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split(" "))


HTML_RULES = Rules(
    blocks=_names(
        "address article aside blockquote body caption center dd details dialog dir div dl dt "
        "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
        "main menu nav ol p pre section summary table tbody tfoot thead tr ul"
    ),
    breaks=_names("br"),
    cells=_names("td th"),
    left_out=_names(
        "audio button canvas datalist embed head iframe input map math noframes noscript object "
        "option script select style svg template textarea title video"
    ),
)
MAIN_TEXT_RULES = Rules(
    blocks=_names("p head list item quote table row code body main div ab"),
    breaks=_names("lb"),
    cells=_names("cell"),
    left_out=_names("graphic"),
)
"""For the tree that trafilatura returns."""


def parse_html(text: str) -> tuple[_Element | None, bool]:
    """Return the tree (None if there is none) and whether it is whole.

    libxml2 silently drops everything below a depth of 2,048 elements; then it is not whole.
    """
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True)
    plain = _CONTROLS.sub("", _REFERENCE.sub(_harmless, _XML_DECLARATION.sub("", text, count=1)))
    plain = plain.replace("\f", " ")
    try:
        tree = html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, True
    whole = not any("xcessive depth" in entry.message for entry in parser.error_log)
    return tree, whole


_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that browsers do not show, and that lxml lets in but never out; a form feed, which it
treats alike, is white space.
"""
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,8}));?", re.IGNORECASE)


def _harmless(found: re.Match[str]) -> str:
    """Return a numeric reference, nothing for one to a character of ``_CONTROLS``."""
    code = int(found[1], 16) if found[1] else int(found[2])
    if code == 12:
        return " "
    return "" if code <= 0xFFFF and _CONTROLS.match(chr(code)) else found[0]


def blocks(root: _Element, rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield (element name, text) of each block that holds text; white space is collapsed."""
    walk = _Walk(rules)
    waiting: list[_Element | str | _End] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            walk.pieces.append(_SPACE.sub(" ", item))
        elif isinstance(item, _End):
            yield from walk.edge(item.outer)
        elif (tag := _name(item)) not in rules.left_out and not is_hidden(item):
            if tag in rules.blocks:
                waiting.append(_End(walk.name))
                yield from walk.edge(tag)
            walk.inline(tag)
            for child in reversed(item):
                waiting.extend((child.tail or "", child))
            waiting.append(item.text or "" if tag else "")
    yield from walk.edge("")


class _End(NamedTuple):
    outer: str


class _Walk:
    """What was gathered since the last edge of a block."""

    def __init__(self, rules: Rules) -> None:
        self.pieces: list[str] = []
        self.name = "body"
        self._rules = rules

    def edge(self, name: str) -> list[tuple[str, str]]:
        found = [(self.name, text)] if (text := _joined(self.pieces)) else []
        self.pieces, self.name = [], name
        return found

    def inline(self, tag: str) -> None:
        if tag in self._rules.breaks:
            self.pieces.append("\n")
        elif tag in self._rules.cells and any(piece.strip() for piece in self.pieces):
            self.pieces.append(" | ")


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _joined(pieces: list[str]) -> str:
    text = _AROUND_BREAK.sub("\n", re.sub(" {2,}", " ", "".join(pieces)))
    return text.strip().removesuffix(" |").strip()


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._silent = ""

    def parse_html_declaration(self, i: int) -> int:
        """Skip a declaration as browsers do; Python's own way raises at a damaged one."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if not self._silent and tag in ("script", "style", "title", "noscript", "template"):
            self._silent = tag
        self._edge(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        self._edge(tag)

    def _edge(self, tag: str) -> None:
        if tag in HTML_RULES.blocks:
            self.flush()
        elif tag in HTML_RULES.breaks:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(_SPACE.sub(" ", data))

    def flush(self) -> None:
        if text := _joined(self._pieces):
            self.found.append(("p", text))
        self._pieces = []


def too_deep_blocks(text: str) -> list[tuple[str, str]]:
    """Return the blocks of a page nested beyond what libxml2 reads, without a tree."""
    parser = _Plain()
    parser.feed(text)
    parser.close()
    parser.flush()
    return parser.found
