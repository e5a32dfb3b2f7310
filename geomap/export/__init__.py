"""Results in the form that other programs read: one function, the format by file name.

>>> from geomap.export import export
>>> export(geomap.read_results("results.jsonl"), "places.geojson")
>>> export(geomap.read_results("results.jsonl"), "mentions.csv", by="mention")
>>> export(geomap.read_results("results.jsonl"), "map.png", width=180, dpi=300)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from geomap.aggregate import DEFAULT_ROLES, Aggregate, aggregate
from geomap.errors import OutputError
from geomap.export.formats import (
    FORMATS,
    By,
    Format,
    Options,
    format_of,
    picture_beside,
    write_function,
)
from geomap.export.rows import slim
from geomap.files import atomic_path, check_output
from geomap.types import ParsedDocument, Role

__all__ = [
    "FORMATS",
    "By",
    "Format",
    "Options",
    "export",
    "format_of",
    "gather",
    "outputs_of",
    "write_output",
]


Results = Iterable[ParsedDocument] | Aggregate
"""Parsed documents, or what ``geomap.aggregate`` made of them."""


def gather(results: Results, *, roles: frozenset[Role] = DEFAULT_ROLES) -> Aggregate:
    """Return the results by place, without the candidates that no export shows."""
    return results if isinstance(results, Aggregate) else aggregate(slim(results), roles=roles)


def outputs_of(path: str | Path, options: Options | None = None) -> list[Path]:
    """Return the files that exporting to ``path`` writes: it, and the picture of Markdown."""
    beside = picture_beside(path, options or Options())
    return [Path(path), beside] if beside else [Path(path)]


def export(
    results: Results | Callable[[], Results],
    path: str | Path,
    *,
    by: By | None = None,
    roles: frozenset[Role] = DEFAULT_ROLES,
    force: bool = False,
    **options: Any,
) -> Path:
    """Write results in the format that the file name's ending stands for.

    By mention, one document is held at a time. By place, all passages are.

    Args:
        results: Parsed documents, or (for exports by place) their aggregate, or a function
            that returns either.
        path: Ends in one of the suffixes of ``FORMATS``.
        by: A row or feature a place or a mention; each format has its own default.
        roles: By place: the mentions that count; by mention all stand there with their role.
        force: Replace files that exist.
        options: The fields of ``Options``: title, raw, points, max_passages, width, dpi …

    Returns:
        The path.

    Raises:
        OutputError: No such format, not of that shape, exists, or cannot be written.
        MissingExtra: The format needs a package that is not installed.
    """
    known = format_of(path)
    results = results() if callable(results) else results
    shape = by or ("place" if isinstance(results, Aggregate) else known.by[0])
    write = write_function(known, shape)
    wanted = Options(**options)
    beside = picture_beside(path, wanted)
    for output in outputs_of(path, wanted):
        check_output(output, force=force)
    if shape == "mention" and isinstance(results, Aggregate):
        raise OutputError(f"{path}: an aggregate has no mentions in order; give the results")
    given = gather(results, roles=roles) if shape == "place" else results
    if beside is not None:
        export(given, beside, force=force, **options)
        wanted = replace(wanted, picture_name=beside.name)
    with atomic_path(path, force=force) as temporary:
        write(given, temporary, wanted)
    return Path(path)


write_output = export
