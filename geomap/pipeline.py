"""The whole path of a document: recognizer, gazetteer, ranker; offline unless told otherwise."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from pickle import PickleError
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from geomap.errors import GeomapError, RecognizerError, UnreadableDocument
from geomap.inputs import Text, as_document, as_documents, paired
from geomap.seams import Gazetteer, Geocoder, NameGeocoder, Polyglot, Ranker, Recognizer
from geomap.types import Document, Mention, ParsedDocument

if TYPE_CHECKING:
    from geomap.corrections import Corrections
    from geomap.resolver import Bias, Resolver

__all__ = ["Geoparser", "without_evidence"]

Found = TypeVar("Found")

Context = TypeVar("Context")
OnError = Callable[[str, GeomapError], None]
_CHUNK_DOCUMENTS = 256
_CHUNK_CHARACTERS = 2_000_000
_SHARED_DOCUMENTS = 32
_SHARED_CHARACTERS = 100_000
"""What one of several processes is given at a time: about a second and a half of work."""


class Geoparser:
    """Finds and places the names of documents.

    It can be pickled, for other processes, if what it was given can: give a recognizer by its
    name or path. A copy loads its files anew when it first needs them.

    Args:
        recognizer: The bundled one, or another: an object, or the name or path of a spaCy
            pipeline that is installed.
        gazetteer: The bundled one, or another: an object, or the path of one that
            `geomap gazetteer build` made.
        ranker: Decides between candidates; the bundled model by default.
        geocoder: Asked for names that the gazetteer does not know. None: nothing leaves the
            machine.
        answers: Knows what geocoders answered earlier (`geomap.geocoder.CachedAnswers`); it is
            used without a geocoder and asks nobody.
        ask_below: With a geocoder, names placed with less confidence are asked for too.
        corrections: Decisions of the user; they win, and corrected names are never asked for.
        bias: What the user knows beforehand (countries, a point, a box, the outlet's home).
        threads: For the bundled recognizer; None lets it choose.
        language: Of every document (ISO 639-1); None to detect it.
        coordinates: Whether positions in numbers and codes are read as well.
    """

    def __init__(
        self,
        recognizer: Recognizer | str | Path | None = None,
        gazetteer: Gazetteer | str | Path | None = None,
        *,
        ranker: Ranker | None = None,
        geocoder: Geocoder | NameGeocoder | None = None,
        answers: Geocoder | NameGeocoder | None = None,
        ask_below: float = 0.0,
        corrections: Corrections | None = None,
        bias: Bias | None = None,
        threads: int | None = None,
        language: str | None = None,
        coordinates: bool = True,
    ) -> None:
        self._recognizer = recognizer
        self._gazetteer = gazetteer
        self._ranker = ranker
        self._geocoder = geocoder
        self._answers = answers
        self._ask_below = ask_below
        self._corrections = corrections
        self._bias = bias
        self._threads = threads
        self._language = language
        self._coordinates = coordinates

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what was loaded: a copy in another process opens its own files."""
        kind = type(self)
        return {
            name: value
            for name, value in vars(self).items()
            if not isinstance(getattr(kind, name, None), cached_property)
        }

    @cached_property
    def recognizer(self) -> Recognizer:
        if not self._coordinates:
            return self._names
        from geomap.recognizer.coordinates import WithCoordinates

        return WithCoordinates(self._names)

    @cached_property
    def _names(self) -> Recognizer:
        if self._recognizer is None or isinstance(self._recognizer, str | Path):
            from geomap.recognizer import load_recognizer

            return load_recognizer(
                self._recognizer, self._threads, gazetteer=self.gazetteer, language=self._language
            )
        return self._recognizer

    @cached_property
    def gazetteer(self) -> Gazetteer:
        if self._gazetteer is None or isinstance(self._gazetteer, str | Path):
            from geomap.gazetteer import open_gazetteer

            return open_gazetteer(Path(self._gazetteer) if self._gazetteer else None)
        return self._gazetteer

    @cached_property
    def resolver(self) -> Resolver:
        from geomap.resolver import Bias, Resolver

        return Resolver(self.gazetteer, self._ranker, bias=self._bias or Bias())

    def parse(self, document: Text) -> ParsedDocument:
        """Return the toponyms of one text; a missing one (None, NaN) has none.

        Raises:
            InputError: What was given is no text.
        """
        return next(self.finished((as_document(document, "text"),), _itself))

    @overload
    def pipe(
        self, documents: Iterable[Text], *, jobs: int = 1, on_error: OnError | None = None
    ) -> Iterator[ParsedDocument]: ...

    @overload
    def pipe(
        self,
        documents: Iterable[tuple[Text, Context]],
        *,
        as_tuples: Literal[True],
        jobs: int = 1,
        on_error: OnError | None = None,
    ) -> Iterator[tuple[ParsedDocument, Context]]: ...

    def pipe(
        self,
        documents: Iterable[Any],
        *,
        as_tuples: bool = False,
        jobs: int = 1,
        on_error: OnError | None = None,
    ) -> Iterator[Any]:
        """Yield the parsed documents in order; memory does not grow with their number.

        With a geocoder, all documents are read before the first is given back, so that each
        unknown name is asked once; they wait on disk.

        Args:
            documents: Texts and documents. Bare texts get the ids "text-1", "text-2" …; None and
                NaN count as empty texts.
            as_tuples: Whether ``documents`` are pairs of a text and anything of yours, which is
                given back beside the result.
            jobs: How many processes find and place names; what they find does not depend on it.
            on_error: Is told the name and the error of a document that broke its process;
                without it the error is raised.

        Raises:
            InputError: Something that is no text was given.
        """
        if not as_tuples:
            texts = as_documents(documents)
            return self.finished(texts, _itself, jobs=jobs, on_error=on_error)
        contexts: deque[Any] = deque()

        def lost(name: str, error: GeomapError) -> None:
            if on_error is None:
                raise error
            contexts.popleft()
            on_error(name, error)

        texts = as_documents(paired(documents, contexts))
        results = self.finished(texts, _itself, jobs=jobs, on_error=lost)
        return ((parsed, contexts.popleft()) for parsed in results)

    def finished(
        self,
        documents: Iterable[Document],
        finish: Callable[[ParsedDocument], Found],
        *,
        jobs: int = 1,
        on_error: OnError | None = None,
        shorten: Callable[[ParsedDocument], ParsedDocument] | None = None,
        scheduler: str | None = None,
    ) -> Iterator[Found]:
        """Yield what ``finish`` makes of each parsed document, in their order.

        It is called in the processes that find the names, where nothing more is to be decided,
        so that they need not hand over what it leaves out.

        Args:
            finish: With several jobs, something that can be pickled.
            jobs: As for ``pipe``.
            on_error: As for ``pipe``.
            shorten: Leaves out what is not needed before results pass between processes.
            scheduler: Let a Dask cluster work: its address, its file, or "local".

        Raises:
            RecognizerError: With several jobs: a part cannot be given to other processes.
        """
        undecided = (self._corrections, self._geocoder, self._answers)
        if jobs == 1 and scheduler is None:
            return map(finish, self._decided(self._offline(documents)))
        if undecided == (None, None, None):
            return self._spread(documents, finish, jobs, on_error, scheduler)
        results = self._spread(documents, shorten or _itself, jobs, on_error, scheduler)
        return map(finish, self._decided(results))

    def _decided(self, results: Iterator[ParsedDocument]) -> Iterator[ParsedDocument]:
        """Yield the results with the user's decisions and what geocoders answer."""
        if self._corrections is not None:
            results = self._corrections.apply(results)
        if self._geocoder is not None:
            from geomap.online import resolve_online

            return resolve_online(results, self.resolver, self._geocoder, min_score=self._ask_below)
        if self._answers is not None:
            from geomap.online import resolve_cached

            return resolve_cached(results, self.resolver, self._answers)
        return results

    def _spread(
        self,
        documents: Iterable[Document],
        finish: Callable[[ParsedDocument], Found],
        jobs: int,
        on_error: OnError | None,
        scheduler: str | None,
    ) -> Iterator[Found]:
        from geomap.workers import Lost, spread

        chunks = _chunks(documents, _SHARED_DOCUMENTS, _SHARED_CHARACTERS)
        try:
            job = _Job(self._alone(), finish)
            if scheduler is None:
                outcomes = spread(job, chunks, jobs=jobs)
            else:
                from geomap.workers.cluster import spread_on

                outcomes = spread_on(scheduler, job, chunks, jobs=jobs)
            for outcome in outcomes:
                if not isinstance(outcome, Lost):
                    yield outcome
                    continue
                error = _broken(outcome.item, outcome.exit)
                if on_error is None:
                    raise error
                on_error(outcome.item.source or outcome.item.id, error)
        except (AttributeError, TypeError, PickleError) as error:
            if "pickle" not in str(error):
                raise
            raise RecognizerError(
                "this recognizer, gazetteer or ranker cannot be given to other processes "
                f"({error}); use jobs=1, or name it by its path"
            ) from error

    def _alone(self) -> Geoparser:
        """Return a copy for one of several processes: one thread, and nothing to decide."""
        copy = Geoparser.__new__(type(self))
        vars(copy).update(self.__getstate__())
        copy._corrections = copy._geocoder = copy._answers = None
        copy._threads = 1
        return copy

    def _offline(self, documents: Iterable[Document]) -> Iterator[ParsedDocument]:
        for chunk in _chunks(documents, _CHUNK_DOCUMENTS, _CHUNK_CHARACTERS):
            unread = [document for document in chunk if document.mentions is None]
            found = iter(self.recognizer.recognize(unread) if unread else ())
            for document in chunk:
                mentions = next(found) if document.mentions is None else document.mentions
                yield self._resolve(document, mentions)

    def _resolve(self, document: Document, mentions: Sequence[Mention]) -> ParsedDocument:
        given = document.mentions is not None
        language = self._language or _detect(document.text) or document.language
        document = replace(document, language=language, mentions=None)
        parsed = self.resolver.resolve(document, mentions)
        warnings = (*parsed.warnings, *self.resolver.warnings)
        name = "given mentions"
        if not given:
            name, limits = self._read_by(language)
            warnings = (*warnings, *limits)
        told: ParsedDocument = replace(
            parsed, warnings=warnings, recognizer=name, gazetteer=self.gazetteer.name
        )
        return told

    def _read_by(self, language: str | None) -> tuple[str, tuple[str, ...]]:
        """Return what found the names of a document, and what is known of its limits."""
        recognizer = self.recognizer
        if not isinstance(recognizer, Polyglot):
            return recognizer.name, ()
        limits = recognizer.limits_in(language)
        return recognizer.name_in(language), (limits,) if limits else ()


def _detect(text: str) -> str | None:
    from geomap.recognizer import detect_language

    return detect_language(text)


@dataclass(frozen=True, slots=True)
class _Job:
    """What one of several processes does."""

    parser: Geoparser
    finish: Callable[[ParsedDocument], Any]

    def __call__(self, documents: list[Document]) -> list[Any]:
        return [self.finish(parsed) for parsed in self.parser.pipe(documents)]


def without_evidence(parsed: ParsedDocument) -> ParsedDocument:
    """Return a result whose candidates say how likely they are, not why: most of its weight."""
    bare = (
        replace(toponym, candidates=tuple(replace(one, evidence=()) for one in toponym.candidates))
        for toponym in parsed.toponyms
    )
    return parsed.with_toponyms(tuple(bare))


def _itself(parsed: ParsedDocument) -> ParsedDocument:
    return parsed


def _broken(document: Document, code: int) -> UnreadableDocument:
    name = document.source or document.id
    return UnreadableDocument(
        f"{name}: finding its names broke the process (exit {code}); it may be too large for the "
        "memory: split it, or leave it out"
    )


def _chunks(documents: Iterable[Document], most: int, characters: int) -> Iterator[list[Document]]:
    """Yield the documents together, at most so many, until they hold so many characters."""
    stream = iter(documents)
    while chunk := list(islice(stream, 1)):
        size = len(chunk[0].text)
        while len(chunk) < most and size < characters:
            document = next(stream, None)
            if document is None:
                break
            chunk.append(document)
            size += len(document.text)
        yield chunk
