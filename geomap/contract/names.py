"""Names, the places that they may mean, and statements about them, as fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from geomap.contract.places import AREA, PLACE, take_place
from geomap.contract.values import EVIDENCE, FAR, OFFSET, SHARE, TEXT, WORDS, of
from geomap.fields import (
    Field,
    Value,
    WrongValue,
    listed,
    number,
    optional,
    record,
    row,
    word,
    written,
)
from geomap.types import Candidate, Check, Evidence, Mention, Review, Toponym
from geomap.vocabulary import Detail, Kind, Label, Match, Relation, Role, Status, Verdict

__all__ = ["CANDIDATE", "CHECK", "LABEL", "TOPONYM", "TOPONYMS"]

_CANDIDATES = 5
LIKELY = 0.01
"""Runners-up that are less likely stand in full results only."""


_PART = row(
    "[feature, value, contribution, words]", Evidence, TEXT, EVIDENCE, EVIDENCE, TEXT, least=3
)
_PART_FIELDS = Value(
    _PART.name,
    _PART.read,
    lambda part: [part.feature, round(part.value, 6), round(part.contribution, 6), part.words],
)


def _candidate(**given: Any) -> Candidate:
    place = take_place(given)
    if place is None:
        raise WrongValue("place_id is null, so the candidate has no place")
    return Candidate(
        place,
        given["matched_name"] or place.name,
        given["score"] or 0.0,
        given["evidence"],
        given["match"],
        1.0 if given["quality"] is None else given["quality"],
        given["modifier"],
        given["probability"],
    )


CANDIDATE = record(
    "a candidate",
    (
        *PLACE,
        Field("matched_name", WORDS, of("matched_name"), "the name under which it was found"),
        Field(
            "match",
            optional(word(Match, Match.EXACT), Match.EXACT),
            of("match"),
            "how",
            default=Match.EXACT,
        ),
        Field("quality", optional(SHARE), of("quality"), "how good that is"),
        Field("modifier", WORDS, of("modifier"), "what was stripped from the name"),
        Field("score", optional(EVIDENCE), of("score"), "log-odds"),
        Field("probability", optional(SHARE), of("probability")),
        Field(
            "evidence", listed(_PART_FIELDS, 1_000), of("evidence"), "adds up to score", default=()
        ),
    ),
    _candidate,
)


_SMALL = frozenset({Kind.ADMIN2, Kind.FACILITY})
"""Kinds that are told apart inside their county (``geomap.wording``)."""


def _told(key: str) -> Callable[[Candidate], bool]:
    """Return whether a runner-up is described by a field of its place."""

    def when(one: Candidate) -> bool:
        if key == "admin2" and one.place.kind not in _SMALL:
            return False
        return getattr(one.place, key) is not None

    return when


_SHORT = ("country", "admin1", "admin2", "country_name")
_RUNNER_UP = (
    *(field for field in PLACE if field.key in ("place_id", "name", "kind", "lat", "lon")),
    *(field._replace(when=_told(field.key)) for field in PLACE if field.key in _SHORT),
    Field("probability", optional(SHARE), of("probability")),
)
_SHORT_CANDIDATE = Value(
    CANDIDATE.name, CANDIDATE.read, lambda one: written(_RUNNER_UP, one), _RUNNER_UP
)


def _best(one: Toponym) -> tuple[Candidate, ...]:
    return one.candidates[:_CANDIDATES]


def _runners_up(one: Toponym) -> tuple[Candidate, ...]:
    chosen = None if one.place is None else one.place.id
    return tuple(
        other
        for other in _best(one)
        if other.place.id != chosen and (other.probability is None or other.probability >= LIKELY)
    )


_OTHERS = {
    Detail.FULL: (
        Field("candidates", listed(CANDIDATE, 1_000), _best, "the best five", default=()),
    ),
    Detail.REASONS: (Field("candidates", listed(_SHORT_CANDIDATE, 1_000), _runners_up),),
    Detail.BRIEF: (),
}


def _answer_fields(detail: Detail) -> tuple[Field, ...]:
    return (
        *PLACE,
        Field("probability", optional(SHARE), of("probability"), "that the place is right"),
        Field("score", optional(SHARE), of("probability"), "the old name of probability"),
        Field("status", word(Status), of("status"), "what was decided", default=Status.PLACED),
        Field("reason", WORDS, of("reason"), "one plain sentence"),
        Field("area", optional(AREA), of("area"), "a vague place"),
        *_OTHERS[detail],
    )


def _answer(mention: Mention, given: dict[str, Any]) -> Toponym:
    found = given["probability"] if given["probability"] is not None else given["score"]
    return Toponym(
        mention,
        take_place(given),
        found or 0.0,
        given["reason"] or "",
        given["candidates"],
        given["status"],
        area=given["area"],
    )


_NOWHERE = Mention(0, 0, "")


def _review(detail: Detail) -> Value:
    answer = record("an answer", _answer_fields(detail), lambda **given: _answer(_NOWHERE, given))
    return record(
        "a review",
        (
            Field("decision", word(Verdict), of("verdict"), "of the reviewer", required=True),
            Field("who", WORDS, of("who"), "the reviewer"),
            Field("when", WORDS, of("when"), "ISO 8601, UTC"),
            Field("note", WORDS, of("note"), "free words"),
            Field(
                "machine",
                optional(answer),
                of("machine"),
                "the answer before; null for a name that was not found",
            ),
        ),
        lambda *, decision, who, when, note, machine: Review(
            decision, who or "", when or "", note or "", machine
        ),
    )


def _toponym(**given: Any) -> Toponym:
    start, end = given["start"], given["end"]
    if start > end:
        raise WrongValue(f"end is {end}, before start {start}")
    sure = given["mention_probability"]
    mention = Mention(start, end, given["text"], given["label"], probability=sure)
    review = given["review"]
    if review is not None and review.machine is not None:
        machine = replace(review.machine, mention=mention, role=given["role"])
        review = replace(review, machine=machine)
    return replace(_answer(mention, given), role=given["role"], review=review)


LABEL = optional(word(Label, Label.GPE), Label.GPE)


def _toponym_value(detail: Detail) -> Value:
    return record(
        "a name",
        (
            Field("start", OFFSET, lambda one: one.mention.start, "in text", required=True),
            Field("end", OFFSET, lambda one: one.mention.end, "in text", required=True),
            Field(
                "text", TEXT, lambda one: one.mention.text, "text[start:end], always", required=True
            ),
            Field("label", LABEL, lambda one: one.mention.label, "as found", default=Label.GPE),
            Field(
                "role",
                optional(word(Role), Role.SUBJECT),
                of("role"),
                "in its sentence",
                default=Role.SUBJECT,
            ),
            Field(
                "mention_probability",
                optional(number(0, 1)),
                lambda one: one.mention.probability,
                "that the name is one of a place here, as the recognizer sees it",
            ),
            *_answer_fields(detail),
            Field(
                "review",
                optional(_review(detail)),
                of("review"),
                "a reviewer's decision",
                when=lambda one: one.review is not None,
            ),
        ),
        _toponym,
    )


TOPONYMS = {detail: _toponym_value(detail) for detail in Detail}
TOPONYM = TOPONYMS[Detail.FULL]
"""What is read: the other details only write less of it."""

CHECK = record(
    "a check",
    (
        Field("start", OFFSET, of("start"), "in text", required=True),
        Field("end", OFFSET, of("end"), "in text", required=True),
        Field("relation", word(Relation), of("relation"), required=True),
        Field(
            "toponyms",
            listed(OFFSET, 10_000),
            of("mentions"),
            "their numbers, from 0",
            required=True,
        ),
        Field("distance_km", optional(number(0, FAR)), of("distance_km"), "in fact", required=True),
        Field("words", TEXT, of("words"), "one plain sentence", required=True),
    ),
    lambda **given: Check(mentions=given.pop("toponyms"), **given),
)
