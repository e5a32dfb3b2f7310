"""The command line: thin commands over importable functions.

Standard output is for data, standard error for talk; "-" is standard input or output.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from geomap._version import __version__
from geomap.cli import talk
from geomap.cli.streams import complete_streams, say
from geomap.errors import ExitCode, GeomapError

__all__ = ["build_app", "main"]

_COMMANDS = (
    "demo",
    "map",
    "parse",
    "explain",
    "export",
    "corrections",
    "annotations",
    "stats",
    "status",
    "diff",
    "lookup",
    "gazetteer",
    "evaluate",
    "cache",
    "config",
    "doctor",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"geomap {__version__}")
        raise typer.Exit()


def build_app() -> typer.Typer:
    """Return the application with every command registered."""
    app = talk.App(
        name="geomap",
        pretty_exceptions_enable=False,
        add_completion=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def geomap(
        context: typer.Context,
        version: Annotated[
            bool,
            typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
        ] = False,
        verbose: talk.Verbose = False,
        quiet: talk.Quiet = False,
    ) -> None:
        """Find the places a text names and draw one map that quotes the passages. Offline."""
        from geomap.cli.config import defaults_here

        talk.settle(context)
        context.default_map = defaults_here(context.invoked_subcommand)

    for command in _COMMANDS:
        import_module(f"geomap.cli.{command}").register(app)
    return app


def main() -> None:
    """Run the command line; every error is one line on standard error."""
    complete_streams()
    _end_as_interrupted()
    try:
        _run()
    except _Ended as end:
        _fail("ended from outside; nothing was left half-written", 128 + end.signal)
    except KeyboardInterrupt:
        _fail("interrupted; nothing was left half-written", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _let_go()
        sys.exit(ExitCode.PIPE_CLOSED)
    except Exception as error:
        _fail(_words(error), ExitCode.ERROR)


class _Ended(KeyboardInterrupt):
    """A signal that asks to end."""

    def __init__(self, number: int) -> None:
        self.signal = number


def _end_as_interrupted() -> None:
    """Let SIGTERM and SIGHUP clean up as Ctrl-C does; `nohup` keeps its meaning."""

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise _Ended(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)


def _fail(words: str, code: int) -> NoReturn:
    """Say one line and end; nothing that waits for a stream that is full or gone is written."""
    error = sys.exception()
    with suppress(OSError, ValueError):
        if error is not None:
            talk.show_origin(error)
        say(words)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    _let_go()
    sys.exit(code)


def _words(error: Exception) -> str:
    """Return what is said of an error: what to do, or that it is worth a report."""
    if isinstance(error, GeomapError):
        return str(error)
    if isinstance(error, ImportError):
        from geomap.extras import lacking

        return f"geomap {lacking(error)}"
    if isinstance(error, MemoryError):
        return "not enough memory; read less at once, or raise the limit of this process"
    if isinstance(error, OSError) and error.strerror and error.errno is not None:
        where = "standard output" if error.filename is None else error.filename
        return f"{where}: {error.strerror.lower()}; what was written there is not whole"
    said = " ".join(str(error).split())[:200]
    report = "please report it with what `geomap doctor` and `geomap -v …` print"
    return f"{type(error).__name__}: {said} (not foreseen; {report})"


def _run() -> None:
    """Run the application; readers that went and signals keep their meaning where click ends."""
    try:
        build_app()()
    except SystemExit as end:
        cause = end.__context__
        while cause is not None:
            if isinstance(cause, BrokenPipeError | KeyboardInterrupt):
                raise cause from None
            cause = cause.__context__
        if sys.stdout is not None:
            sys.stdout.flush()
        raise


def _let_go() -> None:
    """Lead both streams nowhere, so that what waits in them is not written at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
