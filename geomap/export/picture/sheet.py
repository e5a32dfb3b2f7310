"""A sheet of paper measured in points, drawn on with matplotlib and without a display."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib import font_manager, patheffects
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geomap.escaping import for_xml
from geomap.export.picture.labels import Box

__all__ = ["COLOURS", "SCHEMES", "Sheet", "one_line", "rings_path"]

COLOURS = {
    "paper": "#ffffff",
    "ink": "#1c1b19",
    "soft-ink": "#5c5850",
    "accent": "#9c3720",
    "on-accent": "#ffffff",
    "area": "#43598c",
    "area-edge": "#5b709f",
    "sea": "#dbe5ea",
    "land": "#f8f6f1",
    "coast": "#c3ccd0",
    "border": "#c9c2b4",
    "contested": "#8f897c",
    "country-ink": "#6f6a5f",
    "halo": "#fdfcf9",
    "rule": "#e3dfd6",
    "hairline": "#d9d2c4",
    "river": "#a3c0cf",
    "water-ink": "#4f7386",
}
SCHEMES = {
    "colour": COLOURS,
    "blue": {**COLOURS, "accent": "#1f4e79", "area": "#7a4a1d", "area-edge": "#9a6b3c"},
    "grey": {
        **COLOURS,
        "accent": "#2b2b2b", "area": "#4a4a4a", "area-edge": "#6a6a6a",
        "sea": "#e4e4e4", "land": "#fafafa",
        "coast": "#c4c4c4", "border": "#b9b9b9", "contested": "#8a8a8a", "country-ink": "#6a6a6a",
        "soft-ink": "#595959", "ink": "#161616", "halo": "#ffffff", "hairline": "#d8d8d8",
        "river": "#bdbdbd", "water-ink": "#757575",
    },
    "dark": {
        **COLOURS,
        "paper": "#16181a", "ink": "#f0eee9", "soft-ink": "#b8b4ab", "accent": "#ff9d85",
        "on-accent": "#1c1210", "area": "#a9bce8", "area-edge": "#8096c8",
        "sea": "#11161a", "land": "#262a2d",
        "coast": "#3f474d", "border": "#565d62", "contested": "#8a8e90", "country-ink": "#a3a6a6",
        "halo": "#1a1d1f", "rule": "#33383b", "hairline": "#3a3f43", "river": "#355364",
        "water-ink": "#7d9fb0",
    },
}  # fmt: skip
"""Colours by the name of a scheme; grey is for print in black, dark for screens at night."""
_BASE_FONT = "DejaVu Sans"
_FINE = 10
_OTHER_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "WenQuanYi Zen Hei", "PingFang SC",
    "Hiragino Sans", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Apple SD Gothic Neo",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai",
    "Noto Sans Ethiopic", "Nirmala UI", "Leelawadee UI", "Kohinoor Devanagari", "Thonburi",
    "Arial Unicode MS",
)  # fmt: skip


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters."""
    return " ".join(for_xml(text).replace("\ufffe", "").split())


