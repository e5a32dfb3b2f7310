"""Builds a gazetteer from real GeoNames files and checks it row by row.

    python benchmarks/gazetteer_geonames.py [--geonames DIR]

DIR, by default ``../shared/gazetteer/geonames-sample``, holds NL.txt and SG.txt. Checked: every row
is a place; every populated place is found by its name and by three of its alternates (all, if it
has fewer). The size and the time for all of GeoNames are projected in proportion to features: the
cost of the tables of codes, which does not grow, is measured apart and taken off first.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.geonames import build_geonames

ALL_FEATURES = 13_100_000


def source_rows(folder: Path) -> list[list[str]]:
    found = []
    for path in sorted(folder.glob("[A-Z][A-Z].txt")):
        with path.open(encoding="utf-8") as stream:
            found += [line.rstrip("\n").split("\t") for line in stream]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Build from GeoNames files and check.")
    root = Path(__file__).resolve().parent.parent
    reference = Path(os.environ.get("GEOMAP_REFERENCE", root.parent / "shared" / "gazetteer"))
    parser.add_argument("--geonames", type=Path, default=reference / "geonames-sample")
    options = parser.parse_args()
    if not options.geonames.is_dir():
        sys.exit(f"no GeoNames files at {options.geonames}")
    rows = source_rows(options.geonames)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all.db"
        begun = time.process_time()
        built = build_geonames(options.geonames, target)
        seconds = time.process_time() - begun
        size = target.stat().st_size
        gazetteer = open_gazetteer(target, layered=False)
        lost = names = 0
        towns = [row for row in rows if row[6] == "P"]
        for row in towns:
            wanted = [row[1], *[name for name in row[3].split(",") if name][:3]]
            for name in wanted:
                names += 1
                ids = {number for number, _ in gazetteer.lookup(name)}
                lost += int(row[0]) not in ids
        one = Path(folder) / "one"
        one.mkdir()
        for table in ("admin1CodesASCII.txt", "admin2Codes.txt"):
            (one / table).write_bytes((options.geonames / table).read_bytes())
        (one / "ZZ.txt").write_text("\t".join(rows[0]) + "\n", encoding="utf-8")
        begun = time.process_time()
        fixed = build_geonames(one, Path(folder) / "one.db").path.stat().st_size
        fixed_seconds = time.process_time() - begun
    print(f"rows {len(rows):,}, places {built.features:,}, lines skipped {built.skipped}")
    print(f"populated places {len(towns):,}: {names:,} names asked, {lost} not found")
    each, spent = (size - fixed) / len(rows), (seconds - fixed_seconds) / len(rows)
    print(f"{size / 1e6:.1f} MB ({fixed / 1e6:.1f} MB of it codes), {seconds:.1f} CPU s")
    print(f"{each:.0f} bytes and {spent * 1e6:.0f} CPU us a feature; all of GeoNames "
          f"({ALL_FEATURES:,}): {each * ALL_FEATURES / 1e9:.1f} GB, "
          f"{spent * ALL_FEATURES / 60:.0f} CPU minutes")  # fmt: skip


if __name__ == "__main__":
    main()
