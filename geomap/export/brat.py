"""brat's standoff format: a ZIP with a text and an .ann file for each document.

``T`` lines are names; a name over two lines has two fragments, as brat demands. ``N`` lines
lead to the gazetteer: ``N1 Reference T1 geonames:99072``.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.escaping import encodable
from geomap.export.formats import Options
from geomap.types import Label, Mention, ParsedDocument
from geomap.wording import full_name

__all__ = ["write_mentions"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same input gives the same bytes


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write 00001.txt, 00001.ann and so on, and the configuration of the labels."""
    entities = "\n".join(Label)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        sections = f"[entities]\n{entities}\n[relations]\n[events]\n[attributes]\n"
        _add(archive, "annotation.conf", sections)
        for number, parsed in enumerate(results, 1):
            _add(archive, f"{number:05}.txt", parsed.document.text)
            _add(archive, f"{number:05}.ann", "".join(f"{line}\n" for line in _lines(parsed)))


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), encodable(text).encode("utf-8"))


def _lines(parsed: ParsedDocument) -> Iterator[str]:
    for number, toponym in enumerate(parsed.toponyms, 1):
        mention, place = toponym.mention, toponym.place
        parts = list(_fragments(mention))
        where = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(mention.text[a - mention.start : b - mention.start] for a, b in parts)
        yield f"T{number}\t{mention.label} {where}\t{words}"
        if place is not None:
            yield f"N{number}\tReference T{number} {place.id}\t{full_name(place)}"


def _fragments(mention: Mention) -> Iterator[tuple[int, int]]:
    start = mention.start
    for line in mention.text.split("\n"):
        if line.strip():
            lead = len(line) - len(line.lstrip())
            yield start + lead, start + len(line.rstrip())
        start += len(line) + 1
