"""Decisions for tests, made as the page makes them: by quoting a text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from geomap.corrections import DecidedPlace, Decision, Quote, Scope, Verdict, to_record
from geomap.types import Document, Place
from tests.fakes import PARIS_TEXAS

HOSTILE = (
    "</script><script>alert(1)</script>",
    '<!-- <script> "quoted", \\ and ${x} `y`',
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "-33.8,151",
    "\u202egnitrw\u202c",
    "a\r\nb\tc\x1b[31m\x00",
    "\ufeffBOM",
    "كركوك \U0001f5fa",
)
"""What a document, a reviewer or a place may be called by somebody who means harm."""


def quoted(document: Document, name: str, nth: int = 1, **fields: Any) -> Decision:
    """Return a decision about the ``nth`` time that the name stands in a document."""
    start = -1
    for _ in range(nth):
        start = document.text.index(name, start + 1)
    end = start + len(name)
    quote = Quote(name, document.text[max(0, start - 32) : start], document.text[end : end + 32])
    made: dict[str, Any] = {
        "verdict": Verdict.PLACE,
        "scope": Scope.MENTION,
        "quote": quote,
        "document": document.id,
        "sha256": document.sha256,
        "start": start,
        "place": place_of(PARIS_TEXAS),
        **fields,
    }
    return Decision(**made)


def place_of(place: Place) -> DecidedPlace:
    return DecidedPlace(place.id, place.name, place.latitude, place.longitude, "Texas")


def page(decisions: Iterable[Decision], around: str = "") -> str:
    """Return a saved map's HTML, as far as it matters."""
    block = json.dumps({"format": 1, "decisions": [to_record(one) for one in decisions]})
    inert = block.replace("<", "\\u003c")
    return (
        f"<!DOCTYPE html><html><body>{around}"
        f'<script type="application/json" id="decisions">{inert}</script></body></html>'
    )
