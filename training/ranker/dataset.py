"""Gold documents as the ranker sees them: rows of features and what is right.

A row is right if its place has the gold's GeoNames id or lies within 161 km of it. Adjectival
gold trains too (it is context), but is never counted.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geomap.geodesy import EARTH_RADIUS_KM, SAME_PLACE_KM, chord_squared
from geomap.resolver.candidates.gather import gather
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.scoring.features import Features, build
from geomap.resolver.scoring.scene import Scene, lay_out
from geomap.resolver.scoring.table import Encoder, Floats, Ints
from geomap.seams import Gazetteer
from geomap.types import Candidate, Document, Kind, Mention

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path(os.environ.get("GEOMAP_CORPORA", ROOT.parent / "shared" / "corpora"))
HELD_OUT = 15  # percent of the documents of each corpus that nothing is tuned on
FOLDS = 5
_REACH_KM = {Kind.COUNTRY: 1500.0, Kind.CONTINENT: 3000.0, Kind.REGION: 1000.0, Kind.ADMIN1: 400.0}
# Of the large corpora every n-th document, by a hash of its id.
SAMPLED = {"wiktor-dev": 3, "wotr-dev": 2}


@dataclass(slots=True)
class Example:
    """One distinct name of one document.

    ``target`` is how much of the truth each row has (sums to 1, or 0 if none is right);
    ``near`` tells which rows lie within 161 km of each other; ``right`` for each row and
    mention whether it would count (rows x mentions); ``known`` which mentions have gold
    coordinates, ``counted`` which of them are no adjectives.
    """

    corpus: str
    document: str
    fold: int
    weight: float
    matrix: Floats
    belief: Floats
    fixed: Floats
    target: Floats
    near: np.ndarray
    right: np.ndarray
    known: np.ndarray
    counted: np.ndarray
    mentions: list[int]


def documents(
    corpus: str, limit: int | None = None, *, address: bool = True
) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Yield (document, gold record). Titles that give the answer away are left out.

    Without ``address`` the ranker does not learn who published the document.
    """
    path = CORPORA / "dev" / f"{corpus}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            gold = json.loads(line)
            if not _sampled(corpus, gold["id"]):
                continue
            source = gold["source"] if address else None
            yield Document(gold["id"], gold["text"], source=source), gold


def _sampled(corpus: str, document: str) -> bool:
    digest = hashlib.sha256(f"{corpus}/{document}".encode()).digest()
    return digest[2] % SAMPLED.get(corpus, 1) == 0


def fold_of(corpus: str, document: str) -> int:
    """Return 0 to 4, or -1 for the part that nothing is tuned on."""
    digest = hashlib.sha256(f"{corpus}/{document}".encode()).digest()
    if digest[0] * 100 // 256 < HELD_OUT:
        return -1
    return digest[1] % FOLDS


def mentions_of(gold: dict[str, Any]) -> list[Mention]:
    return [Mention(entry["start"], entry["end"], entry["text"]) for entry in gold["toponyms"]]


def examples(
    corpus: str, gazetteer: Gazetteer, limit: int | None = None, *, address: bool = True
) -> list[Example]:
    """Return the examples of a corpus, in order."""
    lookup, encoder = Lookups(gazetteer), Encoder()
    found: list[Example] = []
    for document, gold in documents(corpus, limit, address=address):
        mentions = mentions_of(gold)
        candidates, context = gather(document, mentions, lookup)
        scene = lay_out(document, mentions, candidates, context=context, encoder=encoder)
        features = build(scene, encoder)
        found.extend(_of_scene(corpus, gold, scene, features))
    return found


def _of_scene(
    corpus: str, gold: dict[str, Any], scene: Scene, features: Features
) -> Iterator[Example]:
    entry_of = {int(position): i for i, position in enumerate(scene.order)}
    fold = fold_of(corpus, gold["id"])
    for name in scene.names:
        own = [entry_of[m] for m in name.mentions if m in entry_of]
        if not own or name.stop == name.start:
            continue
        entries = [gold["toponyms"][index] for index in own]
        ids = np.array([c.place.geonameid or 0 for c in name.candidates], dtype=np.int64)
        reach = reaches(name.candidates)[name.picked]
        right, target = judge(scene.table[name.rows, :3], ids[name.picked], reach, entries)
        located = np.array([entry["lat"] is not None for entry in entries])
        counted = located & np.array([not entry.get("adjectival") for entry in entries])
        yield Example(
            corpus,
            gold["id"],
            fold,
            float(np.sqrt(len(own))) * (1.0 if target.sum() else 0.4),
            features.matrix[name.rows],
            features.belief[name.rows],
            np.sum([part[name.rows] for _, part in features.fixed], axis=0),
            target,
            _near(scene.table[name.rows, :3]),
            right,
            located,
            counted,
            own,
        )


def _near(points: Floats) -> np.ndarray:
    squared = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    return squared < chord_squared(SAME_PLACE_KM)


def reaches(candidates: Sequence[Candidate]) -> Floats:
    """Return how many kilometres off two sources may put the point of each place."""
    return np.array(
        [_REACH_KM.get(candidate.place.kind, SAME_PLACE_KM) for candidate in candidates]
    )


def judge(
    points: Floats, ids: Ints, reach: Floats, entries: list[dict[str, Any]]
) -> tuple[np.ndarray, Floats]:
    """Return (right: rows x entries, target: rows).

    Where no row is right to 161 km, a country or a state whose point another source puts
    elsewhere is still what the weights should choose; it never counts as right.
    """
    right = np.zeros((len(points), len(entries)), dtype=bool)
    target = np.zeros(len(points))
    for column, entry in enumerate(entries):
        if entry["lat"] is None:
            continue
        latitude, longitude = np.radians(entry["lat"]), np.radians(entry["lon"])
        gold = np.array(
            [
                np.cos(latitude) * np.cos(longitude),
                np.cos(latitude) * np.sin(longitude),
                np.sin(latitude),
            ]
        )
        chord = np.sqrt(((points - gold) ** 2).sum(axis=1))
        distance = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
        right[:, column] = distance <= SAME_PLACE_KM
        share = np.exp(-distance / 25.0) * (distance <= SAME_PLACE_KM)
        same = ids == (entry["geonameid"] or -1)
        if same.any():
            share = 0.2 * share / max(share.sum(), 1e-9) + 0.8 * same / same.sum()
        if share.sum() == 0:
            share = np.exp(-distance / 300.0) * (distance <= reach)
        if share.sum() > 0:
            target += share / share.sum()
    return right, target / len(entries)
