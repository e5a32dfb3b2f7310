"""The command line: thin commands over importable functions.

Standard output is for data, standard error for talk; "-" is standard input or output.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from geomap._version import __version__
from geomap.errors import ExitCode, GeomapError

__all__ = ["build_app", "main"]

_COMMANDS = (
    "map",
    "parse",
    "explain",
    "export",
    "diff",
    "lookup",
    "gazetteer",
    "evaluate",
    "cache",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"geomap {__version__}")
        raise typer.Exit()


def build_app() -> typer.Typer:
    """Return the application with every command registered."""
    app = typer.Typer(
        name="geomap",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=True,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def geomap(
        version: Annotated[
            bool,
            typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
        ] = False,
    ) -> None:
        """Find the places a text names and draw one map that quotes the passages. Offline."""

    for command in _COMMANDS:
        if find_spec(f"geomap.cli.{command}") is not None:
            import_module(f"geomap.cli.{command}").register(app)
    return app


def main() -> None:
    """Run the command line; every error on purpose is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _run()
    except GeomapError as error:
        print(f"geomap: {error}", file=sys.stderr)
        sys.exit(ExitCode.ERROR)
    except KeyboardInterrupt:
        print("geomap: interrupted; nothing was left half-written", file=sys.stderr)
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _let_go()
        sys.exit(ExitCode.PIPE_CLOSED)


def _run() -> None:
    """Run the application; a reader that went away is a BrokenPipeError, also where click ends."""
    try:
        build_app()()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        if sys.stdout is not None:
            sys.stdout.flush()
        raise


def _let_go() -> None:
    """Lead both streams nowhere, so that what waits in them is not written at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
