"""`geomap corrections`: decisions of reviewers, put together, shown, applied and learnt from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.streams import say
from geomap.cli.talk import App, tell
from geomap.errors import FormatError
from geomap.files import check_output, write_atomic
from geomap.wording import counted

if TYPE_CHECKING:
    from geomap.corrections import Conflict, Corrections, Decision

__all__ = ["register"]

_Files = Annotated[
    list[Path],
    typer.Argument(metavar="CORRECTIONS...", help="CSV files, and maps saved from the page."),
]
_Results = Annotated[
    str, typer.Argument(metavar="RESULTS", help="Output of `geomap parse`; '-': standard input.")
]
_Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]
_Force = Annotated[bool, typer.Option("--force", help="Replace the output if it exists.")]
_Gazetteer = Annotated[
    Path | None,
    typer.Option("--gazetteer", "-g", envvar="GEOMAP_GAZETTEER", help="As for `geomap map`."),
]
_Extra = Annotated[list[Path] | None, typer.Option(help="As for `geomap map`.")]


def register(app: typer.Typer) -> None:
    corrections = App(
        help="Decisions of reviewers (docs/corrections).",
    )
    app.add_typer(corrections, name="corrections")
    corrections.command("show")(_show)
    corrections.command("merge")(_merge)
    corrections.command("apply")(_apply)
    corrections.command("extra")(_extra)
    corrections.command("cases")(_cases)


def _show(
    files: _Files,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line a decision, as in a saved map.")
    ] = False,
) -> None:
    """Print every decision: who, when, which name, what was decided.

    Example: geomap corrections show corrections.csv from-ada.html
    """
    from geomap.corrections import merged, to_record
    from geomap.corrections.agreement import printable, told_outcome, told_target
    from geomap.jsonl import dumps

    decisions = _read(files)
    for decision in decisions:
        if as_json:
            typer.echo(dumps(to_record(decision)))
            continue
        verdict = "right: " if decision.verdict == "right" else ""
        parts = [
            f"{told_target(decision)}: {verdict}{told_outcome(decision)}",
            decision.who,
            decision.when,
            decision.note,
        ]
        typer.echo("; ".join(printable(part) for part in parts if part))
    _tell(merged(decisions)[1])


def _merge(
    files: _Files,
    output: _Output,
    prefer: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="In disputes take this reviewer's, not the latest."),
    ] = None,
    force: _Force = False,
) -> None:
    """Put decisions together into one CSV: one for each name. Disputes are shown with both sides.

    Example: geomap corrections merge mine.csv from-ada.html -o corrections.csv
    """
    from geomap.corrections import merged, to_csv

    check_output(output, force=force)
    decisions = _read(files)
    if prefer is not None and prefer not in {decision.reviewer for decision in decisions}:
        raise typer.BadParameter(f"no decision is by {prefer!r}", param_hint="--prefer")
    kept, conflicts = merged(decisions, prefer)
    _tell(conflicts)
    write_atomic(output, to_csv(kept), force=force)
    tell(f"wrote {output}: {counted(len(kept), 'decision')} of {len(decisions):,}")


def _apply(
    results: _Results,
    files: _Files,
    output: Annotated[
        str, typer.Option("--output", "-o", help="As for parse; '-': the output.")
    ] = "-",
    gazetteer: _Gazetteer = None,
    extra: _Extra = None,
    force: _Force = False,
) -> None:
    """Write results with the decisions in them, the machine's answers beside them ("review").

    Example: geomap corrections apply results.jsonl corrections.csv -o corrected.jsonl
    """
    from geomap.cli.outputs import keep_inputs
    from geomap.cli.results import ResultLines
    from geomap.cli.run import tell_disputes
    from geomap.stored import ending_of, write_results

    if output != "-":
        ending_of(output)
        check_output(output, force=force)
        keep_inputs(Path(output), [results, *map(str, files)])
    corrections, lines = _load(files, gazetteer, extra), ResultLines()
    write_results(corrections.apply(lines.read(results)), output, force=force)
    tell_disputes(corrections)
    raise typer.Exit(lines.exit_code)


def _extra(
    files: _Files,
    output: _Output,
    gazetteer: _Gazetteer = None,
    force: _Force = False,
) -> None:
    """Write GeoJSON for --extra: places that reviewers typed, and new names of known places.

    Example: geomap corrections extra corrections.csv -o ours.geojson
    """
    from geomap.corrections import load_corrections
    from geomap.corrections.learn import extra_places
    from geomap.gazetteer import open_gazetteer
    from geomap.jsonl import dumps

    check_output(output, force=force)
    if output.suffix.lower() not in (".geojson", ".json"):
        raise typer.BadParameter("name a file that ends in .geojson", param_hint="--output")
    known = open_gazetteer(gazetteer)
    places, left_out = extra_places(load_corrections(files, known), known)
    if not places["features"]:
        raise FormatError(
            "no decision has a place or a name that the gazetteer lacks; nothing was written, "
            "the decisions work with: geomap map --corrections"
        )
    write_atomic(output, dumps(places) + "\n", force=force)
    tell(
        f"wrote {output}: {counted(len(places['features']), 'place')}; decisions left out, as the "
        f"gazetteer knows their names and places: {left_out:,}"
    )


def _cases(
    results: _Results,
    files: _Files,
    output: _Output,
    gazetteer: _Gazetteer = None,
    extra: _Extra = None,
    force: _Force = False,
) -> None:
    """Write test cases: each reviewed sentence with what is right in it, as JSON.

    They have the form of tests/data/cases.

    Example: geomap corrections cases results.jsonl corrections.csv -o cases.json
    """
    import json

    from geomap.cli.results import ResultLines
    from geomap.cli.run import tell_disputes
    from geomap.corrections.learn import cases
    from geomap.escaping import encodable

    check_output(output, force=force)
    corrections, lines = _load(files, gazetteer, extra), ResultLines()
    found = list(cases(lines.read(results), corrections))
    tell_disputes(corrections)
    if not found:
        raise FormatError(f"no decision fits a sentence of {results}; nothing was written")
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    write_atomic(output, encodable(text), force=force)
    tell(f"wrote {output}: {counted(len(found), 'case')}")
    raise typer.Exit(lines.exit_code)


def _read(files: Iterable[Path]) -> list[Decision]:
    from geomap.corrections import read_decisions

    return [decision for path in files for decision in read_decisions(path)]


def _load(files: list[Path], gazetteer: Path | None, extra: list[Path] | None) -> Corrections:
    from geomap.corrections import load_corrections
    from geomap.gazetteer import open_gazetteer

    return load_corrections(files, open_gazetteer(gazetteer, extra=extra or ()))


def _tell(conflicts: Iterable[Conflict]) -> None:
    for conflict in conflicts:
        say(f"reviewers disagree on {conflict}")
