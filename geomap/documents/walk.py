"""From what the user named to the single things to read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from geomap.documents.address import public_address
from geomap.documents.options import ReadOptions
from geomap.documents.own import is_own_folder, is_own_output
from geomap.documents.source import Failure, Source, unreadable
from geomap.errors import DocumentError, DocumentNotFound

__all__ = ["find_sources", "is_url", "selected", "uninteresting"]

_SUFFIXES = (
    "png jpg jpeg gif webp bmp ico svg tif tiff heic avif psd css js mjs map woff woff2 ttf otf "
    "eot mp3 mp4 m4a m4v mov avi mkv wav ogg webm flac exe dll so dylib o pyc class jar db sqlite "
    "lock bak tmp swp ini cfg toml yaml yml py sh ts tsx c h cpp java go rs rb php geojson gpkg "
    "shp dbf shx prj kml kmz icc bin iso dmg conll spacy"
)
_NOT_DOCUMENTS = frozenset(f".{suffix}" for suffix in _SUFFIXES.split(" "))
_COMPANIONS = ("files", "file", "Dateien", "fichiers", "archivos")
_NOT_NAMES = frozenset({"thumbs.db", "desktop.ini", "readme", "license", "licence", "changelog"})


def is_url(path: str | Path) -> bool:
    return isinstance(path, str) and path.lower().startswith(("http://", "https://"))


def selected(relative: str, options: ReadOptions) -> bool:
    """Whether the globs let a path below a folder or archive through."""
    name = relative.rsplit("/", 1)[-1]

    def matches(globs: Iterable[str]) -> bool:
        return any(fnmatch(relative, glob) or fnmatch(name, glob) for glob in globs)

    return (not options.include or matches(options.include)) and not matches(options.exclude)


def uninteresting(relative: str, options: ReadOptions) -> bool:
    """Whether a file found in a folder is no document: pictures, scripts, notes on the folder.

    A file that ``--include`` asks for is never uninteresting.
    """
    name = relative.rsplit("/", 1)[-1].lower()
    stem, suffix = os.path.splitext(name)
    if options.include:
        return False
    return suffix in _NOT_DOCUMENTS or name in _NOT_NAMES or stem in _NOT_NAMES or name[:2] == "~$"


def find_sources(
    paths: str | Path | Iterable[str | Path],
    options: ReadOptions,
    on_own: Callable[[Path], None] | None = None,
) -> Iterator[Source | Failure]:
    """Yield what is to be read, folders in the order of their names.

    Args:
        on_own: Is given each file of a folder that geomap wrote; these are no documents.
    """
    taken: set[str] = set()
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    for path in named:
        for found in _find(path, options, on_own or _ignore):
            # ids are paths below a folder: within one they are different, and need no memory
            if isinstance(found, Failure) or len(named) == 1:
                yield found
            else:
                yield _with_own_id(found, taken)


def _with_own_id(source: Source, taken: set[str]) -> Source:
    own = source.id
    if own in taken:
        own = source.name
    number = 2
    while own in taken:
        own, number = f"{source.name} ({number})", number + 1
    taken.add(own)
    return replace(source, id=own)


def _ignore(path: Path) -> None:
    pass


def _find(
    path: str | Path, options: ReadOptions, on_own: Callable[[Path], None]
) -> Iterator[Source | Failure]:
    if path == "-":
        yield Source("standard input", "stdin", stream=_standard_input)
        return
    if is_url(path):
        shown = public_address(str(path))
        yield Source(shown, shown, link=str(path))
        return
    place = Path(path)
    try:
        mode = place.stat().st_mode
    except (OSError, ValueError) as error:
        yield Failure(str(path), _missing(str(path), error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(place, options, on_own)
    elif stat.S_ISREG(mode):
        yield Source(str(path), place.name, path=place)
    elif stat.S_ISFIFO(mode):
        yield Source(str(path), place.name, stream=lambda: place.open("rb"))
    else:
        yield Failure(str(path), _special(str(path)))


def _missing(name: str, error: OSError | ValueError) -> DocumentError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DocumentNotFound(f"{name}: no such file or folder; check the path")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return unreadable(name, f"cannot be opened ({reason.lower()}); check it")


def _special(name: str) -> DocumentError:
    return unreadable(name, "a pipe, device or socket in the place of a file; leave it out")


def _folder(
    root: Path, options: ReadOptions, on_own: Callable[[Path], None]
) -> Iterator[Source | Failure]:
    """Walk without recursion and without following links: nothing outside is ever reached."""
    waiting: list[tuple[Path, str]] = [(root, "")]
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Failure(str(folder), _missing(str(folder), error))
            continue
        inner: list[tuple[Path, str]] = []
        names = {entry.name for entry in listed}
        for entry in listed:
            relative = below + entry.name
            if entry.name.startswith(".") or _is_companion(entry, names):
                continue
            if entry.is_dir(follow_symlinks=False):
                if is_own_folder(Path(entry.path)):
                    on_own(Path(entry.path))
                    continue
                inner.append((Path(entry.path), relative + "/"))
            elif selected(relative, options) and not uninteresting(relative, options):
                found = _entry(entry, relative)
                if isinstance(found, Source) and is_own_output(Path(entry.path)):
                    on_own(Path(entry.path))
                else:
                    yield found
        waiting.extend(reversed(inner))


def _entry(entry: os.DirEntry[str], relative: str) -> Source | Failure:
    if entry.is_symlink():
        problem = "a symbolic link, which is not followed; name its target instead"
        return Failure(entry.path, unreadable(entry.path, problem))
    if not entry.is_file(follow_symlinks=False):
        return Failure(entry.path, _special(entry.path))
    return Source(entry.path, relative, path=Path(entry.path))


def _is_companion(entry: os.DirEntry[str], names: set[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a web page saved beside it."""
    stem, _, tail = entry.name.rpartition("_")
    pages = {stem + ".html", stem + ".htm"}
    return tail in _COMPANIONS and bool(pages & names) and entry.is_dir(follow_symlinks=False)


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer
