"""Examples into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from geomap.recognizer.pieces import Pieces
from geomap.recognizer.words import split_words
from training.recognizer.augment import varied
from training.recognizer.data import FLAT_LABELS, GEO_LABELS, Example, Spans

IGNORE = -100
BREAKS = (" ", " ", " ", "\n", "\n\n")


@dataclass
class Window:
    """What the network sees at once: pieces with shapes, and the tags of each word."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    flat: list[int]
    geo: list[int]


@dataclass
class Batch:
    """Padded windows; ``where`` are flat positions of words, ``flat`` and ``geo`` their tags."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    where: Tensor
    flat: Tensor
    geo: Tensor


def tag_words(words: Sequence[Any], spans: Spans, labels: tuple[str, ...]) -> list[int]:
    """BIO tags as numbers: 0 outside, 1 + 2n begin, 2 + 2n inside the n-th label."""
    tags = [0] * len(words)
    at = 0
    for start, end, label in spans:
        number = 1 + 2 * labels.index(label)
        while at < len(words) and words[at].end <= start:
            at += 1
        first = True
        while at < len(words) and words[at].start < end:
            tags[at] = number if first else number + 1
            first = False
            at += 1
    return tags


def encode(example: Example, pieces: Pieces) -> Window:
    """One long window with all words of the example."""
    words = list(split_words(example.text))
    flat = tag_words(words, example.flat, FLAT_LABELS)
    if not example.flat_known:
        flat = [IGNORE] * len(words)
    geo = tag_words(words, example.geo, GEO_LABELS)
    for start, end in example.unsure:
        for number, word in enumerate(words):
            if start <= word.start < end:
                geo[number] = IGNORE
    window = Window([], [], [], flat, geo)
    end = -1
    for word in words:
        found = pieces.pieces(example.text[word.start : word.end], word.start == end)
        end = word.end
        window.firsts.append(len(window.ids))
        window.ids += found
        window.shapes += [word.shape] * len(found)
    return window


def cut(window: Window, rng: random.Random, longest: int) -> Iterator[Window]:
    """Cut at words into windows of at most ``longest`` pieces, from a random offset."""
    total = len(window.firsts)
    bounds = [*window.firsts, len(window.ids)]
    at = 0
    room = rng.randint(longest // 3, longest) if bounds[-1] > longest else longest
    while at < total:
        end = at + 1
        while end < total and bounds[end + 1] - bounds[at] <= room:
            end += 1
        a, b = bounds[at], min(bounds[end], bounds[at] + longest)
        yield Window(
            window.ids[a:b], window.shapes[a:b], [f - a for f in window.firsts[at:end]],
            window.flat[at:end], window.geo[at:end],
        )  # fmt: skip
        at, room = end, longest


def join(examples: list[Example], rng: random.Random) -> Example:
    """Neighbouring sentences as one text."""
    text, whole = "", Example("", flat_known=examples[0].flat_known)
    for example in examples:
        if text:
            text += rng.choice(BREAKS)
        shift = len(text)
        whole.flat += [(a + shift, b + shift, x) for a, b, x in example.flat]
        whole.geo += [(a + shift, b + shift, x) for a, b, x in example.geo]
        whole.unsure += [(a + shift, b + shift) for a, b in example.unsure]
        text += example.text
    whole.text = text
    return whole


def grouped(examples: Iterable[Example], rng: random.Random) -> Iterator[Example]:
    """Varied sentences joined to texts of 10 to 90 words, document by document."""
    waiting: list[Example] = []
    size, wanted = 0, rng.randint(10, 90)
    for example in examples:
        if waiting and (size >= wanted or example.document != waiting[0].document):
            yield join(waiting, rng)
            waiting, size, wanted = [], 0, rng.randint(10, 90)
        waiting.append(example)
        size += len(example.text.split())
    if waiting:
        yield join(waiting, rng)


def windows_of(
    examples: Iterable[Example], pieces: Pieces, rng: random.Random, gold: bool, longest: int
) -> Iterator[Window]:
    source = examples if gold else grouped(examples, rng)
    for example in source:
        yield from cut(encode(varied(example, rng, gold), pieces), rng, longest)


def collate(windows: list[Window], pieces: Pieces) -> Batch:
    length = max(len(w.ids) for w in windows) + 2
    shape = (len(windows), length)
    ids = torch.full(shape, pieces.pad)
    shapes = torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.long)
    where: list[int] = []
    for row, w in enumerate(windows):
        size = len(w.ids) + 2
        ids[row, :size] = torch.tensor([pieces.begin, *w.ids, pieces.end])
        shapes[row, 1 : size - 1] = torch.tensor(w.shapes)
        mask[row, :size] = 1
        where += [row * length + 1 + f for f in w.firsts]
    flat = torch.tensor([t for w in windows for t in w.flat])
    geo = torch.tensor([t for w in windows for t in w.geo])
    return Batch(ids, shapes, mask, torch.tensor(where), flat, geo)


def batches(
    windows: list[Window], pieces: Pieces, rng: random.Random, tokens: int
) -> Iterator[Batch]:
    """Shuffled batches of windows of similar length, ``tokens`` pieces with padding each."""
    order = list(windows)
    rng.shuffle(order)
    groups: list[list[Window]] = []
    for start in range(0, len(order), 1024):
        pool = sorted(order[start : start + 1024], key=lambda w: len(w.ids))
        group: list[Window] = []
        for w in pool:
            if group and (len(group) + 1) * (len(w.ids) + 2) > tokens:
                groups.append(group)
                group = []
            group.append(w)
        groups.append(group)
    rng.shuffle(groups)
    for group in groups:
        yield collate(group, pieces)
