"""The base map of a picture: sea, land, borders, and names of countries where there is room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from geomap.aggregate import PlaceEntry
from geomap.basemap import border_lines, disputed_lines, land_polygons
from geomap.basemap.store import load
from geomap.export.picture.frame import Frame, frame_of, nice_length
from geomap.export.picture.labels import LARGEST, Box, Room, centred
from geomap.export.picture.sheet import COLOURS, Sheet, rings_path
from geomap.render.choices import Borders
from geomap.types import Bounds

__all__ = ["draw_ground", "draw_locator", "draw_scale", "name_countries", "seamless"]

_SIZE = 5.6
_MOST_NAMES = 40
_LOCATED = 9.0
_SEEN = 4
_LOCATOR = (84.0, 64.0)

Line = list[tuple[float, float]]


def draw_ground(sheet: Sheet, frame: Frame, *, borders: Borders = "show") -> bool:
    """Draw sea, land and borders; return whether there are contested lines, drawn dashed."""
    contested = False
    sheet.box((0, 0, frame.width, frame.height), facecolor=COLOURS["sea"], edgecolor="none")
    for turn, box in frame.turns():
        rings = land_polygons(box)
        land = rings_path([frame.path(ring, turn) for ring in rings])
        sheet.shape(land, facecolor=COLOURS["land"], edgecolor="none")
        coasts = [frame.path(line, turn) for ring in rings for line in seamless(ring)]
        sheet.lines(coasts, color=COLOURS["coast"], linewidth=0.35)
        if borders == "show":
            lines = [frame.path(line, turn) for line in border_lines(box)]
            sheet.lines(lines, color=COLOURS["border"], linewidth=0.6)
            dashed = [frame.path(line, turn) for line in disputed_lines(box)]
            contested = contested or bool(dashed)
            sheet.lines(
                dashed,
                color=COLOURS["contested"],
                linewidth=0.7,
                linestyle=(0, (3.0, 2.5)),
                capstyle="butt",
            )
    return contested


def draw_locator(sheet: Sheet, frame: Frame, room: Room, *, borders: Borders = "show") -> None:
    """Show in a free corner where a small map lies, if it lies within a few hundred km."""
    box = frame.bounds
    if box.north - box.south > _LOCATED:
        return
    middle = ((box.south + box.north) / 2, (box.west + box.east) / 2)
    wide, high = _LOCATOR
    right, top = frame.width - wide - 5, frame.height - high - 5
    corners = [(right, top), (5.0, top), (right, 5.0), (5.0, 5.0)]
    found = room.place([(x, y, x + wide, y + high) for x, y in corners])
    if found is None:
        return
    around = Bounds(middle[0] - 12, middle[1] - 16, middle[0] + 12, middle[1] + 16)
    small = frame_of(around, wide, high)
    with sheet.inset(found[0], found[1], wide, high, order=14):
        draw_ground(sheet, small, borders=borders)
        corner, far = small.at(box.south, box.west), small.at(box.north, box.east)
        accent = {"facecolor": "none", "edgecolor": COLOURS["accent"], "lw": 1.1, "zorder": 4}
        sheet.box((*corner, *far), **accent)
        edge = {"facecolor": "none", "edgecolor": COLOURS["soft-ink"], "lw": 0.8, "zorder": 5}
        sheet.box((0, 0, wide, high), **edge)


def draw_scale(sheet: Sheet, frame: Frame, room: Room, entries: Sequence[PlaceEntry]) -> None:
    """Draw the bar into the first corner where no symbol will stand, or the fewest do."""
    km = nice_length(frame.km(frame.width * 0.22))
    length = km / frame.km(1.0)
    spots = [
        frame.near(entry.place.latitude, entry.place.longitude)
        for entry in entries
        if not (entry.place.is_area or entry.area)
    ]

    def covered(box: Box) -> int:
        left, bottom, right, top = box
        return sum(
            left - LARGEST < x < right + LARGEST and bottom - LARGEST < y < top + LARGEST
            for x, y in spots
        )

    right, top = frame.width - 8.0 - length, frame.height - 17.0
    corners = [(8.0, 8.0), (right, 8.0), (8.0, top), (right, top)]
    boxes = [(x - 3, y - 3, x + length + 3, y + 12) for x, y in corners]
    box = min(boxes, key=covered)
    left, y = box[0] + 3, box[1] + 3
    bar = [[(left, y + 3), (left, y), (left + length, y), (left + length, y + 3)]]
    sheet.lines(bar, color=COLOURS["soft-ink"], linewidth=0.8, zorder=8)
    text = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:.0f} m"
    sheet.text(left + length / 2, y + 6.5, text, _SIZE + 0.2, colour="soft-ink", halo=True)
    room.take(box)


def seamless(ring: Sequence[tuple[float, float]]) -> Iterable[Line]:
    """Yield a ring's line without the cut along the antimeridian."""
    line: Line = []
    for before, after in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if abs(before[1]) > 179.99 and abs(after[1]) > 179.99:
            if len(line) > 1:
                yield line
            line = []
            continue
        line = line or [before]
        line.append(after)
    if len(line) > 1:
        yield line


def name_countries(sheet: Sheet, frame: Frame, room: Room, without: Iterable[str]) -> None:
    """Write the names of countries that the texts do not name, larger ones first.

    A country that fills the picture is named wherever there is room.
    """
    left_out, count = set(without), 0
    for turn, _ in frame.turns():
        for area, points, code, name in sorted(_nameable(frame, turn), reverse=True):
            if code in left_out or count >= _MOST_NAMES:
                continue
            text = name.upper()
            width, height = sheet.measure(text, _SIZE)
            if area < width * height * 2:
                continue
            box = room.place(centred(points, width + 2, height))
            if box is None:
                continue
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            sheet.text(x, y, text, _SIZE, colour="country-ink", halo=True, order=5)
            count += 1


def _nameable(frame: Frame, turn: float) -> Iterable[tuple[float, Line, str, str]]:
    """Yield (size in the picture, where the name may stand, code, name)."""
    store = load()
    for shape in store.shapes:
        if shape.label is None or not shape.name or shape.code.startswith("-"):
            continue
        ring = frame.path(store.ring(shape.polygons[0][0], store.level(0.2)), turn)
        xs, ys = [point[0] for point in ring], [point[1] for point in ring]
        if max(xs) < 0 or max(ys) < 0 or min(xs) > frame.width or min(ys) > frame.height:
            continue
        label = frame.at(shape.label[0], shape.label[1] + turn)
        points = [label] if frame.contains(label, -6) else _inside(frame, ring)
        yield (max(xs) - min(xs)) * (max(ys) - min(ys)), points, shape.code, shape.name


def _inside(frame: Frame, ring: Line) -> Line:
    """Return points of a grid that lie in a country whose own label lies outside."""
    grid = [(frame.width * i / 8, frame.height * j / 8) for j in range(1, 8) for i in range(1, 8)]
    inside = rings_path([ring]).contains_points(grid)
    found = [point for point, ok in zip(grid, inside, strict=True) if ok]
    if len(found) < _SEEN:
        return []
    middle = (sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found))
    return sorted(found, key=lambda point: math.dist(point, middle))
