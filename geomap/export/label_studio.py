"""Label Studio's tasks: a text with the names found in it as predictions to correct.

A region has its label and, in a text area named "place", the id of its place. The labelling
interface that shows both is in docs/annotators.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geomap._version import __version__
from geomap.export.formats import Options
from geomap.export.items import write_items
from geomap.types import ParsedDocument, Toponym
from geomap.wording import full_name

__all__ = ["write_mentions"]


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write a task a document, one document in memory at a time."""
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        write_items(stream, map(_task, results))
        stream.write("]\n")


def _task(parsed: ParsedDocument) -> dict[str, Any]:
    document = parsed.document
    regions = [
        part for number, one in enumerate(parsed.toponyms, 1) for part in _region(number, one)
    ]
    return {
        "data": {"text": document.text, "id": document.id, "title": document.title or ""},
        "predictions": [{"model_version": f"geomap {__version__}", "result": regions}],
    }


def _region(number: int, toponym: Toponym) -> Iterator[dict[str, Any]]:
    mention = toponym.mention
    span = {"start": mention.start, "end": mention.end, "text": mention.text}
    base = {"id": f"geomap-{number}", "to_name": "text"}
    label = {**span, "labels": [str(mention.label)]}
    yield {**base, "from_name": "label", "type": "labels", "value": label}
    if toponym.place is not None:
        chosen = {**span, "text": [toponym.place.id]}
        yield {**base, "from_name": "place", "type": "textarea", "value": chosen}
        words = f"{full_name(toponym.place)}: {toponym.reason}"
        yield {
            **base,
            "from_name": "reason",
            "type": "textarea",
            "value": {**span, "text": [words]},
        }
