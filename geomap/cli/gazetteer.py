"""`geomap gazetteer`: what is in it, and building a larger one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from geomap.cli.streams import say
from geomap.cli.talk import App, is_quiet

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    group = App(
        help="What the gazetteer holds; build a larger one from GeoNames.",
    )
    app.add_typer(group, name="gazetteer")
    group.command("info")(_info)
    group.command("build")(_build)


def _info(
    gazetteer: Annotated[
        Path | None,
        typer.Option("--gazetteer", "-g", envvar="GEOMAP_GAZETTEER", help="Another gazetteer."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of text.")] = False,
) -> None:
    """Print sources, licences, counts, dates and hash of the gazetteer in use.

    Example: geomap gazetteer info
    """
    from geomap.gazetteer import BUNDLE
    from geomap.gazetteer.about import describe

    facts = describe(gazetteer or BUNDLE)
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for key in (
        "path",
        "name",
        "built",
        "schema",
        "bytes",
        "sha256",
        "places",
        "names",
        "spellings",
    ):
        value = facts.get(key)
        if value is not None:
            typer.echo(f"{key:12}{value:,}" if isinstance(value, int) else f"{key:12}{value}")
    typer.echo("kinds       " + ", ".join(f"{k} {n:,}" for k, n in facts["kinds"].items()))
    for source in facts["sources"]:
        typer.echo(f"\n{source['name']} {source['version']}".rstrip())
        typer.echo(f"  places {source['places']:,}; licence {source['licence']}")
        typer.echo(f"  {source['attribution']}; {source['url']}\n  sha256 {source['sha256']}")


def _build(
    geonames: Annotated[
        Path,
        typer.Option(metavar="DIR", help="Folder with GeoNames files; --download puts them there."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The gazetteer to write.")] = Path(
        "geonames.db"
    ),
    download: Annotated[
        bool,
        typer.Option("--download", help="Fetch what is missing in DIR from download.geonames.org."),
    ] = False,
    countries: Annotated[
        str | None, typer.Option(help="Only these: ISO codes, e.g. IQ,SY; else the whole world.")
    ] = None,
    alternate_names: Annotated[
        bool, typer.Option("--alternate-names", help="Names of alternateNamesV2 too.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the output if it exists.")
    ] = False,
) -> None:
    """Compile GeoNames files into a gazetteer; use it with --gazetteer or GEOMAP_GAZETTEER.

    Nothing is fetched without --download; an interrupted download resumes.

    Example: geomap gazetteer build --geonames geonames/ --download --countries IQ,SY -o iq-sy.db
    """
    from geomap.files import check_output
    from geomap.gazetteer.download import download as fetch
    from geomap.gazetteer.download import files_for
    from geomap.gazetteer.geonames import build_geonames

    chosen = _codes(countries)
    check_output(output, force=force)
    progress = _silent if is_quiet() else _Bar()
    if download:
        for name in files_for(chosen, alternate_names):
            fetch(name, geonames, progress=progress)
    built = build_geonames(
        geonames, output, countries=chosen, alternate_names=alternate_names, progress=progress
    )
    if not is_quiet():
        skipped = f", {built.skipped:,} lines skipped" if built.skipped else ""
        size = output.stat().st_size / 1e6
        say(f"wrote {output}: {built.features:,} places{skipped}, {size:,.1f} MB")


def _codes(countries: str | None) -> frozenset[str]:
    codes = frozenset(code.strip().upper() for code in (countries or "").split(",") if code.strip())
    wrong = sorted(code for code in codes if len(code) != 2 or not code.isalpha())
    if wrong:
        raise typer.BadParameter(
            f"{wrong[0]} is not an ISO code; write e.g. IQ,SY", param_hint="--countries"
        )
    return codes


def _silent(what: str, done: int, whole: int) -> None:
    """Say nothing."""


class _Bar:
    """A line that is rewritten on a terminal; elsewhere one line for each file."""

    def __init__(self, write: Callable[[str], Any] | None = None) -> None:
        self._terminal = write is None and sys.stderr.isatty()
        self._write = write or sys.stderr.write
        self._told = ""

    def __call__(self, what: str, done: int, whole: int) -> None:
        share = done / whole if whole else 0.0
        if self._terminal:
            bar = "#" * round(30 * share)
            end = "\n" if done >= whole > 0 else ""
            self._write(f"\r{what[:24]:24} [{bar:30}] {share:4.0%}{end}")
        elif done >= whole > 0 and what != self._told:
            self._told = what
            self._write(f"{what}: done\n")
        sys.stderr.flush()
