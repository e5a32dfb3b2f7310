"""One pass: sentences of every language, English beside them, and made-up ones."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch

from geomap.recognizer.pieces import Pieces
from training.multilingual.augment import varied
from training.multilingual.data import ENGLISH, SOURCES, examples_of
from training.multilingual.net import MultilingualTagger, has_bfloat16
from training.multilingual.templates import SENTENCES, made
from training.recognizer import data as english
from training.recognizer.augment import varied as varied_english
from training.recognizer.batches import Batch, Window, batches, cut, encode, grouped
from training.recognizer.train import Plan, train

LONGEST = 126
MADE = 350
"""Made-up sentences a language and pass."""
EMPTY_KEPT = 0.3
"""Of the windows without any name so many are kept; running text teaches little by them."""


def train_base(
    corpora: Path, model: MultilingualTagger, pieces: Pieces, plan: Plan, out: Path, share: float
) -> None:
    """Train on a share of the corpora a pass; ``out`` gets ``last.pt`` and a log."""
    mixture = Mixture(corpora)
    model.half = has_bfloat16()
    torch.manual_seed(plan.seed)
    train(model, lambda _, rng: mixture.windows(pieces, rng, share), pieces, plan, out)


class Mixture:
    """All training sentences, by corpus."""

    def __init__(self, corpora: Path) -> None:
        self._foreign = {s: examples_of(s, corpora) for s in SOURCES}
        self._english = {
            s.name: list(english.read_entities(corpora / "ner" / f"{s.name}.jsonl.gz", s.labels))
            for s in english.SOURCES
            if s.name in ENGLISH
        }

    def windows(self, pieces: Pieces, rng: random.Random, share: float = 1.0) -> list[Window]:
        """The windows of a pass, or of a share of one."""
        found: list[Window] = []
        for source, examples in self._foreign.items():
            taken = english.share_of(examples, share * source.share, rng)
            found += windows_in(source.language, grouped(taken, rng), pieces, rng)
        for name, examples in self._english.items():
            taken = english.share_of(examples, share * ENGLISH[name], rng)
            for example in grouped(taken, rng):
                found += cut(encode(varied_english(example, rng), pieces), rng, LONGEST)
        for language in SENTENCES:
            texts = made(language, round(share * MADE), rng)
            found += windows_in(language, in_twos(texts, rng), pieces, rng)
        return [w for w in found if any(w.flat) or any(w.geo) or rng.random() < EMPTY_KEPT]

    def sample(self, pieces: Pieces, share: float, seed: int) -> Iterator[Batch]:
        """A share of a pass, in batches."""
        rng = random.Random(seed)
        return batches(self.windows(pieces, rng, share), pieces, rng, Plan.tokens)


def in_twos(examples: Iterable[english.Example], rng: random.Random) -> Iterator[english.Example]:
    """Some alone, some in paragraphs of two or three."""
    from training.recognizer.batches import join

    waiting: list[english.Example] = []
    for example in examples:
        waiting.append(example)
        if rng.random() < 0.5 or len(waiting) == 3:
            yield join(waiting, rng)
            waiting = []
    if waiting:
        yield join(waiting, rng)


def windows_in(
    language: str, examples: Iterable[english.Example], pieces: Pieces, rng: random.Random
) -> Iterator[Window]:
    """Varied examples in windows."""
    for example in examples:
        yield from cut(encode(varied(example, language, rng), pieces), rng, LONGEST)
