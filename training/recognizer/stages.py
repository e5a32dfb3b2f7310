"""Base training: sentences of everything that may be shipped, and drills, but no gold document."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import torch

from geomap.recognizer.pieces import Pieces
from training.recognizer.batches import Batch, Window, batches, windows_of
from training.recognizer.data import SOURCES, Example, base_examples, share_of
from training.recognizer.drills import People, drills
from training.recognizer.net import Tagger, backbone_pieces
from training.recognizer.reports import reports
from training.recognizer.train import Plan, train

LONGEST = 126
BASE_DRILLS = 1500
REPORTS = 4
"""Made-up reports for each drill."""


def base(corpora: Path, out: Path, plan: Plan) -> None:
    examples = base_examples(corpora / "ner")
    pieces = backbone_pieces()
    shares = {source.name: source.base for source in SOURCES}

    def pass_windows(_number: int, rng: random.Random) -> list[Window]:
        return sentence_windows(examples, shares, BASE_DRILLS, pieces, rng)

    torch.manual_seed(plan.seed)
    train(Tagger.pretrained(), pass_windows, pieces, plan, out)


def sample(corpora: Path, share: float, seed: int) -> Iterator[Batch]:
    """A share of a pass of base training, which holds no gold document, in batches."""
    rng = random.Random(seed)
    pieces = backbone_pieces()
    shares = {source.name: share * source.base for source in SOURCES}
    drilled = round(share * BASE_DRILLS)
    windows = sentence_windows(base_examples(corpora / "ner"), shares, drilled, pieces, rng)
    return batches(windows, pieces, rng, Plan.tokens)


def sentence_windows(
    examples: dict[str, list[Example]],
    shares: dict[str, float],
    drilled: int,
    pieces: Pieces,
    rng: random.Random,
) -> list[Window]:
    """The windows of one pass over the corpora's shares and ``drilled`` drills, with reports."""
    windows: list[Window] = []
    for name, share in shares.items():
        windows += windows_of(share_of(examples[name], share, rng), pieces, rng, False, LONGEST)
    seen = (e for name, share in shares.items() if share for e in examples[name])
    made = drills(People.among(seen), drilled, rng)
    windows += windows_of(made, pieces, rng, False, LONGEST)
    windows += windows_of(reports(REPORTS * drilled, rng), pieces, rng, False, LONGEST)
    return windows
