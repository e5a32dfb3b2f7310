"""What the build compiles travels in the wheel, and stays out of the repository."""

from __future__ import annotations

import tomllib
from pathlib import Path

from build_support.steps import STEPS

ROOT = Path(__file__).parents[1]


def test_what_is_compiled_is_packed_and_neither_committed_nor_left_behind() -> None:
    folders = [step.target for step in STEPS]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["artifacts"] == [f"{name}/*" for name in folders]
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {f"/{name}/" for name in folders} <= set(ignored)
    cleaned = (ROOT / "Makefile").read_text("utf-8").partition("\nclean:")[2].split()
    assert set(folders) <= set(cleaned)


def test_a_step_is_built_again_when_its_programs_change() -> None:
    for step in STEPS:
        program = ROOT / f"{step.module.replace('.', '/')}.py"
        assert any(program in ROOT.glob(glob) for glob in step.inputs if ":" not in glob), step.name
