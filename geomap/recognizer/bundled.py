"""The recognizer that comes with geomap: network, rules and the document's own memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from geomap.recognizer.abroad import OpinionAbroad
from geomap.recognizer.assemble import Opinions, Section, assemble
from geomap.recognizer.network import default_threads, worker_threads
from geomap.recognizer.networks import Networks
from geomap.recognizer.opinion import SecondOpinion
from geomap.recognizer.parts import is_foreign
from geomap.recognizer.sections import cut
from geomap.recognizer.shadow import Shadow
from geomap.recognizer.tagging import Tagged, tag_texts
from geomap.seams import Gazetteer
from geomap.types import Document, Mention

__all__ = ["GeomapRecognizer"]

CHUNK_DOCUMENTS = 64
CHUNK_CHARACTERS = 200_000
"""Documents read together, so that windows of equal length can be batched."""

SECTION_CHARACTERS = 50_000
"""Longer texts pass through the network in sections, cut at a line break if there is one."""


class _Section(NamedTuple):
    """``text[start:end]`` of the text of that number, and which network reads it."""

    number: int
    start: int
    end: int
    multilingual: bool


_Read = list[tuple[_Section, Tagged]]
"""The sections of one text as they were read."""
_Waiting = Callable[[], list[_Read]]


class GeomapRecognizer:
    """Finds places and, with a role, adjectives and names inside organisations' names.

    Args:
        model: A model file made by ``training/recognizer``, for every language; None for the
            bundled ones: one for English, one for the languages of ``languages``.
        threads: For the network; None for as many as there are processors, at most 8.
        gazetteer: Asked for a second opinion on names that the network is in doubt about.
        language: Of every text (ISO 639-1); None to detect it, by paragraph where they differ.
    """

    def __init__(
        self,
        model: Path | None = None,
        threads: int | None = None,
        gazetteer: Gazetteer | None = None,
        language: str | None = None,
    ) -> None:
        self._networks = Networks(model, language)
        self._threads = threads or default_threads()
        self._opinions = Opinions()
        if gazetteer is not None:
            self._opinions = Opinions(SecondOpinion(gazetteer), OpinionAbroad(gazetteer))

    @property
    def name(self) -> str:
        """The name of the network for English."""
        return self._networks.of(False).name

    def name_in(self, language: str | None) -> str:
        """Return the name of the network that reads a text in the language."""
        return self._networks.of(bool(language) and is_foreign(str(language))).name

    def limits_in(self, language: str | None) -> str | None:
        """Return what a reader should know of names found in the language, if anything."""
        return self._networks.limits_in(language)

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each document, in text order.

        With several threads the network reads a group of documents while the mentions of the last
        are put together, so up to two groups are read before the first answer. Names are looked
        for in the text as it is seen, without soft hyphens, spaces of no width and controls.
        """
        shadows: deque[Shadow] = deque()

        def seen() -> Iterator[Document]:
            for document in documents:
                shadows.append(Shadow(document))
                yield shadows[-1].document

        for mentions in self._recognized(seen()):
            yield shadows.popleft().back(mentions)

    def _recognized(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        waiting: deque[tuple[list[str], _Waiting]] = deque()
        with worker_threads(self._threads) as workers:
            ahead = 0 if workers is None else 1
            for group in _groups(documents):
                texts = [document.text for document in group]
                waiting.append((texts, self._begin(group, workers)))
                if len(waiting) > ahead:
                    texts, collect = waiting.popleft()
                    yield from self._mentions(texts, collect())
            for texts, collect in waiting:
                yield from self._mentions(texts, collect())

    def recognize_texts(self, texts: list[str]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each text; all texts go through the network together."""
        documents = [Document(str(number), text) for number, text in enumerate(texts)]
        with worker_threads(self._threads) as workers:
            yield from self._mentions(texts, self._begin(documents, workers)())

    def _begin(self, documents: list[Document], workers: Executor | None) -> _Waiting:
        """Begin to tag; what is returned waits for each text's sections and their offsets."""
        sections = list(self._sections(documents))
        waiting: list[tuple[list[_Section], Callable[[], list[Tagged]]]] = []
        for multilingual in (False, True):
            mine = [section for section in sections if section.multilingual is multilingual]
            if mine:
                texts = [documents[s.number].text[s.start : s.end] for s in mine]
                network = self._networks.of(multilingual)
                waiting.append((mine, tag_texts(network, texts, workers)))

        def collect() -> list[_Read]:
            by_text: list[_Read] = [[] for _ in documents]
            for mine, tagged in waiting:
                for section, found in zip(mine, tagged(), strict=True):
                    by_text[section.number].append((section, found))
            return by_text

        return collect

    def _sections(self, documents: list[Document]) -> Iterator[_Section]:
        for number, document in enumerate(documents):
            for part in self._networks.parts(document):
                text = document.text[part.start : part.end]
                for start, end in cut(text, SECTION_CHARACTERS):
                    at = part.start
                    yield _Section(number, at + start, at + end, part.multilingual)

    def _mentions(self, texts: list[str], read: list[_Read]) -> Iterator[tuple[Mention, ...]]:
        flat, geo = self._networks.tags
        for text, sections in zip(texts, read, strict=True):
            in_order = sorted(sections, key=lambda item: item[0].start)
            parts = [Section(tagged, s.start, s.multilingual) for s, tagged in in_order]
            yield assemble(text, parts, flat, geo, self._opinions)


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    group: list[Document] = []
    size = 0
    for document in documents:
        length = len(document.text)
        if group and (len(group) == CHUNK_DOCUMENTS or size + length > CHUNK_CHARACTERS):
            yield group
            group, size = [], 0
        group.append(document)
        size += length
    if group:
        yield group
