"""The first stage: everything that may be shipped, without the gold of the dev corpora."""

from __future__ import annotations

import random
from pathlib import Path

import torch

from geomap.recognizer.wordpiece import WordPiece
from training.recognizer.batches import Window, windows_of
from training.recognizer.data import SOURCES, Example, base_examples, share_of
from training.recognizer.net import Tagger, backbone_folder
from training.recognizer.train import Plan, train

LONGEST = 126


def base(corpora: Path, out: Path, plan: Plan) -> None:
    examples = base_examples(corpora / "ner")
    pieces = WordPiece.from_file(backbone_folder() / "vocab.txt")

    def pass_windows(_number: int, rng: random.Random) -> list[Window]:
        return base_windows(examples, pieces, rng)

    torch.manual_seed(plan.seed)
    train(Tagger.pretrained(), pass_windows, pieces, plan, out)


def base_windows(
    examples: dict[str, list[Example]], pieces: WordPiece, rng: random.Random, share: float = 1.0
) -> list[Window]:
    """The windows of one pass over the weighted corpora, or over a share of them."""
    windows: list[Window] = []
    for source in SOURCES:
        chosen = share_of(examples[source.name], source.share * share, rng)
        windows += windows_of(chosen, pieces, rng, False, LONGEST)
    return windows
