"""`geomap doctor`: what a report of a fault needs to say about this installation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from geomap.errors import ExitCode

__all__ = ["register"]

_SECRET = ("KEY", "TOKEN", "PASSWORD")
_FEATURES = ("sse4_2", "avx", "avx2", "avx512f", "avx512_vnni", "avx_vnni", "asimd", "asimddp")


def register(app: typer.Typer) -> None:
    @app.command("doctor")
    def doctor(
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    ) -> None:
        """Check this installation and print what a report of a fault needs.

        Nothing is sent anywhere; no document is read. Keys are left out, and your home folder is
        written as "~". The exit code is 1 if geomap cannot work.

        Example: geomap doctor
        """
        facts = {name: _checked(check) for name, check in _CHECKS.items()}
        if as_json:
            typer.echo(_tidy(json.dumps(facts, ensure_ascii=False, indent=1)))
        else:
            for name, found in facts.items():
                for line in _lines(name, found):
                    typer.echo(_tidy(line))
        if any("problem" in found for found in facts.values()):
            raise typer.Exit(ExitCode.ERROR)


def _checked(check: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return check()
    except Exception as error:  # whatever it is, it is what the report is about
        return {"problem": f"{type(error).__name__}: {error}"}


def _lines(name: str, found: dict[str, Any]) -> Iterator[str]:
    for key, value in found.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        sign = "!" if key == "problem" else " "
        yield f"{sign} {name:12}{key:18}{shown}"


def _tidy(text: str) -> str:
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _versions() -> dict[str, Any]:
    import platform
    import sys

    from geomap._version import __version__

    return {
        "geomap": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "program": sys.executable,
        "package": str(Path(__file__).parents[1]),
    }


def _packages() -> dict[str, Any]:
    from geomap.extras import EXTRAS, REQUIRED, version_of
    from geomap.extras import install as command

    found: dict[str, Any] = {}
    missing = [name for name in REQUIRED if version_of(name) is None]
    found["needed"] = [f"{name} {version_of(name)}" for name in REQUIRED if name not in missing]
    for extra, names in EXTRAS.items():
        lacking = [name for name in names if version_of(name) is None]
        there = [f"{name} {version_of(name)}" for name in names if name not in lacking]
        install = f"without {', '.join(lacking)}: {command(extra)}"
        found[f"extra {extra}"] = [*there, install] if lacking else there
    if missing:
        found["problem"] = f"not installed: {', '.join(missing)}; install geomap-text again"
    return found


def _gazetteer() -> dict[str, Any]:
    from geomap.gazetteer import BUNDLE
    from geomap.gazetteer.store import Store

    meta = Store(BUNDLE).meta()
    return {"bundled": meta["name"], "built": meta.get("built"), "places": int(meta["places"])}


def _recognizer() -> dict[str, Any]:
    """Read a sentence, so that the networks, the ranker and the gazetteer have worked."""
    import time

    import geomap

    started = time.monotonic()
    parsed = geomap.Geoparser().parse("Rain fell in Oslo, Norway.")
    found = {
        "recognizer": parsed.recognizer,
        "first sentence": f"{time.monotonic() - started:.1f} s",
    }
    if [str(toponym.place) for toponym in parsed.placed] != ["Oslo, Norway", "Norway"]:
        found["problem"] = f"a sentence about Oslo is read as {parsed.toponyms}"
    return found


def _processor() -> dict[str, Any]:
    import os
    import platform

    flags: set[str] = set()
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() in ("flags", "Features"):
                flags |= set(value.split())
            if key.strip() == "model name":
                model = value.strip()
    except OSError:
        flags = set()
    features = [name for name in _FEATURES if name in flags]
    return {"model": model, "count": os.cpu_count(), "features": features or "not known"}


def _folders() -> dict[str, Any]:
    """Try to write where geomap writes."""
    import tempfile

    from geomap.files import cache_folder

    found: dict[str, Any] = {}
    cache = cache_folder()
    nearest = next(path for path in (cache, *cache.parents) if path.exists())
    folders = {"this folder": Path(), "temporary": Path(tempfile.gettempdir()), "cache": nearest}
    for name, folder in folders.items():
        try:
            tempfile.TemporaryFile(dir=folder).close()
            found[name] = f"{cache if name == 'cache' else folder.resolve()} (writable)"
        except OSError as error:
            found[name] = f"{folder.resolve()} (not writable: {error.strerror})"
            if name == "temporary":
                found["problem"] = f"the temporary folder {folder} cannot be written; set TMPDIR"
    return found


def _environment() -> dict[str, Any]:
    import os

    names = sorted(name for name in os.environ if name.startswith("GEOMAP_"))
    hidden = {name for name in names if any(word in name for word in _SECRET)}
    shown = {name: "(set)" if name in hidden else os.environ[name] for name in names}
    return shown or {"GEOMAP_…": "none is set"}


_CHECKS: dict[str, Callable[[], dict[str, Any]]] = {
    "versions": _versions,
    "packages": _packages,
    "processor": _processor,
    "gazetteer": _gazetteer,
    "recognizer": _recognizer,
    "folders": _folders,
    "environment": _environment,
}
