"""Two reviewers: what they agree on is one decision, and what they do not is told with both."""

from __future__ import annotations

from dataclasses import replace

from geomap.corrections import Decision, Scope, Verdict, merged
from geomap.types import Document
from tests.corrections.decisions import place_of, quoted
from tests.fakes import PARIS

DOCUMENT = Document("a.txt", "Paris, Paris and Mosul.", sha256="ab" * 32)
ADA = quoted(DOCUMENT, "Paris", who="Ada", when="2026-11-26T09:00:00Z", file="ada.csv", line=2)
BEN = replace(ADA, place=place_of(PARIS), who="Ben", when="2026-11-26T10:00:00Z", file="ben.html")


def used(*decisions: Decision, prefer: str | None = None) -> list[Decision]:
    return list(merged(decisions, prefer)[0])


def test_the_later_decision_holds_and_both_are_told() -> None:
    for given in ((ADA, BEN), (BEN, ADA)):
        kept, (conflict,) = merged(given)
        assert kept == (BEN,)
        assert str(conflict) == (
            '"Paris" in a.txt at 0: Ben, 2026-11-26T10:00:00Z: Paris, Texas, geonames:2988507; '
            "Ada, 2026-11-26T09:00:00Z: Paris, Texas, geonames:4717560; the first is used"
        )


def test_a_reviewer_can_be_preferred() -> None:
    assert used(ADA, BEN, prefer="Ada") == [ADA]


def test_agreement_is_no_conflict() -> None:
    right = replace(ADA, verdict=Verdict.RIGHT, who="Ben")
    assert merged((ADA, right))[1] == ()


def test_who_changes_their_mind_has_no_conflict() -> None:
    later = replace(BEN, who="Ada")
    assert merged((later, ADA)) == ((later,), ())


def test_without_times_the_last_given_holds() -> None:
    one, two = replace(ADA, when=""), replace(BEN, when="")
    assert used(one, two) == [two]
    assert used(two, one) == [one]
    again = replace(one, note="again")
    assert used(one, two, again) == [again]


def test_half_a_second_later_is_later() -> None:
    later = replace(BEN, when="2026-11-26T09:00:00.500Z")
    assert used(later, ADA) == [later]


def test_files_stand_for_reviewers_without_a_name() -> None:
    one, two = replace(ADA, who=""), replace(BEN, who="")
    assert len(merged((one, two))[1]) == 1
    assert merged((one, replace(two, file="ada.csv")))[1] == ()


def test_other_mentions_scopes_and_documents_are_other_questions() -> None:
    others = (
        quoted(DOCUMENT, "Paris", nth=2, place=place_of(PARIS), who="Ben"),
        replace(BEN, scope=Scope.DOCUMENT),
        replace(BEN, scope=Scope.EVERYWHERE),
        replace(BEN, document="b.txt"),
    )
    assert merged((ADA, *others)) == ((ADA, *others), ())


def test_a_mention_is_the_same_in_two_versions_of_a_text() -> None:
    moved = replace(BEN, start=7, sha256="cd" * 32)
    assert used(ADA, moved) == [moved]
    typed = replace(BEN, sha256=None, quote=replace(BEN.quote, prefix="", suffix=""))
    assert used(ADA, typed) == [typed]
    assert used(typed, ADA) == [typed]


def test_everywhere_is_one_question_wherever_it_was_asked() -> None:
    one = replace(ADA, scope=Scope.EVERYWHERE)
    two = replace(BEN, scope=Scope.EVERYWHERE, document=None, sha256=None, start=None)
    assert used(one, two) == [two]


def test_what_is_told_does_not_steer_a_terminal() -> None:
    evil = replace(BEN, who="\x1b[31m\u202eB\nen")
    _, (conflict,) = merged((ADA, evil))
    assert str(conflict).isprintable()
