"""Where a country's name stands on the base map."""

from __future__ import annotations

Degrees = tuple[float, float]
STEPS = 14
CORNERS = 90


def label_point(ring: list[Degrees]) -> tuple[float, float]:
    """Return (latitude, longitude) of a point well inside a ring of (longitude, latitude).

    A coarse search for the pole of inaccessibility: of a grid of points, the one farthest
    from the outline.
    """
    outline = ring[:: max(1, len(ring) // CORNERS)]
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    best, farthest = ((west + east) / 2, (south + north) / 2), 0.0
    for i in range(1, STEPS):
        for j in range(1, STEPS):
            x = west + (east - west) * i / STEPS
            y = south + (north - south) * j / STEPS
            if inside(x, y, outline):
                away = min(_squared_distance(x, y, a, b) for a, b in _edges(outline))
                if away > farthest:
                    best, farthest = (x, y), away
    return (round(best[1], 2), round(best[0], 2))


def inside(x: float, y: float, ring: list[Degrees]) -> bool:
    """Return whether the point lies in the ring (even-odd rule)."""
    crossings = 0
    for (ax, ay), (bx, by) in _edges(ring):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def _edges(ring: list[Degrees]) -> list[tuple[Degrees, Degrees]]:
    return list(zip(ring, ring[1:] + ring[:1], strict=True))


def _squared_distance(x: float, y: float, a: Degrees, b: Degrees) -> float:
    (ax, ay), (bx, by) = a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length))
    return float((x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2)
