"""The legend of a picture: only what it really shows is explained."""

from __future__ import annotations

import math

from geomap.export.picture.labels import radius
from geomap.export.picture.places import Shown
from geomap.export.picture.sheet import Sheet
from geomap.wording import counted

__all__ = ["draw_legend", "legend_rows", "size_row"]

_WORDS = {
    "point": "place; the number counts mentions",
    "several": "several places close together",
    "area": "country or region, not a point",
    "vague": "vague area, as the text describes it",
    "uncertain": "uncertain",
    "contested": "contested border",
    "totals": "all of a country together",
    "way": "to find one's way; not named in the texts",
}
_SIZE = 6.2
_WORTH_A_SCALE = 20
_SWATCH, _GAP = 13.0, 12.0

Row = list[tuple[str, str, float]]


def legend_rows(sheet: Sheet, shown: Shown, width: float) -> list[Row]:
    """Return rows of (kind, words, width) that fit side by side."""
    rows: list[Row] = [[]]
    used = 0.0
    for kind, words in _WORDS.items():
        if kind not in shown.kinds:
            continue
        wide = _SWATCH + sheet.measure(words, _SIZE)[0] + _GAP
        if used + wide > width and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append((kind, words, wide))
        used += wide
    return [row for row in rows if row]


def size_row(sheet: Sheet, shown: Shown, width: float) -> tuple[Row, float]:
    """Return a row of what circles of some sizes stand for, and its height.

    It is empty when the sizes differ little.
    """
    if shown.most < _WORTH_A_SCALE:
        return [], 0.0
    power = 10 ** int(math.log10(shown.most))
    numbers = [1, power // 10, power] if power < shown.most else [1, power // 10]
    row = []
    for number in dict.fromkeys([*numbers, shown.most]):
        words = counted(number, "mention")
        size = radius(number, shown.most, shown.largest)
        row.append((f"size {number}", words, 2 * size + 3 + sheet.measure(words, _SIZE)[0] + _GAP))
    while len(row) > 2 and sum(wide for _, _, wide in row) > width:
        del row[1]
    return row, 2 * radius(shown.most, shown.most, shown.largest) + 3


def draw_legend(sheet: Sheet, row: Row, x: float, y: float, shown: Shown) -> None:
    """Draw a row from ``x`` to the right, centred on ``y``."""
    for kind, words, wide in row:
        gap = _SWATCH
        if kind.startswith("size "):
            size = radius(int(kind.removeprefix("size ")), shown.most, shown.largest)
            sheet.circle(x + size, y, size, facecolor=sheet.colours["accent"], edgecolor="none")
            gap = 2 * size + 3
        else:
            _swatch(sheet, kind, x + 5, y)
        sheet.text(x + gap, y, words, _SIZE, align="left")
        x += wide


def _swatch(sheet: Sheet, kind: str, x: float, y: float) -> None:
    accent, halo = sheet.colours["accent"], sheet.colours["halo"]
    dashed = (0, (2.0, 1.4))
    if kind in ("point", "totals"):
        sheet.circle(x, y, 3.6, facecolor=accent, edgecolor="none")
    elif kind == "several":
        sheet.circle(x, y, 2.8, facecolor=accent, edgecolor="none")
        sheet.circle(x, y, 4.2, facecolor="none", edgecolor=accent, lw=0.8)
    elif kind == "uncertain":
        sheet.circle(x, y, 3.6, facecolor=halo, edgecolor=accent, lw=0.9, linestyle=dashed)
    elif kind == "way":
        edge = sheet.colours["country-ink"]
        sheet.circle(x, y, 1.6, facecolor=sheet.colours["land"], edgecolor=edge, lw=0.6)
    elif kind == "contested":
        line = [(x - 5, y), (x + 5, y)]
        sheet.lines(
            [line],
            color=sheet.colours["contested"],
            linewidth=0.9,
            linestyle=(0, (3.0, 2.0)),
            capstyle="butt",
        )
    else:
        style = dashed if kind == "vague" else "solid"
        box = (x - 5, y - 3.2, x + 5, y + 3.2)
        sheet.box(box, facecolor=sheet.colours["area"], alpha=0.08, lw=0)
        sheet.box(
            box, facecolor="none", edgecolor=sheet.colours["area-edge"], lw=0.8, linestyle=style
        )
