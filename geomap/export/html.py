"""The map page, and the forms in which other pages show it, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geomap.aggregate import Aggregate
from geomap.export.embed import embed_code, fragment, static_code
from geomap.export.formats import Options

__all__ = ["write_fragment", "write_frame", "write_page", "write_static"]

_STATIC_PASSAGES = 3
"""Quotations a place in the table that stands on a host's page, where they are all open."""


def write_page(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the page: one HTML file that requests nothing."""
    target.write_bytes(_page(gathered, options).encode("utf-8"))


def write_fragment(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the page inside one frame, for templates."""
    code = fragment(
        _page(gathered, options), gathered, title=options.title, borders=options.borders
    )
    target.write_bytes(code.encode("utf-8"))


def write_frame(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the frame that shows the page from its address."""
    code = embed_code(
        gathered,
        options.address or "map.html",
        title=options.title,
        auto_height=options.auto_height,
        borders=options.borders,
        alone=options.alone,
    )
    target.write_bytes(code.encode("utf-8"))


def write_static(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write picture and table; the picture lies beside the page's address."""
    address = options.address or "map.html"
    folder = address[: address.rfind("/") + 1]
    code = static_code(
        gathered,
        folder + options.picture_name if options.picture_name else None,
        address,
        max_passages=min(_STATIC_PASSAGES, options.quotations),
        borders=options.borders,
    )
    target.write_bytes(code.encode("utf-8"))


def _page(gathered: Aggregate, options: Options) -> str:
    from geomap.render import render_map

    page: Any = render_map(
        gathered,
        title=options.title,
        tiles=options.tiles,
        tiles_attribution=options.tiles_attribution,
        borders=options.borders,
        max_passages=options.max_passages,
        texts=options.texts,
        view=options.view,
        language=options.language,
        embed=options.embed,
        options=options.options,
        created=options.created,
        corrections=options.corrections,
    )
    return str(page.page_html())
