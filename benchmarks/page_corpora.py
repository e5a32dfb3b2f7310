"""Results of whole corpora, for measuring the page where it is large.

    python benchmarks/page_corpora.py CORPORA FOLDER [--set SET]

Reads the development corpora (``*.jsonl.gz``, see docs/scoreboard.md), parses their texts and
writes ``FOLDER/SET.jsonl``. Documents that have no date get one, a day of January to October
2017 by their number, so that there is a timeline to filter by. The results hold the corpora's
texts: keep them out of the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geomap.types import Document, ParsedDocument  # noqa: E402

SETS = {
    "world": (("geovirus-dev", 118), ("geowebnews-dev", 93), ("humset_toponyms-dev", 18)),
    "d200": (("lgl-dev", 90), ("geowebnews-dev", 60), ("geovirus-dev", 32), ("tud_loc-dev", 18)),
    "d3809": (
        ("lgl-dev", 294), ("geowebnews-dev", 93), ("tud_loc-dev", 91), ("wotr-dev", 871),
        ("wiktor-dev", 2460),
    ),
}  # fmt: skip
"""For each set the corpora and how many of their documents are taken, from the first on."""


def documents(corpora: Path, name: str) -> Iterator[Document]:
    """Yield the documents of a set, each with a date."""
    number = 0
    for corpus, count in SETS[name]:
        with gzip.open(corpora / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line, _ in zip(lines, range(count), strict=False):
                record = json.loads(line)
                month, day = 1 + number % 10, 1 + number * 7 % 28
                yield Document(
                    f"{corpus}/{record['id']}", record["text"], title=record.get("title"),
                    source=record.get("source"), date=f"2017-{month:02}-{day:02}",
                )  # fmt: skip
                number += 1


def parsed(corpora: Path, name: str) -> Iterator[ParsedDocument]:
    """Yield the results of a set."""
    from geomap import Geoparser

    for result in Geoparser().pipe(documents(corpora, name)):
        yield replace(result, document=replace(result.document, mentions=None))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", choices=SETS, action="append")
    arguments = parser.parse_args()
    from geomap import write_results

    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name in arguments.set or SETS:
        path = arguments.folder / f"{name}.jsonl"
        write_results(parsed(arguments.corpora, name), path, force=True)
        print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
