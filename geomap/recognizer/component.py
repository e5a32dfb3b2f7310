"""The bundled recognizer as a spaCy component: ``nlp.add_pipe("geomap_ner")``.

``doc.ents`` holds places only (GPE, LOC, FAC); adjectives and names inside organisations'
names are in ``doc.spans["geomap"]`` with all mentions, their roles in ``span.id_``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans

from geomap.recognizer.bundled import GeomapRecognizer

if TYPE_CHECKING:
    from geomap.types import Mention

__all__ = ["SPANS_KEY", "GeomapNer", "Stateless", "make_geomap_ner"]

SPANS_KEY = "geomap"


class Stateless:
    """A component with nothing to save: its settings stand in the pipeline's config."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        return self


class GeomapNer(Stateless):
    """Sets ``doc.ents`` and ``doc.spans["geomap"]``."""

    def __init__(self, recognizer: GeomapRecognizer) -> None:
        self._recognizer = recognizer

    def __call__(self, doc: Doc) -> Doc:
        return self._set(doc, next(self._recognizer.recognize_texts([doc.text])))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Documents of a batch share the network's batches."""
        rest = iter(stream)
        while batch := list(islice(rest, batch_size)):
            answers = self._recognizer.recognize_texts([doc.text for doc in batch])
            for doc, mentions in zip(batch, answers, strict=True):
                yield self._set(doc, mentions)

    def _set(self, doc: Doc, mentions: tuple[Mention, ...]) -> Doc:
        spans = [span for mention in mentions if (span := _span(doc, mention)) is not None]
        doc.spans[SPANS_KEY] = SpanGroup(doc, name=SPANS_KEY, spans=spans)
        places = [span for span in spans if not span.id_]
        taken = {token.i for span in places for token in span}
        others = [e for e in doc.ents if not taken.intersection(range(e.start, e.end))]
        doc.ents = filter_spans([*places, *others])
        return doc


def _span(doc: Doc, mention: Mention) -> Span | None:
    """Return the tokens of a mention: spaCy keeps "2017AFP" or "US-led" together, so widen."""
    role = str(mention.role) if mention.role else ""
    return doc.char_span(
        mention.start, mention.end, label=mention.label, alignment_mode="expand", span_id=role
    )


@Language.factory(
    "geomap_ner",
    default_config={"model": None, "threads": None},
    assigns=["doc.ents", "doc.spans"],
)
def make_geomap_ner(nlp: Language, name: str, model: str | None, threads: int | None) -> GeomapNer:
    """Make the component; ``model`` None is the bundled one."""
    return GeomapNer(GeomapRecognizer(Path(model) if model else None, threads))
