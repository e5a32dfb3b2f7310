"""The map as a picture for print, slides and feeds (SVG, PNG, PDF), without a browser.

Symbols, colours and extent are the page's. The places that matter most are always named; what
there is no room to name, what lies outside
and what could not be placed is said in words under the map.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from geomap.aggregate import Aggregate, PlaceEntry
from geomap.basemap import first_view, spot
from geomap.escaping import for_html
from geomap.export import report
from geomap.export.formats import Options
from geomap.export.picture.frame import Frame, frame_of
from geomap.export.picture.ground import (
    draw_ground,
    draw_locator,
    draw_scale,
    name_countries,
    name_towns,
    name_waters,
)
from geomap.export.picture.labels import Room
from geomap.export.picture.legend import draw_legend, legend_rows, size_row
from geomap.export.picture.places import Shown, draw_places
from geomap.export.picture.sheet import Sheet, one_line
from geomap.render.choices import Borders
from geomap.wording import counted

__all__ = ["draw", "write_places"]

_POINTS_A_MM = 72 / 25.4
_TITLE, _LEAD, _NOTE = 11.0, 7.4, 5.8
_MARGIN = 2.0
_ROW = 11.0
_LISTED = 12


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write the picture in the form that the file's ending names."""
    target.write_bytes(draw(gathered, target.suffix.lower().removeprefix("."), options))


def draw(gathered: Aggregate, kind: str, options: Options | None = None) -> bytes:
    """Return the picture as svg, png or pdf.

    Args:
        options: ``title``, ``standfirst``, ``credit``, ``width`` and ``height`` (mm) or ``ratio``
            of the map, ``dpi`` (PNG), ``view``, ``borders``, ``locator``, ``scheme``, ``hide``,
            ``labels``.
    """
    wanted = options or Options()
    title = one_line(wanted.title or _title(gathered))
    words = report.picture_words(gathered)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        sheet = _compose(gathered, wanted, title, kind)
        made = sheet.save(kind, dpi=wanted.dpi, title=title, description=one_line(words))
    if sheet.missing:
        letters = "".join(sorted(sheet.missing))[:20]
        warnings.warn(
            f"no font shows {letters} in the picture; install one that does, e.g. Noto Sans CJK",
            UserWarning,
            stacklevel=2,
        )
    return _described(made, title, words) if kind == "svg" else made


def _compose(gathered: Aggregate, options: Options, title: str, kind: str) -> Sheet:
    """Lay out title, map, legend and notes; a trial tells what there is to explain."""
    gathered = _without(gathered, options.hide)
    width = options.width * _POINTS_A_MM
    height = options.height * _POINTS_A_MM if options.height else None
    if height is None and options.ratio:
        height = (width - 2 * _MARGIN) / options.ratio
    styled = kind == "svg"
    view = options.view or first_view(spot(e.place, e.mentions, e.area) for e in gathered.places)
    frame = frame_of(view, width - 2 * _MARGIN, height)
    trial = Sheet(width, frame.height, options.scheme, styled=styled)
    shown = _draw_map(trial, frame, gathered, options, (0.0, 0.0))
    heads = _wrapped(trial, title, _TITLE, frame.width, bold=True)[:3]
    leads = _wrapped(trial, one_line(options.standfirst or ""), _LEAD, frame.width)[:4]
    leads = [line for line in leads if line]
    rows = legend_rows(trial, shown, frame.width)
    sizes, high = size_row(trial, shown, frame.width)
    notes = [
        line
        for note in (*_notes(gathered, shown, borders=options.borders), options.credit or "")
        if note
        for line in _wrapped(trial, one_line(note), _NOTE, frame.width)
    ]
    above = len(heads) * _TITLE * 1.3 + len(leads) * _LEAD * 1.4 + 4
    below = high + len(rows) * _ROW + len(notes) * _NOTE * 1.35 + 8
    sheet = Sheet(width, frame.height + above + below, options.scheme, styled=styled)
    _draw_map(sheet, frame, gathered, options, (_MARGIN, below))
    for number, line in enumerate(heads):
        y = sheet.height - (number + 0.65) * _TITLE * 1.3
        sheet.text(_MARGIN, y, line, _TITLE, bold=True, align="left")
    top = sheet.height - len(heads) * _TITLE * 1.3
    for number, line in enumerate(leads):
        y = top - (number + 0.65) * _LEAD * 1.4
        sheet.text(_MARGIN, y, line, _LEAD, align="left")
    draw_legend(sheet, sizes, _MARGIN, below - high / 2 - 2, shown)
    y = below - 8 - high
    for row in rows:
        draw_legend(sheet, row, _MARGIN, y, shown)
        y -= _ROW
    for line in notes:
        sheet.text(_MARGIN, y, line, _NOTE, colour="soft-ink", align="left")
        y -= _NOTE * 1.35
    return sheet


