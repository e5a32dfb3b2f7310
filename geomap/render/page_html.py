"""The page as text: one HTML file with script, style and data inside, and a strict policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from geomap.errors import GeomapError
from geomap.escaping import encodable, for_html, for_script
from geomap.render.quiet import no_search_for_circles
from geomap.render.squeeze import squeezed_script, squeezed_style

__all__ = ["PAGE_MODULES", "Additions", "Page", "page_script"]

PAGE_MODULES = (
    "data", "text", "notations", "dom", "frame", "query", "groups", "filter", "marked", "layout",
    "controls", "ground", "base", "areas", "sight", "orientation", "overview", "symbols", "stage",
    "card", "longlist", "facet", "find", "results", "panel", "reading", "timeline", "legend",
    "record", "decisions", "decided", "queue", "keep", "ghosts", "choose", "decide", "marking",
    "desk", "reviewing", "address", "fit", "share", "together", "colours", "compare", "lines",
    "follow", "tiles", "svg", "tools", "main",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Additions:
    """What users' own folium layers add: markup for the head, the body, and a script.

    ``hosts`` are origins that their files come from; ``loose`` says that there is something,
    so that inline styles and pictures of other origins must be allowed.
    """

    head: str = ""
    body: str = ""
    script: str = ""
    hosts: Sequence[str] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page's parts. ``data`` and ``decisions`` become JSON; ``record`` is escaped HTML."""

    title: str
    summary: str
    data: object
    record: str
    language: str = "en"
    direction: str = "ltr"
    map_name: str = "map_geomap"
    skip: str = ""
    tile_origin: str | None = None
    additions: Additions = field(default_factory=Additions)
    decisions: object = None

    def html(self) -> str:
        """Return the whole page."""
        with no_search_for_circles():
            return self._html()

    def _html(self) -> str:
        style = _style()
        leaflet = _asset("leaflet.js") + _HIDE_RECORD
        scripts = [page_script(self.map_name)]
        if self.additions.loose:
            leaflet += _default_icon() + ("" if self.additions.hosts else _ELEMENTS)
            style += _control_images()
        if self.additions.script.strip():
            scripts.append(self.additions.script)
        title = for_html(self.title)
        decisions = ""
        if self.decisions is not None:
            block = for_script(self.decisions)
            decisions = f'<script type="application/json" id="decisions">{block}</script>\n'
        body_scripts = "".join(f"<script>{script}</script>\n" for script in scripts)
        return encodable(f"""<!DOCTYPE html>
<html lang="{for_html(self.language)}" dir="{self.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{self._policy(style, [leaflet, *scripts])}">
<meta name="referrer" content="{"origin" if self.tile_origin else "no-referrer"}">
<meta name="generator" content="geomap">
<title>{title}</title>
<style>{style}</style>
<script>{leaflet}</script>
{self.additions.head}</head>
<body>
<a class="skip" href="#panel">{for_html(self.skip)}</a>
<header class="top">
<h1 dir="auto">{title}</h1><p class="summary">{for_html(self.summary)}</p>
</header>
<main>
<div class="app">
<div class="map-area"><div class="folium-map" id="{self.map_name}" role="region"></div></div>
<div id="panel"></div>
</div>
<section class="record">
{self.record}
</section>
</main>
<div id="live" role="status" aria-live="polite"></div>
{self.additions.body}
{decisions}<script type="application/json" id="geomap-data">{for_script(self.data)}</script>
{body_scripts}</body>
</html>
""")

    def _policy(self, style: str, scripts: Sequence[str]) -> str:
        added = self.additions
        hosts = "".join(f" {host}" for host in added.hosts)
        script_sources = " ".join(_hash(script) for script in scripts) + hosts
        inline = re.findall(r"<script>(.*?)</script>", added.head, re.DOTALL)
        script_sources += "".join(f" {_hash(script)}" for script in inline)
        style_sources = f"'unsafe-inline'{hosts}" if added.loose else _hash(style)
        images = "data:"
        if added.loose:
            images = "data: blob: https: http:"
        elif self.tile_origin:
            images = f"data: {self.tile_origin}"
        rules = {
            "default-src": "'none'",
            "script-src": script_sources,
            "style-src": style_sources,
            "img-src": images,
            "font-src": f"data:{hosts}" if hosts else "'none'",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        return for_html("; ".join(f"{name} {value}" for name, value in rules.items())).replace(
            "&#x27;", "'"
        )


def _hash(text: str) -> str:
    """Return a source of the policy; browsers hash the element's text with line ends as LF."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(normal.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@lru_cache(maxsize=4)
def page_script(map_name: str) -> str:
    """Return the page's modules as one script; the map is also a global, as folium expects."""
    parts = []
    for name in PAGE_MODULES:
        text = _page_file(f"{name}.mjs")
        text = re.sub(r"^import .*?;\n", "", text, flags=re.MULTILINE | re.DOTALL)
        parts.append(re.sub(r"^export ", "", text, flags=re.MULTILINE))
    body = squeezed_script("\n".join(parts))
    return (
        f'"use strict";\nconst geomap = (() => {{\n{body}\nreturn start();\n}})();\n'
        f"var {map_name} = geomap.map;\n"
    )


@lru_cache(maxsize=1)
def _style() -> str:
    """Return Leaflet's style sheet and the page's without comments and most blanks."""
    style = _asset("leaflet.css") + squeezed_style(_page_file("page.css"))
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*|(?<=[\w)]:) |(?<=,) ", r"\1", bare).replace(";}", "}").strip()


@lru_cache(maxsize=8)
def _page_file(name: str) -> str:
    return (files("geomap.render") / "page" / name).read_text("utf-8")


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    try:
        return (files("geomap.render") / "assets" / name).read_text("utf-8")
    except FileNotFoundError as error:
        raise GeomapError(
            f"the page's {name} is missing: install geomap with pip, which compiles it"
        ) from error


# Early, so that the tables are never laid out where the map is shown instead.
_HIDE_RECORD = "\ndocument.documentElement.classList.add('js');\n"

# What folium's own popups and maps use of jQuery: elements from a string, and "ready".
_ELEMENTS = """
var $ = function (what) {
  if (typeof what !== "string") return { ready: function (run) { run(); } };
  var template = document.createElement("template");
  template.innerHTML = what.trim();
  return template.content.children;
};
"""


def _images() -> dict[str, str]:
    import json

    found: dict[str, str] = json.loads(_asset("leaflet-images.json"))
    return found


def _default_icon() -> str:
    """Leaflet's own marker, for users' ``folium.Marker``; it has no file to load it from."""
    images = _images()
    return (
        "\nL.Icon.Default.imagePath = '';"
        "L.Icon.Default.prototype._getIconUrl = function (name) {"
        "return L.Icon.prototype._getIconUrl.call(this, name); };"
        f"L.Icon.Default.mergeOptions({{iconUrl: '{images['marker-icon']}', "
        f"iconRetinaUrl: '{images['marker-icon-2x']}', shadowUrl: '{images['marker-shadow']}'}});\n"
    )


def _control_images() -> str:
    images = _images()
    return (
        f"\n.leaflet-control-layers-toggle {{ background-image: url({images['layers']}); }}\n"
        ".leaflet-retina .leaflet-control-layers-toggle "
        f"{{ background-image: url({images['layers-2x']}); background-size: 26px 26px; }}\n"
    )