class Sheet:
    """One figure; all lengths are points, y grows upwards.

    Args:
        scheme: A name of ``SCHEMES``.
        styled: For SVG: leave halos to its style sheet, so that text stays text.
    """

    def __init__(
        self, width: float, height: float, scheme: str = "colour", *, styled: bool = False
    ) -> None:
        self.width, self.height = width, height
        self.colours = SCHEMES[scheme]
        self._styled, self._halos = styled, 0
        paper = self.colours["paper"]
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=paper)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(0, height)
        self.axes.set_axis_off()
        self._offset = (0.0, 0.0)
        self._clip: Any = None
        self._order = 0.0
        self.missing: set[str] = set()

    @contextmanager
    def inset(
        self, x: float, y: float, width: float, height: float, *, order: float = 0.0
    ) -> Iterator[None]:
        """Draw relative to a corner, only within a box, above what has a lower ``order``."""
        before = self._offset, self._clip, self._order
        self._offset = (self._offset[0] + x, self._offset[1] + y)
        x, y = self._offset
        self._order = order
        self._clip = Rectangle((x, y), width, height, transform=self.axes.transData)
        yield
        self._offset, self._clip, self._order = before

    def measure(self, text: str, size: float, *, bold: bool = False) -> tuple[float, float]:
        """Return width and height of a line of text."""
        font = _font(text, size, bold)
        extent = _ruler().get_text_width_height_descent(text, font, False)  # type: ignore[no-untyped-call]
        return float(extent[0]) / _FINE, size * 1.25

    def text(self, x: float, y: float, text: str, size: float, **style: Any) -> None:
        """Write a line; ``halo`` keeps it readable on the map, ``align`` is matplotlib's."""
        self.missing |= _missing(text)
        halo, bold = style.pop("halo", False), style.pop("bold", False)
        align = style.pop("align", "center")
        effects = [patheffects.withStroke(linewidth=size * 0.32, foreground=self.colours["halo"])]
        self._add_text(
            x,
            y,
            text,
            ha=align,
            va=style.pop("vertical", "center_baseline"),
            color=self.colours[style.pop("colour", "ink")],
            fontproperties=_font(text, size, bold, style.pop("italic", False)),
            path_effects=effects if halo and not self._styled else None,
            gid=self._numbered() if halo and self._styled else None,
            zorder=style.pop("order", 10),
            **style,
        )

    def _numbered(self) -> str:
        """Return an id that the style sheet of ``save`` knows by its beginning."""
        self._halos += 1
        return f"halo-{self._halos}"

    def _add_text(self, x: float, y: float, text: str, **style: Any) -> None:
        dx, dy = self._offset
        self.axes.text(x + dx, y + dy, text, parse_math=False, **style)

    def shape(self, path: Path, **style: Any) -> None:
        """Fill or stroke a path."""
        self._add(PathPatch(self._moved(path), **style))

    def lines(self, lines: Sequence[Sequence[tuple[float, float]]], **style: Any) -> None:
        dx, dy = self._offset
        moved = [[(x + dx, y + dy) for x, y in line] for line in lines]
        style.setdefault("capstyle", "round")
        found = LineCollection(moved, **style)
        self.axes.add_collection(found, autolim=False)
        self._arrange(found)

    def circle(self, x: float, y: float, radius: float, **style: Any) -> None:
        dx, dy = self._offset
        self._add(Circle((x + dx, y + dy), radius, **style))

    def box(self, box: Box, **style: Any) -> None:
        dx, dy = self._offset
        left, bottom, right, top = box
        self._add(Rectangle((left + dx, bottom + dy), right - left, top - bottom, **style))

    def _add(self, patch: Any) -> None:
        self.axes.add_patch(patch)
        self._arrange(patch)

    def _arrange(self, drawn: Any) -> None:
        drawn.set_zorder(drawn.get_zorder() + self._order)
        if self._clip is not None:
            drawn.set_clip_path(self._clip)

    def _moved(self, path: Path) -> Path:
        return path.transformed(Affine2D().translate(*self._offset))

    def save(self, kind: str, *, dpi: int, title: str, description: str) -> bytes:
        """Return the sheet as svg, png or pdf; the same sheet gives the same bytes."""
        settings: dict[Any, Any] = {
            "svg.hashsalt": "geomap",
            "svg.fonttype": "none",
            "pdf.fonttype": 42,
            "path.simplify": False,
            "text.hinting": "none",
        }
        metadata: dict[str, dict[str, Any]] = {
            "svg": {"Date": None, "Creator": "geomap"},
            "png": {"Software": "geomap", "Title": title, "Description": description},
            "pdf": {"CreationDate": None, "Creator": "geomap", "Title": title},
        }
        target = io.BytesIO()
        with matplotlib.rc_context(settings):
            self.figure.savefig(target, format=kind, dpi=dpi, metadata=metadata[kind])
        return self._with_halos(target.getvalue()) if kind == "svg" else target.getvalue()

    def _with_halos(self, svg: bytes) -> bytes:
        """Add the style of halos, which matplotlib would draw as paths."""
        halo = self.colours["halo"]
        style = (
            '<style type="text/css">[id^="halo-"] text{paint-order:stroke;'
            f"stroke:{halo};stroke-width:.32em;stroke-linejoin:round}}</style>\n </defs>"
        )
        return svg.replace(b"</defs>", style.encode(), 1)


@lru_cache(maxsize=1)
def _ruler() -> RendererAgg:
    """Measures finely, since glyphs are rounded to the dots of the renderer."""
    return RendererAgg(16, 16, 72 * _FINE)  # type: ignore[no-untyped-call]


def rings_path(rings: Sequence[Sequence[tuple[float, float]]]) -> Path:
    """Return closed rings as one path."""
    closed = [[*ring, ring[0]] for ring in rings if len(ring) > 2]
    codes = [
        code
        for ring in closed
        for code in (Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY)
    ]
    return Path([point for ring in closed for point in ring] or [(0.0, 0.0)], codes or None)


@lru_cache(maxsize=512)
def _font(text: str, size: float, bold: bool, italic: bool = False) -> FontProperties:
    families = [_BASE_FONT] if _covered(text) else [_BASE_FONT, *_installed()]
    return FontProperties(
        family=families,
        size=size,
        weight="bold" if bold else "normal",
        style="italic" if italic else "normal",
    )


def _covered(text: str) -> bool:
    return set(map(ord, text)) <= _glyphs(_BASE_FONT)


@lru_cache(maxsize=1024)
def _missing(text: str) -> frozenset[str]:
    """Return the letters that no font at hand can show."""
    rest = {letter for letter in text if ord(letter) not in _glyphs(_BASE_FONT)}
    for family in _installed() if rest else ():
        rest = {letter for letter in rest if ord(letter) not in _glyphs(family)}
    return frozenset(rest)


@lru_cache(maxsize=32)
def _glyphs(family: str) -> frozenset[int]:
    found: Any = font_manager.get_font(font_manager.findfont(family))
    return frozenset(found.get_charmap())


@lru_cache(maxsize=1)
def _installed() -> tuple[str, ...]:
    known = set(font_manager.get_font_names())
    return tuple(name for name in _OTHER_FONTS if name in known)
