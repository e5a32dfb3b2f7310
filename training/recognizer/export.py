"""The network as an ONNX file that onnxruntime runs in 8-bit (or 32-bit) arithmetic.

The graph is written by hand with onnxruntime's fused transformer operators. Products of matrices
take unsigned 8-bit activations, of which one constant scale a product makes a document's answer
independent of what is read beside it, and signed weights with one scale a column. These keep to
7 bits: then the sums of two products that processors without VNNI form in 16 bits cannot
overflow, and every processor gets the same integers. Some channels of the activations are far
larger than the rest; they are divided by a constant that the weights take up (Xiao et al. 2023,
SmoothQuant). The embeddings keep 8 bits with a scale a row and are expanded as they are looked
up. Tags, vocabulary and facts travel as metadata, so that one file is the whole model.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.recognizer.calibrate import Ranges
from training.recognizer.net import FLAT_TAGS, GEO_TAGS, Tagger

Array = np.ndarray
CONTRIB = "com.microsoft"
EVEN = 2.0
"""Channels may reach this many times their median maximum before they are divided."""
WEIGHT_LIMIT = 63


class Graph:
    """Collects nodes and initializers."""

    def __init__(self, ranges: Ranges | None) -> None:
        self.ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, inputs: list[str], output: str, domain: str = "", **given: Any
    ) -> str:
        self.nodes.append(
            helper.make_node(kind, inputs, [output], name=output, domain=domain, **given)
        )
        return output

    def product(self, name: str, given: str, weight: Array, bias: Array | None = None) -> str:
        """``given`` times a weight [inputs, outputs], plus a bias."""
        shift = [] if bias is None else [self.constant(f"{name}.b", bias)]
        if self.ranges is not None:
            inputs = [*self.integers(name, given, weight), *shift]
            return self.node("MatMulIntegerToFloat", inputs, name, CONTRIB)
        if not shift:
            return self.node("MatMul", [given, self.constant(f"{name}.w", weight)], name)
        self.node("MatMul", [given, self.constant(f"{name}.w", weight)], f"{name}.unshifted")
        return self.node("Add", [f"{name}.unshifted", *shift], name)

    def attention(
        self, name: str, given: str, weight: Array, bias: Array, lengths: str, heads: int
    ) -> str:
        """Self-attention; ``weight`` [inputs, 3 x outputs] makes queries, keys and values."""
        shift = self.constant(f"{name}.b", bias)
        if self.ranges is None:
            inputs = [given, self.constant(f"{name}.w", weight), shift, lengths]
            return self.node("Attention", inputs, f"{name}.attended", CONTRIB, num_heads=heads)
        a, w, a_scale, w_scale, a_zero, w_zero = self.integers(name, given, weight)
        inputs = [a, w, shift, a_scale, w_scale, lengths, a_zero, w_zero]
        return self.node("QAttention", inputs, f"{name}.attended", CONTRIB, num_heads=heads)

    def integers(self, name: str, given: str, weight: Array) -> list[str]:
        """Both sides of a product as integers, their scales, their zeros."""
        assert self.ranges is not None
        low, high = self.ranges[name]
        largest = np.maximum(np.abs(low), np.abs(high))
        even = np.maximum(largest / max(EVEN * np.median(largest), 1e-8), 1.0).astype(np.float32)
        given = self.node(
            "Mul", [given, self.constant(f"{name}.even", 1.0 / even)], f"{name}.evened"
        )
        scale, zero = activation_scale(float((low / even).min()), float((high / even).max()))
        numbers, column_scale = rounded(weight * even[:, None])
        facts = [self.constant(f"{name}.as", scale), self.constant(f"{name}.az", zero)]
        return [
            self.node("QuantizeLinear", [given, *facts], f"{name}.a"),
            self.constant(f"{name}.q", numbers),
            facts[0],
            self.constant(f"{name}.s", column_scale),
            facts[1],
            self.constant(f"{name}.z", np.zeros_like(column_scale, dtype=np.int8)),
        ]

    def embedding(self, name: str, value: Array, ids: str) -> str:
        """Rows of a table [entries, size], one scale a row."""
        if self.ranges is None:
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


def rounded(weight: Array) -> tuple[Array, Array]:
    """Integers of 7 bits with one scale a column: the one of least squared error."""
    largest = np.maximum(np.abs(weight).max(axis=0), 1e-8)
    best, scale = np.full(weight.shape[1], np.inf), largest / WEIGHT_LIMIT
    for share in np.linspace(0.6, 1.0, 17):
        tried = share * largest / WEIGHT_LIMIT
        numbers = np.clip(np.rint(weight / tried), -WEIGHT_LIMIT, WEIGHT_LIMIT)
        error = np.square(numbers * tried - weight).sum(axis=0)
        scale = np.where(error < best, tried, scale)
        best = np.minimum(error, best)
    scale = scale.astype(np.float32)
    numbers = np.clip(np.rint(weight / scale), -WEIGHT_LIMIT, WEIGHT_LIMIT)
    return numbers.astype(np.int8), scale


def activation_scale(low: float, high: float) -> tuple[Array, Array]:
    """Scale and zero of unsigned 8-bit integers that hold the range and nought."""
    low, high = min(low, 0.0), max(high, 0.0)
    scale = max(high - low, 1e-8) / 255.0
    return np.array(scale, dtype=np.float32), np.array(round(-low / scale), dtype=np.uint8)


def build(model: Tagger, graph: Graph) -> onnx.GraphProto:
    """The graph: ``ids`` and ``shapes`` [batch, length], ``lengths`` [batch] -> ``logits``."""
    weights = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    config = model.encoder.config
    hidden = embeddings(graph, weights, config.layer_norm_eps)
    for number in range(config.num_hidden_layers):
        hidden = layer(graph, weights, number, hidden, config)
    head = graph.constant("head.w", weights["head.weight"].T)
    graph.node("MatMul", [hidden, head], "scores")
    graph.node("Add", ["scores", graph.constant("head.b", weights["head.bias"])], "logits")
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


def layer(graph: Graph, weights: dict[str, Array], number: int, hidden: str, config: Any) -> str:
    stem, name = f"encoder.encoder.layer.{number}.", f"layer{number}."
    parts = ("query", "key", "value")

    def dense(path: str) -> tuple[Array, Array]:
        return weights[f"{stem}{path}.weight"].T, weights[f"{stem}{path}.bias"]

    joined, biases = (
        np.concatenate(found, axis=-1)
        for found in zip(*(dense(f"attention.self.{part}") for part in parts), strict=True)
    )
    heads = config.num_attention_heads
    attended = graph.attention(f"{name}qkv", hidden, joined, biases, "lengths", heads)
    projected = graph.product(f"{name}out", attended, *dense("attention.output.dense"))
    inner = f"{stem}attention.output.LayerNorm."
    middle = normed(graph, f"{name}middle", projected, hidden, weights, inner, config)
    wide, shift = dense("intermediate.dense")
    widened = graph.product(f"{name}wide", middle, wide)
    bias = graph.constant(f"{name}wide.b", shift)
    active = graph.node("BiasGelu", [widened, bias], f"{name}active", CONTRIB)
    narrowed = graph.product(f"{name}narrow", active, *dense("output.dense"))
    outer = f"{stem}output.LayerNorm."
    return normed(graph, f"{name}hidden", narrowed, middle, weights, outer, config)


def normed(
    graph: Graph,
    name: str,
    value: str,
    skip: str,
    weights: dict[str, Array],
    stem: str,
    config: Any,
) -> str:
    """The sum, normalised: two nodes, which run faster than the fused one."""
    graph.node("Add", [value, skip], f"{name}.sum")
    scale = graph.constant(f"{name}.scale", weights[f"{stem}weight"])
    shift = graph.constant(f"{name}.shift", weights[f"{stem}bias"])
    inputs = [f"{name}.sum", scale, shift]
    epsilon = config.layer_norm_eps
    return graph.node("LayerNormalization", inputs, name, epsilon=epsilon, axis=-1)


def export(
    model: Tagger,
    vocabulary: list[str],
    path: Path,
    name: str,
    ranges: Ranges | None,
    licence: str = "",
) -> str:
    """Write the model, in 8 bits within the ranges given or else in 32.

    Returns the name with a digest of all that is computed with added: the model's full name.
    """
    facts = {"vocabulary": "\n".join(vocabulary), "name": name, "licence": licence}
    return write(build(model.eval(), Graph(ranges)), facts, path)


def write(graph: onnx.GraphProto, facts: dict[str, str], path: Path) -> str:
    """Write a graph with its tags and facts; return its name with a digest added."""
    digest = hashlib.sha256(graph.SerializeToString(deterministic=True)).hexdigest()
    name = f"{facts['name']}+{digest[:8]}"
    made = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)],
        ir_version=9,
        producer_name="geomap",
    )
    helper.set_model_props(
        made,
        {
            "flat_tags": json.dumps(FLAT_TAGS),
            "geo_tags": json.dumps(GEO_TAGS),
            **facts,
            "name": name,
        },
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.SerializeToString(deterministic=True))
    return name


def imported(path: Path, like: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights of an exported model as a state dict with the shapes of ``like``.

    An 8-bit file gives the rounded weights, the ones that the recognizer runs with.

    Raises:
        ValueError: The file holds other tensors, for instance of an earlier export.
    """
    try:
        found = _weights(path)
    except KeyError as error:
        raise ValueError(f"{path}: not the weights of this network (no {error})") from error
    state = {name: torch.from_numpy(np.array(value)) for name, value in found.items()}
    if {k: v.shape for k, v in state.items()} != {k: v.shape for k, v in like.items()}:
        raise ValueError(f"{path}: not the weights of this network")
    return state


