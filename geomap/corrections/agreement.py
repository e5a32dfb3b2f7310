"""What several reviewers decided about one name: the later decision holds, and both are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from geomap.corrections.decision import Decision, Scope, Verdict

__all__ = ["Conflict", "latest", "merged", "printable", "told_outcome", "told_target"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two opinions of two reviewers on the same name; ``used`` is the one that holds."""

    used: Decision
    other: Decision

    def __str__(self) -> str:
        return (
            f"{told_target(self.used)}: {_opinion(self.used)}; {_opinion(self.other)}; the first "
            "is used"
        )


def merged(
    decisions: Iterable[Decision], prefer: str | None = None
) -> tuple[tuple[Decision, ...], tuple[Conflict, ...]]:
    """Return one decision for each name and scope, in the order given, and what was disputed.

    The decision made last holds; without times, the one given last. One reviewer who changed
    their mind is no conflict, and neither is a narrower decision.

    Args:
        prefer: The reviewer whose decisions hold against later ones of others.
    """
    ordered = list(enumerate(decisions))
    kept: dict[int, Decision] = {}
    conflicts: list[Conflict] = []
    for _, group in groupby(sorted(ordered, key=lambda pair: _name(pair[1])), _by_name):
        for same in _same_target(list(group)):
            used, disputed = latest([decision for _, decision in same], prefer)
            kept[same[0][0]] = used
            conflicts.extend(disputed)
    return tuple(kept[number] for number in sorted(kept)), tuple(conflicts)


def latest(
    same: Sequence[Decision], prefer: str | None = None
) -> tuple[Decision, tuple[Conflict, ...]]:
    """Return which of the decisions about one name holds, and who else says otherwise."""
    last: dict[str, Decision] = {}
    for decision in sorted(same, key=_time):
        last.pop(decision.reviewer, None)
        last[decision.reviewer] = decision
    used = max(
        enumerate(last.values()),
        key=lambda pair: (pair[1].reviewer == prefer, _time(pair[1]), pair[0]),
    )[1]
    return used, tuple(
        Conflict(used, other) for other in last.values() if other.outcome != used.outcome
    )


def _time(decision: Decision) -> str:
    """Return the time so that texts sort as times do: "…:00" before "…:00.5"."""
    return decision.when.removesuffix("Z")


def _name(decision: Decision) -> tuple[str, str, str]:
    document = decision.document or decision.sha256 or ""
    if decision.scope is Scope.EVERYWHERE:
        document = ""
    return decision.quote.exact.casefold(), decision.scope, document


def _by_name(pair: tuple[int, Decision]) -> tuple[str, str, str]:
    return _name(pair[1])


def _same_target(group: list[tuple[int, Decision]]) -> Iterable[list[tuple[int, Decision]]]:
    """Split decisions of one name, scope and document by the mention they are about."""
    targets: dict[object, list[tuple[int, Decision]]] = {}
    for number, decision in group:
        asked, known = _keys(decision)
        same = next((targets[key] for key in asked if key in targets), [])
        same.append((number, decision))
        targets.update((key, same) for key in known)
    return list({id(same): same for same in targets.values()}.values())


def _keys(decision: Decision) -> tuple[list[object], list[object]]:
    """Return what to look a mention up by, and what it is known by from then on.

    It is the same at one offset of one text, or of a text that one of the two does not tell;
    and between the same words.
    """
    if decision.scope is not Scope.MENTION:
        return [()], [()]
    quote, start, text = decision.quote, decision.start, decision.sha256
    around = ("".join(quote.prefix.split()), "".join(quote.suffix.split()))
    quoted: list[object] = [("quoted", *around)] if any(around) else []
    if text is None:
        return [("any", start), *quoted], [("any", start), ("untold", start), *quoted]
    here = (text, start)
    return [here, ("untold", start), *quoted], [here, ("any", start), *quoted]


def told_target(decision: Decision) -> str:
    """Return which name a decision is about, in words."""
    name = f'"{printable(decision.quote.exact)}"'
    document = printable(decision.document or decision.sha256 or "")
    if decision.scope is Scope.EVERYWHERE:
        return f"{name} everywhere"
    if decision.scope is Scope.DOCUMENT:
        return f"{name} in {document}"
    return f"{name} in {document} at {decision.start}"


def told_outcome(decision: Decision) -> str:
    """Return what was decided, in words."""
    place = decision.place
    if place is None:
        return "a name that was missed" if decision.verdict is Verdict.MISSED else decision.verdict
    at = (
        f"{place.latitude:.4f}, {place.longitude:.4f}"
        if place.latitude is not None and place.longitude is not None
        else ""
    )
    parts = (place.name, place.where, place.id or at)
    return printable(", ".join(part for part in parts if part))


def _opinion(decision: Decision) -> str:
    when = f", {decision.when}" if decision.when else ""
    return f"{printable(decision.reviewer) or 'somebody'}{when}: {told_outcome(decision)}"


def printable(text: str) -> str:
    """Return the text for a terminal: what would steer it, or turn its direction, as U+FFFD."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
