"""What fields of a file may hold, said once: to write them, to check them, to tell of them.

A :class:`Value` is a kind of value with its name for readers; a :class:`Field` is a key with a
value and where it comes from; :func:`record` is an object of fields. Reading never trusts: a
wrong type, a number out of its range or a list that is too long raises :class:`WrongValue`,
which names the way to it. Unknown keys are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

__all__ = [
    "Field",
    "Value",
    "WrongValue",
    "listed",
    "number",
    "optional",
    "record",
    "row",
    "text",
    "whole",
    "word",
    "written",
]


class WrongValue(ValueError):
    """A value that no writer of ours makes."""


@dataclass(frozen=True, slots=True)
class Value:
    """A kind of value: ``read`` checks what JSON holds, ``write`` makes it.

    ``fields`` are those of an object.
    """

    name: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value
    fields: tuple[Field, ...] = ()


class Field(NamedTuple):
    """A key of an object; ``of`` takes its value from what is written.

    ``default`` is what an absent key counts as, unless it is ``required``; a field with ``when``
    is written only where that holds.
    """

    key: str
    value: Value
    of: Callable[[Any], Any]
    meaning: str = ""
    required: bool = False
    default: Any = None
    when: Callable[[Any], bool] | None = None


def _wrong(value: Any, name: str) -> WrongValue:
    return WrongValue(f"is {value!r:.60}, not {name}")


def text(name: str = "text") -> Value:
    """Any text."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise _wrong(value, name)
        return value

    return Value(name, read)


def number(low: float, high: float, digits: int | None = None) -> Value:
    """Return a number within limits, as a float, written with ``digits`` after the point."""
    name = f"a number from {low:g} to {high:g}"

    def read(value: Any) -> float:
        if type(value) not in (int, float) or not low <= value <= high:
            raise _wrong(value, name)
        return float(value)

    return Value(name, read, lambda value: value if digits is None else round(value, digits))


def whole(low: int, high: int) -> Value:
    """Return a whole number within limits."""
    name = f"a whole number from {low:,}" + (f" to {high:,}" if high < 10**9 else "")

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise _wrong(value, name)
        return value

    return Value(name, read)


def word(words: type[StrEnum], other: StrEnum | None = None) -> Value:
    """One of some words; a word that is unknown counts as ``other``, if that is given."""
    name = "one of " + ", ".join(words)

    def read(value: Any) -> StrEnum:
        if not isinstance(value, str):
            raise _wrong(value, name)
        found = next((member for member in words if member == value), other)
        if found is None:
            raise _wrong(value, name)
        return found

    return Value(name, read, lambda value: None if value is None else str(value))


def optional(value: Value, absent: Any = None) -> Value:
    """Return the value or null, which counts as ``absent``."""
    return Value(
        f"{value.name}, or null",
        lambda given: absent if given is None else value.read(given),
        lambda given: None if given is None else value.write(given),
    )


def listed(value: Value, most: int = 10_000_000) -> Value:
    """Return a list of such values, read as a tuple."""

    def read(given: Any) -> tuple[Any, ...]:
        if not isinstance(given, list) or len(given) > most:
            raise _wrong(given, "a list")
        return tuple(_within(f"[{place}]", value, one) for place, one in enumerate(given))

    return Value(f"list of {value.name}", read, lambda given: [value.write(one) for one in given])


def row(name: str, build: Callable[..., Any], *values: Value, least: int = 0) -> Value:
    """Return a list in which each position has its meaning; the last ones may be absent."""

    def read(given: Any) -> Any:
        if not isinstance(given, list) or not (least or len(values)) <= len(given) <= len(values):
            raise _wrong(given, name)
        parts = zip(values, given, strict=False)
        return build(*(_within(f"[{at}]", one, part) for at, (one, part) in enumerate(parts)))

    def write(given: Any) -> list[Any]:
        return [one.write(part) for one, part in zip(values, given, strict=True)]

    return Value(name, read, write)


def record(name: str, fields: tuple[Field, ...], build: Callable[..., Any]) -> Value:
    """Return an object; ``build`` gets the checked values by key."""

    def read(given: Any) -> Any:
        if not isinstance(given, dict):
            raise _wrong(given, name)
        return build(**{field.key: _field(field, given) for field in fields})

    return Value(name, read, lambda owner: written(fields, owner), fields)


def written(fields: tuple[Field, ...], owner: Any) -> dict[str, Any]:
    """Return the object that is written for ``owner``."""
    return dict(_written(fields, owner))


def _written(fields: tuple[Field, ...], owner: Any) -> Iterator[tuple[str, Any]]:
    for field in fields:
        if field.when is None or field.when(owner):
            yield field.key, field.value.write(field.of(owner))


def _field(field: Field, given: dict[str, Any]) -> Any:
    if field.key in given:
        return _within(field.key, field.value, given[field.key])
    if field.required:
        raise WrongValue(f"{field.key} is missing")
    return field.default


def _within(step: str, value: Value, given: Any) -> Any:
    try:
        return value.read(given)
    except WrongValue as error:
        gap = "" if str(error).startswith("[") else " " if str(error).startswith("is ") else "."
        raise WrongValue(f"{step}{gap}{error}") from None
