"""Documents and the structure of their sources, as fields."""

from __future__ import annotations

import hashlib

from geomap.contract.names import LABEL
from geomap.contract.values import OFFSET, TEXT, WORDS, of
from geomap.fields import Field, Value, WrongValue, listed, number, optional, record, row, word
from geomap.types import Document, Mention, Span
from geomap.vocabulary import Label, Role

__all__ = ["DOCUMENT", "DOCUMENT_FIELDS", "SPAN", "checked_spans"]


SPAN = row("[start, end, kind, label, anchor]", Span, OFFSET, OFFSET, TEXT, TEXT, WORDS, least=3)
_SPANS = Value(
    SPAN.name,
    SPAN.read,
    lambda span: [span.start, span.end, span.kind, span.label, span.anchor],
)
_ID = Value(
    "text or a whole number",
    lambda given: str(given) if type(given) is int and abs(given) < 10**18 else TEXT.read(given),
)


def _digest(document: Document) -> str:
    raw = document.text.encode("utf-8", errors="surrogatepass")
    return document.sha256 or hashlib.sha256(raw).hexdigest()


DOCUMENT_FIELDS = (
    Field("id", _ID, of("id"), "yours, or the path", required=True),
    Field("title", WORDS, of("title")),
    Field("source", WORDS, of("source"), "where it was read"),
    Field("sha256", WORDS, _digest, "of the source's bytes, or of the text"),
    Field("url", WORDS, of("url"), "canonical address"),
    Field("date", WORDS, of("date"), "ISO 8601"),
    Field("language", WORDS, of("language"), "ISO 639"),
    Field("text", TEXT, of("text"), "the whole text", required=True),
    Field("spans", listed(_SPANS), of("spans"), "the source's structure", default=()),
    Field("notes", listed(TEXT), of("notes"), "what was done to the text", default=()),
)


def checked_spans(document: Document) -> Document:
    for place, span in enumerate(document.spans):
        if not span.start <= span.end <= len(document.text):
            raise WrongValue(f"spans[{place}] lies outside the text")
    return document


_MENTION = record(
    "a mention",
    (
        Field("start", OFFSET, of("start"), required=True),
        Field("end", OFFSET, of("end"), required=True),
        Field("text", TEXT, of("text"), required=True),
        Field("label", LABEL, of("label"), default=Label.GPE),
        Field("role", optional(word(Role)), of("role")),
        Field("probability", optional(number(0, 1)), of("probability")),
    ),
    Mention,
)
DOCUMENT = record(
    "a document",
    (
        *(field._replace(of=of(field.key)) for field in DOCUMENT_FIELDS),
        Field("mentions", optional(listed(_MENTION)), of("mentions"), "names given with it"),
    ),
    lambda **given: checked_spans(Document(**given)),
)
"""A document alone, as processes pass it on."""
