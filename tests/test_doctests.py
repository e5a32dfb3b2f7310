"""The examples in docstrings are run."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import geomap

PACKAGE = Path(geomap.__file__).parent
MODULES = [
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for path in sorted(PACKAGE.rglob("*.py"))
    # A package's own examples open files that the reader has.
    if path.name != "__init__.py" and ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.attempted, f"{name}: its examples stand where nothing runs them"
    assert not result.failed


def test_modules_of_patterns_have_examples() -> None:
    """A pattern is read by its examples: whoever adds such a module to the resolver adds some."""
    without = [
        str(path.relative_to(PACKAGE))
        for path in sorted((PACKAGE / "resolver").rglob("*.py"))
        if (text := path.read_text(encoding="utf-8")).count("re.compile(") > 1
        and ">>> " not in text
    ]
    assert without == []
