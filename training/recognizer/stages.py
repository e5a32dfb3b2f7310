"""The stages on sentences: base training on everything that may be shipped, and polishing.

The base sees no gold of the dev corpora. Polishing goes on from tuned weights with informal text
and drills, beside a replay of the rest and of the gold, so that nothing learnt is lost.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch

from geomap.recognizer.wordpiece import WordPiece
from training.recognizer.batches import Window, windows_of
from training.recognizer.data import INFORMAL, SOURCES, Example, base_examples, share_of
from training.recognizer.drills import People, drills
from training.recognizer.net import Tagger, backbone_folder
from training.recognizer.train import Plan, train

LONGEST = 126
DRILLS = 2400
REPLAY = 0.22


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


def informal_windows(
    examples: dict[str, list[Example]], pieces: WordPiece, rng: random.Random
) -> list[Window]:
    """The windows of one pass of polishing: posts, drills, and a replay of the other corpora."""
    posts = dict(INFORMAL)
    rest = {name: [] if name in posts else found for name, found in examples.items()}
    windows = base_windows(rest, pieces, rng, REPLAY)
    for name, share in INFORMAL:
        windows += windows_of(share_of(examples[name], share, rng), pieces, rng, False, LONGEST)
    people = People.among(example for found in examples.values() for example in found)
    windows += windows_of(drills(people, DRILLS, rng), pieces, rng, False, LONGEST)
    return windows
