"""What reading processes and their owner tell each other: one JSON object a line."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from geomap import errors
from geomap.contract import DOCUMENT
from geomap.documents.options import ReadOptions
from geomap.documents.source import Failure, Outcome, Source
from geomap.types import Document

__all__ = [
    "BEGIN",
    "END",
    "FINISHED",
    "Step",
    "decode_answer",
    "decode_request",
    "encode_outcome",
    "encode_request",
    "encode_step",
]

END = "end"
"""The source is read whole."""
FINISHED = "finished"
"""The part begun last is read whole."""
BEGIN = "begin"
"""A part is begun."""


class Step(NamedTuple):
    """How far reading is: BEGIN (of the part of that name), FINISHED or END."""

    kind: str
    name: str = ""


def encode_request(source: Source, options: ReadOptions, left_out: Iterable[int] = ()) -> bytes:
    """Return the line that asks for a source without the parts of these numbers."""
    data = None if source.data is None else base64.b64encode(source.data).decode("ascii")
    request = {
        "name": source.name,
        "id": source.id,
        "path": None if source.path is None else os.fsencode(source.path.absolute()).hex(),
        "data": data,
        "address": source.address,
        "charset": source.charset,
        "options": asdict(options),
        "left_out": sorted(left_out),
    }
    return json.dumps(request).encode("ascii") + b"\n"


def decode_request(line: bytes) -> tuple[Source, ReadOptions, frozenset[int]]:
    """Return the source, how to read it, and the numbers of the parts to leave out."""
    request = json.loads(line)
    options: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in request["options"].items()
    }
    path, data = request["path"], request["data"]
    source = Source(
        request["name"],
        request["id"],
        path=None if path is None else Path(os.fsdecode(bytes.fromhex(path))),
        data=None if data is None else base64.b64decode(data),
        address=request["address"],
        charset=request["charset"],
    )
    return source, ReadOptions(**options), frozenset(request["left_out"])


def encode_outcome(outcome: Outcome) -> bytes:
    """Return the line that answers with a document or a failure."""
    if isinstance(outcome, Failure):
        kind = type(outcome.error).__name__
        answer: dict[str, Any] = {"failure": [outcome.name, kind, str(outcome.error)]}
    else:
        answer = {"document": DOCUMENT.write(outcome)}
    return json.dumps(answer).encode("ascii") + b"\n"


def encode_step(step: Step) -> bytes:
    """Return the line that tells how far reading is."""
    return json.dumps({"step": step}).encode("ascii") + b"\n"


def decode_answer(line: bytes) -> Outcome | Step:
    """Return the document or failure of an answer, or how far reading is."""
    answer = json.loads(line)
    if "step" in answer:
        return Step(*answer["step"])
    if "failure" in answer:
        name, kind, message = answer["failure"]
        error_class = getattr(errors, kind, errors.UnreadableDocument)
        return Failure(name, error_class(message))
    document: Document = DOCUMENT.read(answer["document"])
    return document
