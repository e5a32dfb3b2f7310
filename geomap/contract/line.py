"""A line of results as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geomap._version import __version__
from geomap.contract.documents import DOCUMENT_FIELDS, checked_spans
from geomap.contract.names import CHECK, TOPONYMS
from geomap.contract.short import expanded, shortened
from geomap.contract.values import OFFSET, TEXT, WORDS, of
from geomap.errors import FormatError
from geomap.fields import Field, Value, WrongValue, listed, optional, record, whole, word
from geomap.types import Check, Detail, Document, Mention, ParsedDocument, Toponym

__all__ = ["FORMAT", "GEOMAP_FIELDS", "LINE", "from_record", "to_record"]

FORMAT = 1


GEOMAP_FIELDS = (
    Field("version", WORDS, lambda _: __version__, "that wrote the line"),
    Field("format", whole(1, 10**6), lambda _: FORMAT, "of this contract", default=FORMAT),
    Field("recognizer", WORDS, of("recognizer"), "with its version"),
    Field("gazetteer", WORDS, of("gazetteer"), "with its version"),
    Field(
        "detail",
        optional(word(Detail, Detail.FULL), Detail.FULL),
        of("detail"),
        "what candidates are there (`--detail`)",
        default=Detail.FULL,
    ),
)


def _parsed(*, geomap: dict[str, Any], **given: Any) -> ParsedDocument:
    if geomap["format"] > FORMAT:
        raise FormatError(f"written by geomap {geomap['version']}, a newer format; update geomap")
    own = {field.key: given.pop(field.key) for field in DOCUMENT_FIELDS}
    document = checked_spans(Document(**own))
    toponyms: tuple[Toponym, ...] = given.pop("toponyms")
    for place, toponym in enumerate(toponyms):
        _check_mention(toponym.mention, document.text, place)
    for place, check in enumerate(given["checks"]):
        _check_check(check, document.text, len(toponyms), place)
    given.pop("unplaced")
    return ParsedDocument(
        document,
        toponyms,
        recognizer=geomap["recognizer"] or "",
        gazetteer=geomap["gazetteer"] or "",
        detail=geomap["detail"],
        **given,
    )


def _check_mention(mention: Mention, words: str, place: int) -> None:
    if mention.end > len(words) or words[mention.start : mention.end] != mention.text:
        raise WrongValue(
            f"toponyms[{place}]: the text at {mention.start}-{mention.end} "
            f"is not {mention.text!r:.60}"
        )


def _check_check(check: Check, words: str, toponyms: int, place: int) -> None:
    if not check.start <= check.end <= len(words):
        raise WrongValue(f"checks[{place}] lies outside the text")
    if any(mention >= toponyms for mention in check.mentions):
        raise WrongValue(f"checks[{place}].toponyms names one that is not there")


def _of_document(field: Field) -> Field:
    return field._replace(of=lambda parsed: field.of(parsed.document))


def _line(detail: Detail) -> Value:
    return record(
        "a line of `geomap parse`",
        (
            *map(_of_document, DOCUMENT_FIELDS),
            Field(
                "toponyms",
                listed(TOPONYMS[detail]),
                of("toponyms"),
                "the names, in their order",
                required=True,
            ),
            Field("unplaced", optional(OFFSET), lambda one: len(one.unplaced), "how many names"),
            Field(
                "checks",
                listed(CHECK),
                of("checks"),
                "statements that the gazetteer contradicts",
                default=(),
            ),
            Field("warnings", listed(TEXT), of("warnings"), "about the run", default=()),
            Field(
                "asked_online", listed(TEXT), of("asked_online"), "names that were sent", default=()
            ),
            Field(
                "geomap",
                record("an object", GEOMAP_FIELDS, dict),
                lambda one: one,
                "what wrote the line",
                required=True,
            ),
        ),
        _parsed,
    )


_LINES = {detail: _line(detail) for detail in Detail}
LINE = _LINES[Detail.FULL]
"""What is read: the other details only write less of it."""


def to_record(
    parsed: ParsedDocument, detail: Detail = Detail.FULL, *, short: bool = True
) -> dict[str, Any]:
    """Return the document's line as plain JSON values, with no more detail than there is.

    Less than all is told without repetitions (``geomap.contract.short``), unless ``short`` is
    False.
    """
    details = list(Detail)
    least = max(detail, parsed.detail, key=details.index)
    line: dict[str, Any] = _LINES[least].write(replace(parsed, detail=least))
    return shortened(line) if short and least is not Detail.FULL else line


def from_record(line: Any) -> ParsedDocument:
    """Return the parsed document of a line.

    Raises:
        FormatError: A field is missing or wrong, or an offset does not fit the text.
    """
    try:
        parsed: ParsedDocument = LINE.read(expanded(line))
    except WrongValue as error:
        raise FormatError(
            f"not a line of `geomap parse`: {error}; "
            "correct the file or make it again with: geomap parse"
        ) from error
    return parsed
