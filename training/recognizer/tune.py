"""The second stage: gold documents, whose conventions are to be learnt, beside posts and drills.

Cross-validation is by document: a document's fold is a hash of its name, so that a figure for
a document always comes from weights that never saw it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import torch

from geomap.languages.en.demonyms import is_adjective
from training.recognizer.batches import Window, windows_of
from training.recognizer.data import (
    SOURCES,
    Example,
    base_examples,
    gold_example,
    names,
    read_lines,
    share_of,
)
from training.recognizer.folds import fold_of
from training.recognizer.net import Tagger, backbone_pieces
from training.recognizer.stages import LONGEST, sentence_windows
from training.recognizer.train import Plan, train

GOLD = {
    "lgl-dev": 2.0, "geowebnews-dev": 1.6, "wotr-dev": 0.25, "geovirus-dev": 1.0,
    "idrisi_d_en-dev": 0.6,
}  # fmt: skip
PARTIAL = frozenset({"idrisi_d_en-dev"})
"""Corpora whose annotators left names out: what they left is not learnt as no name."""
DRILLS = 800
POLISH = {"lgl-dev": 0.25, "geowebnews-dev": 0.25, "wotr-dev": 0.03, "idrisi_d_en-dev": 0.2}
POLISH_DRILLS = 500
POLISH_REPLAY = 0.5, 0.03
"""Of the share that tuning shows of a corpus, and at least so much of it."""
POLISH_HELD_OUT = 0
"""The fold of the partial corpora that polishing leaves for measuring."""

_CAPITALISED = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?")
_COUNTRY_1862 = re.compile(r"\bU\. ?S\. ?A?|United States|Confederate States|C\. ?S\. ?A?")


def gold(
    corpora: Path, held_out: int | None, shares: Mapping[str, float] = GOLD
) -> dict[str, list[Example]]:
    """Gold documents by corpus, without those of the fold that is held out."""
    found: dict[str, list[Example]] = {}
    for name in shares:
        rows = read_lines(corpora / "dev" / f"{name}.jsonl.gz")
        kept = [row for row in rows if fold_of(row["id"]) != held_out]
        examples = [masked(gold_example(row), old=name == "wotr-dev") for row in kept]
        found[name] = [doubted(e) for e in examples] if name in PARTIAL else examples
    return found


def doubted(example: Example) -> Example:
    """Leave out of the loss every word that is a town's name somewhere and is not annotated."""
    covered = [(start, end) for start, end, _ in example.geo]
    known = names().possible
    unsure = [
        m.span()
        for m in re.finditer(r"[^\W_]+", example.text)
        if m[0].lower() in known
        and not any(m.start() < end and start < m.end() for start, end in covered)
    ]
    return replace(example, unsure=unsure)


def masked(example: Example, old: bool) -> Example:
    """Leave out of the loss what the annotators did not decide the same way everywhere.

    Adjectives are annotated now and then; the reports of the 1860s leave out the country.
    """
    covered = [(start, end) for start, end, _ in example.geo]
    found = [m.span() for m in _CAPITALISED.finditer(example.text) if is_adjective(m[0])]
    found += [m.span() for m in re.finditer(r"[A-Z][a-z]+", example.text) if is_adjective(m[0])]
    if old:
        found += [m.span() for m in _COUNTRY_1862.finditer(example.text)]
    unsure = [(a, b) for a, b in found if not any(a < y and x < b for x, y in covered)]
    return replace(example, unsure=unsure)


def tune(corpora: Path, start: Path, out: Path, plan: Plan, held_out: int | None) -> None:
    """Go on from the base weights; ``held_out`` None trains on all gold documents."""
    sentences = base_examples(corpora / "ner")
    documents = gold(corpora, held_out)
    pieces = backbone_pieces()
    shares = {source.name: source.tuning for source in SOURCES}

    def pass_windows(_number: int, rng: random.Random) -> list[Window]:
        windows = sentence_windows(sentences, shares, DRILLS, pieces, rng)
        for name, share in GOLD.items():
            windows += windows_of(share_of(documents[name], share, rng), pieces, rng, True, LONGEST)
        return windows

    model = load(start)
    torch.manual_seed(plan.seed)
    train(model, pass_windows, pieces, plan, out)


def polish(corpora: Path, start: Path, out: Path, plan: Plan) -> None:
    """Go on from finished weights: reports of the whole world, posts, and a replay of the rest.

    The finished weights have seen the gold; a share of it is shown again, lest it be forgotten.
    """
    sentences = base_examples(corpora / "ner")
    documents = gold(corpora, None, POLISH)
    for name in PARTIAL & POLISH.keys():
        documents[name] = gold(corpora, POLISH_HELD_OUT, {name: 1.0})[name]
    pieces = backbone_pieces()
    part, least = POLISH_REPLAY
    shares = {source.name: max(part * source.tuning, least) for source in SOURCES}

    def pass_windows(_number: int, rng: random.Random) -> list[Window]:
        windows = sentence_windows(sentences, shares, POLISH_DRILLS, pieces, rng)
        for name, share in POLISH.items():
            windows += windows_of(share_of(documents[name], share, rng), pieces, rng, True, LONGEST)
        return windows

    model = load(start)
    torch.manual_seed(plan.seed)
    train(model, pass_windows, pieces, plan, out)


def load(path: Path) -> Tagger:
    """The weights of a training folder's ``last.pt``, of an averaged or of an exported file."""
    model = Tagger.pretrained()
    if path.suffix == ".onnx":
        from training.recognizer.export import imported

        model.load_state_dict(imported(path, model.state_dict()))
        return model
    model.load_state_dict(torch.load(path, weights_only=True)["model"])
    return model


def average(paths: Iterable[tuple[Path, float]], out: Path) -> None:
    """Mix the weights of models that descend from one another (Wortsman et al. 2022)."""
    total: dict[str, torch.Tensor] = {}
    for path, weight in paths:
        for name, value in load(path).state_dict().items():
            total[name] = total.get(name, 0) + weight * value
    torch.save({"model": total, "step": 0}, out)
