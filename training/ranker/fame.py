"""Learn the fame of a name's senses: how often it means which place, before any text is read.

    python training/ranker/fame.py

A conditional logit over the candidates of each distinct name of a document, on top of the fixed
part for the quality of the match. Learned from documents about the whole world (the weights of
the corpora below; never from the held-out parts) and from the gazetteer: the own name of a
capital or a city of more than 100,000 people means the best known bearer. Writes
``geomap/resolver/weights/fame.json`` and prints how often the first guess is right.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from dataset import ROOT, documents, fold_of, judge, reaches

from geomap.gazetteer import BUNDLE, open_gazetteer
from geomap.gazetteer.kinds import KIND_CODES
from geomap.resolver.scoring.fame import parts
from geomap.resolver.scoring.table import Encoder, Floats
from geomap.seams import Gazetteer
from geomap.types import Candidate, Kind

WEIGHTS = {
    "geovirus-dev": 1.5,
    "geocorpora-dev": 1.0,
    "idrisi_d_en-dev": 0.7,
    "geowebnews-dev": 2.0,
    "lgl-dev": 0.5,
}
# How much one city weighs against one name of a document.
CITY = 0.1
PEOPLE = 100_000
MOST = 60
TARGET = ROOT / "geomap" / "resolver" / "weights" / "fame.json"
L2 = 2e-4
STEPS = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of a name (rows of values), their fixed scores, and which are right."""

    corpus: str
    fold: int
    weight: float
    values: tuple[dict[str, float], ...]
    fixed: Floats
    right: Floats


def choice(
    corpus: str, fold: int, weight: float, found: tuple[Candidate, ...], right: Floats
) -> Choice:
    fixed = np.array([5.0 * (candidate.quality - 1.0) for candidate in found])
    return Choice(corpus, fold, weight, tuple(map(parts, found)), fixed, right)


def from_documents(gazetteer: Gazetteer, corpus: str) -> Iterator[Choice]:
    encoder = Encoder()
    for _, gold in documents(corpus):
        seen = set()
        for entry in gold["toponyms"]:
            found = gazetteer.candidates(entry["text"], limit=MOST)
            if entry["lat"] is None or entry.get("adjectival") or not found:
                continue
            if entry["text"] in seen:
                continue
            seen.add(entry["text"])
            ids = np.array([c.place.geonameid or 0 for c in found], dtype=np.int64)
            right, target = judge(encoder.table(found)[:, :3], ids, reaches(found), [entry])
            fold = fold_of(corpus, gold["id"])
            yield choice(corpus, fold, WEIGHTS.get(corpus, 0.0), found, (target > 0) | right[:, 0])


def from_cities(gazetteer: Gazetteer) -> Iterator[Choice]:
    """Own names of cities: the bearer with most names is meant."""
    query = f"SELECT DISTINCT name FROM place WHERE kind = {KIND_CODES[Kind.CITY]}"
    with sqlite3.connect(f"{BUNDLE.resolve().as_uri()}?mode=ro", uri=True) as base:
        names = [row[0] for row in base.execute(f"{query} AND population > {PEOPLE} ORDER BY id")]
    for name in names:
        found = gazetteer.candidates(name, limit=MOST)
        own = [
            c.names if c.match == "exact" and c.place.kind in (Kind.CITY, Kind.COUNTRY) else -1
            for c in found
        ]
        if own and max(own) >= 0:
            right = np.zeros(len(found), dtype=bool)
            right[int(np.argmax(own))] = True
            yield choice("cities", -2, CITY, found, right)


def fit(choices: list[Choice], columns: list[str]) -> Floats:
    """Return the weights of the columns: full-batch Adam on the mean log-loss."""
    chosen = [c for c in choices if c.weight and c.right.any()]
    values = np.concatenate([matrix(c, columns) for c in chosen])
    group = np.repeat(np.arange(len(chosen)), [len(c.values) for c in chosen])
    right = np.concatenate([c.right for c in chosen]).astype(float)
    fixed = np.concatenate([c.fixed for c in chosen])
    weight = np.array([c.weight for c in chosen])
    weight = (weight / weight.sum())[group]
    theta, first, second = np.zeros((3, len(columns)))
    for step in range(1, STEPS + 1):
        believed = shares(values @ theta + fixed, group, len(chosen))
        good = believed * right
        aim = good / np.maximum(np.bincount(group, good)[group], 1e-12)
        slope = values.T @ ((believed - aim) * weight) + L2 * theta
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        theta -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return np.asarray(theta)


def shares(scores: Floats, group: np.ndarray, groups: int) -> Floats:
    top = np.full(groups, -np.inf)
    np.maximum.at(top, group, scores)
    odds = np.exp(scores - top[group])
    return np.asarray(odds / np.bincount(group, odds)[group])


def matrix(entry: Choice, columns: list[str]) -> Floats:
    return np.array([[row.get(column, 0.0) for column in columns] for row in entry.values])


def main() -> None:
    gazetteer = open_gazetteer()
    measured = (*WEIGHTS, "tud_loc-dev", "wotr-dev")
    choices = [c for corpus in measured for c in from_documents(gazetteer, corpus)]
    cities = list(from_cities(gazetteer))
    columns = sorted({what for c in (*choices, *cities) for row in c.values for what in row})
    hits: dict[str, list[bool]] = defaultdict(list)
    for fold in range(-1, 5):
        kept = [c for c in choices if c.fold not in (fold, -1)]
        theta = fit([*kept, *cities], columns)
        for c in choices:
            if c.fold == fold:
                best = int((matrix(c, columns) @ theta + c.fixed).argmax())
                hits[c.corpus].append(bool(c.right[best]))
        if fold == -1:
            weights = {k: round(float(v), 3) for k, v in zip(columns, theta, strict=True)}
    for corpus, hit in hits.items():
        print(f"{corpus}: {100 * np.mean(hit):.1f} % of {len(hit):,} first guesses are right")
    TARGET.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
