"""The build's steps, each skipped when a stamp says that its inputs are unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """``inputs`` are globs below the root; ``module.build(root, target, cache)`` does the work."""

    name: str
    module: str
    target: str
    inputs: tuple[str, ...]


STEPS = (
    Step(
        "gazetteer",
        "build_support.gazetteer.compile",
        "geomap/gazetteer/data",
        (
            "build_support/gazetteer/*.py",
            "gazetteer/*.csv",
            "gazetteer/supplement/*.csv",
            "geomap/languages/*/*.csv",
            "geomap/gazetteer/*.py",
            "geomap/vocabulary.py",
            "geomap/kinds.py",
            "build_support/npm-pins.json",
            "pyproject.toml:requires",
        ),
    ),
    Step(
        "base map",
        "build_support.basemap.compile",
        "geomap/basemap/data",
        (
            "build_support/basemap/*.*",
            "build_support/gazetteer/outlines.py",
            "build_support/gazetteer/units.py",
            "gazetteer/supplement/lakes.csv",
            "gazetteer/supplement/rivers.csv",
            "gazetteer/supplement/seas.csv",
            "build_support/npm-pins.json",
            "pyproject.toml:requires",
        ),
    ),
    Step(
        "page",
        "build_support.page.assets",
        "geomap/render/assets",
        ("build_support/page/*.py", "build_support/npm-pins.json"),
    ),
)


def run(root: Path, names: tuple[str, ...] = ()) -> None:
    """Bring every step (or those named) up to date."""
    for step in STEPS:
        if not names or step.name in names:
            _bring_up_to_date(root, step)


def _bring_up_to_date(root: Path, step: Step) -> None:
    target = root / step.target
    stamp = target / "build.json"
    wanted = _digest(root, step.inputs)
    if stamp.exists() and json.loads(stamp.read_text(encoding="utf-8")).get("inputs") == wanted:
        return
    target.mkdir(parents=True, exist_ok=True)
    build: Callable[[Path, Path, Path], None] = import_module(step.module).build
    build(root, target, root / ".cache" / "npm")
    stamp.write_text(json.dumps({"inputs": wanted}) + "\n", encoding="utf-8")


def _digest(root: Path, inputs: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for pattern in inputs:
        if pattern == "pyproject.toml:requires":
            text = (root / "pyproject.toml").read_text(encoding="utf-8")
            digest.update(text.partition("build-backend")[0].encode())
            continue
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
