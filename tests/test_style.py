"""Pages, help and messages in plain English: the turns of phrase of docs/style.csv are not used."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), ROOT / "gazetteer" / "README.md", *(ROOT / "docs").glob("*.md")]
)
MODULES = sorted((ROOT / "geomap").rglob("*.py"))
LONGEST = 60
"""Words of a sentence; a reader has lost the thread long before."""


def rules() -> list[tuple[re.Pattern[str], str]]:
    with open(ROOT / "docs" / "style.csv", encoding="utf-8", newline="") as stream:
        return [
            (re.compile(row["pattern"], re.I), row["instead"]) for row in csv.DictReader(stream)
        ]


RULES = rules()


def faults(text: str) -> Iterator[str]:
    words = " ".join(text.split())
    for pattern, instead in RULES:
        for match in pattern.finditer(words):
            around = words[max(0, match.start() - 30) : match.end() + 30]
            yield f"“…{around}…”: {instead}"


def prose(page: Path) -> str:
    """Return a page without its code, whose words are not ours to choose."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.M)
    return re.sub(r"`[^`]*`", "`…`", text)


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what a module may say to a user: its strings, without docstrings of code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in docstrings and " " in node.value:
            yield node.lineno, node.value


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages(page: Path) -> None:
    assert list(faults(prose(page))) == []


def test_messages() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {fault}"
        for path in MODULES
        for line, text in messages(path)
        for fault in faults(text)
    ]
    assert found == []


def test_help() -> None:
    assert list(faults((ROOT / "docs" / "cli.md").read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sentences_are_not_endless(page: Path) -> None:
    text = re.sub(r"^(\||#|<|>).*$", ".", prose(page), flags=re.MULTILINE)
    paragraphs = re.split(r"\n\s*\n|\n\s*[-*\d]+[.)]?\s", text)
    sentences = [s for p in paragraphs for s in re.split(r"(?<=[.!?:;])\s", " ".join(p.split()))]
    long = [sentence for sentence in sentences if len(sentence.split()) > LONGEST]
    assert long == []


def test_the_rules_find_what_they_are_for() -> None:
    assert list(faults("A line that cannot be used is told with its number."))
    assert list(faults("150 MiB of it are GDAL"))
    assert not list(faults("The two were told apart by their countries."))
