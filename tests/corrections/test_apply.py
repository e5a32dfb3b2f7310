"""Decisions of the user win, the narrowest first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geomap.aggregate import aggregate
from geomap.confidence import at_least
from geomap.corrections import Corrections, Decision, Scope, Verdict, load_corrections
from geomap.errors import FormatError
from geomap.jsonl import from_record, to_record
from geomap.render.strings import strings
from geomap.results import Results
from geomap.types import Check, Document, ParsedDocument, Relation, Role, Status
from tests.corrections.decisions import quoted
from tests.fakes import MOSUL, PARIS, PARIS_TEXAS, FakeGazetteer, parsed

TEXT = "Paris and Paris."


def corrected(tmp_path: Path, *lines: str, id: str = "doc") -> list[str | None]:
    path = tmp_path / "corrections.csv"
    path.write_text("name,document,start,place\n" + "\n".join(lines), encoding="utf-8")
    result = parsed(TEXT, ("Paris", PARIS), ("Paris", PARIS), id=id)
    (found,) = load_corrections(path, FakeGazetteer()).apply([result])
    return [toponym.place.id if toponym.place else None for toponym in found.toponyms]


def test_a_correction_holds_everywhere(tmp_path: Path) -> None:
    assert corrected(tmp_path, "Paris,,,geonames:4717560") == [PARIS_TEXAS.id] * 2


def test_the_narrowest_correction_wins(tmp_path: Path) -> None:
    lines = ("paris,,,geonames:4717560", "Paris,doc,,none", 'Paris,doc,10,"1.5,2.5"')
    assert corrected(tmp_path, *lines) == [None, "correction:1.5,2.5"]
    assert corrected(tmp_path, *lines, id="other") == [PARIS_TEXAS.id] * 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Paris,,,geonames:1", "line 2: 'geonames:1' is no id"),
        ('Paris,,,"91,0"', "not on Earth"),
        ("Paris,,x,none", "whole number"),
        (",,,none", "empty"),
    ],
)
def test_a_wrong_line_is_told(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(FormatError, match=told):
        corrected(tmp_path, line)


def test_missing_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(FormatError, match="columns name and place"):
        load_corrections(path, FakeGazetteer())


def test_names_below_the_threshold_are_withheld() -> None:
    given = replace(
        parsed(TEXT, ("Paris", PARIS), ("Paris", PARIS_TEXAS)),
        checks=(Check(0, 5, "X in Y", (0, 1), 1.0, "not so"),),
    )
    (result,) = at_least(0.925, [given])
    for toponym, place in zip(result.toponyms, (PARIS, PARIS_TEXAS), strict=True):
        assert (toponym.place, toponym.status, toponym.probability) == (None, Status.WITHHELD, 0.9)
        assert toponym.candidates[0].place == place
        assert toponym.reason == (
            f"The best guess, Paris, {place.admin1}, {place.country_name}, is withheld: its score "
            "is below the minimum asked for (92.5%)."
        )
    assert result.checks == ()
    (kept,) = at_least(0.5, [given])
    assert kept == given


def test_a_withheld_name_is_told_alike_everywhere(tmp_path: Path) -> None:
    (result,) = at_least(0.95, [parsed(TEXT, ("Paris", PARIS), ("Paris", PARIS))])
    assert from_record(to_record(result)).toponyms == result.toponyms
    gathered = aggregate([result])
    (entry,) = gathered.unplaced
    assert (entry.status, entry.mentions) == (Status.WITHHELD, 2)
    for name in ("places.csv", "places.geojson", "places.md", "places.kml", "map.html"):
        Results([result]).save(tmp_path / name)
        told = (tmp_path / name).read_text(encoding="utf-8")
        assert "is withheld: its score is below the minimum asked for (95%)" in told
        assert "uncertain: The best guess" not in told
    assert strings("en")[f"status.{Status.WITHHELD}"] == "below the asked score"


def test_every_status_has_words_for_readers() -> None:
    assert {f"status.{status}" for status in Status} <= strings("en").keys()


DOCUMENT = Document("doc", "A fair in Paris. Roads to Paris, and Zork.", sha256="ab" * 32)


def applied(*decisions: Decision, text: str = DOCUMENT.text, id: str = "doc") -> ParsedDocument:
    """Return a text of two Paris, answered as France and Texas, with the decisions in it."""
    names = [("Paris", PARIS), ("Paris", PARIS_TEXAS)]
    given = parsed(text, *names[: text.count("Paris")], id=id)
    given = replace(given, document=replace(given.document, sha256=DOCUMENT.sha256))
    places = {PARIS.id: PARIS, PARIS_TEXAS.id: PARIS_TEXAS}
    corrections = Corrections(
        (one, places.get((one.place and one.place.id) or "")) for one in decisions
    )
    (result,) = corrections.apply([given])
    return result


def ids(result: ParsedDocument) -> list[str | None]:
    return [toponym.place.id if toponym.place else None for toponym in result.toponyms]


def test_the_machines_answer_stays_beside_the_decision() -> None:
    decision = quoted(DOCUMENT, "Paris", who="Ada", note="p. 2", when="2026-11-26T09:30:00Z")
    first, second = applied(decision).toponyms
    assert first.place == PARIS_TEXAS
    assert first.review is not None
    assert first.review.machine == parsed(DOCUMENT.text, ("Paris", PARIS)).toponyms[0]
    assert (first.review.verdict, first.review.who, first.review.note) == ("place", "Ada", "p. 2")
    assert second.review is None


@pytest.mark.parametrize("verdict", Verdict)
def test_corrected_results_are_written_and_read(verdict: Verdict) -> None:
    place = {"place": None} if verdict in ("not a place", "unknown") else {}
    result = applied(quoted(DOCUMENT, "Paris", verdict=verdict, **place))
    assert from_record(to_record(result)) == result
    again = Corrections([]).apply([result])
    assert list(again) == [result]


def test_a_second_correction_keeps_the_first_answer() -> None:
    once = applied(quoted(DOCUMENT, "Paris"))
    other = quoted(DOCUMENT, "Paris", verdict=Verdict.NOT_A_PLACE, place=None)
    (twice,) = Corrections([(other, None)]).apply([once])
    assert twice.toponyms[0].review is not None
    assert twice.toponyms[0].review.machine == once.toponyms[0].review.machine  # type: ignore[union-attr]


def test_nobody_can_tell() -> None:
    unknown = quoted(DOCUMENT, "Paris", nth=2, verdict=Verdict.UNKNOWN, place=None)
    toponym = applied(unknown).toponyms[1]
    assert (toponym.place, toponym.status) == (None, Status.UNKNOWN)


def test_a_right_answer_keeps_what_is_known_of_it() -> None:
    right = quoted(DOCUMENT, "Paris", nth=2, verdict=Verdict.RIGHT)
    toponym = applied(right).toponyms[1]
    assert toponym.reason == "Placed at Paris, confirmed by your correction."
    assert toponym.probability == 1.0


def test_a_missed_name_is_added_in_its_place() -> None:
    result = applied(quoted(DOCUMENT, "Zork", verdict=Verdict.MISSED))
    assert [toponym.mention.text for toponym in result.toponyms] == ["Paris", "Paris", "Zork"]
    assert ids(result)[2] == PARIS_TEXAS.id
    assert result.toponyms[2].review is not None
    assert result.toponyms[2].review.machine is None


def test_a_marked_name_replaces_what_it_crosses() -> None:
    marked = quoted(DOCUMENT, "Roads to Paris", verdict=Verdict.MISSED)
    result = applied(marked)
    assert [toponym.mention.text for toponym in result.toponyms] == ["Paris", "Roads to Paris"]


def test_a_missed_name_everywhere_leaves_found_names_alone() -> None:
    missed = quoted(DOCUMENT, "to Paris", verdict=Verdict.MISSED, scope=Scope.EVERYWHERE)
    assert applied(missed) == applied()


EDITED = "Rain. A great fair in Paris.\nAll roads to Paris, and Zork."


def test_a_decision_follows_its_mention_through_an_edit() -> None:
    texas, nowhere = (
        quoted(DOCUMENT, "Paris"),
        quoted(DOCUMENT, "Paris", nth=2, verdict=Verdict.NOT_A_PLACE, place=None),
    )
    assert ids(applied(texas, nowhere, text=EDITED)) == [PARIS_TEXAS.id, None]


def test_decisions_are_handed_on_at_their_new_offsets() -> None:
    given = replace(parsed(EDITED, ("Paris", PARIS)), document=Document("doc", EDITED))
    corrections = Corrections([(quoted(DOCUMENT, "Paris"), PARIS_TEXAS)])
    list(corrections.apply([given]))
    (moved,) = corrections.current
    assert moved.start == EDITED.index("Paris")
    assert moved.quote.prefix == "Rain. A great fair in "
    assert moved.sha256 == DOCUMENT.sha256


def test_a_decision_that_no_longer_fits_is_told_and_not_used() -> None:
    gone = "In Paris, nothing like it stands any more."
    given = parsed(gone, ("Paris", PARIS))
    elsewhere = replace(quoted(DOCUMENT, "Paris"), document="other", sha256=None)
    one = replace(quoted(DOCUMENT, "Paris", nth=2), file="c.csv", line=2)
    corrections = Corrections([(one, PARIS_TEXAS), (elsewhere, PARIS_TEXAS)])
    assert list(corrections.apply([given])) == [given]
    assert corrections.unused() == (
        'c.csv, 2: the correction of "Paris" in doc at 26 is not used: the text has changed there '
        "or the name is no longer found; review it again",
        "1 correction is about documents or names that are not here",
    )


def test_a_renamed_file_is_known_by_its_digest_and_its_words() -> None:
    decision = quoted(DOCUMENT, "Paris")
    assert ids(applied(decision, id="renamed"))[0] == PARIS_TEXAS.id
    assert ids(applied(decision, id="renamed", text=EDITED))[0] == PARIS.id


def test_checks_of_a_corrected_place_are_dropped_and_others_keep_their_names() -> None:
    given = replace(
        parsed("Mosul? Paris and Paris.", ("Paris", PARIS), ("Paris", PARIS_TEXAS)),
        checks=(
            Check(7, 12, Relation.IN, (0, 1), 1.0, "of the first"),
            Check(17, 22, Relation.IN, (1,), 1.0, "of the second"),
        ),
    )
    missed = quoted(given.document, "Mosul", verdict=Verdict.MISSED)
    nowhere = quoted(given.document, "Paris", verdict=Verdict.NOT_A_PLACE, place=None)
    (result,) = Corrections([(missed, MOSUL), (nowhere, None)]).apply([given])
    (check,) = result.checks
    assert (check.words, check.mentions) == ("of the second", (2,))


def test_disagreement_is_found_where_two_versions_meet() -> None:
    ada = quoted(DOCUMENT, "Paris", who="Ada")
    ben = replace(
        quoted(Document("doc", EDITED), "Paris"), who="Ben", verdict=Verdict.UNKNOWN, place=None
    )
    corrections = Corrections([(ada, PARIS_TEXAS), (ben, None)])
    assert corrections.conflicts == []
    list(corrections.apply([parsed(DOCUMENT.text, ("Paris", PARIS))]))
    (conflict,) = corrections.conflicts
    assert {conflict.used.who, conflict.other.who} == {"Ada", "Ben"}


def test_a_marked_name_is_shown_whatever_role_it_was_found_in() -> None:
    found = parsed("Iraqi forces came.", ("Iraqi", PARIS))
    (toponym,) = found.toponyms
    adjective = found.with_toponyms((replace(toponym, role=Role.ADJECTIVE),))
    decision = quoted(found.document, "Iraqi", verdict=Verdict.MISSED)
    (after,) = Corrections([(decision, PARIS_TEXAS)]).apply([adjective])
    assert [t.role for t in after.toponyms] == [Role.SUBJECT]
