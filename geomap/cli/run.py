"""What `map` and `parse` share: from options to a stream of results, with progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from geomap.cli.countries import known_countries
from geomap.cli.options import Online, Parsing, Reading
from geomap.cli.streams import say
from geomap.cli.talk import is_quiet, show_origin, tell, typed
from geomap.errors import DocumentError, ExitCode, GeomapError
from geomap.wording import counted

if TYPE_CHECKING:
    from geomap.corrections import Corrections
    from geomap.pipeline import Geoparser
    from geomap.resolver import Bias
    from geomap.seams import Gazetteer
    from geomap.stored import Pack, Parcel, Shards
    from geomap.types import Document, ParsedDocument

Told = TypeVar("Told", "ParsedDocument", "Parcel")

__all__ = ["Run", "bias_from", "point_of", "tell_disputes"]


@dataclass
class Run:
    """One call of `map` or `parse`: its options, and what happened."""

    paths: list[str]
    reading: Reading
    parsing: Parsing
    online: Online
    keep_text: Path | None = None
    outputs: tuple[Path, ...] = ()
    failures: int = 0
    documents: int = 0
    names: int = 0
    placed: int = 0
    _started: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _doubts: dict[str, int] = field(default_factory=dict[str, int])
    _left_out: list[Path] = field(default_factory=list[Path])
    _files: tuple[int, int] = (0, 0)
    _shards: Shards | None = None
    _before: int = 0
    _evidence: bool = True
    scheduler: str | None = None

    def results(self, *, evidence: bool = True) -> Iterator[ParsedDocument]:
        """Yield the results of every path, counting and telling on the way.

        Args:
            evidence: Whether candidates must say why they are likely.
        """
        from geomap.confidence import at_least
        from geomap.pipeline import without_evidence

        self._evidence = evidence
        least = self.parsing.min_score

        def read(documents: Iterator[Document]) -> Iterator[ParsedDocument]:
            if evidence:
                return self.parser.pipe(documents, jobs=self.jobs, on_error=self._failed)
            return self.parser.finished(
                documents, without_evidence, jobs=self.jobs, on_error=self._failed
            )

        yield from self._counted(at_least(least, self._of_all(read, lambda one: one)))

    def keep(self, shards: Shards) -> None:
        """Let a run's books know what is read and what fails."""
        self._shards = shards

    def parcels(self, pack: Pack, *, before: int = 0) -> Generator[Parcel, None, None]:
        """Yield the results of every path ready to be written, counting and telling on the way.

        Args:
            before: Documents that an earlier run finished.
        """
        from geomap.pipeline import without_evidence
        from geomap.types import Detail

        shorten = None if pack.detail is Detail.FULL else without_evidence

        def read(documents: Iterator[Document]) -> Iterator[Parcel]:
            return self.parser.finished(
                documents, pack, jobs=self.jobs, on_error=self._lost, shorten=shorten,
                scheduler=self.scheduler,
            )  # fmt: skip

        self._before = before
        yield from self._some(self._counted(self._of_all(read, pack)))

    def some_results(self, *, evidence: bool = True) -> Iterator[ParsedDocument]:
        """Yield the results; raise at the end if there are none, so that nothing is written."""
        yield from self._some(self.results(evidence=evidence))

    def _some(self, found: Iterator[Told]) -> Iterator[Told]:
        yield from found
        if self._before:
            return
        self.require_documents()
        if not self.documents:
            raise DocumentError("none of the documents could be read; nothing was written")

    def told(self, found: Iterator[Told]) -> Iterator[Told]:
        """Pass on what was found; then tell the warnings, each once."""
        for one in found:
            for warning in one.warnings:
                self._doubts[warning] = self._doubts.get(warning, 0) + 1
            yield one
        self._clear()
        if not is_quiet():
            for warning, times in self._doubts.items():
                say(f"{counted(times, 'document')}: {warning}")

    def _counted(self, found: Iterator[Told]) -> Iterator[Told]:
        """Pass on what was found, counting it and telling how far it is."""
        for one in self.told(found):
            self.documents += 1
            names, placed = _counts(one)
            self.names += names
            self.placed += placed
            self._progress()
            yield one
        self._clear()
        if self.corrections is not None:
            tell_disputes(self.corrections)
        self._progress(last=True)

    def exit_code(self) -> ExitCode:
        if not self.failures:
            return ExitCode.DONE
        some = self.documents or self._before
        return ExitCode.SOME_FAILED if some else ExitCode.ERROR

    def require_documents(self) -> None:
        """Raise if nothing could be read: an empty output would look like an answer."""
        if not self.documents and not self.failures:
            raise DocumentError(
                f"no documents in {', '.join(self.paths)}; name files or folders that hold text"
            )

    def _of_all(
        self,
        read: Callable[[Iterator[Document]], Iterator[Told]],
        finish: Callable[[ParsedDocument], Told],
    ) -> Iterator[Told]:
        """Yield what earlier results say, then what is found in documents."""
        from geomap.cli.online import nothing_to_send
        from geomap.stored import is_results, read_results

        redrawn = [path for path in self.paths if path != "-" and is_results(path)]
        if redrawn and len(redrawn) == len(self.paths):
            self._refuse_without_effect(redrawn)
        paths = [path for path in self.paths if path not in redrawn]
        for path in redrawn:
            results = read_results(path, on_error=self._failed, evidence=self._evidence)
            if self.corrections is not None:
                results = self.corrections.apply(results)
            yield from map(finish, results)
        if not paths:
            return
        for one in read(self._documents(paths)):
            if self.online.dry_run:  # with names to send, it ended where they were shown
                nothing_to_send()
            yield one

    def _refuse_without_effect(self, redrawn: list[str]) -> None:
        """Raise if an option was typed that changes nothing, as all is parsed already.

        Raises:
            BadParameter: There is one.
        """
        works = {"corrections", "min_score"}
        if self.parsing.corrections:
            works |= {"gazetteer", "extra"}  # decisions name places of these
        groups = (self.reading, self.parsing, self.online)
        known = {field.name for group in groups for field in fields(group)}
        idle = sorted(f"--{name.replace('_', '-')}" for name in typed() & known - works)
        if idle:
            raise typer.BadParameter(
                f"{', '.join(redrawn)} was parsed already, so {', '.join(idle)} would change "
                "nothing; leave it out, or name the documents instead"
            )

    @cached_property
    def jobs(self) -> int:
        """How many processes work; says where more of them cannot help."""
        from geomap.workers import processors

        wanted, usable = self.reading.jobs, processors()
        if wanted > usable and not is_quiet():
            say(f"-j {wanted}: this machine has {usable} processors to use; more does not help")
        return wanted

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer that the options describe."""
        from geomap.gazetteer import open_gazetteer

        return open_gazetteer(self.parsing.gazetteer, extra=self.parsing.extra or ())

    @cached_property
    def corrections(self) -> Corrections | None:
        """The user's decisions, if a file of them was given."""
        from geomap.corrections import load_corrections

        paths = self.parsing.corrections
        return load_corrections(paths, self.gazetteer) if paths else None

    @cached_property
    def parser(self) -> Geoparser:
        """The geoparser that the options describe."""
        from geomap.cli.online import cached_answers, geocoder_from
        from geomap.pipeline import Geoparser

        return Geoparser(
            recognizer=self.parsing.model,
            gazetteer=self.gazetteer,
            geocoder=geocoder_from(self.online),
            answers=cached_answers(),
            ask_below=self.online.ask_below,
            corrections=self.corrections,
            bias=bias_from(self.parsing, self.gazetteer),
            threads=self.parsing.threads,
            language=language_of(self.parsing.language),
            coordinates=self.parsing.coordinates,
        )

    def _documents(self, paths: list[str]) -> Iterator[Document]:
        from geomap.cli.online import fetches
        from geomap.documents import ReadOptions, read_documents, write_texts

        given = {
            field.name: getattr(self.reading, field.name)
            for field in fields(self.reading)
            if field.name not in ("jobs", "timeout", "fetch")
        }
        given["seconds"] = self.reading.timeout
        given = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in given.items()
            if value is not None
        }
        documents = read_documents(
            paths,
            options=ReadOptions(**given, fetch=fetches(self.reading, self.online)),
            on_error=self._failed,
            jobs=self.jobs,
            on_progress=self._read,
            on_own=self._leave_out,
            books=None if self._shards is None else self._shards.journal,
        )
        own = {path.resolve() for path in self.outputs}
        # The map of an earlier run may lie in the folder that is read.
        wanted = (
            document
            for document in documents
            if not (document.source and own and Path(document.source).resolve() in own)
        )
        yield from wanted if self.keep_text is None else write_texts(wanted, self.keep_text)
        self._say_left_out()

    def _leave_out(self, path: Path) -> None:
        """Note what geomap wrote, but for what this run is writing."""
        if self._shards is None or path.resolve() != self._shards.folder.resolve():
            self._left_out.append(path)

    def _say_left_out(self) -> None:
        """Say once which files of the folders geomap itself wrote."""
        if not self._left_out:
            return
        self._clear()
        names = ", ".join(path.name for path in self._left_out[:5])
        more = f" and {len(self._left_out) - 5} more" if len(self._left_out) > 5 else ""
        tell(f"left out what geomap wrote: {names}{more}; name results to draw them")

    def _read(self, done: int, of: int) -> None:
        self._files = (done, of)
        if self._shards is not None:
            self._shards.files = of

    def _lost(self, name: str, error: GeomapError) -> None:
        """Tell of a document whose names could not be found."""
        self._failed(name, error, finding=True)

    def _failed(self, path: Path | str, error: GeomapError, *, finding: bool = False) -> None:
        if self._shards is not None:
            self._shards.journal.failed(str(path), str(error), finding=finding)
        self.failures += 1
        self._clear()
        show_origin(error)
        say(str(error))

    def _progress(self, last: bool = False) -> None:
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        if is_quiet() or (not last and now - self._shown < (0.2 if terminal else 10)):
            return
        self._shown = now
        took = now - self._started
        told = (
            f"{counted(self.documents, 'document')}, {counted(self.names, 'name')}, "
            f"{self.placed:,} placed, {self.failures:,} failed, "
            f"{took:.0f} s{'' if last else self._remaining(took)}"
        )
        if terminal:
            print(f"\r{told:<78}", end="\n" if last else "", file=sys.stderr, flush=True)
        elif last or took > 10:
            print(told, file=sys.stderr, flush=True)

    def _remaining(self, took: float) -> str:
        done, of = self._files
        if not 0 < done < of:
            return ""
        return f", file {done:,} of {of:,}, about {took * (of - done) / done:.0f} s left"

    def _clear(self) -> None:
        if sys.stderr.isatty():
            print("\r" + " " * 78 + "\r", end="", file=sys.stderr)


