"""A folium map that carries everything it needs, and keeps text out of folium's templates.

folium compiles what it renders a second time as a Jinja template, so that text with ``{{`` or
``{%`` in it would run. Here the page is written without templates; only the layers that users
add themselves go through folium.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink

from geomap.errors import GeomapError
from geomap.escaping import for_html
from geomap.files import write_atomic
from geomap.render.page_html import Additions, Page

__all__ = ["OfflineMap", "Raw"]

MAP_ID = "geomap"
WHOLE_WINDOW = "<style>html, body { width: 100%; height: 100%; margin: 0; padding: 0; }</style>"
"""What folium's own maps ask of the figure that they are in."""


class Raw(Element):
    """An element whose text is written as it is, never compiled as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        return self.text


class _PageFigure(Figure):
    """The root of the element tree: writes our page instead of folium's."""

    def render(self, **kwargs: Any) -> str:
        for child in self._children.values():
            if isinstance(child, OfflineMap):
                return child.page_html()
        return str(super().render(**kwargs))


class _NoTemplate:
    """In place of folium's template, which would draw a map with nothing of the page on it.

    streamlit-folium calls it and sends what it returns to a page of its own.
    """

    @property
    def module(self) -> Any:
        """Refuse."""
        raise GeomapError(
            "this map is a page of its own and cannot be rebuilt from folium's parts, as st_folium "
            "does: show the whole page, st.iframe(page.get_root().render(), height=650)"
        )

    def render(self, **kwargs: Any) -> str:
        """Refuse."""
        return str(self.module)


class OfflineMap(folium.Map):
    """The page as a ``folium.Map``: layers can be added, it can be saved and displayed.

    ``save`` writes one file that asks the network for nothing. Layers that only need Leaflet
    (``folium.Marker``, ``Circle``, ``GeoJson``, ``PolyLine``, ``FeatureGroup``,
    ``LayerControl`` …) stay offline; plugins that need files from elsewhere keep folium's
    links, and a warning says so. Text that users pass to their own layers is compiled by
    folium: never pass a document's text to them. In another ``branca.element.Figure`` the page
    stands in a frame; ``save`` still writes the page alone.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template: Any = _NoTemplate()

    def __init__(self, page: Page, view: tuple[float, float, float, float]) -> None:
        south, west, north, east = view
        super().__init__(location=[(south + north) / 2, (west + east) / 2], tiles=None)
        self._id = MAP_ID
        self._page = page
        self._own = _PageFigure(height="640px")
        self._own.add_child(self, name=self.get_name())

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> None:
        """Write the page to a path (whole or not at all) or to an open binary file."""
        data = self.page_html().encode("utf-8")
        if isinstance(outfile, str | bytes | Path):
            path = outfile.decode() if isinstance(outfile, bytes) else outfile
            write_atomic(path, data, force=True)
            return
        outfile.write(data)
        if close_file:
            outfile.close()

    def render(self, **kwargs: Any) -> str:
        """Put the page, in a frame, into the figure that a user has added the map to."""
        root: Any = self.get_root()
        if root is self._own:
            return ""
        root.header.add_child(Raw(WHOLE_WINDOW), name="geomap_style")
        root.html.add_child(Raw(_frame(self.page_html(), self._page.title)), name=self.get_name())
        return ""

    def page_html(self) -> str:
        """Return the whole page."""
        parent, self._parent = self._parent, self._own
        try:
            added = self._additions()
        finally:
            self._parent = parent
        return (replace(self._page, additions=added) if added.loose else self._page).html()

    def _additions(self) -> Additions:
        """Render what users added, under numbered names instead of random ones."""
        root: Any = self._own
        others = [child for child in root._children.values() if child is not self]
        if not self._children and not others and not root.html._children:
            return Additions()
        users = [*self._children.values(), *others]
        script = Element()
        script._parent = root
        root.script, root.header._children = script, _without_links(root.header._children)
        for child in users:
            child.render()
        links = _needed_links(self, root.header._children)
        hosts = sorted({_origin(link.url) for link in links})
        if hosts:
            warnings.warn(
                f"a layer added to this map needs files from {', '.join(hosts)}: the page is "
                "no longer complete by itself",
                UserWarning,
                stacklevel=4,
            )
        head = [link.render() for link in links]
        head += [
            str(child.render())
            for name, child in root.header._children.items()
            if name != "meta_http" and not isinstance(child, JavascriptLink | CssLink)
        ]
        body = [str(child.render()) for child in root.html._children.values()]
        code = [str(child.render()) for child in script._children.values()]
        parts = _renamed(["\n".join(part) for part in (head, body, code)], users)
        return Additions(parts[0], parts[1], parts[2], hosts, loose=True)


def _frame(page: str, title: str) -> str:
    # A branca.Div compiles what stands in it, so there is no brace that could begin a template.
    name, source = (for_html(text).replace("{", "&#123;") for text in (title, page))
    return (
        f'<iframe title="{name}" srcdoc="{source}" '
        'style="display: block; width: 100%; height: 100%; border: 0" '
        'allow="clipboard-write; fullscreen"></iframe>'
    )


def _descendants(elements: Iterable[Element], seen: set[int] | None = None) -> Iterator[Element]:
    """Yield the elements, their children, and elements that are kept as attributes."""
    seen = set() if seen is None else seen
    for element in elements:
        if id(element) in seen:
            continue
        seen.add(id(element))
        yield element
        attributes = [v for k, v in vars(element).items() if k not in ("_parent", "_children")]
        inner = [v for v in attributes if isinstance(v, Element)]
        yield from _descendants([*element._children.values(), *inner], seen)


def _renamed(parts: Sequence[str], users: Iterable[Element]) -> list[str]:
    """Replace folium's random names by numbers in the order in which they appear."""
    known = {element._id for element in _descendants(users)}
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        if found[0] not in known:
            return found[0]
        return f"user{numbers.setdefault(found[0], len(numbers))}"

    return [re.sub(r"[0-9a-f]{32}", number, part) for part in parts]


def _without_links(children: dict[str, Element]) -> Any:
    """Links are added again by the layers that need them, each time the page is written."""
    return type(children)(
        (name, child)
        for name, child in children.items()
        if not isinstance(child, JavascriptLink | CssLink)
    )


def _needed_links(owner: folium.Map, children: dict[str, Element]) -> list[Any]:
    links: list[Any] = [c for c in children.values() if isinstance(c, JavascriptLink | CssLink)]
    icons = any(isinstance(e, folium.Icon) for e in _descendants(list(owner._children.values())))
    if links or icons:
        common: list[Any] = [
            JavascriptLink(url) for name, url in folium.Map.default_js if name != "leaflet"
        ]
        common += [CssLink(url) for name, url in folium.Map.default_css if name != "leaflet_css"]
        links = common + links
    unique: dict[str, Any] = {}
    for link in links:
        unique.setdefault(link.url, link)
    return list(unique.values())


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
