"""The process in which risky formats are read: limited memory, no network, nothing written.

It is told one source a line on standard input and answers one outcome a line; see ``pool``.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from geomap import errors
from geomap.documents.options import ReadOptions
from geomap.documents.source import Failure, Outcome, Source
from geomap.types import Document, Mention, Span

__all__ = ["MEMORY", "decode_outcome", "encode_request", "main"]

MEMORY = 3 * 2**29
"""Bytes of address space that reading may take (where the system can limit it)."""

_END = b'{"end": true}\n'
_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Answer until standard input ends."""
    requests, answers = _own_streams()
    _limit_memory()
    sys.dont_write_bytecode = True
    sys.addaudithook(_guard)
    for line in requests:
        for answer in _answers(line):
            answers.write(answer)
            answers.flush()
        answers.write(_END)
        answers.flush()


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for ourselves; what libraries print goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, answers


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_time(seconds: float) -> None:
    """Let the system end us should the parent be gone before it can."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + 10 * seconds) + 60
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no reader needs, whatever a library or a document tries."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if event in _FORBIDDEN or (writes and arguments[0] != os.devnull):
        raise PermissionError(f"readers may not: {event}")


def _answers(line: bytes) -> Iterator[bytes]:
    from geomap.documents.read import read_source

    source, options = _decode_request(json.loads(line))
    _limit_time(options.seconds)
    for outcome in read_source(source, options):
        yield _encode_outcome(outcome)


def encode_request(source: Source, options: ReadOptions) -> bytes:
    """Return the line that asks for a source."""
    data = None if source.data is None else base64.b64encode(source.data).decode("ascii")
    request = {
        "name": source.name,
        "id": source.id,
        "path": None if source.path is None else os.fsencode(source.path.absolute()).hex(),
        "data": data,
        "address": source.address,
        "charset": source.charset,
        "options": asdict(options),
    }
    return json.dumps(request).encode("ascii") + b"\n"


def _decode_request(request: dict[str, Any]) -> tuple[Source, ReadOptions]:
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
    return source, ReadOptions(**options)


def _encode_outcome(outcome: Outcome) -> bytes:
    if isinstance(outcome, Failure):
        kind = type(outcome.error).__name__
        answer: dict[str, Any] = {"failure": [outcome.name, kind, str(outcome.error)]}
    else:
        answer = {"document": asdict(outcome)}
    return json.dumps(answer).encode("ascii") + b"\n"


def decode_outcome(line: bytes) -> Outcome | None:
    """Return the document or failure of an answer; None is the end of a source."""
    answer = json.loads(line)
    if "end" in answer:
        return None
    if "failure" in answer:
        name, kind, message = answer["failure"]
        error_class = getattr(errors, kind, errors.UnreadableDocument)
        return Failure(name, error_class(message))
    fields = answer["document"]
    mentions = fields.pop("mentions")
    spans, notes = fields.pop("spans"), fields.pop("notes")
    return Document(
        **fields,
        spans=tuple(Span(**span) for span in spans),
        mentions=None if mentions is None else tuple(Mention(**item) for item in mentions),
        notes=tuple(notes),
    )
