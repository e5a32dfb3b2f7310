"""How often the right place is among the gazetteer's candidates for a gold name.

    python benchmarks/gazetteer_coverage.py [--split lgl-dev ...] [--misses 50] [--json]

Right: the same GeoNames id, or a candidate within 161 km of the gold point; 800 km when the gold
or the candidate is an area (country, region, sea, admin1 ...). Counts every gold name that has
coordinates, adjectives included. This asks nothing about ranking. The corpora are found in the
folder GEOMAP_CORPORA, by default ``../shared/corpora``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.gazetteer import LayeredGazetteer, open_gazetteer
from geomap.geodesy import SAME_PLACE_KM, distance_km
from geomap.types import Candidate, Kind

SPLITS = ("lgl-dev", "geowebnews-dev", "tud_loc-dev")
GOALS = {"lgl-dev": 95.0, "geowebnews-dev": 86.0, "tud_loc-dev": 85.0}
AREA_TYPES = ("A.ADM1", "A.PCL", "L.CONT", "L.RGN", "H.OCN", "H.SEA", "COUNTRY", "CONTINENT",
              "REGION", "UNIT")  # fmt: skip
WIDE = frozenset(
    {
        Kind.COUNTRY,
        Kind.TERRITORY,
        Kind.ADMIN1,
        Kind.REGION,
        Kind.CONTINENT,
        Kind.HISTORIC,
        Kind.OCEAN,
        Kind.SEA,
        Kind.RIVER,
        Kind.MOUNTAINS,
        Kind.DESERT,
        Kind.ISLANDS,
        Kind.STRAIT,
    }
)


def corpora() -> Path:
    root = Path(__file__).resolve().parent.parent
    return Path(os.environ.get("GEOMAP_CORPORA", root.parent / "shared" / "corpora"))


def gold(split: str) -> Iterator[dict[str, Any]]:
    """Yield the gold names that have coordinates."""
    path = corpora() / "dev" / f"{split}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            for toponym in json.loads(line)["toponyms"]:
                if toponym["lat"] is not None:
                    yield toponym


def judge(toponym: dict[str, Any], candidates: tuple[Candidate, ...]) -> tuple[bool, bool, bool]:
    """Return whether the right place is there: with 800 km for areas, within 161 km, by id."""
    area = strict = same = False
    is_area = str(toponym.get("type") or "").startswith(AREA_TYPES)
    for candidate in candidates:
        place = candidate.place
        if place.geonameid and place.geonameid == toponym.get("geonameid"):
            return True, True, True
        km = distance_km(toponym["lat"], toponym["lon"], place.latitude, place.longitude)
        strict = strict or km <= SAME_PLACE_KM
        area = area or km <= (800 if is_area or place.kind in WIDE else SAME_PLACE_KM)
    return area, strict, same


def measure(gazetteer: LayeredGazetteer, split: str, limit: int) -> dict[str, Any]:
    """Return counts, shares in percent, and the misses of a split."""
    total: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for toponym in gold(split):
        candidates = gazetteer.candidates(toponym["text"], limit=limit)
        area, strict, same = judge(toponym, candidates)
        total.update(names=1, known=bool(candidates), area=area, strict=strict, same=same)
        total.update(candidates=len(candidates))
        if not area:
            missed[toponym["text"]] += 1
            unknown[toponym["text"]] += not candidates
    shares = {key: round(100 * total[key] / total["names"], 1) for key in
              ("known", "area", "strict", "same")}  # fmt: skip
    return {
        "split": split,
        "names": total["names"],
        "candidates a name": round(total["candidates"] / total["names"], 1),
        **shares,
        "misses": [(name, count, unknown[name] == count) for name, count in missed.most_common()],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--split", nargs="*", default=list(SPLITS))
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--misses", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not corpora().is_dir():
        sys.exit(f"the corpora are not at {corpora()}; set GEOMAP_CORPORA")
    gazetteer = open_gazetteer(options.gazetteer)
    found = [measure(gazetteer, split, options.limit) for split in options.split]
    if options.json:
        print(json.dumps({"gazetteer": gazetteer.name, "splits": found}, ensure_ascii=False))
        return
    print(gazetteer.name)
    print("split             names  known  <=161/800 km  <=161 km  same id  candidates  goal")
    for row in found:
        print(f"{row['split']:16} {row['names']:6} {row['known']:6} {row['area']:13} "
              f"{row['strict']:9} {row['same']:8} {row['candidates a name']:11} "
              f"{GOALS.get(row['split'], '')!s:>5}")  # fmt: skip
    for row in found:
        print(f"\n{row['split']}: the most frequent misses (* no candidate at all)")
        print(" · ".join(f"{name} {count}{'*' if none else ''}"
                         for name, count, none in row["misses"][: options.misses]))  # fmt: skip


if __name__ == "__main__":
    main()
