"""The recognizer that comes with geomap: network, rules and the document's own memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.recognizer.assemble import assemble
from geomap.recognizer.network import Network
from geomap.recognizer.sections import cut
from geomap.recognizer.tagging import tag_texts
from geomap.types import Document, Mention

__all__ = ["BUNDLED_MODEL", "GeomapRecognizer"]

BUNDLED_MODEL = Path(__file__).parent / "model" / "geomap-ner.onnx"

CHUNK_DOCUMENTS = 64
CHUNK_CHARACTERS = 200_000
"""Documents read together, so that windows of equal length can be batched."""

SECTION_CHARACTERS = 50_000
"""Longer texts pass through the network in sections, cut at a line break if there is one."""


class GeomapRecognizer:
    """Finds places and, with a role, adjectives and names inside organisations' names.

    Args:
        model: A model file made by ``training/recognizer``; None for the bundled one.
        threads: For the network; None for as many as there are processors, at most 8.
    """

    def __init__(self, model: Path | None = None, threads: int | None = None) -> None:
        self._network = Network(model or BUNDLED_MODEL, threads)

    @property
    def name(self) -> str:
        return self._network.name

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each document, in text order."""
        for text_group in _groups(document.text for document in documents):
            yield from self.recognize_texts(text_group)

    def recognize_texts(self, texts: list[str]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each text; all texts go through the network together."""
        sections = [
            (number, *span)
            for number, text in enumerate(texts)
            for span in cut(text, SECTION_CHARACTERS)
        ]
        tagged = tag_texts(self._network, [texts[n][a:b] for n, a, b in sections])
        by_text: list[list[tuple[int, int]]] = [[] for _ in texts]
        for at, (number, start, _) in enumerate(sections):
            by_text[number].append((at, start))
        flat = self._network.flat_tags
        geo = self._network.geo_tags
        for text, mine in zip(texts, by_text, strict=True):
            yield assemble(text, [(tagged[at], start) for at, start in mine], flat, geo)


def _groups(texts: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for text in texts:
        if group and (len(group) == CHUNK_DOCUMENTS or size + len(text) > CHUNK_CHARACTERS):
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield group
