"""A folder of shards: numbered files of results, each whole or absent, and the books of the run."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from geomap.errors import FormatError, OutputError
from geomap.files import atomic_path, write_atomic
from geomap.stored.endings import Ending
from geomap.stored.journal import Journal
from geomap.stored.ledger import LEDGER, Ledger, Shard, Standing
from geomap.stored.parcels import Pack, Parcel
from geomap.stored.read import read_file
from geomap.stored.write import open_sink
from geomap.types import ParsedDocument

__all__ = ["ERRORS", "Shards", "is_folder_of_results", "read_folder", "shard_files"]

ERRORS = "errors.jsonl"
_PATTERN = "shard-*"


class Shards:
    """Writes the results of one run into a folder, and takes it up again.

    Args:
        folder: Made if it is not there.
        options: What the results depend on; a run goes on only with the same.
        size: Documents a shard.
        resume: Go on with the run that the folder holds, if any.
        shown: What messages call it.
    """

    def __init__(
        self,
        folder: Path,
        ending: Ending,
        options: dict[str, Any],
        *,
        size: int,
        resume: bool,
        shown: str = "",
    ) -> None:
        self.folder, self.ending, self.size = folder, ending, size
        self.ledger = Ledger(folder, options, resume=resume, shown=shown)
        self.journal = Journal(self.ledger)
        known = self.ledger.shards()
        self.before = sum(shard.documents for shard in known)
        self.files: int | None = None
        self._started = time.monotonic() - float(self.ledger.fact("seconds") or 0)
        self._number = known[-1].number + 1 if known else 0
        self.ledger.note("finished", 0)
        self._drop_orphans({shard.name for shard in known})
        self.write_errors()

    def _drop_orphans(self, known: set[str]) -> None:
        """Remove shards that were written but not noted: their documents are done again."""
        for path in self.folder.glob(_PATTERN):
            if path.name not in known:
                path.unlink()

    def write(self, parcels: Iterable[Parcel]) -> None:
        """Write all results; what is whole when something ends it stays."""
        stream = iter(parcels)
        while (first := next(stream, None)) is not None:
            self._shard(first, stream)
        self.journal.commit(None)
        self.write_errors()

    def _shard(self, first: Parcel, rest: Iterator[Parcel]) -> None:
        name = f"shard-{self._number:06}{self.ending.suffix}"
        count = names = placed = 0
        with ExitStack() as stack:
            temporary = stack.enter_context(atomic_path(self.folder / name, force=True))
            sink = stack.enter_context(open_sink(temporary, self.ending))
            parcel: Parcel | None = first
            while parcel is not None:
                sink.write(parcel.line)
                self.journal.passed()
                for warning in parcel.warnings:
                    self.journal.warned(parcel.id, warning)
                count, names = count + 1, names + parcel.names
                placed += parcel.placed
                parcel = next(rest, None) if count < self.size else None
        self.journal.commit(Shard(self._number, name, count, names, placed))
        self._number += 1
        self._note()
        self.write_errors()

    def _note(self) -> None:
        if self.files is not None:
            self.ledger.note("files", self.files)
        self.ledger.note("seconds", round(time.monotonic() - self._started, 1))

    def finish(self) -> None:
        """Note that all was read."""
        self._note()
        self.ledger.note("finished", 1)

    def kept(self) -> int:
        """Return how many documents are safe."""
        return self.ledger.standing().documents

    def standing(self) -> Standing:
        """Return what the run holds, without what stood in sources that changed since.

        The books count names a shard, so those of single documents are counted again.
        """
        standing = self.ledger.standing()
        if not self.ledger.gone():
            return standing
        names = placed = 0
        for parsed in read_folder(self.folder):
            names, placed = names + len(parsed.toponyms), placed + len(parsed.placed)
        return replace(standing, names=names, placed=placed)

    def write_errors(self) -> None:
        """Write what went wrong, a line each: file, kind, reason and remedy."""
        written = int(self.ledger.fact("errors written") or 0)
        count = self.ledger.problem_count()
        path = self.folder / ERRORS
        if not count:
            with suppress(FileNotFoundError):
                path.unlink()
            return
        if written == count and path.exists():
            return
        problems = self.ledger.problems()
        lines = [json.dumps(_told(*one[1:]), ensure_ascii=False) + "\n" for one in problems]
        write_atomic(path, "".join(lines), force=True)
        self.ledger.note("errors written", count)

    def publish(self, path: Path) -> None:
        """Put all shards together as one file, and remove the folder."""
        with atomic_path(path, force=True) as temporary:
            if self.ending.lines and not self.ledger.gone():
                with open(temporary, "wb") as target:
                    for shard in self.ledger.shards():
                        with open(self.folder / shard.name, "rb") as piece:
                            shutil.copyfileobj(piece, target, 1 << 20)
            else:
                self._copy(temporary)
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _copy(self, target: Path) -> None:
        """Write the results again, one by one, without those of sources that changed."""
        with open_sink(target, self.ending) as sink:
            for parsed in read_folder(self.folder):
                sink.write(Pack(parsed.detail, lines=self.ending.lines)(parsed).line)

    def close(self) -> None:
        self.ledger.close()


def _told(file: str, kind: str, reason: str) -> dict[str, str]:
    """Return a problem with the remedy apart: messages end with what to do."""
    said = reason.removeprefix(f"{file}: ")
    reason, _, remedy = said.rpartition("; ")
    return {
        "file": file,
        "kind": kind,
        "reason": reason or said,
        "remedy": remedy if reason else "",
    }


def is_folder_of_results(path: str | Path) -> bool:
    """Whether a folder is one that `geomap parse -o FOLDER` wrote."""
    folder = Path(path)
    return folder.is_dir() and ((folder / LEDGER).is_file() or bool(shard_files(folder)))


def shard_files(folder: Path) -> list[tuple[Path, list[tuple[int, int]]]]:
    """Return the shards of a folder in order, each with the rows that count no longer."""
    if not (folder / LEDGER).is_file():
        return [(path, []) for path in sorted(folder.glob(_PATTERN)) if path.is_file()]
    with closing(Ledger.to_read(folder)) as ledger:
        gone = ledger.gone()
        return [(folder / one.name, gone.get(one.number, [])) for one in ledger.shards()]


def read_folder(
    folder: Path,
    on_error: Callable[[str, FormatError], None] | None = None,
    *,
    evidence: bool = True,
) -> Iterator[ParsedDocument]:
    """Yield the results of a folder of shards, one document at a time.

    Raises:
        OutputError: A shard is missing.
    """
    for path, gone in shard_files(folder):
        if not path.is_file():
            raise OutputError(f"{path} is missing; begin the run anew, or bring it back")
        for row, parsed in enumerate(read_file(path, on_error=on_error, evidence=evidence)):
            if not any(first <= row < end for first, end in gone):
                yield parsed
