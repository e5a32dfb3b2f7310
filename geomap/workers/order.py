"""Batches that are given out ahead, and their answers in the order of the batches."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

__all__ = ["AHEAD", "Lost", "in_order"]

Item = TypeVar("Item")
Found = TypeVar("Found")
Given = TypeVar("Given")

AHEAD = 3
"""Batches a process that are given out before the first of them is back."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item on which a process died; ``exit`` is its exit code, below 0 a signal."""

    item: Item
    exit: int


def in_order(
    batches: Iterable[Sequence[Item]],
    begin: Callable[[Sequence[Item]], Given],
    outcome: Callable[[Given], list[Found] | int],
    *,
    most: int,
) -> Iterator[Found | Lost[Item]]:
    """Yield the answers of all batches; one whose process died is done again item by item.

    Args:
        begin: Gives a batch out, and returns what ``outcome`` is asked for.
        outcome: Waits for the answers of a batch, or for the exit code of the process that died
            on it.
        most: Batches that are given out before the first of them is back.
    """
    waiting: deque[tuple[Sequence[Item], Given]] = deque()
    for batch in batches:
        waiting.append((batch, begin(batch)))
        if len(waiting) > most:
            yield from _collect(*waiting.popleft(), begin, outcome)
    while waiting:
        yield from _collect(*waiting.popleft(), begin, outcome)


def _collect(
    batch: Sequence[Item],
    given: Any,
    begin: Callable[[Sequence[Item]], Any],
    outcome: Callable[[Any], list[Found] | int],
) -> Iterator[Found | Lost[Item]]:
    answers = outcome(given)
    if not isinstance(answers, int):
        yield from answers
    elif len(batch) == 1:
        yield Lost(batch[0], answers)
    else:
        for item in batch:
            yield from _collect([item], begin([item]), begin, outcome)
