"""Where a country's or a unit's name stands on the base map."""

from __future__ import annotations

import shapely

Degrees = tuple[float, float]


def label_point(rings: list[list[Degrees]]) -> tuple[float, float] | None:
    """Return (latitude, longitude) of the point of a polygon that is farthest from its edges.

    Args:
        rings: Of (longitude, latitude); the first is the outer one. Lines that are no ring have no
            such point.
    """
    outer = [ring for ring in rings if len(ring) > 3]
    if not outer or rings[0] is not outer[0]:
        return None
    polygon = shapely.make_valid(shapely.Polygon(outer[0], outer[1:]))
    parts = [p for p in shapely.get_parts(shapely.get_parts(polygon)) if p.geom_type == "Polygon"]
    if not parts:
        return None
    largest = max(parts, key=lambda part: float(part.area))
    longest = max(largest.bounds[2] - largest.bounds[0], largest.bounds[3] - largest.bounds[1])
    centre, _ = shapely.maximum_inscribed_circle(largest, longest / 200).coords
    return round(centre[1], 3), round(centre[0], 3)
