"""What comes with an installation: container, completion, manual page; and how quick it starts."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from geomap.cli import build_app

ROOT = Path(__file__).parent.parent


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    return [
        (line.split(None, 1)[0], line.split(None, 1)[1])
        for line in lines
        if line and not line.startswith("#")
    ]


def test_the_container_runs_without_rights_and_without_a_network() -> None:
    steps = instructions()
    last = [step for step in steps if step[0] == "FROM"][-1]
    final = steps[steps.index(last) + 1 :]
    assert ("USER", "geomap") in final
    assert final.index(("USER", "geomap")) < final.index(("ENTRYPOINT", '["geomap"]'))
    assert any(word == "ENV" and "GEOMAP_OFFLINE=1" in what for word, what in final)
    assert not any("pip" in what or "curl" in what or "wget" in what for _, what in final)
    assert {word for word, _ in steps} <= {
        "FROM", "COPY", "RUN", "ENV", "USER", "WORKDIR", "ENTRYPOINT", "CMD",
    }  # fmt: skip


def test_the_container_gets_the_wheel_and_nothing_else() -> None:
    sent = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert sent == ["*", "!dist/geomap_text-*.whl"]
    copied = [what for word, what in instructions() if word == "COPY" and "--from" not in what]
    assert copied == ["dist/geomap_text-*.whl /dist/"]
    done = subprocess.run(
        ["sh", "-nc", " && ".join(what for word, what in instructions() if word == "RUN")],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("geomap ma", "map"), ("geomap corrections ", "merge"), ("geomap map --geoc", "--geocode")],
)
def test_the_shell_completes_commands_and_options(words: str, wanted: str) -> None:
    environment = {
        **os.environ,
        "_GEOMAP_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    code = "import sys; sys.argv[0] = 'geomap'; from geomap.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert wanted in done.stdout.split(), done


def manual() -> str:
    code = "import sys; sys.path.insert(0, 'docs'); import manpage; print(manpage.page(), end='')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_the_manual_has_every_command_and_option(tmp_path: Path) -> None:
    page = manual()
    commands = dict.fromkeys(re.findall(r"^\.SS geomap (.*)$", page, re.MULTILINE))
    root = get_command(build_app())
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        names = [f"{name} {child}" for child in getattr(command, "commands", {})] or [name]
        assert set(names) <= set(commands)
        for parameter in command.params:
            for option in getattr(parameter, "opts", []):
                assert option.replace("-", "\\-") in page or parameter.param_type_name == "argument"
    if shutil.which("man") and shutil.which("groff"):
        (tmp_path / "geomap.1").write_text(page, encoding="utf-8")
        done = subprocess.run(
            ["man", "--warnings", "-l", str(tmp_path / "geomap.1")],
            capture_output=True, text=True, check=False, env={**os.environ, "MANWIDTH": "100"},
        )  # fmt: skip
        assert done.stderr == ""
        assert "geomap corrections merge" in done.stdout


@pytest.mark.parametrize(
    ("words", "seconds"),
    [(["-c", "import geomap"], 0.1), (["-m", "geomap", "--help"], 0.3)],
    ids=["import", "help"],
)
def test_it_starts_quickly(words: list[str], seconds: float) -> None:
    """Processor time beyond that of Python itself, the least of some tries."""

    def cost(command: list[str]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], capture_output=True, check=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    own = min(cost(words) for _ in range(4))
    python = min(cost(["-c", "pass"]) for _ in range(4))
    assert own - python < seconds


def test_an_installation_costs_what_the_page_says_and_no_more_than_promised() -> None:
    """The measurement is benchmarks/installed.py; it needs a system of its own and a network."""
    told = json.loads((ROOT / "benchmarks" / "installed.json").read_text("utf-8"))
    assert told["wheel"] <= 75e6
    assert told["without_pip"] <= 600e6
    assert told["pip_seconds"] + told["demo_seconds"] <= 60
    code = (
        "import sys; sys.path.insert(0, 'docs'); import generate as g;"
        "page = g.INSTALL.read_text('utf-8');"
        "assert g.installed(page, g.MEASURED.read_text('utf-8')) == page, 'run: make docs'"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
