"""The base map of a picture: sea, land, borders, and names of countries where there is room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from geomap.aggregate import PlaceEntry
from geomap.basemap import (
    border_lines,
    disputed_lines,
    inner_borders,
    land_polygons,
    waters,
)
from geomap.basemap.places import REGIONAL, cell, seas, towns
from geomap.basemap.store import load
from geomap.export.picture.frame import Frame, frame_of, nice_length
from geomap.export.picture.labels import LARGEST, Box, Room, around, centred
from geomap.export.picture.sheet import Sheet, rings_path
from geomap.render.choices import Borders
from geomap.types import Bounds

__all__ = [
    "draw_ground",
    "draw_locator",
    "draw_scale",
    "name_countries",
    "name_towns",
    "name_waters",
    "seamless",
]

_SIZE = 5.6
_MOST_NAMES = 40
_LOCATED = 9.0
_SEEN = 4
_LOCATOR = (84.0, 64.0)
_WATER_KM, _WATER_POINTS = 2.0, 8.0
"""Rivers and lakes are good to 2 km; they are left out where that is so many points."""
_TOWN, _TOWN_DOT = 5.4, 1.5
_TOWNS_APART, _A_TOWN, _MOST_TOWNS = 75.0, 22_000.0, 8
_MOST_SEAS, _MOST_RIVERS = 6, 5

Line = list[tuple[float, float]]


def draw_ground(sheet: Sheet, frame: Frame, *, borders: Borders = "show") -> bool:
    """Draw sea, land and borders; return whether there are contested lines, drawn dashed."""
    contested = False
    sheet.box((0, 0, frame.width, frame.height), facecolor=sheet.colours["sea"], edgecolor="none")
    for turn, box in frame.turns():
        rings = land_polygons(box)
        land = rings_path([frame.path(ring, turn) for ring in rings])
        sheet.shape(land, facecolor=sheet.colours["land"], edgecolor="none")
        coasts = [frame.path(line, turn) for ring in rings for line in seamless(ring)]
        sheet.lines(coasts, color=sheet.colours["coast"], linewidth=0.35)
        _draw_waters(sheet, frame, turn, box)
        if borders == "show":
            _draw_hairlines(sheet, frame, turn, box)
            lines = [frame.path(line, turn) for line in border_lines(box)]
            sheet.lines(lines, color=sheet.colours["border"], linewidth=0.6)
            dashed = [frame.path(line, turn) for line in disputed_lines(box)]
            contested = contested or bool(dashed)
            sheet.lines(
                dashed,
                color=sheet.colours["contested"],
                linewidth=0.7,
                linestyle=(0, (3.0, 2.5)),
                capstyle="butt",
            )
    return contested


def _draw_waters(sheet: Sheet, frame: Frame, turn: float, box: Bounds) -> None:
    """Draw rivers and lakes large enough for the scale, unless it is finer than they are known."""
    if frame.km(_WATER_POINTS) < _WATER_KM:
        return
    smallest = (box.north - box.south) / 150
    rivers = [frame.path(line, turn) for line in waters("rivers", box, smallest)]
    sheet.lines(rivers, color=sheet.colours["river"], linewidth=0.6)
    rings = [frame.path(ring, turn) for ring in waters("lakes", box, smallest)]
    sheet.shape(rings_path(rings), facecolor=sheet.colours["sea"], edgecolor="none")
    edges = [[*ring, ring[0]] for ring in rings]
    sheet.lines(edges, color=sheet.colours["coast"], linewidth=0.35)


def _draw_hairlines(sheet: Sheet, frame: Frame, turn: float, box: Bounds) -> None:
    """Draw the borders of first-level units, where they are no grey cloud."""
    if box.north - box.south > REGIONAL:
        return
    for name in ("units", "us"):
        lines = [frame.path(line, turn) for line in inner_borders(name, box)]
        sheet.lines(lines, color=sheet.colours["hairline"], linewidth=0.35)


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
        accent = {"facecolor": "none", "edgecolor": sheet.colours["accent"], "lw": 1.1, "zorder": 4}
        sheet.box((*corner, *far), **accent)
        edge = {"facecolor": "none", "edgecolor": sheet.colours["soft-ink"], "lw": 0.8, "zorder": 5}
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
    sheet.lines(bar, color=sheet.colours["soft-ink"], linewidth=0.8, zorder=8)
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


def name_towns(sheet: Sheet, frame: Frame, room: Room, entries: Sequence[PlaceEntry]) -> bool:
    """Write a few large towns that no text names, small and grey; tell whether there are any."""
    known = {cell(entry.place.latitude, entry.place.longitude) for entry in entries}
    left = max(1, min(_MOST_TOWNS, round(frame.width * frame.height / _A_TOWN)))
    box = frame.bounds
    chosen: list[tuple[float, float]] = []
    for town in towns():
        if not box.south < town.latitude < box.north or not left:
            continue
        spot = frame.near(town.latitude, town.longitude)
        if not frame.contains(spot, -6) or cell(town.latitude, town.longitude) in known:
            continue
        if any(math.dist(spot, other) < _TOWNS_APART for other in chosen):
            continue
        dot = (spot[0] - 2, spot[1] - 2, spot[0] + 2, spot[1] + 2)
        width, height = sheet.measure(town.name, _TOWN)
        if not room.free(dot):
            continue
        label = room.place(around(*spot, _TOWN_DOT, width, height)[:4])
        if label is None:
            continue
        room.take(dot)
        chosen.append(spot)
        left -= 1
        land, edge = sheet.colours["land"], sheet.colours["country-ink"]
        sheet.circle(*spot, _TOWN_DOT, facecolor=land, edgecolor=edge, lw=0.6, zorder=4)
        x, y = (label[0] + label[2]) / 2, (label[1] + label[3]) / 2
        sheet.text(x, y, town.name, _TOWN, colour="country-ink", halo=True, order=5)
    return bool(chosen)


def name_waters(sheet: Sheet, frame: Frame, room: Room, entries: Sequence[PlaceEntry]) -> None:
    """Write names of seas into the sea and of rivers along their lines; none that a text names."""
    named = {entry.place.name for entry in entries}
    left = _MOST_SEAS
    points_a_degree = frame.scale * math.radians(1)
    for sea in seas():
        spot = frame.near(sea.latitude, sea.longitude)
        if not left or sea.name in named or not frame.contains(spot, -4):
            continue
        width, height = sheet.measure(sea.name, _SIZE)
        if width > sea.room * points_a_degree:
            continue
        box = room.place(centred([spot], width + 4, height))
        if box is not None:
            sheet.text(*spot, sea.name, _SIZE, colour="water-ink", italic=True, order=5)
            left -= 1
    if frame.km(_WATER_POINTS) >= _WATER_KM:
        _name_rivers(sheet, frame, room, named)


def _name_rivers(sheet: Sheet, frame: Frame, room: Room, named: set[str]) -> None:
    left = _MOST_RIVERS
    store = load("rivers")
    for turn, box in frame.turns():
        for shape in store.shapes:
            ring = shape.polygons[0][0]
            if not left or not shape.name or shape.name in named or store.misses(ring[1:], box):
                continue
            line = frame.path(store.ring(ring, 0), turn)
            width, height = sheet.measure(shape.name, _SIZE)
            found = _along(frame, room, line, width + 4, height)
            if found is None:
                continue
            x, y, angle = found
            style = {"rotation": angle, "rotation_mode": "anchor", "halo": True, "italic": True}
            sheet.text(x, y, shape.name, _SIZE, colour="water-ink", order=5, **style)
            left -= 1


def _along(
    frame: Frame, room: Room, line: Line, width: float, height: float
) -> tuple[float, float, float] | None:
    """Return (x, y, degrees) where a name of that width stands along a line, if anywhere."""
    inside = [i for i, point in enumerate(line) if frame.contains(point, -5)]
    middle = len(inside) // 2
    for number in sorted(range(len(inside)), key=lambda n: abs(n - middle))[::2]:
        ends = [_walk(line, inside[number], step, width / 2) for step in (-1, 1)]
        if ends[0] is None or ends[1] is None:
            continue
        (ax, ay), (bx, by) = sorted((ends[0], ends[1]))
        length = math.dist((ax, ay), (bx, by))
        if length < 0.9 * width:
            continue
        x, y = (ax + bx) / 2, (ay + by) / 2
        wide = (bx - ax) / length * width / 2 + height / 2
        high = abs(by - ay) / length * width / 2 + height / 2
        if room.place([(x - wide, y - high, x + wide, y + high)]) is not None:
            return x, y, math.degrees(math.atan2(by - ay, bx - ax))
    return None


def _walk(line: Line, start: int, step: int, far: float) -> tuple[float, float] | None:
    """Return the first point of a line that is so far from one of its points, in one direction."""
    number = start
    while 0 <= number < len(line):
        if math.dist(line[number], line[start]) >= far:
            return line[number]
        number += step
    return None
