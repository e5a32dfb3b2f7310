"""Compare answers with gold; without answers, ask geomap for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from geomap.errors import FormatError
from geomap.evaluation.annotations import AnnotatedDocument, Name, from_parsed, read_annotated
from geomap.evaluation.counts import count
from geomap.evaluation.mistakes import mistakes
from geomap.evaluation.report import Report
from geomap.types import Document, ParsedDocument

__all__ = ["evaluate"]

Gold = str | Path | Iterable[AnnotatedDocument]
Predictions = str | Path | Iterable[ParsedDocument | AnnotatedDocument]

Parse = Callable[[Iterable[Document]], Iterable[ParsedDocument]]


def evaluate(
    gold: Gold,
    predictions: Predictions | None = None,
    *,
    oracle_mentions: bool = False,
    adjectival: bool = True,
    roles: Iterable[str] | None = None,
    parse: Parse | None = None,
    draws: int = 1000,
    name: str | None = None,
) -> Report:
    """Score predictions, or geomap itself, against gold.

    Args:
        gold: A .jsonl[.gz] file or documents of ``read_annotated``.
        predictions: A file (geomap's output or any lines with "id" and "toponyms"), parsed
            documents, or annotated documents; None runs geomap on the gold texts. Documents
            without an answer count as empty, with a warning.
        oracle_mentions: Give geomap the gold names instead of its recognizer's, and count names
            that it calls no place as unresolved instead of not found.
        adjectival: False makes gold adjectives neutral (neither needed nor wrong).
        roles: Keep only predictions with one of these roles (those without a role stay).
        parse: From documents to results, ``Geoparser().pipe`` if not given.
        draws: Bootstrap draws for the intervals; 0 for none.
        name: What the report is called; the file's name if not given.

    Raises:
        FormatError: A file cannot be understood, or shares no document with the gold.
    """
    called = ""
    if isinstance(gold, str | Path):
        called, gold = Path(gold).name, read_annotated(gold, gold=True)
    documents = _unique(gold, "gold")
    if predictions is None:
        predictions = _parse(documents.values(), oracle_mentions, parse)
    answers = _unique(_annotated(predictions), "predictions")
    kept = None if roles is None else frozenset(str(role) for role in roles)
    chosen = {
        number: replace(
            answer, names=tuple(n for n in answer.names if _counts(n, oracle_mentions, kept))
        )
        for number, answer in answers.items()
    }
    parts = {
        number: count(
            document, chosen[number].names if number in chosen else (), adjectival=adjectival
        )
        for number, document in documents.items()
    }
    return Report(
        parts=parts,
        name=called if name is None else name,
        adjectival=adjectival,
        oracle_mentions=oracle_mentions,
        draws=draws,
        warnings=_coverage(documents, answers),
        mistakes=tuple(mistakes(documents.values(), chosen.values(), adjectival=adjectival)),
    )


def _annotated(predictions: Predictions) -> Iterator[AnnotatedDocument]:
    if isinstance(predictions, str | Path):
        yield from read_annotated(predictions)
        return
    for answer in predictions:
        yield from [answer] if isinstance(answer, AnnotatedDocument) else from_parsed([answer])


def _parse(
    documents: Iterable[AnnotatedDocument], oracle_mentions: bool, parse: Parse | None
) -> Iterator[ParsedDocument]:
    if parse is None:
        from geomap.pipeline import Geoparser

        parse = Geoparser().pipe
    yield from parse(document.document(mentions=oracle_mentions) for document in documents)


def _unique(documents: Iterable[AnnotatedDocument], what: str) -> dict[str, AnnotatedDocument]:
    found: dict[str, AnnotatedDocument] = {}
    for document in documents:
        if document.id in found:
            raise FormatError(f"the {what} have document {document.id!r} twice; keep one of them")
        found[document.id] = document
    return found


def _counts(name: Name, oracle_mentions: bool, roles: frozenset[str] | None) -> bool:
    if name.rejected and not oracle_mentions:
        return False
    return roles is None or name.role is None or name.role in roles


def _coverage(
    documents: Mapping[str, AnnotatedDocument], answers: Mapping[str, AnnotatedDocument]
) -> tuple[str, ...]:
    shared = documents.keys() & answers.keys()
    if documents and answers and not shared:
        raise FormatError(
            'the predictions share no document id with the gold; the "id" of each line must be '
            "that of the gold document"
        )
    warnings: Sequence[tuple[int, str]] = (
        (len(documents) - len(shared), "gold documents have no answer and count as empty"),
        (len(answers) - len(shared), "predicted documents are not in the gold and were left out"),
    )
    return tuple(f"{number:,} {words}" for number, words in warnings if number)
