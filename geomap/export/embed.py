"""The map inside other pages: a frame, a fragment for templates, and a form without frame.

The frame's page asks for nothing, so it also works where the host's policy is strict
(``script-src 'self'``); it needs ``frame-src`` to allow its own address only. The page tells
its height with the message ``{type: "geomap:height", height}`` (CSS pixels).
"""

from __future__ import annotations

import base64
import html
from typing import Any

from geomap.aggregate import Aggregate
from geomap.escaping import for_html, is_right_to_left
from geomap.export import report
from geomap.export.rows import citation
from geomap.render.choices import Borders
from geomap.wording import whereabouts

__all__ = ["AUTO_HEIGHT", "NotebookMap", "embed_code", "fragment", "static_code"]

_ALLOWED = 'allow="clipboard-write; fullscreen" allowfullscreen'

AUTO_HEIGHT = """\
addEventListener("message", ({ source, data }) => {
  const height = Math.ceil(Number(data?.height));
  if (data?.type !== "geomap:height" || !(height > 0 && height < 20000)) return;
  for (const frame of document.querySelectorAll("figure.geomap > iframe")) {
    if (source === frame.contentWindow) frame.height = height;
  }
});
"""
"""Script of the host page: only the frame itself may set its own height, and only that."""


def embed_code(
    gathered: Aggregate,
    address: str = "map.html",
    *,
    title: str | None = None,
    height: int = 600,
    auto_height: bool = False,
    borders: Borders = "show",
    alone: bool = False,
) -> str:
    """Return the HTML that shows the map's page in a frame.

    Args:
        address: Where the page will be, relative to the host page or absolute.
        title: What screen readers call the frame; by default what the map holds.
        height: CSS pixels; the width is the host's.
        auto_height: Add ``AUTO_HEIGHT`` as an inline script, which a strict policy forbids:
            there, put it into a script file of the host.
        borders: As the map's: whose lines they are stands in the caption.
        alone: Show the map without the list beside it.
    """
    panel = "&amp;panel=none" if alone else ""
    name = for_html(title or report.picture_words(gathered))
    script = f"<script>\n{AUTO_HEIGHT}</script>\n" if auto_height else ""
    return (
        '<figure class="geomap" style="margin:0">\n'
        f'  <iframe src="{for_html(address)}#embed{panel}" title="{name}" width="100%" '
        f'height="{height}" style="border:0" loading="lazy" referrerpolicy="no-referrer" '
        f"{_ALLOWED}></iframe>\n"
        f"  {_caption(gathered, address, borders)}\n"
        f"</figure>\n{script}"
    )


def fragment(
    page: str,
    gathered: Aggregate,
    *,
    title: str | None = None,
    height: int = 600,
    borders: Borders = "show",
) -> str:
    """Return the whole page inside one frame, without a second file, for templates.

    A frame made this way inherits the host's policy: where inline scripts are forbidden, use
    ``embed_code``. The page's letters are written as references: its policy names the digest
    of its script, which a host without UTF-8 would change.
    """
    name = for_html(title or report.picture_words(gathered))
    safe = html.escape(page).encode("ascii", "xmlcharrefreplace").decode("ascii")
    return (
        '<figure class="geomap" style="margin:0">\n'
        f'  <iframe srcdoc="{safe}" title="{name}" width="100%" height="{height}" '
        f'style="border:0" loading="lazy" {_ALLOWED}></iframe>\n'
        f"  {_caption(gathered, None, borders)}\n"
        "</figure>\n"
    )


def static_code(
    gathered: Aggregate,
    picture: str | None = "map.png",
    address: str | None = None,
    *,
    max_passages: int = 3,
    borders: Borders = "show",
) -> str:
    """Return picture and table, for places that strip frames and scripts.

    Args:
        picture: The address of the picture, or a ``data:`` URI; None leaves it out.
        address: Of the map's page, linked if given.
    """
    lines = ['<figure class="geomap" style="margin:0">']
    if picture:
        image = (
            f'<img src="{for_html(picture)}" alt="{for_html(report.picture_words(gathered))}" '
            'style="max-width:100%;height:auto">'
        )
        lines.append(f'  <a href="{for_html(address)}">{image}</a>' if address else f"  {image}")
    lines += [f"  {_caption(gathered, address, borders)}", "</figure>"]
    return "\n".join([*lines, *_table(gathered, max_passages)]) + "\n"


def _caption(gathered: Aggregate, address: str | None, borders: Borders) -> str:
    words = [for_html(report.headline(gathered))]
    if address:
        words.append(f'<a href="{for_html(address)}">Open the map</a>.')
    words.append(for_html(report.map_attribution(gathered, borders=borders)))
    return f"<figcaption>{' '.join(words)}</figcaption>"


def _table(gathered: Aggregate, max_passages: int) -> list[str]:
    lines = [
        "<table>",
        f"  <caption>{for_html(report.headline(gathered))}</caption>",
        "  <thead><tr><th scope='col'>Place</th><th scope='col'>Where</th>"
        "<th scope='col'>Mentions</th><th scope='col'>Passages</th></tr></thead>",
        "  <tbody>",
    ]
    for entry in gathered.places:
        where = f"{whereabouts(entry.place)}; {report.certainty(entry)}"
        lines.append(
            f"    <tr><th scope='row'>{for_html(entry.place.name)}</th><td>{for_html(where)}</td>"
            f"<td>{entry.mentions}</td><td>{_passages(gathered, entry, max_passages)}</td></tr>"
        )
    for missing in gathered.unplaced:
        lines.append(
            f"    <tr><th scope='row'>{for_html(missing.name)}</th>"
            f"<td>{for_html(report.why_unplaced(missing))}</td>"
            f"<td>{missing.mentions}</td><td>{_passages(gathered, missing, max_passages)}</td></tr>"
        )
    return [*lines, "  </tbody>", "</table>"]


def _passages(gathered: Aggregate, entry: Any, most: int) -> str:
    shown = []
    for quotation in entry.quotations[:most]:
        direction = "rtl" if is_right_to_left(quotation.passage.quote) else "ltr"
        quote = "".join(
            f"<mark>{for_html(text)}</mark>" if marked else for_html(text)
            for text, marked in quotation.pieces()
        )
        cited = for_html(citation(gathered, quotation))
        shown.append(f'<p><q dir="{direction}">{quote}</q><br><cite>{cited}</cite></p>')
    more = len(entry.quotations) - most
    return "".join(shown) + (f"<p>and {more} more</p>" if more > 0 else "")


class NotebookMap:
    """A map in a notebook, with its picture for where the map itself may not run.

    Args:
        page: What ``geomap.render_map`` returned.
        gathered: What it was made of.
        picture: A PNG; drawn when needed if not given.
    """

    def __init__(self, page: Any, gathered: Aggregate, picture: bytes | None = None) -> None:
        self._page, self._gathered, self._picture = page, gathered, picture

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        encoded = base64.b64encode(self.picture).decode("ascii")
        words = report.picture_words(self._gathered)
        html_ = (
            f"{self._page._repr_html_()}\n<details><summary>Picture of the map</summary>"
            f'<img src="data:image/png;base64,{encoded}" alt="{for_html(words)}" '
            'style="max-width:100%"></details>'
        )
        return {"text/html": html_, "image/png": encoded, "text/plain": words}

    @property
    def picture(self) -> bytes:
        """The PNG of the map.

        Raises:
            ImportError: matplotlib is not installed (``pip install 'geomap-text[report]'``).
        """
        if self._picture is None:
            from geomap.export.picture.draw import draw

            self._picture = draw(self._gathered, "png")
        return self._picture
