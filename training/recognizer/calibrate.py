"""What the activations of the network range over: read off sample windows before the export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import torch

from training.recognizer.batches import Batch
from training.recognizer.net import Tagger

Ranges = dict[str, tuple[np.ndarray, np.ndarray]]
"""Smallest and largest value of each channel that goes into a product, by the product's name."""


def products(model: Tagger) -> dict[str, torch.nn.Module]:
    """A module for each product of the exported graph that is given the same activations."""
    found: dict[str, torch.nn.Module] = {}
    for number, layer in enumerate(model.encoder.encoder.layer):
        found[f"layer{number}.qkv"] = layer.attention.self.query
        found[f"layer{number}.out"] = layer.attention.output.dense
        found[f"layer{number}.wide"] = layer.intermediate.dense
        found[f"layer{number}.narrow"] = layer.output.dense
    return found


def calibrate(model: Tagger, batches: Iterable[Batch]) -> Ranges:
    """Run the batches through the network; padding does not count."""
    low: dict[str, torch.Tensor] = {}
    high: dict[str, torch.Tensor] = {}
    mask = torch.zeros(0, dtype=torch.bool)

    def watch(name: str) -> Any:
        def seen(_module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            rows = inputs[0][mask]
            smallest, largest = rows.amin(dim=0), rows.amax(dim=0)
            low[name] = torch.minimum(low.get(name, smallest), smallest)
            high[name] = torch.maximum(high.get(name, largest), largest)

        return seen

    hooks = [
        module.register_forward_pre_hook(watch(name)) for name, module in products(model).items()
    ]
    try:
        with torch.no_grad():
            for batch in batches:
                mask = batch.mask.bool()
                model.eval()(batch.ids, batch.shapes, batch.mask, batch.where)
    finally:
        for hook in hooks:
            hook.remove()
    return {name: (low[name].numpy(), high[name].numpy()) for name in low}
