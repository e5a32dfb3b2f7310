"""Write the manual page from the commands' own help.

Run with: make man [dist/geomap.1]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEFAULT = Path("dist/geomap.1")


def page() -> str:
    """Return the manual page in roff, for man(1)."""
    from typer.main import get_command

    from geomap._version import __version__
    from geomap.cli import build_app

    root: Any = get_command(build_app())
    lines = [
        f'.TH GEOMAP 1 "" "geomap {__version__}" "User Commands"',
        ".SH NAME",
        "geomap \\- find the places a text names and draw one map that quotes the passages",
        ".SH SYNOPSIS",
        ".B geomap",
        "COMMAND [OPTIONS] [ARGUMENTS]",
        ".SH DESCRIPTION",
        _words(root.help),
        ".SH OPTIONS",
        *_options(root),
        ".SH COMMANDS",
    ]
    for words, command in _commands(root, ()):
        lines += [f".SS geomap {_words(' '.join(words))}", *_paragraphs(command.help or "")]
        lines += list(_options(command))
    return "\n".join([*lines, *_ENDING]) + "\n"


_ENDING = (
    ".SH EXIT STATUS",
    "0 done; 1 error; 2 usage; 3 some documents were left out.",
    ".SH FILES",
    "geomap.toml: the options of a project, found from the current folder upwards.",
    ".SH ENVIRONMENT",
    "GEOMAP_GAZETTEER, GEOMAP_CONTACT, GEOMAP_GEOCODER_KEY, GEOMAP_CACHE, GEOMAP_OFFLINE.",
)


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, child in getattr(command, "commands", {}).items():
        if getattr(child, "commands", None):
            yield from _commands(child, (*words, name))
        else:
            yield (*words, name), child


def _options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        told = getattr(parameter, "help", None)
        if parameter.param_type_name == "argument":
            names = parameter.metavar or parameter.name.upper()
        else:
            names = ", ".join((*parameter.opts, *parameter.secondary_opts))
        yield from (".TP", f".B {_words(names)}", _words(told or "See the description."))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield from (_words(paragraph), ".PP")


def _words(text: str) -> str:
    """Return text that roff takes for text."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line.startswith((".", "'")) else line


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8", newline="\n")
