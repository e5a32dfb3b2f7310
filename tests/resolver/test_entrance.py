"""The entrance of the resolver names every file, in the order of the steps."""

from __future__ import annotations

import re
from pathlib import Path

import geomap.resolver

PACKAGE = Path(geomap.resolver.__file__).parent
DOCSTRING = geomap.resolver.__doc__ or ""


def test_every_file_is_named_in_the_paragraph_of_its_folder() -> None:
    paragraphs = dict(re.findall(r"\d\. ``(\w+)/``:(.*?)(?=\n\d\. |\n\n)", DOCSTRING, re.DOTALL))
    folders = {path.parent.name for path in PACKAGE.glob("*/*.py")}
    assert set(paragraphs) == folders
    for folder, words in paragraphs.items():
        files = {path.name for path in (PACKAGE / folder).glob("*.py")} - {"__init__.py"}
        beside = {path.name for path in PACKAGE.glob("*.py")}
        named = set(re.findall(r"\b\w+\.py\b", words))
        assert files <= named, f"{folder}: {sorted(files - named)} not named"
        assert named <= files | beside, f"{folder}: {sorted(named - files - beside)} not there"


def test_every_file_in_front_is_named() -> None:
    front = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}
    assert front <= set(re.findall(r"\b\w+\.py\b", DOCSTRING))


def test_steps_use_earlier_steps_only() -> None:
    """Clues know nothing of candidates, candidates nothing of scores, and so on."""
    steps = ["clues", "candidates", "scoring", "reasons"]
    for number, step in enumerate((*steps, "statements")):
        later = set(steps[number + 1 :]) if step in steps else set(steps)
        for path in (PACKAGE / step).glob("*.py"):
            used = set(re.findall(r"from geomap\.resolver\.(\w+)", path.read_text("utf-8")))
            assert not used & later, f"{path.name} uses {sorted(used & later)}"
