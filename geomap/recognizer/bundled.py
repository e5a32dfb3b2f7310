"""The recognizer that comes with geomap: network, rules and the document's own memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path

from geomap.recognizer.assemble import assemble
from geomap.recognizer.network import Network
from geomap.recognizer.opinion import SecondOpinion
from geomap.recognizer.sections import cut
from geomap.recognizer.tagging import Tagged, tag_texts
from geomap.seams import Gazetteer
from geomap.types import Document, Mention

__all__ = ["BUNDLED_MODEL", "GeomapRecognizer"]

BUNDLED_MODEL = Path(__file__).parent / "model" / "geomap-ner.onnx"

CHUNK_DOCUMENTS = 64
CHUNK_CHARACTERS = 200_000
"""Documents read together, so that windows of equal length can be batched."""

SECTION_CHARACTERS = 50_000
"""Longer texts pass through the network in sections, cut at a line break if there is one."""


_Sections = list[tuple[Tagged, int]]
_Waiting = Callable[[], list[_Sections]]


class GeomapRecognizer:
    """Finds places and, with a role, adjectives and names inside organisations' names.

    Args:
        model: A model file made by ``training/recognizer``; None for the bundled one.
        threads: For the network; None for as many as there are processors, at most 8.
        gazetteer: Asked for a second opinion on names that the network is in doubt about.
    """

    def __init__(
        self,
        model: Path | None = None,
        threads: int | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self._network = Network(model or BUNDLED_MODEL, threads)
        self._opinion = SecondOpinion(gazetteer) if gazetteer is not None else None

    @property
    def name(self) -> str:
        return self._network.name

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each document, in text order.

        With several threads the network reads a group of documents while the mentions of the last
        are put together, so up to two groups are read before the first answer.
        """
        waiting: deque[tuple[list[str], _Waiting]] = deque()
        with self._network.workers() as workers:
            ahead = 0 if workers is None else 1
            for group in _groups(document.text for document in documents):
                waiting.append((group, self._begin(group, workers)))
                if len(waiting) > ahead:
                    texts, collect = waiting.popleft()
                    yield from self._mentions(texts, collect())
            for texts, collect in waiting:
                yield from self._mentions(texts, collect())

    def recognize_texts(self, texts: list[str]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each text; all texts go through the network together."""
        with self._network.workers() as workers:
            yield from self._mentions(texts, self._begin(texts, workers)())

    def _begin(self, texts: list[str], workers: Executor | None) -> _Waiting:
        """Begin to tag; what is returned waits for each text's sections and their offsets."""
        sections = [
            (number, *span)
            for number, text in enumerate(texts)
            for span in cut(text, SECTION_CHARACTERS)
        ]
        waiting = tag_texts(self._network, [texts[n][a:b] for n, a, b in sections], workers)

        def collect() -> list[_Sections]:
            by_text: list[_Sections] = [[] for _ in texts]
            for tagged, (number, start, _) in zip(waiting(), sections, strict=True):
                by_text[number].append((tagged, start))
            return by_text

        return collect

    def _mentions(self, texts: list[str], tagged: list[_Sections]) -> Iterator[tuple[Mention, ...]]:
        flat, geo = self._network.flat_tags, self._network.geo_tags
        for text, sections in zip(texts, tagged, strict=True):
            yield assemble(text, sections, flat, geo, self._opinion)


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