def _weights(path: Path) -> dict[str, Array]:
    tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}

    def matrix(name: str) -> Array:
        if f"{name}.q" not in tensors:
            return tensors[f"{name}.w"]
        value = tensors[f"{name}.q"].astype(np.float32) * tensors[f"{name}.s"]
        divided = tensors.get(f"{name}.even")  # what the activations are multiplied by
        return value if divided is None else value * divided[:, None]

    stem = "encoder.embeddings."
    found = {
        f"{stem}word_embeddings.weight": matrix("words"),
        f"{stem}token_type_embeddings.weight": tensors["kinds.w"],
        f"{stem}position_embeddings.weight": tensors["places.w"],
        f"{stem}LayerNorm.weight": tensors["norm.scale"],
        f"{stem}LayerNorm.bias": tensors["norm.shift"],
        "head.weight": tensors["head.w"].T,
        "head.bias": tensors["head.b"],
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
        found[f"{stem}attention.output.dense.bias"] = tensors[f"{name}out.b"]
        found[f"{stem}output.dense.bias"] = tensors[f"{name}narrow.b"]
        for ours, theirs in (("middle", "attention.output."), ("hidden", "output.")):
            found[f"{stem}{theirs}LayerNorm.weight"] = tensors[f"{name}{ours}.scale"]
            found[f"{stem}{theirs}LayerNorm.bias"] = tensors[f"{name}{ours}.shift"]
    return found
