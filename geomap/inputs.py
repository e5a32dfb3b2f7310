"""What may be given to a parser: texts, documents, nothing, and pairs with something of the user's.

>>> as_document("Rain in Oslo.", "text-1")
Document('text-1', 'Rain in Oslo.', 13 characters)
>>> as_document(float("nan"), "row 7").text
''
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from geomap.errors import InputError
from geomap.types import Document

__all__ = ["Text", "as_document", "as_documents", "paired"]

Text = str | Document | float | None
"""A text; None and the NaN of a data frame stand for a text that is missing."""

_Context = TypeVar("_Context")
_MISSING = frozenset({"NAType", "NaTType"})  # of pandas, which need not be installed


def as_document(given: Text, name: str) -> Document:
    """Return a document; ``name`` becomes the id of a bare text.

    Raises:
        InputError: It is no text.
    """
    if isinstance(given, Document):
        return given
    if isinstance(given, str):
        return Document(name, str(given))
    if _is_missing(given):
        return Document(name, "")
    raise InputError(f"{name} is {_kind(given)}, not a text; {_remedy(given)}")


def as_documents(given: Iterable[Text]) -> Iterator[Document]:
    """Return documents; bare texts are numbered from 1: "text-1".

    Raises:
        InputError: One text was given where many are awaited, or something else that cannot be
            walked; while walking, something that is no text.
    """
    if isinstance(given, str | Document) or not isinstance(given, Iterable):
        raise InputError(
            f"pipe takes a list or another iterable of texts, not {_kind(given)}; "
            "for one text use parse"
        )
    return (as_document(each, f"text-{number}") for number, each in enumerate(given, 1))


def paired(pairs: Iterable[tuple[Text, _Context]], contexts: deque[_Context]) -> Iterator[Text]:
    """Yield the texts of pairs; what belongs to each waits in ``contexts``.

    Raises:
        InputError: Something is no pair.
    """
    for number, pair in enumerate(pairs, 1):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise InputError(
                f"item {number} is {_kind(pair)}, not a pair; "
                "with as_tuples=True give (text, context) each time"
            )
        text, context = pair
        contexts.append(context)
        yield text


def _is_missing(given: Any) -> bool:
    if given is None or type(given).__name__ in _MISSING:
        return True
    return isinstance(given, float) and given != given


def _kind(given: Any) -> str:
    name = type(given).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _remedy(given: Any) -> str:
    if isinstance(given, bytes | bytearray):
        return "decode it first: text.decode('utf-8')"
    if isinstance(given, tuple):
        return "for pairs of a text and anything else: pipe(pairs, as_tuples=True)"
    if isinstance(given, Iterable):
        return "for many texts use pipe"
    return "give a str, a geomap.Document, or None for a missing text"
