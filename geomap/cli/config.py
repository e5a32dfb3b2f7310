"""geomap.toml: the options of a project, found in its folder or above; and `geomap config`.

    country = ["IQ", "SY"]
    extra = "places.csv"          # paths are seen from the folder of geomap.toml
    corrections = ["ours.csv"]
    outlet = "Lexington, Kentucky"

    [map]                         # for one command only
    output = ["map.html", "places.csv"]

Options that are typed win, then environment variables, then the file. A folder may come from
somebody else: what could send anything, run code or write elsewhere has to be typed each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer

from geomap.cli.options import Drawing, Online, Parsing, Reading
from geomap.cli.talk import notice
from geomap.errors import FormatError

__all__ = ["COMMANDS", "NAME", "defaults_here", "find", "load", "register"]

NAME = "geomap.toml"
COMMANDS = ("map", "parse", "explain", "export", "evaluate", "lookup")
_TYPED_ONLY = frozenset(
    {f.name for f in fields(Online)} - {"contact", "ask_below"}
    | {"fetch", "fetch_private", "tiles", "model", "force"}
)
_OWN = {"output": list[str], "keep_text": Path}
_OUTPUT_COMMANDS = ("map", "export")
Value = str | float | bool | list[str]


def find(folder: Path) -> Path | None:
    """Return the file of the folder, or of the nearest one above it that has one."""
    for place in (folder, *folder.parents):
        if (place / NAME).is_file():
            return place / NAME
    return None


def defaults_here(command: str | None) -> dict[str, Any] | None:
    """Return the options that the nearest file gives to the commands, and say that there are some.

    Raises:
        FormatError: The file cannot be used.
    """
    notice("")
    path = find(Path.cwd()) if command in COMMANDS else None
    if path is None:
        return None
    options = load(path)
    if options[str(command)]:
        notice(f"with the options of {path} (geomap config)")
    return options


def load(path: Path) -> dict[str, dict[str, Value]]:
    """Return the options of each command.

    Raises:
        FormatError: It is no TOML, or says something that no option takes.
    """
    import tomllib

    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FormatError(f"{path}: cannot be read ({error}); see docs/configuration.md") from error
    sections = {name: value for name, value in given.items() if isinstance(value, dict)}
    shared = {name: value for name, value in given.items() if name not in sections}
    unknown = [name for name in sections if name not in COMMANDS]
    if unknown:
        raise FormatError(f"{path}: there is no section [{unknown[0]}]; {_known(COMMANDS)}")
    for name in shared:
        _check_known(path, name, _taken("map") | _taken("lookup"))
    found: dict[str, dict[str, Value]] = {}
    for command in COMMANDS:
        takes = _taken(command)
        values = {_key(name): value for name, value in shared.items() if _key(name) in takes}
        for name, value in sections.get(command, {}).items():
            _check_known(path, name, takes)
            values[_key(name)] = value
        if command not in _OUTPUT_COMMANDS:
            values.pop("output", None)
        found[command] = {
            name: _checked(path, name, value, takes[name]) for name, value in values.items()
        }
    return found


def register(app: typer.Typer) -> None:
    @app.command("config")
    def config(
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    ) -> None:
        """Show which geomap.toml is used here, and the options that it gives to each command.

        Example: geomap config
        """
        path = find(Path.cwd())
        options = load(path) if path else {}
        if as_json:
            typer.echo(json.dumps({"path": str(path) if path else None, "options": options}))
            return
        for line in _lines(path, options):
            typer.echo(line)


def _lines(path: Path | None, options: dict[str, dict[str, Value]]) -> Iterator[str]:
    if path is None:
        yield f"no {NAME} here or in a folder above; docs/configuration.md says what it may hold"
        return
    yield f"options of {path}:"
    for command, values in options.items():
        for name, value in values.items():
            for each in value if isinstance(value, list) else [value]:
                yield f"  {command:10}--{name.replace('_', '-')} {each}"


def _key(name: str) -> str:
    return name.replace("-", "_")


def _taken(command: str) -> dict[str, Any]:
    """Return the options that a command takes from the file, with their types."""
    groups: dict[str, tuple[type[Any], ...]] = {
        "map": (Drawing, Reading, Parsing, Online),
        "parse": (Reading, Parsing, Online),
        "explain": (Reading, Parsing, Online),
        "export": (Drawing,),
        "evaluate": (Parsing,),
        "lookup": (Online,),
    }
    found: dict[str, Any] = {}
    for group in groups[command]:
        hints = get_type_hints(group)
        found |= {each.name: hints[each.name] for each in fields(group)}
    if command == "lookup":
        found |= {name: get_type_hints(Parsing)[name] for name in ("gazetteer", "extra", "country")}
    if command in _OUTPUT_COMMANDS:
        found |= {"output": _OWN["output"]}
    if command in ("map", "parse"):
        found |= {"keep_text": _OWN["keep_text"]}
    return {name: kind for name, kind in found.items() if name not in _TYPED_ONLY}


def _check_known(path: Path, name: str, takes: dict[str, Any]) -> None:
    if _key(name) in takes:
        return
    option = f"--{name.replace('_', '-')}"
    if _key(name) in _TYPED_ONLY:
        raise FormatError(f"{path}: {option} has to be typed each time; take it out of the file")
    from difflib import get_close_matches

    close = get_close_matches(_key(name), takes, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "see docs/configuration.md"
    raise FormatError(f"{path}: there is no option {name!r} here; {hint}")


def _checked(path: Path, name: str, value: Any, kind: Any) -> Value:
    """Return a value as the option takes it; paths are seen from the file's folder."""
    parts = _kinds(kind)
    if list in parts:
        parts = parts[list]
        listed = value if isinstance(value, list) else [value]
        return [str(_single(path, name, each, parts)) for each in listed]
    return _single(path, name, value, parts)


def _single(path: Path, name: str, value: Any, parts: Any) -> str | float | bool:
    wanted = next(iter(parts))
    if wanted is bool and isinstance(value, bool):
        return value
    if wanted in (int, float) and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if wanted in (str, Path) and isinstance(value, str | int | float):
        if name in _OWN:
            return _inside(path, name, str(value))
        return str(path.parent / str(value)) if wanted is Path else str(value)
    words = {bool: "true or false", int: "a number", float: "a number", Path: "a path"}
    raise FormatError(f"{path}: {name} = {value!r} is not {words.get(wanted, 'a text')}")


def _inside(path: Path, name: str, value: str) -> str:
    """Return a path to write, which lies in the folder of the file or below it."""
    if value == "-" or Path(value).is_absolute() or ".." in Path(value).parts:
        raise FormatError(f"{path}: {name} = {value!r} has to lie in the folder of the file")
    return str(path.parent / value)


def _kinds(kind: Any) -> dict[Any, Any]:
    """Return what a type may hold: {str: …}, {Path: …}, or {list: {…}} for lists."""
    if get_origin(kind) is list:
        return {list: {each: None for each in get_args(kind)}}
    if get_args(kind):
        found: dict[Any, Any] = {}
        for each in get_args(kind):
            if each is not type(None):
                found |= _kinds(each)
        return found
    return {kind: None}


def _known(names: tuple[str, ...]) -> str:
    return f"known are {', '.join(f'[{name}]' for name in names)}"
