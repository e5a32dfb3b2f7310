"""Write every output that -o names, each in the form its name asks for."""

from __future__ import annotations

import os
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import typer

from geomap.errors import OutputError
from geomap.types import Role

if TYPE_CHECKING:
    from geomap.aggregate import Aggregate
    from geomap.cli.run import Run

__all__ = ["PAGES", "check_outputs", "keep_documents", "roles_from", "told_options", "write_all"]

_UNTOLD = frozenset({"quiet", "jobs", "threads", "timeout", "contact", "dry_run"})
PAGES = (".html", ".htm")


def check_outputs(outputs: list[Path], paths: list[str], *, force: bool = False) -> None:
    """Refuse before anything is read.

    Raises:
        OutputError: An output exists, has no known ending, or is one of the documents.
    """
    from geomap.export.formats import format_of
    from geomap.files import check_output

    for output in outputs:
        if str(output) == "-":
            raise OutputError(
                "map writes files: -o map.html; for pipes: geomap parse, geomap export"
            )
        if output.suffix.lower() not in PAGES:
            format_of(output)
        check_output(output, force=force)
        keep_documents(output, paths)


def keep_documents(output: Path, paths: list[str]) -> None:
    """Refuse to write over a document that was named.

    Raises:
        OutputError: The output is one of them.
    """
    for path in paths:
        if os.path.isfile(path) and output.exists() and os.path.samefile(path, output):
            raise OutputError(f"{output} is one of the documents; choose another -o")


def roles_from(text: str | None) -> frozenset[Role]:
    """Return the roles named by "subject,dateline", "all" or nothing (the default)."""
    from geomap.aggregate import DEFAULT_ROLES

    if text is None:
        return DEFAULT_ROLES
    if text.strip() == "all":
        return frozenset(Role)
    named = [part.strip() for part in text.split(",")]
    known = [role.value for role in Role]
    for name in named:
        if name not in known:
            raise typer.BadParameter(
                f"no role {name!r}; known are {', '.join(known)}, or all", param_hint="--roles"
            )
    return frozenset(Role(name) for name in named)


def told_options(*groups: Any, **single: Any) -> dict[str, Any]:
    """Return what the user chose other than the defaults: the page's provenance says it.

    Maps are passed on: no folder, no key and no password of the user may stand in them.
    """
    told = {name: value for name, value in single.items() if value is not None}
    for group in groups:
        for field in fields(group):
            value = getattr(group, field.name)
            if value != field.default and field.name not in _UNTOLD:
                values = value if isinstance(value, list) else [value]
                told[field.name] = ", ".join(_publishable(field.name, one) for one in values)
    return {f"--{name.replace('_', '-')}": value for name, value in told.items()}


def _publishable(name: str, value: object) -> str:
    if name == "geocoder_option":
        return str(value).partition("=")[0]
    if name == "geocoder_url":
        return urlsplit(str(value)).netloc.rpartition("@")[2]
    return value.name if isinstance(value, Path) else str(value)


def write_all(
    run: Run,
    outputs: list[Path],
    *,
    roles: frozenset[Role],
    drawing: dict[str, Any],
    force: bool = False,
) -> None:
    """Write each output; results wait on disk when more than one form needs them."""
    from geomap.aggregate import aggregate
    from geomap.jsonl import read_results, write_results

    if all(path.suffix.lower() in PAGES for path in outputs):
        gathered = aggregate(run.results(), roles=roles)
        run.require_documents()
        if gathered.documents:
            for path in outputs:
                _write_page(gathered, path, drawing, force)
        return
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        spool = Path(folder) / "results.jsonl"
        write_results(run.results(), spool)
        run.require_documents()
        if not run.documents:
            return
        for path in outputs:
            if path.suffix.lower() in PAGES:
                _write_page(aggregate(read_results(spool), roles=roles), path, drawing, force)
            else:
                from geomap.export import write_output

                write_output(
                    lambda: read_results(spool),
                    path,
                    roles=roles,
                    title=drawing["title"],
                    force=force,
                )


def _write_page(gathered: Aggregate, path: Path, drawing: dict[str, Any], force: bool) -> None:
    from geomap.files import atomic_path
    from geomap.render import render_map

    page = render_map(gathered, **drawing)
    with atomic_path(path, force=force) as temporary:
        page.save(str(temporary))
