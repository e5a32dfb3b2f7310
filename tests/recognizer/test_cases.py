"""Sentences in the wild: what is found, what has a role, what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.recognizer import GeomapRecognizer
from geomap.types import Document

CASES = json.loads(
    (Path(__file__).parent.parent / "data" / "recognizer" / "cases.json").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(recognizer: GeomapRecognizer, case: dict, request: pytest.FixtureRequest) -> None:
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["known_failure"]))
    (mentions,) = recognizer.recognize([Document("case", case["text"])])
    found = [[m.text, m.label, *([str(m.role)] if m.role else [])] for m in mentions]
    assert found == case["expect"]
