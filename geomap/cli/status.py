"""`geomap status`: how far a run is."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.talk import App
from geomap.wording import counted

if TYPE_CHECKING:
    from geomap.stored import Standing

__all__ = ["register"]


def register(app: App) -> None:
    @app.command("status")
    def status(
        folder: Annotated[
            Path, typer.Argument(metavar="FOLDER", help="What `geomap parse -o FOLDER` writes.")
        ],
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    ) -> None:
        """Tell what of a run is done, failed and left, also while it runs.

        Example: geomap status out/
        """
        from geomap.stored import Ledger

        with closing(Ledger.to_read(_folder(folder))) as ledger:
            standing = ledger.standing()
        if as_json:
            typer.echo(json.dumps({**asdict(standing), "left": _left(standing)}))
        else:
            typer.echo(_told(standing))


def _folder(path: Path) -> Path:
    """Return the folder of a run; a single file has one beside it while it is written."""
    parts = path.with_name(path.name + ".parts")
    return parts if not path.is_dir() and parts.is_dir() else path


def _left(standing: Standing) -> int | None:
    if standing.finished:
        return 0
    return None if standing.files is None else max(0, standing.files - standing.done)


def _told(standing: Standing) -> str:
    left = _left(standing)
    parts = [
        "finished" if standing.finished else "not finished",
        f"{counted(standing.documents, 'document')} in {counted(standing.shards, 'shard')}",
        f"{standing.names:,} names, {standing.placed:,} placed",
        f"{counted(standing.done, 'file')} done",
        f"{standing.failed:,} failed",
    ]
    if left is not None:
        parts.append(f"{left:,} left")
    if left and standing.done:
        parts.append(f"about {standing.seconds / standing.done * left:,.0f} s of work")
    return ", ".join(parts)
