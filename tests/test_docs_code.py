"""Every block of code in the documentation is run, parsed or checked for what it is."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shlex
import shutil
import sys
import tomllib
import types
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.main import get_command
from typer.testing import CliRunner

import geomap
import geomap.spacy  # where the entry point of an installation is not there
from geomap.cli import build_app
from geomap.demo import TEXTS

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
RUN = ("tutorial", "own-gazetteer")
"""Pages whose commands are run, one after the other; those of the others are read by the parser."""
COMPILED = ("corpora",)
"""Pages whose Python needs a cluster; tests/corpora runs what can be run of it."""
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
# Ours to run, and their commands: not the block of another program's file or output.
_CALL = re.compile(r"(?:^|\||&&|;)\s*(?:\$ )?geomap\s")
_OURS = re.compile(r"^(?:\$ )?geomap ", re.MULTILINE)


def blocks(page: Path, *kinds: str) -> list[str]:
    return [code for kind, code in _BLOCK.findall(page.read_text("utf-8")) if kind in kinds]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pages speak of: seeds/, results, a gold file."""
    place = tmp_path_factory.mktemp("pages")
    (place / "seeds").mkdir()
    shutil.copy(TEXTS[0], place / "seeds")
    results = list(geomap.Geoparser().pipe(geomap.read_documents(place / "seeds")))
    geomap.write_results(results, place / "results.jsonl")
    geomap.write_results(results, place / "results.parquet")
    with gzip.open(place / "gold.jsonl.gz", "wt", encoding="utf-8") as stream:
        name = {"start": 6, "end": 11, "lat": 36.3, "lon": 43.1, "geonameid": 99072}
        for name_of in ("document id", "second", "third"):
            gold = {"id": name_of, "text": "Seen: Mosul.", "toponyms": [name]}
            stream.write(json.dumps(gold) + "\n")
    return place


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem
)
@pytest.mark.filterwarnings("ignore")
def test_python(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page are one program; what it takes from others is at hand."""
    monkeypatch.chdir(folder)
    (folder / "output").mkdir(exist_ok=True)
    for made in ("places.geojson", "mentions.csv", "map.png", "map.html"):
        (folder / made).unlink(missing_ok=True)
    shown: list[Any] = []
    streamlit: Any = types.ModuleType("streamlit")
    streamlit.iframe = lambda text, **_: shown.append(text)
    monkeypatch.setitem(sys.modules, "streamlit", streamlit)
    results = geomap.Results(geomap.read_results("results.jsonl"))
    names = {"geomap": geomap, "results": results, "__name__": "page"}
    for code in blocks(page, "python"):
        if page.stem in COMPILED:
            compile(code, str(page), "exec")
            continue
        exec(compile(code, str(page), "exec"), names)
    assert all("<html" in text for text in shown)


def commands(code: str) -> list[list[str]]:
    """Return the words of each call of geomap in a block; comments and pipes are cut off."""
    joined = re.sub(r"\\\n\s*", " ", code)
    found = []
    for line in joined.splitlines():
        if not _CALL.search(line):
            continue  # of another program; its quotation may go on over lines
        words = shlex.split(line.removeprefix("$ "), comments=True)
        for start, word in enumerate(words):
            if word == "geomap" and (start == 0 or words[start - 1] in ("&&", "|", ";")):
                rest = words[start + 1 :]
                ends = [n for n, w in enumerate(rest) if w in ("|", ">", "&&", ";")]
                found.append(rest[: ends[0]] if ends else rest)
    return found


SHELL = [
    pytest.param(command, id=f"{page.stem}: {' '.join(command)}")
    for page in PAGES
    for code in blocks(page, "", "console", "sh")
    if _OURS.search(code) and page.stem not in ("cli",)
    for command in commands(code)
]


@pytest.mark.parametrize("command", SHELL)
def test_commands_are_understood(command: list[str]) -> None:
    group: Any = get_command(build_app())
    words = list(command)
    context = group.make_context("geomap", ["--quiet"])
    while getattr(group, "commands", None) and words and words[0] in group.commands:
        group = group.commands[words.pop(0)]
    assert group.name != "geomap" or not words or words[0].startswith("-"), command
    if "--help" not in words and group.name != "geomap":
        group.make_context(group.name, words, parent=context)


@pytest.mark.parametrize("name", RUN)
def test_commands_of_tutorials_do_what_they_say(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROWSER", "true")
    shutil.copy(ROOT / "docs" / "examples" / "own-places.csv", tmp_path)
    page = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
    said = ""
    for code in blocks(ROOT / "docs" / f"{name}.md", ""):
        for line in code.splitlines():
            words = shlex.split(line, comments=True)
            if not words or words[0] == "pip":
                continue
            if words[0] == "mkdir":
                Path(words[1]).mkdir()
            elif words[0] == "echo":
                with open(words[-1], "a" if words[-2] == ">>" else "w", encoding="utf-8") as out:
                    out.write(words[1] + "\n")
            else:
                assert words[0] == "geomap", line
                done = CliRunner().invoke(build_app(), words[1:])
                assert done.exit_code == 0, (line, done.output, done.exception)
                said += done.output
    for promised in re.findall(r"`(wrote [^`]+)`", page):
        assert promised in said
    if name == "own-gazetteer":
        assert "survey:z14" in said


def test_files_of_other_kinds_can_be_read() -> None:
    for page in PAGES:
        for code in blocks(page, "toml"):
            tomllib.loads(code)
        for code in blocks(page, "xml"):
            etree.fromstring(code)
        for code in blocks(page, "json"):
            json.loads(code)
        for code in blocks(page, "csv"):
            rows = list(csv.reader(code.splitlines()))
            assert len({len(row) for row in rows}) == 1, page
    kinds = {kind for page in PAGES for kind, _ in _BLOCK.findall(page.read_text("utf-8"))}
    known = {
        "",
        "python",
        "toml",
        "xml",
        "json",
        "csv",
        "console",
        "html",
        "js",
        "markdown",
        "rst",
        "sql",
    }
    assert kinds <= known, "a kind of block that nothing checks"
