"""Reading in tests: documents and errors side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geomap.documents import ReadOptions, read_documents
from geomap.errors import GeomapError
from geomap.types import Document
from tests.waiting import PATIENCE

Reading = Callable[..., tuple[list[Document], list[str]]]


@pytest.fixture(scope="session")
def reading() -> Reading:
    """Read and return the documents and the error messages."""

    def read(*paths: Path | str, jobs: int = 1, **given: Any) -> tuple[list[Document], list[str]]:
        errors: list[str] = []

        def failed(_: Path | str, error: GeomapError) -> None:
            errors.append(str(error))

        options = ReadOptions(**{"seconds": PATIENCE, **given})
        documents = list(read_documents(paths, options=options, on_error=failed, jobs=jobs))
        return documents, errors

    return read


@pytest.fixture
def only(reading: Reading) -> Callable[..., Document]:
    """Read what must be exactly one document without errors."""

    def read(*paths: Path | str, **given: Any) -> Document:
        documents, errors = reading(*paths, **given)
        assert errors == []
        assert len(documents) == 1
        return documents[0]

    return read


def at(document: Document, words: str) -> str:
    """Return the labels of the spans around ``words``, as passages tell them."""
    start = document.text.index(words)
    labels = [
        span.label
        for span in document.spans
        if span.kind != "cell"
        and span.label
        and span.start <= start
        and start + len(words) <= span.end
    ]
    return ", ".join(labels)
