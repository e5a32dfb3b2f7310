"""Results that commands read again: a bad line is told once, left out, and counts in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli.streams import say
from geomap.errors import DocumentNotFound, ExitCode, FormatError, GeomapError

if TYPE_CHECKING:
    from geomap.types import ParsedDocument

__all__ = ["ResultLines"]


class ResultLines:
    """Reads files of results as often as a command needs them."""

    def __init__(self, *, evidence: bool = True) -> None:
        self._evidence = evidence
        self._told: set[str] = set()

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.SOME_FAILED if self._told else ExitCode.DONE

    @property
    def failed(self) -> int:
        """How many lines could not be used."""
        return len(self._told)

    def read(self, path: str | Path, name: str | None = None) -> Iterator[ParsedDocument]:
        """Yield the documents; ``name`` is what messages call the file.

        Raises:
            FormatError: There are lines, and none can be used: an empty output would look
                like an answer.
        """
        from geomap.stored import read_results

        good = bad = 0

        def failed(_: str, error: FormatError) -> None:
            nonlocal bad
            bad += 1
            self._tell(error)

        for parsed in read_results(path, on_error=failed, name=name, evidence=self._evidence):
            good += 1
            yield parsed
        if bad and not good:
            raise FormatError(f"no line of {name or path} can be used; make it with: geomap parse")

    def again(self, path: str) -> Iterable[ParsedDocument]:
        """Return the documents of a file, read anew each time they are walked.

        Standard input ("-") can be walked once: it is an iterator.

        Raises:
            DocumentNotFound: There is no such file, or folder of shards.
        """
        from geomap.stored import is_folder_of_results

        if path == "-":
            return self.read(path, "standard input")
        if not Path(path).is_file() and not is_folder_of_results(path):
            raise DocumentNotFound(f"{path} does not exist; check the path")
        return _Again(self, path)

    def _tell(self, error: GeomapError) -> None:
        if str(error) not in self._told:
            self._told.add(str(error))
            say(str(error))


@dataclass(frozen=True)
class _Again:
    lines: ResultLines
    path: str

    def __iter__(self) -> Iterator[ParsedDocument]:
        return self.lines.read(self.path)
