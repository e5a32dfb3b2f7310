"""How many towns of the world the recognizer finds in plain sentences, and how many people and
companies it takes for places there.

    python benchmarks/towns.py [--model FILE]... [--alone] [--missed]

A hundred towns of each region in seven sentences, large ones (50,000 people or more) and small
ones (1,000 to 30,000). Their names are among those that training never draws
(``training/recognizer/regions.py``), and no made-up text of the training has these sentences.
Found is a name that a mention without a role overlaps. A name of a person or a company is false if
any part of it is such a mention.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from folds import ROOT
from town_names import companies, people

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.kinds import KIND_CODES
from geomap.recognizer import load_recognizer
from geomap.seams import Recognizer
from geomap.types import Document, Kind
from training.recognizer.regions import REGIONS, withheld

SENTENCES = (
    "Rockets fell on {}.",
    "{} was shelled again overnight.",
    "They fled for {}.",
    "An earthquake struck {} in 1995.",
    "Two people were killed in {} on Tuesday, officials said.",
    "{} was calm on Friday.",
    "The road to {} was closed.",
)
DRAWN = 100
LARGE = (50_000, 1 << 40)
SMALL = (1_000, 30_000)
BUNDLED = ROOT / "geomap" / "gazetteer" / "data" / "gazetteer.db"

_PLAIN = re.compile(r"[A-Z][a-z]+(?:[ '-][A-Za-z]+){0,3}|(?:[^\W\d_]|[ '’-]){3,40}")


def towns(size: tuple[int, int], seed: int = 7) -> dict[str, list[str]]:
    """Return names of towns by region, drawn from the gazetteer that geomap ships."""
    with sqlite3.connect(BUNDLED) as database:
        meta = dict(database.execute("SELECT key, value FROM meta"))
        codes = [code for code, _ in json.loads(meta["countries"])]
        rows = database.execute(
            "SELECT name, country FROM place WHERE kind = ? AND population BETWEEN ? AND ?"
            " ORDER BY id",
            (KIND_CODES[Kind.CITY], *size),
        ).fetchall()
    found: dict[str, list[str]] = {}
    for region, countries in REGIONS.items():
        names = {
            name
            for name, country in rows
            if codes[country] in countries and _PLAIN.fullmatch(name) and withheld(name)
        }
        found[region] = random.Random(seed).sample(sorted(names), DRAWN)
    return found


def hits(recognizer: Recognizer, names: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Return (name, sentence, whether a mention overlaps the name) for all pairs."""
    pairs = [(name, sentence) for name in names for sentence in SENTENCES]
    documents = [
        Document(str(number), sentence.format(name))
        for number, (name, sentence) in enumerate(pairs)
    ]
    answers = list(recognizer.recognize(documents))
    found = []
    for (name, sentence), mentions in zip(pairs, answers, strict=True):
        start = sentence.index("{}")
        end = start + len(name)
        hit = any(m.start < end and start < m.end for m in mentions if m.role is None)
        found.append((name, sentence, hit))
    return found


def measured(
    recognizer: Recognizer, by_region: Mapping[str, Sequence[str]], missed: bool
) -> dict[str, float]:
    """Return the percentage of hits by region, the worst region's and over all."""
    row: dict[str, float] = {}
    for region, names in by_region.items():
        found = hits(recognizer, names)
        row[region] = round(100 * sum(hit for _, _, hit in found) / len(found), 1)
        if missed:
            print(region, [s.format(n) for n, s, hit in found if not hit][:40])
    row |= {"lowest": min(row.values()), "all": round(sum(row.values()) / len(row), 1)}
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, action="append", help="the bundled one if not given")
    parser.add_argument("--missed", action="store_true", help="show some of the sentences missed")
    parser.add_argument("--alone", action="store_true", help="do not ask the gazetteer")
    given = parser.parse_args()
    gazetteer = None if given.alone else open_gazetteer()
    sets = {
        "large towns": towns(LARGE), "small towns": towns(SMALL),
        "people": people(), "companies": companies(),
    }  # fmt: skip
    for model in given.model or (None,):
        recognizer = load_recognizer(model, gazetteer=gazetteer)
        for name, by_region in sets.items():
            missed = given.missed and "towns" in name
            row = measured(recognizer, by_region, missed)
            print(json.dumps({"set": name, "by": recognizer.name, **row}), flush=True)


if __name__ == "__main__":
    main()