def _counts(one: ParsedDocument | Parcel) -> tuple[int, int]:
    """Return how many names were found and placed."""
    if isinstance(one, tuple):
        return one.names, one.placed
    return len(one.toponyms), len(one.placed)


def tell_disputes(corrections: Corrections) -> None:
    """Say what reviewers disagree on, and which corrections were not used: both are their work."""
    for conflict in corrections.conflicts:
        say(f"reviewers disagree on {conflict}")
    for unused in corrections.unused():
        say(str(unused))


def language_of(given: str | None) -> str | None:
    """Return the language of the option, in small letters.

    Raises:
        BadParameter: It is no code of two or three letters.
    """
    code = given.lower() if given else None
    if code is not None and not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3):
        raise typer.BadParameter(
            f"{given!r} is not a code of a language (ISO 639-1); e.g. de", param_hint="--language"
        )
    return code


def bias_from(parsing: Parsing, gazetteer: Gazetteer) -> Bias:
    """Return what the user knows beforehand."""
    from geomap.resolver import Bias
    from geomap.types import Bounds

    bbox = _numbers(parsing.bbox, 4, "--bbox", "29,38,38,49") if parsing.bbox else None
    return Bias(
        countries=known_countries(parsing.country or (), gazetteer),
        near=point_of(parsing.near),
        bbox=Bounds(*bbox) if bbox else None,
        outlet=parsing.outlet,
    )


def point_of(near: str | None) -> tuple[float, float] | None:
    """Return the point of --near "LAT,LON", if it was given."""
    if not near:
        return None
    latitude, longitude = _numbers(near, 2, "--near", "33.3,44.4")
    return latitude, longitude


def _numbers(text: str, count: int, option: str, example: str) -> tuple[float, ...]:
    """Return the numbers of "LAT,LON" or "S,W,N,E", checked to be degrees."""
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if len(values) != count or any(
        not abs(value) <= (90 if index % 2 == 0 else 180) for index, value in enumerate(values)
    ):
        raise typer.BadParameter(
            f"{text!r} is not {count} numbers in degrees; e.g. {example}", param_hint=option
        )
    return values
