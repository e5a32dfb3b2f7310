"""The files of GeoNames' export, as text or zipped."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from geomap.errors import GazetteerError, GazetteerNotFound

__all__ = ["Progress", "feature_files", "lines_of", "table_rows"]

Progress = Callable[[str, int, int], None]
_COUNTRY_FILE = re.compile(r"^[A-Z]{2}$")


def feature_files(folder: Path, countries: frozenset[str]) -> list[Path]:
    """Return allCountries, or the countries' own files; text before zip.

    Raises:
        GazetteerNotFound: The folder lacks them.
    """
    if not folder.is_dir():
        raise GazetteerNotFound(f"{folder} is not a folder; name the one with the GeoNames files")
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.suffix.lower() != ".txt"):
        if path.suffix.lower() in (".txt", ".zip") and (
            _COUNTRY_FILE.match(path.stem) or path.stem == "allCountries"
        ):
            found.setdefault(path.stem, path)
    whole = found.pop("allCountries", None)
    lacking = sorted(countries - found.keys())
    if whole is not None and (lacking or not countries):
        return [whole]
    if lacking:
        raise GazetteerNotFound(
            f"{folder} has no file for {', '.join(lacking)}; put {lacking[0]}.zip or"
            " allCountries.zip there, or add --download"
        )
    chosen = [path for stem, path in sorted(found.items()) if not countries or stem in countries]
    if not chosen:
        raise GazetteerNotFound(
            f"{folder} has no GeoNames file (allCountries.txt, IQ.txt, …, or .zip); put one"
            " there, or add --download"
        )
    return chosen


@contextmanager
def lines_of(path: Path, progress: Progress) -> Iterator[Iterator[str]]:
    """Give the lines of a text file, also out of a zip, and report the bytes read."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                member = archive.getinfo(f"{path.stem}.txt")
                with archive.open(member) as stream:
                    yield _counted(stream, path.name, member.file_size, progress)
        else:
            with path.open("rb") as stream:
                yield _counted(stream, path.name, path.stat().st_size, progress)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise GazetteerError(
            f"{path} is damaged ({error}); delete it and download it again"
        ) from error
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"{path} is not UTF-8; GeoNames' files are: download it again"
        ) from error


def _counted(stream: IO[bytes], name: str, whole: int, progress: Progress) -> Iterator[str]:
    done = reported = 0
    for line in stream:
        done += len(line)
        if done - reported > 1 << 22:
            reported = done
            progress(name, done, whole)
        yield line.decode("utf-8").rstrip("\r\n")
    progress(name, done, whole)


def table_rows(folder: Path, stem: str, columns: int) -> Iterator[list[str]]:
    """Yield the rows of a small table (.txt or .zip); none when it is not there."""
    for suffix in (".txt", ".zip"):
        path = folder / f"{stem}{suffix}"
        if path.is_file():
            with lines_of(path, lambda *_: None) as lines:
                for line in lines:
                    row = line.split("\t")
                    if len(row) >= columns and not line.startswith("#"):
                        yield row
            return
