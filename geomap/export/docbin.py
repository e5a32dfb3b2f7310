"""spaCy's DocBin: entities with the ids of their places, for training and for pipelines.

Tokens are spaCy's, so an entity is as wide as its tokens; ``doc.user_data["id"]`` names the
document, ``doc.user_data["geomap"]`` holds the result (``import geomap.spacy`` shows it as
``doc._.geomap``).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from geomap.escaping import encodable
from geomap.export.formats import Options
from geomap.jsonl import dumps, to_record
from geomap.types import ParsedDocument

__all__ = ["write_mentions"]


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write all documents; they are held in memory."""
    blank = spacy.blank("xx")
    kept = DocBin(store_user_data=True)
    for parsed in results:
        kept.add(_doc(blank.make_doc(encodable(parsed.document.text)), parsed))
    kept.to_disk(target)


def _doc(doc: Doc, parsed: ParsedDocument) -> Doc:
    spans = [
        doc.char_span(
            toponym.mention.start,
            toponym.mention.end,
            label=str(toponym.mention.label),
            kb_id=toponym.place.id if toponym.place else "",
            alignment_mode="expand",
        )
        for toponym in parsed.toponyms
    ]
    doc.ents = filter_spans([span for span in spans if span is not None])
    doc.user_data["id"] = encodable(parsed.document.id)
    doc.user_data["geomap"] = dumps(to_record(parsed))
    return doc
