"""Memory and time of every export of a large result (100,000 mentions by default).

    python benchmarks/exports.py [MENTIONS]

The result is synthetic: documents of 50 sentences with one name each, drawn from 2,000 places.
Each export runs in a process of its own, reading JSON Lines from disk; the figure is that
process's largest resident size, with the size before the export in front.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from geomap.jsonl import write_results
from geomap.types import Candidate, Document, Mention, ParsedDocument, Place, Toponym

A_DOCUMENT = 50
PLACES = 2_000
BY_MENTION = ("geojson", "csv", "gpkg", "parquet", "jsonl", "jsonld")
BY_PLACE = ("geojson", "csv", "kml", "gpkg", "parquet", "md", "docx", "svg")
RUN = """
import json, resource, sys, time
from geomap.export import Options, export
from geomap.export.formats import format_of, write_function
from geomap.jsonl import read_results
import geomap.aggregate, geomap.passages
source, target, by = sys.argv[1:]
write_function(format_of(target), by)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, started = peak(), time.process_time()
export(read_results(source), target, by=by, picture=False)
print(json.dumps([before, peak(), time.process_time() - started]))
"""


def results(mentions: int) -> Iterator[ParsedDocument]:
    chance = random.Random(7)
    places = [
        Place(
            f"geonames:{number}",
            f"Town {number}",
            chance.uniform(-60, 70),
            chance.uniform(-180, 180),
            "XX",
            country_name="Nowhere",
        )
        for number in range(PLACES)
    ]
    for number in range(mentions // A_DOCUMENT):
        text, toponyms = [], []
        at = 0
        for sentence in range(A_DOCUMENT):
            place = chance.choice(places)
            words = f"On day {number} of year {sentence} the council of {place.name} met again "
            words += "to discuss water, roads, schools and the price of bread in the market. "
            start = at + words.index(place.name)
            mention = Mention(start, start + len(place.name), place.name)
            candidates = tuple(Candidate(other, place.name) for other in chance.sample(places, 3))
            toponyms.append(Toponym(mention, place, 0.9, "the only one", candidates))
            text.append(words)
            at += len(words)
        yield ParsedDocument(Document(f"d{number}", "".join(text)), tuple(toponyms))


def main() -> None:
    mentions = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "results.jsonl"
        write_results(results(mentions), source)
        print(f"{mentions:,} mentions, {source.stat().st_size / 2**20:.0f} MiB of JSON Lines")
        print("| format | by | MiB before | MiB at most | CPU s | file MiB |")
        print("|---|---|--:|--:|--:|--:|", flush=True)
        for suffix, by in (
            *((suffix, "mention") for suffix in BY_MENTION),
            *((suffix, "place") for suffix in BY_PLACE),
        ):
            target = Path(folder) / f"{by}.{suffix}"
            done = subprocess.run(
                [sys.executable, "-c", RUN, str(source), str(target), by],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            before, peak, seconds = json.loads(done.stdout)
            size = target.stat().st_size / 2**20
            print(
                f"| {suffix} | {by} | {before:.0f} | {peak:.0f} | {seconds:.1f} | {size:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    started = time.monotonic()
    main()
