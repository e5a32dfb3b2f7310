"""Train the ranker and say how good it is.

    python training/ranker/run.py --folds --without-address --fit

Documents are dealt into five folds and a held-out part (15 %) by a hash of their id. ``--folds``
trains five times on four folds and measures the fifth; the calibration is fitted on those
out-of-fold answers. ``--without-address`` measures the folds again for a ranker that does not
know who published a document. ``--fit`` trains on all five folds, measures the held-out part once,
and writes ``geomap/resolver/weights/ranker.npz``. ``tud_loc-dev`` is measured, never trained on.
The corpora are looked for in ``GEOMAP_CORPORA``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from dataset import FOLDS, ROOT, SAMPLED, Example, examples
from measure import calibration_error, isotonic, located, outcomes, reachable, right
from model import train

from geomap.gazetteer import open_gazetteer
from geomap.resolver.scoring.features import FEATURES
from geomap.resolver.scoring.table import Floats
from geomap.resolver.scoring.trees import Trees

# How much a name of each corpus weighs in training; by size and likeness to today's news.
WEIGHTS = {"lgl-dev": 1.0, "geowebnews-dev": 2.0, "wotr-dev": 0.4, "wiktor-dev": 0.5}
MEASURED = (*WEIGHTS, "tud_loc-dev")
TARGET = ROOT / "geomap" / "resolver" / "weights" / "ranker.npz"
REPORT = Path(__file__).with_name("report.json")
VERSION = "2"
# What the trees would learn to take back from the fixed parts: the town and the unit named after
# it both count as right; what a text says outright ("Augusta, Georgia") rarely goes against the
# rest of the text in the corpora, and decides where it does.
_NOT_LEARNED = [FEATURES.index(name) for name in ("contain", "contain_miss", "twin")]

Data = dict[str, list[Example]]


def fit(data: Data, leave_out: int | None = None) -> Trees:
    """Train on the folds other than ``leave_out``; never on the held-out part."""
    chosen = [e for corpus in WEIGHTS for e in data[corpus] if e.fold >= 0 and e.fold != leave_out]
    matrix = np.concatenate([e.matrix for e in chosen])
    matrix[:, _NOT_LEARNED] = 0.0
    return train(
        matrix,
        np.concatenate([e.target for e in chosen]),
        np.repeat(np.arange(len(chosen)), [len(e.belief) for e in chosen]),
        np.array([e.weight * WEIGHTS[e.corpus] for e in chosen]),
        np.concatenate([e.fixed for e in chosen]),
    )


def scored(trees: Trees, chosen: list[Example]) -> list[Floats]:
    if not chosen:
        return []
    scores = trees.score(np.concatenate([e.matrix for e in chosen]))
    scores = scores + np.concatenate([e.fixed for e in chosen])
    return np.split(scores, np.cumsum([len(e.belief) for e in chosen])[:-1])


def accuracy(chosen: list[Example], scores: list[Floats], total: int) -> dict[str, Any]:
    found = {id(e): s for e, s in zip(chosen, scores, strict=True)}
    names = max(total, 1)
    return {
        "names": total,
        "A161+": round(100 * right(chosen, lambda e: int(found[id(e)].argmax())) / names, 2),
        "fixed": round(100 * right(chosen, lambda e: int(e.belief.argmax())) / names, 2),
        "reachable": round(100 * reachable(chosen) / names, 2),
    }


def cross_validate(data: Data) -> tuple[dict[str, Any], list[tuple[str, float, bool]]]:
    """Return the report of the folds and the out-of-fold (corpus, belief, right)."""
    totals = {corpus: located(corpus) for corpus in WEIGHTS}
    report: dict[str, Any] = {corpus: {} for corpus in WEIGHTS}
    answers: list[tuple[str, float, bool]] = []
    for fold in range(FOLDS):
        trees = fit(data, fold)
        for corpus in WEIGHTS:
            chosen = [e for e in data[corpus] if e.fold == fold]
            scores = scored(trees, chosen)
            report[corpus][f"fold {fold}"] = accuracy(chosen, scores, totals[corpus].get(fold, 0))
            answers += [
                (corpus, mass, hit)
                for e, s in zip(chosen, scores, strict=True)
                for mass, hit in outcomes(e, s)
            ]
    for corpus in WEIGHTS:
        folds = list(report[corpus].values())
        report[corpus]["mean"] = {
            key: round(float(np.mean([entry[key] for entry in folds])), 2) for key in folds[0]
        }
    return report, answers


def calibrate(answers: list[tuple[str, float, bool]]) -> tuple[Floats, Floats]:
    """Fit on news and reports; a document's only, ambiguous name (WikToR) is no usual text."""
    kept = [(mass, float(hit), WEIGHTS[c]) for c, mass, hit in answers if c != "wiktor-dev"]
    believed, right, weight = np.array(kept).T
    return isotonic(believed, right, weight)


