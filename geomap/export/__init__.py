"""Results in the form that other programs and people read: one function, the form by file name.

>>> from geomap.export import export
>>> export(geomap.read_results("results.jsonl"), "map.html")
>>> export(geomap.read_results("results.jsonl"), "places.geojson")
>>> export(geomap.read_results("results.jsonl"), "mentions.csv", by="mention")
>>> export(geomap.read_results("results.jsonl"), "map.png", width=180, dpi=300)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geomap.aggregate import DEFAULT_ROLES, Aggregate, aggregate
from geomap.errors import OutputError
from geomap.export.formats import (
    FORMATS,
    By,
    Format,
    Options,
    Output,
    format_of,
    outputs_of,
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
    "Output",
    "export",
    "format_of",
    "gather",
    "outputs_of",
    "write_outputs",
]


Results = Iterable[ParsedDocument] | Aggregate
"""Parsed documents, or what ``geomap.aggregate`` made of them."""


def gather(
    results: Results, *, roles: frozenset[Role] = DEFAULT_ROLES, candidates: bool = False
) -> Aggregate:
    """Return the results by place; most forms do not show candidates, which weigh most."""
    if isinstance(results, Aggregate):
        return results
    return aggregate(results if candidates else slim(results), roles=roles)


def export(
    results: Results,
    path: str | Path,
    *,
    by: By | None = None,
    roles: frozenset[Role] = DEFAULT_ROLES,
    force: bool = False,
    **options: Any,
) -> Path:
    """Write results in the form that the file name's ending stands for.

    By mention, one document is held at a time. By place, all passages are.

    Args:
        results: Parsed documents, or (for forms by place) their aggregate.
        path: Ends in one of the suffixes of ``FORMATS``; the longest wins.
        by: A row or feature a place or a mention, a report's chapter a place or a document;
            each format has its own default.
        roles: By place: the mentions that count; by mention all stand there with their role.
        force: Replace files that exist.
        options: The fields of ``Options``: title, borders, max_passages, raw, width, dpi …

    Returns:
        The path.

    Raises:
        GeomapError: An option that cannot be used.
        OutputError: No such format, not of that shape, exists, or cannot be written.
        MissingExtra: The format needs a package that is not installed.
    """
    if by is None and isinstance(results, Aggregate):
        by = "place"
    outputs = outputs_of(path, Options(**options), by)
    if isinstance(results, Aggregate) and any(output.by == "mention" for output in outputs):
        raise OutputError(f"{path}: an aggregate has no mentions in order; give the results")
    for output in outputs:
        check_output(output.path, force=force)
    write_outputs(outputs, results, roles=roles, force=force)
    return Path(path)


def write_outputs(
    outputs: Sequence[Output],
    results: Results,
    *,
    roles: frozenset[Role] = DEFAULT_ROLES,
    force: bool = False,
) -> Aggregate | None:
    """Write each output, whole or not at all.

    Args:
        results: Walked once for all outputs by place, and once for each by mention.

    Returns:
        The results by place, if an output was by place.

    Raises:
        OutputError: A file exists, or cannot be written.
    """
    candidates = any(output.form.candidates for output in outputs)
    gathered: Aggregate | None = None
    for output in outputs:
        if output.by != "mention":
            if gathered is None:
                gathered = gather(results, roles=roles, candidates=candidates)
            given: Results = gathered
        else:
            given = results
        write = write_function(output.form, output.by)
        with atomic_path(output.path, force=force) as temporary:
            write(given, temporary, output.options)
    return gathered
