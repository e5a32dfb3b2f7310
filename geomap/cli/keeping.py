"""`geomap parse` into shards: what is finished stays, and a run can be taken up again."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap._version import __version__
from geomap.cli.streams import say
from geomap.cli.talk import is_quiet
from geomap.errors import DocumentError, OutputError, OutputExists

if TYPE_CHECKING:
    from geomap.cli.run import Run
    from geomap.stored import Ending, Pack, Shards, Standing

__all__ = ["SHARD_SIZE", "is_folder", "keep_in_file", "keep_in_folder"]

SHARD_SIZE = 1_000
_PART = 200
"""Documents after which the work on a single file is safe."""
_PARTS = ".parts"
_NOT_ASKED = frozenset({"jobs", "timeout", "threads", "quiet", "fetch", "fetch_private", "dry_run"})
"""Options on which results do not depend."""
_CONTENT = frozenset({"extra", "corrections"})
_OWN = ("shard-*", ".shard-*", "run.db", "run.db-journal", "errors.jsonl")


def is_folder(output: str, shard_size: int | None) -> bool:
    """Whether -o names a folder of shards: it ends in a slash, is one, or shards were asked for."""
    return shard_size is not None or output.endswith(("/", os.sep)) or Path(output).is_dir()


def keep_in_folder(
    run: Run,
    pack: Pack,
    output: str,
    ending: Ending,
    *,
    size: int,
    resume: bool,
    force: bool,
    retry: bool,
) -> Standing:
    """Write shards into a folder; return what it holds.

    Raises:
        OutputError: The folder holds something else, or a run with other options.
    """
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a folder, or leave out --shard-size")
    ours = (folder / "run.db").exists()
    if folder.is_dir() and not ours and any(folder.iterdir()):
        raise OutputExists(f"{folder} holds other files; name a new folder")
    if ours and force and not resume:
        _clear(folder)
    return _write(run, pack, folder, ending, size=size, resume=resume, retry=retry, shown=output)


def keep_in_file(
    run: Run, pack: Pack, output: str, ending: Ending, *, resume: bool, force: bool, retry: bool
) -> Standing:
    """Write one file and return what it holds; its parts lie in a folder beside it till then.

    Raises:
        OutputExists: There are parts of an earlier run and ``resume`` was not given.
    """
    target = Path(output)
    folder = target.with_name(target.name + _PARTS)
    if force and not resume:
        shutil.rmtree(folder, ignore_errors=True)
    if folder.exists() and not resume:
        raise OutputExists(
            f"{folder} holds the parts of a run that did not end; add --resume to go on with it, "
            "or --force to begin anew"
        )
    if resume and target.exists() and not folder.exists():
        raise OutputExists(f"{target} is whole already; add --force without --resume to replace it")
    try:
        return _write(
            run, pack, folder, ending, size=_PART, resume=resume, retry=retry, shown=output,
            target=target,
        )  # fmt: skip
    except BaseException:
        _remove_if_empty(folder)
        raise


def _write(
    run: Run,
    pack: Pack,
    folder: Path,
    ending: Ending,
    *,
    size: int,
    resume: bool,
    retry: bool,
    shown: str,
    target: Path | None = None,
) -> Standing:
    from geomap.stored import Shards

    options = _options(run, pack, ending, size)
    shards = Shards(folder, ending, options, size=size, resume=resume, shown=shown)
    try:
        if retry:
            shards.ledger.forget_failed()
        run.keep(shards)
        # closed at once, whatever ends it: a process that reads must not outlive this one
        parcels = run.parcels(pack, before=shards.before)
        with _told_how_to_go_on(run, shards, shown), closing(parcels):
            shards.write(parcels)
            shards.finish()
        held = shards.standing()
        if target is not None:
            shards.publish(target)
        return held
    finally:
        shards.close()


@contextmanager
def _told_how_to_go_on(run: Run, shards: Shards, shown: str) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, OSError, MemoryError, DocumentError):
        kept = shards.kept()
        if kept and not is_quiet():
            say(
                f"{kept:,} documents are kept for {shown}; go on with the same command and --resume"
            )
        raise


def _clear(folder: Path) -> None:
    """Remove what an earlier run wrote, and nothing else."""
    for pattern in _OWN:
        for path in folder.glob(pattern):
            path.unlink()


def _remove_if_empty(folder: Path) -> None:
    """Remove a folder of parts in which nothing is finished."""
    if folder.is_dir() and not any(folder.glob("shard-*")):
        shutil.rmtree(folder, ignore_errors=True)


def _options(run: Run, pack: Pack, ending: Ending, size: int) -> dict[str, Any]:
    """Return all that the results depend on, files by their content."""
    told: dict[str, Any] = {
        "geomap": __version__,
        "gazetteer": run.gazetteer.name,
        "detail": str(pack.detail),
        "form": ending.suffix,
        "documents a shard": size,
    }
    for group in (run.reading, run.parsing, run.online):
        for field in fields(group):
            value = getattr(group, field.name)
            if field.name in _NOT_ASKED or value in (None, False, [], ()):
                continue
            if field.name in _CONTENT:
                told[field.name] = [_digest(path) for path in value]
            else:
                told[field.name] = value if isinstance(value, int | float | list) else str(value)
    return told


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise OutputError(f"{path}: {str(error.strerror).lower()}; check it") from error
