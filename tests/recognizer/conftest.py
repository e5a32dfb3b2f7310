"""The bundled model is loaded once for all tests."""

from __future__ import annotations

import pytest

from geomap.recognizer import GeomapRecognizer, load_recognizer


@pytest.fixture(scope="session")
def recognizer() -> GeomapRecognizer:
    loaded = load_recognizer(threads=1)
    assert isinstance(loaded, GeomapRecognizer)
    return loaded
