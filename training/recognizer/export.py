"""The network as an ONNX file that onnxruntime runs at 32 bits.

The graph is written by hand with onnxruntime's fused transformer operators. Matrices are
stored as 8-bit integers with one scale a column (embeddings: a row). ``Cast`` and ``Mul`` turn
the matrices into 32-bit constants when the session is made (constant folding); embeddings are
expanded row by row as they are looked up. Tags, vocabulary and facts travel as metadata, so
that one file is the whole model.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.recognizer.net import FLAT_TAGS, GEO_TAGS, Tagger

Array = np.ndarray
CONTRIB = "com.microsoft"


class Graph:
    """Collects nodes and initializers."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **given) -> str:
        self.nodes.append(
            helper.make_node(kind, inputs, [output], name=output, domain=domain, **given)
        )
        return output

    def matrix(self, name: str, value: Array) -> str:
        """A weight [inputs, outputs], one scale an output."""
        if self.bits == 32:
            return self.constant(name, value)
        numbers, scale = quantized(value, axis=0)
        self.constant(f"{name}.q", numbers)
        self.constant(f"{name}.s", scale)
        self.node("Cast", [f"{name}.q"], f"{name}.f", to=TensorProto.FLOAT)
        return self.node("Mul", [f"{name}.f", f"{name}.s"], name)

    def embedding(self, name: str, value: Array, ids: str) -> str:
        """Rows of a table [entries, size], one scale a row."""
        if self.bits == 32:
            return self.node("Gather", [self.constant(f"{name}.w", value), ids], name)
        numbers, scale = quantized(value, axis=1)
        self.node("Gather", [self.constant(f"{name}.q", numbers), ids], f"{name}.r")
        self.node("Cast", [f"{name}.r"], f"{name}.f", to=TensorProto.FLOAT)
        self.node("Gather", [self.constant(f"{name}.s", scale), ids], f"{name}.rs")
        return self.node("Mul", [f"{name}.f", f"{name}.rs"], name)


def quantized(value: Array, axis: int) -> tuple[Array, Array]:
    """Symmetric 8-bit integers and their scales along the other axis."""
    scale = np.maximum(np.abs(value).max(axis=axis, keepdims=True), 1e-8) / 127.0
    return np.rint(value / scale).astype(np.int8), scale.astype(np.float32)


def build(model: Tagger, bits: int) -> onnx.GraphProto:
    """The graph: ``ids`` and ``shapes`` [batch, length], ``lengths`` [batch] -> ``logits``."""
    weights = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    config = model.encoder.config
    graph = Graph(bits)
    hidden = embeddings(graph, weights, config.layer_norm_eps)
    for number in range(config.num_hidden_layers):
        hidden = layer(graph, weights, number, hidden, config)
    graph.node("MatMul", [hidden, graph.matrix("head", weights["head.weight"].T)], "scores")
    graph.node("Add", ["scores", graph.constant("head.bias", weights["head.bias"])], "logits")
    tags = len(FLAT_TAGS) + len(GEO_TAGS)
    two = ["batch", "length"]
    return helper.make_graph(
        graph.nodes,
        "geomap_ner",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, two),
            helper.make_tensor_value_info("shapes", TensorProto.INT64, two),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]),
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [*two, tags])],
        initializer=graph.tensors,
    )


def embeddings(graph: Graph, weights: dict[str, Array], epsilon: float) -> str:
    stem = "encoder.embeddings."
    words = graph.embedding("words", weights[f"{stem}word_embeddings.weight"], "ids")
    kinds = graph.constant("kinds.w", weights[f"{stem}token_type_embeddings.weight"])
    graph.node("Gather", [kinds, "shapes"], "kinds")
    places = graph.constant("places.w", weights[f"{stem}position_embeddings.weight"])
    graph.node("Shape", ["ids"], "size", start=1, end=2)
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    graph.node("Slice", [places, zero, "size", zero], "places")
    graph.node("Add", [words, "kinds"], "words+kinds")
    graph.node("Add", ["words+kinds", "places"], "embedded")
    scale = graph.constant("norm.scale", weights[f"{stem}LayerNorm.weight"])
    shift = graph.constant("norm.shift", weights[f"{stem}LayerNorm.bias"])
    return graph.node(
        "LayerNormalization", ["embedded", scale, shift], "hidden", epsilon=epsilon, axis=-1
    )


