"""Corpora into weights: base training, tuning on gold, average, export (README.md)."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from training.recognizer.train import Plan

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("all", "base", "tune", "average", "export", "polish")
TUNED_SHARE = 0.75
CALIBRATION_SHARE = 0.04


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.recognizer", description=__doc__)
    parser.add_argument("stage", choices=STAGES, nargs="?", default="all")
    corpora = os.environ.get("GEOMAP_CORPORA", ROOT.parent / "shared" / "corpora")
    parser.add_argument("--corpora", type=Path, default=Path(corpora))
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "recognizer-training")
    parser.add_argument("--fold", type=int, help="hold out this fold; no fold without it")
    parser.add_argument("--passes", type=int, help="over the data of a stage")
    parser.add_argument("--rate", type=float, help="the highest learning rate of a stage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--frozen", type=int, default=0, help="lower layers that do not learn")
    parser.add_argument("--tokens", type=int, default=Plan.tokens, help="word pieces a batch")
    parser.add_argument(
        "--bf16", action="store_true", help="bfloat16 products: fast where the processor has them"
    )
    parser.add_argument("--start", type=Path, help="tune these weights (.pt or .onnx)")
    parser.add_argument(
        "--share", type=float, default=TUNED_SHARE, help="of the tuned weights in the average"
    )
    parser.add_argument("--bits", type=int, choices=[8, 32], default=8)
    parser.add_argument("--weights", type=Path, help="export these instead of the average")
    parser.add_argument("--model", type=Path, help="where to write the model")
    parser.add_argument("--name", default="geomap-ner-5")
    given = parser.parse_args()
    stages = STAGES[1:-1] if given.stage == "all" else (given.stage,)
    for stage in stages:
        run(stage, given)


def run(stage: str, given: argparse.Namespace) -> None:
    start = given.start or given.work / "base" / "last.pt"
    tuned = given.work / ("tuned" if given.fold is None else f"fold{given.fold}")
    if stage == "base":
        from training.recognizer.stages import base

        base(given.corpora, given.work / "base", plan(given, passes=3, rate=2e-4))
    elif stage == "tune":
        from training.recognizer.tune import tune

        tune(given.corpora, start, tuned, plan(given, passes=2, rate=1.5e-4), given.fold)
    elif stage == "polish":
        from training.recognizer.tune import polish

        finished = given.start or ROOT / "geomap" / "recognizer" / "model" / "geomap-ner.onnx"
        polish(given.corpora, finished, given.work / "polished", plan(given, passes=1, rate=1e-4))
    elif stage == "average":
        from training.recognizer.tune import average

        mixed = [(tuned / "last.pt", given.share), (start, 1 - given.share)]
        average(mixed, tuned / "average.pt")
    else:
        write(given, given.weights or tuned / "average.pt")


def plan(given: argparse.Namespace, passes: int, rate: float) -> Plan:
    return Plan(
        passes=given.passes or passes,
        rate=given.rate or rate,
        seed=given.seed,
        threads=given.threads,
        tokens=given.tokens,
        bf16=given.bf16,
        frozen=given.frozen,
    )


def write(given: argparse.Namespace, weights: Path) -> None:
    """Export; the name in the model tells one set of weights from another."""
    from training.recognizer.calibrate import calibrate
    from training.recognizer.export import export
    from training.recognizer.net import backbone_folder
    from training.recognizer.stages import sample
    from training.recognizer.tune import load

    path = given.model or ROOT / "geomap" / "recognizer" / "model" / "geomap-ner.onnx"
    if given.model is None and given.fold is not None:
        path = ROOT / ".cache" / "folds" / f"recognizer-fold{given.fold}.onnx"
    model = load(weights)
    lines = (backbone_folder() / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    licence = "MIT; backbone all-MiniLM-L6-v2, Apache-2.0; data: training/recognizer/README.md"
    ranges = None
    if given.bits == 8:
        ranges = calibrate(model, sample(given.corpora, CALIBRATION_SHARE, given.seed))
    print(path, export(model, lines, path, given.name, ranges, licence))


if __name__ == "__main__":
    main()