def held_out(data: Data, trees: Trees, knots: tuple[Floats, Floats]) -> dict[str, Any]:
    """Measure what no weight and no choice was fitted to."""
    report: dict[str, Any] = {}
    pooled: list[tuple[float, bool]] = []
    for corpus in MEASURED:
        measured_only = corpus not in WEIGHTS
        chosen = [e for e in data[corpus] if measured_only or e.fold < 0]
        counts = located(corpus)
        total = sum(counts.values()) if measured_only else counts.get(-1, 0)
        scores = scored(trees, chosen)
        pairs = [pair for e, s in zip(chosen, scores, strict=True) for pair in outcomes(e, s)]
        said = np.interp(np.array([mass for mass, _ in pairs]), *knots)
        error, bins = calibration_error(said, np.array([float(hit) for _, hit in pairs]))
        report[corpus] = accuracy(chosen, scores, total)
        report[corpus] |= {"calibration error": round(error, 4), "reliability": bins}
        pooled += [] if measured_only or corpus in SAMPLED else pairs
    said = np.interp(np.array([mass for mass, _ in pooled]), *knots)
    error, bins = calibration_error(said, np.array([float(hit) for _, hit in pooled]))
    report["news together"] = {"calibration error": round(error, 4), "reliability": bins}
    return report


def save(trees: Trees, knots: tuple[Floats, Floats], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"version": VERSION, "trained on": WEIGHTS, "trees": len(trees.roots)}
    np.savez_compressed(
        path,
        roots=trees.roots,
        feature=trees.feature.astype(np.int16),
        threshold=trees.threshold,
        left=trees.left,
        right=trees.right,
        value=trees.value,
        depth=np.array(trees.depth),
        believed=knots[0],
        were_right=knots[1],
        features=np.array(FEATURES),
        about=np.array(json.dumps(about, sort_keys=True)),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folds", action="store_true", help="cross-validate and calibrate")
    options.add_argument("--without-address", action="store_true", help="measure this as well")
    options.add_argument("--fit", action="store_true", help="train, measure, write the weights")
    options.add_argument("--report", type=Path, default=REPORT)
    options.add_argument("--target", type=Path, default=TARGET)
    chosen = options.parse_args()
    gazetteer = open_gazetteer()
    data = {corpus: examples(corpus, gazetteer) for corpus in MEASURED}
    report: dict[str, Any] = {"gazetteer": gazetteer.name}
    knots = (np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    if chosen.folds:
        report["folds"], answers = cross_validate(data)
        knots = calibrate(answers)
        print(json.dumps({c: r["mean"] for c, r in report["folds"].items()}, indent=1), flush=True)
    if chosen.without_address:
        bare = {c: examples(c, gazetteer, address=False) for c in WEIGHTS}
        report["folds without address"], _ = cross_validate(bare)
    if chosen.fit:
        trees = fit(data)
        report["held out"] = held_out(data, trees, knots)
        save(trees, knots, chosen.target)
        print(
            json.dumps(
                {
                    c: {k: v for k, v in r.items() if k != "reliability"}
                    for c, r in report["held out"].items()
                },
                indent=1,
            )
        )
    chosen.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
