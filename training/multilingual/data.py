"""Corpora of many languages into examples with the two layers of spans that English has.

Names of places inside organisations' names and adjectives are marked where they are sure
(``training.recognizer.data``); doubtful words are left out of the loss.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.multilingual.names import NamesOf, names_of
from training.recognizer.data import Example, Spans, detokenize, read_lines, tidied

HELD_OUT = 7
"""One sentence in so many, in runs of 20, of the corpora without a part to measure on."""
RUN = 20


@dataclass(frozen=True)
class Source:
    """A corpus file, its language, and how often a pass uses each of its sentences.

    ``held`` says that a part of the file is kept to measure on. ``characters``: a token is a
    character, and texts are joined without spaces.
    """

    name: str
    language: str
    share: float
    held: bool = False
    characters: bool = False


SOURCES = (
    Source("de-germeval2014-dev", "de", 2.0, held=True),
    Source("de-smartdata-v3-dev", "de", 1.5, held=True),
    Source("de-mobie-train", "de", 0.7),
    Source("de-mobie-dev", "de", 0.7),
    Source("de-europeana-de-lft", "de", 0.3),
    Source("de-europeana-de-onb", "de", 0.3),
    Source("de-europeana-de-sbb", "de", 0.3),
    Source("fr-europeana-fr-bnf", "fr", 0.35),
    Source("nl-europeana-nl-kb", "nl", 0.35),
    Source("pt-uner-bosque-train", "pt", 0.7),
    Source("ru-factrueval-dev", "ru", 3.0, held=True),
    Source("ar-anercorp-first80", "ar", 1.5, held=True),
    Source("sv-webbnyheter-train", "sv", 0.4, held=True),
    Source("sv-uner-talbanken-train", "sv", 0.5),
    Source("da-uner-ddt-train", "da", 0.7),
    Source("no-norne-bokmaal-dev", "no", 1.5),
    Source("fi-turku-train", "fi", 0.4, held=True),
    Source("hu-nerkor-train", "hu", 0.12),
    Source("ro-ronec-valid", "ro", 2.0, held=True),
    Source("hr-uner-set-train", "hr", 0.5),
    Source("sr-uner-set-train", "sr", 0.7),
    Source("sk-uner-snk-train", "sk", 0.5),
    Source("zh-uner-gsdsimp-train", "zh", 0.5, characters=True),
    Source("ja-stockmark-train", "ja", 0.25, held=True, characters=True),
    Source("ko-klue-dev-part1", "ko", 0.4, held=True, characters=True),
)
"""What may be shipped; licences in the model card."""

ENGLISH = {
    "wikigold": 0.6, "uner_ewt_dev": 0.8, "uner_ewt_test": 0.8, "uner_pud": 0.8,
    "btc_train": 0.25, "wnut17_train": 0.4, "gmb": 0.04, "crossner_politics": 0.3,
}  # fmt: skip
"""Sentences of the English recognizer's data; they teach roles and adjectives."""

_LABELS = {"LOC": "PLACE", "PER": "PER", "ORG": "ORG", "MISC": "MISC"}
TIGHT_BEFORE = frozenset(".,;:!?%)]}»”…、。」』")
TIGHT_AFTER = frozenset("([{«„「『")


def rows_of(source: Source, corpora: Path) -> Iterator[dict]:
    return read_lines(corpora / "languages" / f"{source.name}.jsonl.gz")


def texts_of(source: Source, corpora: Path) -> Iterator[str]:
    """The texts of the part that is trained on."""
    for row in training_rows(source, corpora):
        yield ("" if source.characters else " ").join(row["tokens"])


def is_held(number: int) -> bool:
    """Whether a sentence is kept to measure on."""
    return number // RUN % HELD_OUT == HELD_OUT - 1


def training_rows(source: Source, corpora: Path) -> list[dict]:
    rows = list(rows_of(source, corpora))
    return [row for n, row in enumerate(rows) if not (source.held and is_held(n))]


def held_rows(source: Source, corpora: Path) -> list[dict]:
    return [row for n, row in enumerate(rows_of(source, corpora)) if is_held(n)]


def joined(source: Source, tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens to text, with the span of each."""
    if not source.characters:
        return detokenize(tokens)
    spans, at = [], 0
    for token in tokens:
        spans.append((at, at + len(token)))
        at += len(token)
    return "".join(tokens), spans


def entities(tags: list[str]) -> list[tuple[int, int, str]]:
    """BIO tags as (first token, last + 1, kind)."""
    found: list[tuple[int, int, str]] = []
    for number, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        if not kind:
            continue
        goes_on = prefix == "I" and found and found[-1][1:] == (number, kind)
        if goes_on:
            found[-1] = (found[-1][0], number + 1, kind)
        else:
            found.append((number, number + 1, kind))
    return found


def example_of(source: Source, row: dict, document: str = "") -> Example:
    """A sentence, or a document in tokens, with both layers."""
    text, spans = joined(source, row["tokens"])
    example = Example(text, document=document)
    raw = row.get("raw")
    if raw:  # GermEval: derived words are adjectives, parts of words nobody decided for us
        _derived(example, raw, spans)
    for first, last, kind in entities(row["tags"]):
        span = (spans[first][0], spans[last - 1][1])
        _mark(example, *span, _LABELS[kind], names_of(source.language))
    for first, last, kind in entities(row.get("nested") or []):
        if kind == "LOC":
            _add(example.geo, (spans[first][0], spans[last - 1][1], "PLACE"))
    example.flat.sort()
    example.geo.sort()
    return example


def _derived(example: Example, raw: list[str], spans: list[tuple[int, int]]) -> None:
    for first, last, kind in entities(raw):
        start, end = spans[first][0], spans[last - 1][1]
        if kind == "LOCderiv" and example.text[start:end][:1].isupper():
            example.flat.append((start, end, "NORP"))
            example.geo.append((start, end, "ADJ"))
        elif kind in {"LOCderiv", "LOCpart"}:
            example.unsure.append((start, end))


def _add(spans: Spans, new: tuple[int, int, str]) -> None:
    if not any(a < new[1] and new[0] < b for a, b, _ in spans):
        spans.append(new)


def _mark(example: Example, start: int, end: int, label: str, known: NamesOf) -> None:
    """Add an entity; inside organisations and works the names that are surely meant."""
    if "@" in example.text[max(0, start - 1) : start + 1]:
        example.unsure.append((start, end))
        return
    _add(example.flat, (start, end, label))
    if label == "PLACE":
        _add(example.geo, (*tidied(example.text, start, end), "PLACE"))
    elif label in {"ORG", "MISC"}:
        sure, doubtful = known.within(example.text, start, end)
        for span in sure:
            if span == (start, end) and not known.is_famous(example.text[start:end]):
                doubtful.append(span)  # a club or a maker called like a city
            else:
                _add(example.geo, (*span, "PLACE"))
        example.unsure += doubtful


def examples_of(source: Source, corpora: Path) -> list[Example]:
    """The sentences that are trained on; documents are cut at about 60 tokens."""
    found = []
    for number, row in enumerate(training_rows(source, corpora)):
        if row["tokens"]:
            found.append(example_of(source, row, f"{source.name} {number // 8}"))
    return found


def share_of(examples: Iterable[Example], share: float, rng: random.Random) -> list[Example]:
    from training.recognizer.data import share_of as taken

    return taken(examples, share, rng)
