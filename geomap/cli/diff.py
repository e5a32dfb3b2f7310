"""`geomap diff`: what changed between two runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from geomap.diff import Change, Difference, Spot

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("diff")
    def diff(
        old: Annotated[str, typer.Argument(metavar="OLD", help="Results of `geomap parse`.")],
        new: Annotated[str, typer.Argument(metavar="NEW", help="Later results; '-' is input.")],
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    ) -> None:
        """Tell which places two runs gained, lost or moved, mention by mention.

        Example: geomap diff monday.jsonl tuesday.jsonl
        """
        from geomap.cli.results import ResultLines
        from geomap.diff import compare
        from geomap.jsonl import dumps

        if old == "-" and new == "-":
            raise typer.BadParameter("only one of the two can be standard input")
        lines = ResultLines()
        difference = compare(lines.read(old), lines.read(new))
        if as_json:
            typer.echo(dumps(json.loads(json.dumps(difference.to_record()))))
        else:
            for line in _told(difference):
                typer.echo(line)
        raise typer.Exit(lines.exit_code)


def _told(difference: Difference) -> Iterator[str]:
    if not difference:
        yield f"no difference; {difference.unchanged} mentions are as they were"
        return
    for sign, documents in (
        ("+", difference.documents_added),
        ("-", difference.documents_removed),
    ):
        yield from (f"{sign} document {document}" for document in documents)
    yield from (f"+ place {_place(spot)}" for spot in difference.gained)
    yield from (f"- place {_place(spot)}" for spot in difference.lost)
    for before, after, km in difference.relocated:
        yield f"~ place {_place(after)}: {km:,.1f} km from where {_degrees(before)} was"
    for change in difference.changes:
        yield _change(change)
    yield f"{difference.unchanged} mentions are as they were"


def _change(change: Change) -> str:
    where = f"{change.document}:{change.start} {change.name!r}"
    if change.kind == "moved" and change.old and change.new:
        km = f" ({change.distance_km:,.0f} km)" if change.distance_km is not None else ""
        return f"~ {where}: {_place(change.old)} -> {_place(change.new)}{km}"
    if change.kind == "placed" and change.new:
        return f"+ {where}: now placed, {_place(change.new)}"
    if change.kind == "unplaced" and change.old:
        return f"- {where}: no longer placed ({change.reason}); was {_place(change.old)}"
    spot = change.new or change.old
    sign, word = ("+", "new mention") if change.kind == "found" else ("-", "gone")
    return f"{sign} {where}: {word}, {_place(spot) if spot else 'not placed'}"


def _place(spot: Spot) -> str:
    country = f", {spot.country}" if spot.country else ""
    return f"{spot.name}{country} [{spot.id}]"


def _degrees(spot: Spot) -> str:
    return f"{spot.latitude:.4f}, {spot.longitude:.4f}"
