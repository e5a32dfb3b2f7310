"""What a page's own style sheets hide, where that is plain.

Rules whose selectors name an element, classes or an id (``p.note, #x``) are understood and weighed
against each other; any other rule that may show an element again keeps it. Rules inside of at-rules
and linked sheets are not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["StyleSheet"]

_MOST = 1_000_000
"""Characters of style sheets that are read."""
_MOST_RULES = 10_000
_MOST_COMPARISONS = 10_000_000
"""Of elements with rules: some seconds."""
_BRACE = re.compile(r"[{}]")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIMPLE = re.compile(r"([a-z][a-z0-9-]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_PART = re.compile(r"[.#][\w-]+")
_LAST = re.compile(r"[^\s>+~]+\Z")
_AT_REST = re.compile(r":(?:hover|focus|focus-within|focus-visible|active|target|checked)\b")
_CONDITION = re.compile(r"::?[\w-]+(?:\([^)]*\))?|\[[^\]]*\]|\*")


Rank = tuple[float, int, int, int]


@dataclass(frozen=True, slots=True)
class _Compound:
    """A selector without combinators; ``plain`` says that it holds in every case."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    plain: bool

    def key(self) -> str:
        """Return the rarest word by which an element that it selects can be found."""
        named = [f"#{one}" for one in self.ids] or [f".{one}" for one in self.classes]
        return min(named, default=self.tag)

    def selects(self, tag: str, classes: frozenset[str], identifier: str) -> bool:
        return self.tag in ("", tag) and self.classes <= classes and self.ids <= {identifier}

    def rank(self, order: int) -> Rank:
        """Return what CSS weighs rules by: ids, classes, element, order."""
        return len(self.ids), len(self.classes), len(self.tag) > 0, order


_ABOVE: Rank = (float("inf"), 0, 0, 0)
Rules = dict[str, list[tuple[_Compound, frozenset[str], Rank]]]


class StyleSheet:
    """The rules of some ``<style>`` elements.

    Args:
        sheets: Their texts.
        hiding: Returns the properties by which declarations hide an element, none if they do not.
    """

    def __init__(self, sheets: Iterable[str], hiding: Callable[[str], frozenset[str]]) -> None:
        self._hiding: Rules = defaultdict(list)
        self._setting: Rules = defaultdict(list)
        self._known: dict[tuple[str, str, str, str], bool] = {}
        self._left = _MOST_COMPARISONS
        for order, (selectors, declarations) in enumerate(_rules("\n".join(sheets)[:_MOST])):
            hidden = hiding(declarations)
            named = frozenset(_properties(declarations)) - hidden
            for compound in filter(None, map(_compound, selectors.split(","))):
                if hidden and compound.plain:
                    self._hiding[compound.key()].append((compound, hidden, compound.rank(order)))
                if named:
                    last = compound.plain and "!important" not in declarations
                    rank = compound.rank(order) if last else _ABOVE
                    self._setting[compound.key()].append((compound, named, rank))

    def __bool__(self) -> bool:
        return bool(self._hiding)

    def hides(self, element: _Element) -> bool:
        """Whether a rule hides the element and none, nor its own style, may show it again.

        A sheet that makes this take too long hides nothing more.
        """
        classes, identifier = element.get("class") or "", element.get("id") or ""
        given = str(element.tag).lower(), classes, identifier, element.get("style") or ""
        if given not in self._known:
            self._known[given] = self._left > 0 and self._hides(*given)
        return self._known[given]

    def _hides(self, tag: str, classes: str, identifier: str, style: str) -> bool:
        listed = frozenset(classes.split())
        hidden = list(self._of(self._hiding, tag, listed, identifier))
        if not hidden:
            return False
        shown = [
            *self._of(self._setting, tag, listed, identifier),
            (frozenset(_properties(style)), _ABOVE),
        ]
        self._left -= len(hidden) * len(shown)
        return any(
            all(rank > other or properties.isdisjoint(named) for named, other in shown)
            for properties, rank in hidden
        )

    def _of(
        self, rules: Rules, tag: str, classes: frozenset[str], identifier: str
    ) -> Iterator[tuple[frozenset[str], Rank]]:
        """Yield properties and rank of the rules that select an element."""
        for key in (f"#{identifier}", *(f".{one}" for one in classes), tag, ""):
            found = rules.get(key, ())
            self._left -= len(found)
            for compound, properties, rank in found:
                if compound.selects(tag, classes, identifier):
                    yield properties, rank


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) of the rules outside of at-rules."""
    css = _COMMENT.sub(" ", css)
    at = count = 0
    while count < _MOST_RULES and (start := css.find("{", at)) >= 0:
        count += 1
        selectors = css[at:start].rpartition(";")[2].strip()
        if selectors.startswith("@"):
            at = _end_of_block(css, start)
            continue
        end = css.find("}", start)
        end = len(css) if end < 0 else end
        yield selectors, css[start + 1 : end]
        at = end + 1


def _end_of_block(css: str, start: int) -> int:
    depth = 0
    for found in _BRACE.finditer(css, start):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end()
    return len(css)


def _properties(declarations: str) -> Iterator[str]:
    for declaration in declarations.split(";"):
        name, colon, _ = declaration.partition(":")
        if colon:
            yield name.strip().lower()


def _compound(selector: str) -> _Compound | None:
    """Return the last compound of a selector; None for what holds only when something happens."""
    selector = selector.strip()
    last = _LAST.search(selector)
    if last is None or _AT_REST.search(selector):
        return None
    bare = _CONDITION.sub("", last[0])
    found = _SIMPLE.fullmatch(bare)
    if found is None:
        return _Compound("", frozenset(), frozenset(), plain=False)
    parts = _PART.findall(found[2])
    return _Compound(
        (found[1] or "").lower(),
        frozenset(part[1:] for part in parts if part[0] == "."),
        frozenset(part[1:] for part in parts if part[0] == "#"),
        plain=bare == selector and bool(bare),
    )