def _draw_map(
    sheet: Sheet, frame: Frame, gathered: Aggregate, options: Options, corner: tuple[float, float]
) -> Shown:
    room = Room(frame.width, frame.height)
    with sheet.inset(*corner, frame.width, frame.height):
        contested = draw_ground(sheet, frame, borders=options.borders)
        draw_scale(sheet, frame, room, gathered.places)
        shown = draw_places(sheet, frame, room, gathered.places, options.labels)
        shown.kinds |= {"contested"} if contested else set()
        if options.borders == "show":
            name_countries(sheet, frame, room, shown.countries)
        if name_towns(sheet, frame, room, gathered.places):
            shown.kinds.add("way")
        name_waters(sheet, frame, room, gathered.places)
        if options.locator:
            draw_locator(sheet, frame, room, borders=options.borders)
        sheet.box(
            (0, 0, frame.width, frame.height),
            facecolor="none",
            edgecolor=sheet.colours["coast"],
            lw=0.8,
            zorder=20,
        )
    return shown


def _without(gathered: Aggregate, hidden: Collection[str]) -> Aggregate:
    """Leave out places by their ids or names."""
    if not hidden:
        return gathered
    kept = [e for e in gathered.places if not {e.place.id, e.place.name} & set(hidden)]
    return replace(gathered, places=tuple(kept))


def _title(gathered: Aggregate) -> str:
    if len(gathered.documents) == 1:
        return gathered.documents[0].title or gathered.documents[0].id
    return f"Places named in {counted(len(gathered.documents), 'document')}"


def _notes(gathered: Aggregate, shown: Shown, *, borders: Borders) -> list[str]:
    notes = [report.headline(gathered)]
    if shown.outside:
        notes.append(f"Outside this picture: {_listed(shown.outside)}.")
    if shown.unnamed:
        notes.append(f"Without room for the name: {_listed(shown.unnamed)}.")
    if gathered.unplaced:
        names = list(dict.fromkeys(entry.name for entry in gathered.unplaced))
        notes.append(f"Could not be placed: {_some(names)}.")
    return [*notes, report.map_attribution(gathered, borders=borders)]


def _listed(entries: list[PlaceEntry]) -> str:
    ordered = sorted(entries, key=lambda entry: -entry.mentions)
    return _some([f"{entry.place.name} ({entry.mentions})" for entry in ordered])


def _some(names: list[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def _wrapped(
    sheet: Sheet, text: str, size: float, width: float, *, bold: bool = False
) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and sheet.measure(longer, size, bold=bold)[0] <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_shortened(sheet, line, size, width, bold) for line in lines]


def _shortened(sheet: Sheet, line: str, size: float, width: float, bold: bool) -> str:
    """Cut a single word that is wider than the picture."""
    while len(line) > 1 and sheet.measure(line, size, bold=bold)[0] > width:
        line = line[: max(1, len(line) * 9 // 10 - 1)] + "…"
    return line


def _described(svg: bytes, title: str, words: str) -> bytes:
    """Put a title and a description for screen readers into the SVG's root."""
    text = svg.decode("utf-8")
    named = re.sub(r"<svg ", '<svg role="img" aria-labelledby="title desc" ', text, count=1)
    head, end, rest = named.partition(">\n <metadata>")
    about = (
        f'<title id="title">{for_html(title)}</title>\n <desc id="desc">{for_html(words)}</desc>'
    )
    return f"{head}>\n {about}\n <metadata>{rest}".encode() if end else named.encode("utf-8")