def layer(graph: Graph, weights: dict[str, Array], number: int, hidden: str, config) -> str:
    stem, name = f"encoder.encoder.layer.{number}.", f"layer{number}."
    parts = ("query", "key", "value")

    def get(path: str) -> Array:
        return weights[stem + path]

    joined = np.concatenate([get(f"attention.self.{p}.weight").T for p in parts], axis=1)
    biases = np.concatenate([get(f"attention.self.{p}.bias") for p in parts])
    graph.node(
        "Attention",
        [hidden, graph.matrix(f"{name}qkv", joined), graph.constant(f"{name}qkv.b", biases),
         "lengths"],
        f"{name}attended", CONTRIB, num_heads=config.num_attention_heads,
    )  # fmt: skip
    out = graph.matrix(f"{name}out", get("attention.output.dense.weight").T)
    graph.node("MatMul", [f"{name}attended", out], f"{name}projected")
    middle = normed(graph, f"{name}projected", hidden, weights, stem + "attention.output.",
                    f"{name}middle", config.layer_norm_eps)  # fmt: skip
    wide = graph.matrix(f"{name}wide", get("intermediate.dense.weight").T)
    graph.node("MatMul", [middle, wide], f"{name}widened")
    bias = graph.constant(f"{name}wide.b", get("intermediate.dense.bias"))
    graph.node("BiasGelu", [f"{name}widened", bias], f"{name}active", CONTRIB)
    narrow = graph.matrix(f"{name}narrow", get("output.dense.weight").T)
    graph.node("MatMul", [f"{name}active", narrow], f"{name}narrowed")
    return normed(graph, f"{name}narrowed", middle, weights, stem + "output.", f"{name}hidden",
                  config.layer_norm_eps)  # fmt: skip


def normed(
    graph: Graph, value: str, skip: str, weights: dict[str, Array], stem: str, name: str,
    epsilon: float,
) -> str:  # fmt: skip
    scale = graph.constant(f"{name}.scale", weights[f"{stem}LayerNorm.weight"])
    shift = graph.constant(f"{name}.shift", weights[f"{stem}LayerNorm.bias"])
    bias = graph.constant(f"{name}.bias", weights[f"{stem}dense.bias"])
    return graph.node(
        "SkipLayerNormalization", [value, skip, scale, shift, bias], name, CONTRIB, epsilon=epsilon
    )


def export(
    model: Tagger, vocabulary: list[str], path: Path, facts: dict[str, str], bits: int = 8
) -> None:
    """Write the model; ``facts`` are added to its metadata."""
    made = helper.make_model(
        build(model.eval(), bits),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)],
        ir_version=9,
        producer_name="geomap",
    )
    helper.set_model_props(
        made,
        {
            "flat_tags": json.dumps(FLAT_TAGS),
            "geo_tags": json.dumps(GEO_TAGS),
            "vocabulary": "\n".join(vocabulary),
            **facts,
        },
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.SerializeToString(deterministic=True))


def imported(path: Path, like: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights of an exported model as a state dict with the shapes of ``like``.

    An 8-bit file gives the rounded weights, the ones that the recognizer runs with.
    """
    tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}

    def matrix(name: str) -> Array:
        if f"{name}.q" in tensors:
            return tensors[f"{name}.q"].astype(np.float32) * tensors[f"{name}.s"]
        return tensors[name] if name in tensors else tensors[f"{name}.w"]

    stem = "encoder.embeddings."
    found = {
        f"{stem}word_embeddings.weight": matrix("words"),
        f"{stem}token_type_embeddings.weight": tensors["kinds.w"],
        f"{stem}position_embeddings.weight": tensors["places.w"],
        f"{stem}LayerNorm.weight": tensors["norm.scale"],
        f"{stem}LayerNorm.bias": tensors["norm.shift"],
        "head.weight": matrix("head").T,
        "head.bias": tensors["head.bias"],
    }
    for number in range(sum(name.endswith("qkv.b") for name in tensors)):
        stem, name = f"encoder.encoder.layer.{number}.", f"layer{number}."
        parts = ("query", "key", "value")
        joined = np.split(matrix(f"{name}qkv"), 3, axis=1)
        biases = np.split(tensors[f"{name}qkv.b"], 3)
        for part, weight, bias in zip(parts, joined, biases, strict=True):
            found[f"{stem}attention.self.{part}.weight"] = weight.T
            found[f"{stem}attention.self.{part}.bias"] = bias
        found[f"{stem}attention.output.dense.weight"] = matrix(f"{name}out").T
        found[f"{stem}intermediate.dense.weight"] = matrix(f"{name}wide").T
        found[f"{stem}intermediate.dense.bias"] = tensors[f"{name}wide.b"]
        found[f"{stem}output.dense.weight"] = matrix(f"{name}narrow").T
        for ours, theirs in (("middle", "attention.output."), ("hidden", "output.")):
            found[f"{stem}{theirs}LayerNorm.weight"] = tensors[f"{name}{ours}.scale"]
            found[f"{stem}{theirs}LayerNorm.bias"] = tensors[f"{name}{ours}.shift"]
            found[f"{stem}{theirs}dense.bias"] = tensors[f"{name}{ours}.bias"]
    state = {name: torch.from_numpy(np.array(value)) for name, value in found.items()}
    if {k: v.shape for k, v in state.items()} != {k: v.shape for k, v in like.items()}:
        raise ValueError(f"{path}: not the weights of this network")
    return state
