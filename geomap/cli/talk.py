"""What every command shares: how much it talks, and which options were typed.

Each command of an :class:`App` has -v and -q, before its name or after it, and a line in the list
of commands that is never cut.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable
from typing import Annotated, Any

import typer

from geomap.cli.streams import say

__all__ = [
    "App",
    "Quiet",
    "Verbose",
    "is_quiet",
    "is_verbose",
    "notice",
    "settle",
    "show_origin",
    "tell",
    "typed",
]

Command = Callable[..., None]


class _State:
    """What was asked for in this call."""

    verbose = False
    quiet = False
    typed: frozenset[str] = frozenset()
    notice = ""


def is_quiet() -> bool:
    """Whether only errors are told."""
    return _State.quiet


def is_verbose() -> bool:
    """Whether it is shown where in the program an error came from."""
    return _State.verbose


def typed() -> frozenset[str]:
    """Return the names of the options that stand on the command line, e.g. "ask_below"."""
    return _State.typed


def tell(words: str) -> None:
    """Say one line of talk, unless -q was given."""
    if not _State.quiet:
        say(words)


def notice(words: str) -> None:
    """Have one line told when the command begins and it is known how much to say."""
    _State.notice = words


def show_origin(error: BaseException) -> None:
    """With -v, print where in the program an error came from."""
    if _State.verbose:
        traceback.print_exception(error)


def settle(context: typer.Context | None) -> None:
    """Note what was asked for before the command's name and after it."""
    _State.verbose = _State.quiet = False
    while context is not None:
        _State.verbose = _State.verbose or bool(context.params.get("verbose"))
        _State.quiet = _State.quiet or bool(context.params.get("quiet"))
        context = context.parent  # type: ignore[assignment]


Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Show where in the program an error came from.",
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="No progress and no summary."),
]


class App(typer.Typer):
    """A group of commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(rich_markup_mode=None, no_args_is_help=True, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Command], Command]:  # type: ignore[override]
        """Register a command with what all commands share."""
        register = super().command

        def decorate(command: Command) -> Command:
            settings.setdefault("short_help", _first_sentence(command))
            return register(name, **settings)(_talking(command))

        return decorate


def _first_sentence(command: Command) -> str:
    paragraph = inspect.cleandoc(command.__doc__ or "").split("\n\n")[0]
    return " ".join(paragraph.split()).removesuffix(".")


def _talking(command: Command) -> Command:
    """Give a command -v and -q, and note which options were typed."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())

    def run(context: typer.Context, verbose: bool, quiet: bool, **given: Any) -> None:
        settle(context)
        sources = {name: context.get_parameter_source(name) for name in given}
        _State.typed = frozenset(
            name for name, source in sources.items() if source and source.name == "COMMANDLINE"
        )
        if _State.notice:
            tell(_State.notice)
        command(**given)

    shared = {"context": typer.Context, "verbose": Verbose, "quiet": Quiet}
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [each.replace(kind=keyword) for each in own]
    for name, annotation in shared.items():
        default = inspect.Parameter.empty if name == "context" else False
        parameters.append(inspect.Parameter(name, keyword, default=default, annotation=annotation))
    run.__doc__, run.__name__ = command.__doc__, command.__name__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run
