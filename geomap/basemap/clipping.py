"""Cut rings and lines of (latitude, longitude) at a box (Sutherland and Hodgman, 1974)."""

from __future__ import annotations

import itertools

from geomap.types import Bounds

__all__ = ["clip_line", "clip_ring"]

Point = tuple[float, float]
Line = list[Point]


def clip_ring(ring: Line, box: Bounds) -> Line:
    """Return the part of an open ring inside the box, as one open ring (empty if none)."""
    if _outside(ring, box):
        return []
    for axis, limit, keep_above in _sides(box):
        ring = _clip_side(ring, axis, limit, keep_above)
        if not ring:
            break
    return ring


def clip_line(line: Line, box: Bounds) -> list[Line]:
    """Return the parts of a line inside the box."""
    if _outside(line, box):
        return []
    parts: list[Line] = []
    current: Line = []
    for a, b in itertools.pairwise(line):
        piece = _clip_segment(a, b, box)
        if piece is None:
            continue
        if current and current[-1] == piece[0]:
            current.append(piece[1])
        else:
            current = list(piece)
            parts.append(current)
    return parts


def _outside(line: Line, box: Bounds) -> bool:
    latitudes, longitudes = [p[0] for p in line], [p[1] for p in line]
    return (
        not line
        or max(latitudes) < box.south
        or min(latitudes) > box.north
        or max(longitudes) < box.west
        or min(longitudes) > box.east
    )


def _sides(box: Bounds) -> tuple[tuple[int, float, bool], ...]:
    return (
        (0, box.south, True),
        (0, box.north, False),
        (1, box.west, True),
        (1, box.east, False),
    )


def _clip_side(ring: Line, axis: int, limit: float, keep_above: bool) -> Line:
    out: Line = []
    for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
        a_in = a[axis] >= limit if keep_above else a[axis] <= limit
        b_in = b[axis] >= limit if keep_above else b[axis] <= limit
        if a_in != b_in:
            out.append(_crossing(a, b, axis, limit))
        if b_in:
            out.append(b)
    return out


def _crossing(a: Point, b: Point, axis: int, limit: float) -> Point:
    part = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + (b[1 - axis] - a[1 - axis]) * part
    return (limit, other) if axis == 0 else (other, limit)


def _clip_segment(a: Point, b: Point, box: Bounds) -> tuple[Point, Point] | None:
    for axis, limit, keep_above in _sides(box):
        a_in = a[axis] >= limit if keep_above else a[axis] <= limit
        b_in = b[axis] >= limit if keep_above else b[axis] <= limit
        if not a_in and not b_in:
            return None
        if not a_in:
            a = _crossing(a, b, axis, limit)
        elif not b_in:
            b = _crossing(a, b, axis, limit)
    return a, b
