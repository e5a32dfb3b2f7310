"""The multilingual network as ONNX: products in 8 bits as English, word embeddings in 4.

The embeddings were not trained, so they stay the blocks of the backbone's file: two numbers a
byte and one scale of 16 bits for 32 numbers. The graph takes a row apart as it is looked up.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto

from training.multilingual import vocabulary
from training.multilingual.backbone import BLOCK, Backbone, read
from training.multilingual.net import MultilingualTagger
from training.recognizer.calibrate import Ranges, calibrate
from training.recognizer.export import Array, Graph, build, write

LICENCE = (
    "MIT; backbone multilingual-e5-small, MIT; data: training/multilingual/README.md"
)  # fmt: skip


class PackedGraph(Graph):
    """A graph whose word embeddings are blocks of 4-bit numbers [rows, n, 18 bytes]."""

    def __init__(self, ranges: Ranges | None, blocks: Array) -> None:
        super().__init__(ranges)
        self._blocks = blocks

    def embedding(self, name: str, value: Array, ids: str) -> str:
        """Rows of the packed table; ``value`` only tells its size."""
        rows, columns = value.shape
        count = columns // BLOCK
        scale = self._blocks[..., :2].copy().view(np.float16).reshape(rows, count, 1)
        packed = self._blocks[..., 2:].reshape(rows, count, BLOCK // 2)
        self.node("Gather", [self.constant(f"{name}.q4", packed), ids], f"{name}.r")
        self.node("Gather", [self.constant(f"{name}.s4", scale), ids], f"{name}.rs16")
        self.node("Cast", [f"{name}.rs16"], f"{name}.rs", to=TensorProto.FLOAT)
        self.node("Cast", [f"{name}.r"], f"{name}.f", to=TensorProto.FLOAT)
        sixteenth = self.constant(f"{name}.1/16", np.array(1 / 16, dtype=np.float32))
        self.node("Mul", [f"{name}.f", sixteenth], f"{name}.shifted")
        self.node("Floor", [f"{name}.shifted"], f"{name}.high")
        sixteen = self.constant(f"{name}.16", np.array(16, dtype=np.float32))
        self.node("Mul", [f"{name}.high", sixteen], f"{name}.high16")
        self.node("Sub", [f"{name}.f", f"{name}.high16"], f"{name}.low")
        self.node("Concat", [f"{name}.low", f"{name}.high"], f"{name}.both", axis=-1)
        eight = self.constant(f"{name}.8", np.array(8, dtype=np.float32))
        self.node("Sub", [f"{name}.both", eight], f"{name}.centred")
        self.node("Mul", [f"{name}.centred", f"{name}.rs"], f"{name}.scaled")
        shape = self.constant(f"{name}.shape", np.array([0, 0, columns], dtype=np.int64))
        return self.node("Reshape", [f"{name}.scaled", shape], name)


def export_multilingual(given: argparse.Namespace, listed: Path, path: Path, share: float) -> str:
    """Write the model of a work folder; return its full name."""
    from training.multilingual.stages import Mixture

    backbone = read(given.backbone)
    rows, pieces = vocabulary.load(listed)
    model = MultilingualTagger.from_backbone(given.backbone, listed, given.layers)
    state = torch.load(given.work / "base" / "last.pt", weights_only=True)["model"]
    model.load_state_dict(state)
    ranges = calibrate(model, Mixture(given.corpora).sample(pieces, share, given.seed))
    graph = PackedGraph(ranges, word_blocks(backbone, rows))
    proto = build(model.eval(), graph)
    drop_unused(proto)
    return write(proto, {**vocabulary.facts(listed), "name": given.name, "licence": LICENCE}, path)


def word_blocks(backbone: Backbone, rows: list[int]) -> Array:
    """The packed embeddings of the pieces kept."""
    return backbone.blocks("emb.word", backbone.hidden)[rows]


def drop_unused(graph: onnx.GraphProto) -> None:
    """Take out tensors that no node reads."""
    used = {name for node in graph.node for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
