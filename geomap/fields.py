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
    members = {str(member): member for member in words}

    def read(value: Any) -> StrEnum:
        if not isinstance(value, str):
            raise _wrong(value, name)
        found = members.get(value, other)
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
    read_one = value.read

    def read(given: Any) -> tuple[Any, ...]:
        if not isinstance(given, list) or len(given) > most:
            raise _wrong(given, "a list")
        found: list[Any] = []
        try:
            for one in given:
                found.append(read_one(one))
        except WrongValue as error:
            raise _at(f"[{len(found)}]", error) from None
        return tuple(found)

    return Value(f"list of {value.name}", read, lambda given: [value.write(one) for one in given])


def row(name: str, build: Callable[..., Any], *values: Value, least: int = 0) -> Value:
    """Return a list in which each position has its meaning; the last ones may be absent."""

    def read(given: Any) -> Any:
        if not isinstance(given, list) or not (least or len(values)) <= len(given) <= len(values):
            raise _wrong(given, name)
        parts = zip(values, given, strict=False)
        found: list[Any] = []
        try:
            for one, part in parts:
                found.append(one.read(part))
        except WrongValue as error:
            raise _at(f"[{len(found)}]", error) from None
        return build(*found)

    def write(given: Any) -> list[Any]:
        return [one.write(part) for one, part in zip(values, given, strict=True)]

    return Value(name, read, write)


def record(name: str, fields: tuple[Field, ...], build: Callable[..., Any]) -> Value:
    """Return an object; ``build`` gets the checked values by key."""
    # One loop and no calls between: an object of results has thirty fields, a corpus millions.
    readers = [(field.key, field.value.read, field.required, field.default) for field in fields]

    def read(given: Any) -> Any:
        if not isinstance(given, dict):
            raise _wrong(given, name)
        found: dict[str, Any] = {}
        key = ""
        try:
            for key, read_value, required, default in readers:
                if key in given:
                    found[key] = read_value(given[key])
                elif required:
                    break
                else:
                    found[key] = default
            else:
                return build(**found)
        except WrongValue as error:
            if len(found) == len(readers):
                raise
            raise _at(key, error) from None
        raise WrongValue(f"{key} is missing")

    return Value(name, read, lambda owner: written(fields, owner), fields)


def written(fields: tuple[Field, ...], owner: Any) -> dict[str, Any]:
    """Return the object that is written for ``owner``."""
    return dict(_written(fields, owner))


def _written(fields: tuple[Field, ...], owner: Any) -> Iterator[tuple[str, Any]]:
    for field in fields:
        if field.when is None or field.when(owner):
            yield field.key, field.value.write(field.of(owner))


def _at(step: str, error: WrongValue) -> WrongValue:
    """Return the error with one more step of the way to it."""
    gap = "" if str(error).startswith("[") else " " if str(error).startswith("is ") else "."
    return WrongValue(f"{step}{gap}{error}")
