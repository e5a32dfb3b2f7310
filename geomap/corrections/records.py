"""A decision as JSON: written, and read with every limit of docs/corrections.md checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from geomap.corrections.decision import DecidedPlace, Decision, Quote, Scope, Verdict
from geomap.errors import FormatError
from geomap.escaping import encodable

__all__ = ["FORMAT", "MOST_DECISIONS", "from_record", "to_record"]

FORMAT = 1
MOST_DECISIONS = 100_000
_NAME, _CONTEXT, _WHO, _NOTE, _ID = 500, 200, 200, 5_000, 5_000
_NEEDS_PLACE = frozenset({Verdict.RIGHT, Verdict.PLACE})
_MAY_HAVE_PLACE = _NEEDS_PLACE | {Verdict.MISSED}
_DIGEST = re.compile(r"[0-9a-f]{64}")

_Word = TypeVar("_Word", bound=StrEnum)


def to_record(decision: Decision) -> dict[str, Any]:
    """Return the decision as plain JSON values, without what is not known."""
    quote, place = decision.quote, decision.place
    record: dict[str, Any] = {
        "decision": decision.verdict.value,
        "scope": decision.scope.value,
        "document": _known({"id": decision.document, "sha256": decision.sha256}),
        "quote": _known({"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}),
        "start": decision.start,
        "place": None
        if place is None
        else _known(
            {
                "id": place.id,
                "name": place.name,
                "lat": place.latitude,
                "lon": place.longitude,
                "where": place.where,
            }
        ),
        "who": decision.who,
        "when": decision.when,
        "note": decision.note,
    }
    return _known(record)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", {})}


def from_record(record: object, file: str = "", line: int = 0) -> Decision:
    """Return the decision of a JSON object; keys of other names are ignored.

    Raises:
        FormatError: A field is missing, of the wrong type or over its limit. The message says
            which one, and not where: the caller knows the file.
    """
    fields = _object(record, "a decision")
    verdict = _word(fields, "decision", Verdict)
    scope = _word(fields, "scope", Scope)
    document = _object(fields.get("document", {}), "document")
    quote = _object(fields.get("quote", {}), "quote")
    decision = Decision(
        verdict=verdict,
        scope=scope,
        quote=Quote(
            _text(quote, "exact", _NAME),
            _text(quote, "prefix", _CONTEXT),
            _text(quote, "suffix", _CONTEXT),
        ),
        document=_text(document, "id", _ID) or None,
        sha256=_digest(document),
        start=_start(fields),
        place=_place(fields.get("place"), verdict),
        who=_text(fields, "who", _WHO),
        when=_time(fields),
        note=_text(fields, "note", _NOTE),
        file=file,
        line=line,
    )
    _complete(decision)
    return decision


def _complete(decision: Decision) -> None:
    if not decision.quote.exact.strip():
        raise FormatError("the name is empty")
    if decision.scope is Scope.DOCUMENT and decision.document is None:
        raise FormatError("the scope is document, and no document is named")
    if decision.scope is Scope.MENTION and decision.start is None:
        raise FormatError("the scope is mention, and start is missing")


def _object(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"{name} is {value!r:.60}, not an object")
    return value


def _text(fields: Mapping[str, Any], key: str, most: int) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FormatError(f"{key} is {value!r:.60}, not text")
    if len(value) > most:
        raise FormatError(f"{key} has {len(value):,} characters; at most {most:,} are allowed")
    return encodable(value)


def _word(fields: Mapping[str, Any], key: str, words: type[_Word]) -> _Word:
    given = fields.get(key)
    found = next((word for word in words if word == given), None)
    if found is None:
        raise FormatError(f"{key} is {given!r:.60}, not one of {', '.join(words)}")
    return found


def _digest(document: Mapping[str, Any]) -> str | None:
    digest = _text(document, "sha256", 64).lower()
    if digest and not _DIGEST.fullmatch(digest):
        raise FormatError(f"sha256 is {digest!r}, not 64 hexadecimal digits")
    return digest or None


def _start(fields: Mapping[str, Any]) -> int | None:
    start = fields.get("start")
    if start is not None and (type(start) is not int or not 0 <= start < 2**53):
        raise FormatError(f"start is {start!r:.60}; give a whole number or leave it empty")
    return start


def _time(fields: Mapping[str, Any]) -> str:
    """Return the time in UTC, to the second, or to the millisecond as pages write it."""
    given = _text(fields, "when", 40)
    if not given:
        return ""
    try:
        time = datetime.fromisoformat(given)
    except ValueError as error:
        raise FormatError(f"when is {given!r}; write it as 2026-11-26T09:30:00Z") from error
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    finest = "milliseconds" if time.microsecond else "seconds"
    return time.isoformat(timespec=finest).replace("+00:00", "Z")


def _place(value: object, verdict: Verdict) -> DecidedPlace | None:
    if value is None or verdict not in _MAY_HAVE_PLACE:
        if verdict in _NEEDS_PLACE:
            raise FormatError(f"the decision is {verdict.value}, and place is missing")
        return None
    fields = _object(value, "place")
    latitude, longitude = _degrees(fields, "lat", 90), _degrees(fields, "lon", 180)
    if (latitude is None) != (longitude is None):
        raise FormatError("place has only one of lat and lon")
    place = DecidedPlace(
        id=_text(fields, "id", _ID) or None,
        name=_text(fields, "name", _NAME) or None,
        latitude=latitude,
        longitude=longitude,
        where=_text(fields, "where", _NAME) or None,
    )
    if place.id is None and latitude is None:
        raise FormatError("place has neither an id nor lat and lon")
    return place


def _degrees(fields: Mapping[str, Any], key: str, most: float) -> float | None:
    value = fields.get(key)
    if value is None:
        return None
    if type(value) not in (int, float) or not -most <= value <= most:
        raise FormatError(f"{key} is {value!r:.60}, which is not on Earth; give degrees")
    return float(value)
