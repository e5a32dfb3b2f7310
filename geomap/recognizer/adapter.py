"""Any spaCy pipeline as a recognizer."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import MissingExtra, RecognizerError, RecognizerNotFound
from geomap.extras import lacking
from geomap.languages.en.demonyms import is_adjective
from geomap.languages.en.not_places import is_no_place
from geomap.recognizer.languages import canonical
from geomap.recognizer.sections import cut
from geomap.recognizer.spans import extend, kind_of, parts, trim
from geomap.types import Document, Label, Mention, Role
from geomap.vocabulary import known

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["SpacyRecognizer", "load_spacy", "masked", "mentions_of"]

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "LOCATION", "PLACE", "FACILITY"})
ADJECTIVE_LABELS = frozenset({"NORP", "NAT", "NATIONALITY"})

SECTION_CHARACTERS = 50_000
BATCH_SECTIONS = 32

_RUN = re.compile(r"(?:[^\w\s]|_){64,}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class SpacyRecognizer:
    """Takes the places that a spaCy pipeline marks.

    Texts pass in sections of at most 50,000 characters (spaCy refuses more than a million, and
    its memory grows with the length), with long runs of punctuation blanked out: its tokenizer
    takes quadratic time on them. One pipeline is used by one thread at a time.

    Args:
        nlp: A loaded pipeline with a component that sets ``doc.ents``.
        name: What results say about their origin; the pipeline's name and version if not given.
    """

    def __init__(self, nlp: Language, name: str | None = None) -> None:
        self._nlp = nlp
        self._lock = threading.Lock()
        meta = nlp.meta
        self._name = name or f"spacy:{meta['lang']}_{meta['name']}-{meta['version']}"

    @property
    def name(self) -> str:
        return self._name

    def name_in(self, language: str | None) -> str:
        """Return the name of the pipeline, which reads every language."""
        return self._name

    def limits_in(self, language: str | None) -> str | None:
        """Return a word of caution where the pipeline is for another language than the text's."""
        own = self._nlp.lang
        if not language or own in ("xx", "mul", canonical(language)):
            return None
        return (
            f"the text seems to be in the language {language!r}; names are found by a spaCy "
            f"pipeline for {own!r}, so expect more of them to be missed"
        )

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each document, in text order."""
        batch: list[tuple[str, list[tuple[int, int]]]] = []
        size = 0
        for document in documents:
            spans = list(cut(document.text, SECTION_CHARACTERS))
            batch.append((document.text, spans))
            size += len(spans)
            if size >= BATCH_SECTIONS:
                yield from self._batch(batch)
                batch, size = [], 0
        yield from self._batch(batch)

    def _batch(self, batch: list[tuple[str, list[tuple[int, int]]]]) -> list[tuple[Mention, ...]]:
        pieces = [masked(text[a:b]) for text, spans in batch for a, b in spans]
        found: list[tuple[Mention, ...]] = []
        with self._lock, self._nlp.memory_zone():
            docs = self._nlp.pipe(pieces)
            for text, spans in batch:
                mentions = [m for a, _ in spans for m in mentions_of(text, a, next(docs))]
                found.append(tuple(sorted(mentions, key=lambda mention: mention.start)))
        return found


def mentions_of(text: str, offset: int, doc: Doc) -> Iterator[Mention]:
    """Return the places among a section's entities, with geomap's rules for spans."""
    for entity in doc.ents:
        label = entity.label_.upper()
        start, end = offset + entity.start_char, offset + entity.end_char
        if label in ADJECTIVE_LABELS:
            start, end = trim(text, start, end)
            if is_adjective(text[start:end]):
                yield Mention(start, end, text[start:end], Label.NORP, Role.ADJECTIVE)
        elif label in PLACE_LABELS:
            yield from _places(text, start, end, label)


def _places(text: str, start: int, end: int, label: str) -> Iterator[Mention]:
    for first, last in parts(text, start, end):
        first, last = trim(text, *extend(text, *trim(text, first, last)))
        name = text[first:last]
        if first >= last or is_no_place(name):
            continue
        if is_adjective(name):
            yield Mention(first, last, name, Label.NORP, Role.ADJECTIVE)
        else:
            kind = known(label, Label.CONTEXT)
            kind = kind if kind in {Label.GPE, Label.LOC, Label.FAC} else kind_of(name)
            yield Mention(first, last, name, kind)


def masked(text: str) -> str:
    """Blank out what spaCy cannot take, keeping the length.

    8,000 opening brackets cost its tokenizer ten seconds; a lone surrogate is an error.
    """
    text = _RUN.sub(lambda run: run[0][0] + " " * (len(run[0]) - 1), text)
    return _LONE_SURROGATE.sub(" ", text)


def load_spacy(model: str | Path, name: str | None = None) -> SpacyRecognizer:
    """Load an installed pipeline by name or a folder by path; never downloads.

    Raises:
        RecognizerNotFound: Neither.
        RecognizerError: It is there but cannot be loaded, or finds no names.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra(f"a spaCy pipeline {lacking(error)}") from error
    try:
        nlp = spacy.load(model, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    except OSError as error:
        if Path(model).exists():
            message = f"{model}: not a spaCy pipeline that can be loaded ({error})"
            raise RecognizerError(
                f"{message}; give the folder that holds its config.cfg"
            ) from error
        raise RecognizerNotFound(
            f"no spaCy pipeline {str(model)!r} is installed, and no folder has that name; install "
            "the package of the pipeline with pip, or leave the option out for the bundled one"
        ) from error
    except Exception as error:  # a package runs its own code: anything may happen
        message = f"{model}: the pipeline cannot be loaded ({type(error).__name__}: {error})"
        raise RecognizerError(f"{message}; check it with: python -m spacy validate") from error
    if not {"ner", "entity_ruler", "span_ruler", "geomap_ner"} & set(nlp.pipe_names):
        names = ", ".join(nlp.pipe_names) or "none"
        if not any("ent" in name or "ner" in name for name in nlp.pipe_names):
            raise RecognizerError(
                f"{model}: the pipeline finds no names (its components: {names}); "
                "choose one with a component that sets doc.ents, such as ner"
            )
    return SpacyRecognizer(nlp, name)
