"""The places of a picture: circles for points, outlines and soft areas for what is none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from geomap.aggregate import PlaceEntry
from geomap.basemap.store import load
from geomap.export.geometry import outline
from geomap.export.picture.areas import (
    Rings,
    area_kind,
    area_rings,
    beside,
    centre,
    clipped,
    extent,
    is_small,
    mean,
)
from geomap.export.picture.frame import Frame
from geomap.export.picture.ground import seamless
from geomap.export.picture.labels import (
    LARGEST,
    Box,
    Group,
    Room,
    around,
    centred,
    group,
    leader,
    led,
    merged,
)
from geomap.export.picture.sheet import Sheet, one_line, rings_path
from geomap.types import Kind, Status

__all__ = ["Shown", "compact", "draw_places"]

_NAME, _AREA_NAME, _NUMBER = 7.2, 6.6, 6.2
_DASHES = (0, (2.4, 1.8))
_DOTS = (0, (0.6, 1.8))
_GRID = 14
_TOO_LARGE = 0.5
FULL_WIDTH = 480.0
"""Points of width from which circles are as large as they get."""
CHIEF = 10
"""So many places, those mentioned most, are named wherever their symbol is seen."""
_CHIEF_NAMES = 3
_WORLD_DEGREES, _MANY, _SOME_COUNTRIES = 150.0, 60, 6
"""A view so wide with so many places in so many countries shows totals by country."""


@dataclass(slots=True)
class Shown:
    """What the picture shows, for its legend and notes."""

    kinds: set[str] = field(default_factory=set)
    outside: list[PlaceEntry] = field(default_factory=list)
    unnamed: list[PlaceEntry] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    labels: Mapping[str, str] = field(default_factory=dict)
    chief: frozenset[str] = frozenset()
    most: int = 0
    largest: float = LARGEST

    def is_chief(self, made: Group) -> bool:
        """Whether a circle stands for one of the places that matter most."""
        return any(entry.place.id in self.chief for entry in made.members)

    def name(self, entry: PlaceEntry) -> str:
        """Return what a place is called in the picture."""
        place = entry.place
        own = self.labels.get(place.id) or self.labels.get(place.name)
        name = one_line(own or place.name)
        return f"{name} (?)" if entry.status is Status.UNCERTAIN else name


def draw_places(
    sheet: Sheet,
    frame: Frame,
    room: Room,
    entries: Sequence[PlaceEntry],
    labels: Mapping[str, str] | None = None,
) -> Shown:
    """Draw areas, then points; take room for symbols first, then for names by mentions.

    Args:
        labels: What to call places, by their ids or names.
    """
    ordered = sorted(entries, key=lambda entry: -entry.mentions)
    chief = frozenset(entry.place.id for entry in ordered[:CHIEF])
    shown = Shown(labels=labels or {}, chief=chief)
    areas = [entry for entry in entries if entry.place.is_area or entry.area]
    spots = []
    for entry in entries:
        if entry.place.is_area or entry.area:
            continue
        x, y = frame.near(entry.place.latitude, entry.place.longitude)
        if frame.contains((x, y)):
            spots.append((x, y, entry))
        else:
            shown.outside.append(entry)
    totals, counted = _totals(frame, entries)
    drawn = [
        (entry, _draw_area(sheet, frame, entry))
        for entry in areas
        if entry.place.id not in counted or entry.place.kind == Kind.COUNTRY
    ]
    largest = LARGEST * min(1.0, max(0.6, frame.width / FULL_WIDTH))
    shown.largest = largest
    if totals:
        loose = [
            Group(x, y, e.mentions, 0.0, [e]) for x, y, e in spots if e.place.id not in counted
        ]
        groups = merged(sorted([*totals, *loose], key=lambda made: -made.mentions), largest)
        drawn = [(entry, rings) for entry, rings in drawn if entry.place.id not in counted]
        shown.kinds.add("totals")
    else:
        groups = group(spots, largest)
    shown.most = max((made.mentions for made in groups), default=0)
    for made in groups:
        size = made.radius
        room.take((made.x - size, made.y - size, made.x + size, made.y + size))
    for _, rings in drawn:
        if is_small(rings):
            room.take(extent(rings))
    for made in groups:
        _draw_group(sheet, made, shown)
    points = [
        ((shown.is_chief(made), made.mentions), partial(_name_group, sheet, room, made, shown))
        for made in groups
    ]
    regions = [
        (
            (entry.place.id in chief, entry.mentions),
            partial(_name_area, sheet, frame, room, entry, rings, shown),
        )
        for entry, rings in drawn
    ]
    # Names by mentions, those of points before those of areas named as often.
    for _, name in sorted([*points, *regions], key=lambda item: item[0], reverse=True):
        name()
    return shown


def _totals(frame: Frame, entries: Sequence[PlaceEntry]) -> tuple[list[Group], set[str]]:
    """Return one circle a country with all that lies in it, for a map of the world, and whose.

    As the page does it (``overview.mjs``): where places of many countries would be one crowd.
    """
    found: dict[str, list[PlaceEntry]] = {}
    for entry in entries:
        if entry.place.country and entry.area is None:
            found.setdefault(entry.place.country, []).append(entry)
    if frame.bounds.east - frame.bounds.west < _WORLD_DEGREES or len(entries) <= _MANY:
        return [], set()
    if len(found) < _SOME_COUNTRIES:
        return [], set()
    groups = list[Group]()
    counted = set[str]()
    for shape in load().shapes:
        members = sorted(found.pop(shape.code, ()), key=lambda entry: -entry.mentions)
        if not members or shape.label is None:
            continue
        x, y = frame.near(*shape.label)
        if not frame.contains((x, y)):
            continue
        counted.update(entry.place.id for entry in members)
        mentions = sum(entry.mentions for entry in members)
        only = members[0].place.name if len(members) == 1 else shape.name
        groups.append(Group(x, y, mentions, 0.0, members, only))
    return groups, counted


def _draw_group(sheet: Sheet, made: Group, shown: Shown) -> None:
    uncertain = all(entry.status is Status.UNCERTAIN for entry in made.members)
    several = len(made.members) > 1
    shown.kinds |= {"uncertain" if uncertain else "point"} | ({"several"} if several else set())
    if several:
        ring = made.radius + 1.4
        sheet.circle(
            made.x,
            made.y,
            ring,
            facecolor="none",
            edgecolor=sheet.colours["accent"],
            lw=0.8,
            zorder=6,
        )
    sheet.circle(
        made.x,
        made.y,
        made.radius,
        facecolor=sheet.colours["halo" if uncertain else "accent"],
        edgecolor=sheet.colours["accent" if uncertain else "halo"],
        lw=1.0 if uncertain else 0.8,
        linestyle=_DASHES if uncertain else "solid",
        zorder=7,
    )
    colour = "accent" if uncertain else "on-accent"
    number = compact(made.mentions)
    size = min(_NUMBER, made.radius * 2.6 / max(len(number), 2))
    sheet.text(made.x, made.y, number, size, bold=True, colour=colour)


def _name_group(sheet: Sheet, room: Room, made: Group, shown: Shown) -> None:
    size = made.radius + (1.4 if len(made.members) > 1 else 0.0)
    wordings = _wordings(made, shown)
    for text, left in wordings:
        width, height = _measure(sheet, text)
        box = room.place(around(made.x, made.y, size, width, height))
        if box is not None:
            _write(sheet, text, box)
            shown.unnamed += left
            return
    text, left = wordings[-1]
    shown.unnamed += left
    if not shown.is_chief(made) or not _lead(sheet, room, text, (made.x, made.y, size)):
        shown.unnamed.append(made.members[0])


def _wordings(made: Group, shown: Shown) -> list[tuple[str, list[PlaceEntry]]]:
    """Return what a circle may be called, best first, and whom that leaves out.

    Places that matter most are never left out.
    """
    if made.title:
        return [(made.title, [])]
    names = [shown.name(entry) for entry in made.members]
    if len(names) == 1:
        return [(names[0], [])]
    first = max(1, sum(entry.place.id in shown.chief for entry in made.members[:_CHIEF_NAMES]))
    short = "\n".join([*names[: first - 1], f"{names[first - 1]} +{len(names) - first}"])
    whole = ("\n".join(names), list[PlaceEntry]())
    if len(names) == first:
        return [whole]
    return [*([whole] if len(names) < 3 else []), (short, made.members[first:])]


def _measure(sheet: Sheet, text: str) -> tuple[float, float]:
    """Return width and height of a name of one or several lines."""
    sizes = [sheet.measure(line, _NAME, bold=True) for line in text.split("\n")]
    return max(width for width, _ in sizes), sum(height for _, height in sizes)


def _write(sheet: Sheet, text: str, box: Box) -> None:
    lines = text.split("\n")
    x, step = (box[0] + box[2]) / 2, (box[3] - box[1]) / len(lines)
    for number, line in enumerate(lines):
        y = box[3] - (number + 0.5) * step
        sheet.text(x, y, line, _NAME, bold=True, halo=True, order=9)


def _lead(sheet: Sheet, room: Room, text: str, circle: tuple[float, float, float]) -> bool:
    """Write a name where there is room, joined to its circle by a line; tell whether there was."""
    box = room.place(led(*circle, *_measure(sheet, text)))
    if box is None:
        return False
    line = leader(*circle, box)
    sheet.lines([line], color=sheet.colours["soft-ink"], linewidth=0.5, zorder=5.5)
    _write(sheet, text, box)
    return True


# --- areas ---------------------------------------------------------------------------------


def _draw_area(sheet: Sheet, frame: Frame, entry: PlaceEntry) -> Rings:
    """Draw the area and return its rings in points, on the turn nearest to the middle."""
    kind = area_kind(entry)
    rings: Rings = []
    uncertain = entry.status is Status.UNCERTAIN
    dashed = uncertain or kind == "vague"
    exact = entry.area is None and outline(entry.place) is not None
    for turn, box in frame.turns():
        geographic = clipped(area_rings(entry), box, closed=kind != "line")
        here = [frame.path(ring, turn) for ring in geographic]
        if not exact and entry.area is None and _fills(frame, here):
            continue
        rings += here
        closed = kind != "line"
        if closed and here:
            sheet.shape(
                rings_path(here), facecolor=sheet.colours["area"], alpha=0.055, lw=0, zorder=2
            )
        parts = [line for ring in geographic for line in (seamless(ring) if closed else [ring])]
        sheet.lines(
            [frame.path(part, turn) for part in parts],
            color=sheet.colours["area-edge"],
            alpha=0.85,
            linewidth=0.8,
            linestyle=_DASHES if dashed else "solid" if exact or entry.area else _DOTS,
            capstyle="butt" if dashed else "round",
            zorder=3,
        )
    return rings


def _fills(frame: Frame, rings: Rings) -> bool:
    """Whether a soft box is so large that it says nothing in this view; its name is enough."""
    if not rings:
        return False
    left, bottom, right, top = extent(rings)
    return right - left > _TOO_LARGE * frame.width or top - bottom > _TOO_LARGE * frame.height


def _name_area(
    sheet: Sheet, frame: Frame, room: Room, entry: PlaceEntry, rings: Rings, shown: Shown
) -> None:
    if entry.place.country and entry.place.kind == "country":
        shown.countries.add(entry.place.country)
    points = _label_points(frame, entry, rings)
    if not points:
        shown.outside.append(entry)
        return
    shown.kinds.add("vague" if entry.area else "area")
    if entry.status is Status.UNCERTAIN:
        shown.kinds.add("uncertain")
    text, number = shown.name(entry).upper(), compact(entry.mentions)
    wide, height = sheet.measure(text, _AREA_NAME, bold=True)
    digits, _ = sheet.measure(number, _NUMBER, bold=True)
    digits += 4
    for words, width in ((text, wide + 3 + digits), ("", digits)):
        boxes = centred(points, width + 2, height + 2)
        if words:
            boxes += beside(rings, width + 2, height + 2)
        box = room.place(boxes)
        if box is not None:
            _chip(sheet, box, words, number, digits)
            if not words and not _led_area(sheet, room, entry, box, shown):
                shown.unnamed.append(entry)
            return
    if not _led_chip(sheet, room, entry, points[0], shown):
        shown.unnamed.append(entry)


def _led_chip(
    sheet: Sheet, room: Room, entry: PlaceEntry, at: tuple[float, float], shown: Shown
) -> bool:
    """Name one of the places that matter most at the end of a line, when it has no room at all."""
    if entry.place.id not in shown.chief:
        return False
    text = f"{shown.name(entry)} {compact(entry.mentions)}"
    return _lead(sheet, room, text, (*at, 1.0))


def _led_area(sheet: Sheet, room: Room, entry: PlaceEntry, box: Box, shown: Shown) -> bool:
    """Name one of the places that matter most beside its number, when that stands alone."""
    if entry.place.id not in shown.chief:
        return False
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return _lead(sheet, room, shown.name(entry), (x, y, (box[3] - box[1]) / 2))


def _chip(sheet: Sheet, box: Box, words: str, number: str, digits: float) -> None:
    y = (box[1] + box[3]) / 2
    if words:
        sheet.text(
            box[0] + 1, y, words, _AREA_NAME, bold=True, colour="area", halo=True, align="left"
        )
    right = box[2] - 1
    sheet.box(
        (right - digits, y - 4.2, right, y + 4.2),
        facecolor=sheet.colours["halo"],
        edgecolor=sheet.colours["area"],
        lw=0.6,
        zorder=8,
    )
    sheet.text(right - digits / 2, y, number, _NUMBER, bold=True, colour="area")


def _label_points(frame: Frame, entry: PlaceEntry, rings: Rings) -> list[tuple[float, float]]:
    """Return where the area's name may stand, best first; never outside the area."""
    middle_of_all = frame.near(*centre(entry))
    inside = [middle_of_all] if frame.contains(middle_of_all, -12) else []
    if not rings or area_kind(entry) == "line":
        return [(x, y + dy) for x, y in inside for dy in (0.0, 12.0, -12.0)]
    path = rings_path(rings)
    grid = [
        (frame.width * (i + 0.5) / _GRID, frame.height * (j + 0.5) / _GRID)
        for i in range(_GRID)
        for j in range(_GRID)
    ]
    found = [point for point, ok in zip(grid, path.contains_points(grid), strict=True) if ok]
    if not inside and not found:
        return []
    seen = inside or found
    middle = (mean(point[0] for point in seen), mean(point[1] for point in seen))
    return inside + sorted(found, key=lambda point: math.dist(point, middle))


def compact(number: int) -> str:
    """Return "999" or "1.2k"."""
    return str(number) if number < 1000 else f"{number / 1000:.{1 if number < 9950 else 0}f}k"
