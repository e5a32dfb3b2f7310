"""Unknown names are asked once, after all documents; confident places stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.errors import GeocoderUnavailable
from geomap.online import AnsweredGazetteer, resolve_cached, resolve_online
from geomap.seams import Answers, Gazetteer
from geomap.types import (
    Candidate,
    Document,
    Mention,
    ParsedDocument,
    Place,
    Role,
    Status,
    Toponym,
)
from tests.fakes import BAGHDAD, IRAQ, FakeGazetteer, FirstRanker, parsed

ATLANTIS = Place(
    "osm:node/7", "Atlantis", 31.0, -24.0, kind="island", attribution="© OpenStreetMap contributors"
)


class FakeResolver:
    """Looks every mention up and takes the first candidate."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def with_gazetteer(self, gazetteer: Gazetteer) -> FakeResolver:
        return FakeResolver(gazetteer)

    def resolve(self, document: Document, mentions: Sequence[Mention]) -> ParsedDocument:
        found = [self.gazetteer.candidates(mention.text) for mention in mentions]
        return ParsedDocument(document, FirstRanker().rank(document, mentions, found))


class FakeGeocoder:
    name = "fake geocoder"

    def __init__(self, *, fails: bool = False) -> None:
        self.asked: list[str] = []
        self._fails = fails

    def geocode(self, name: str) -> tuple[Candidate, ...]:
        self.asked.append(name)
        if self._fails:
            raise GeocoderUnavailable("the host gave no answer (time-out)")
        return (Candidate(ATLANTIS, name, match="online"),) if name == "Atlantis" else ()


RESULTS = [
    parsed("Baghdad and Atlantis.", ("Baghdad", BAGHDAD), ("Atlantis", None), id="1"),
    parsed("Atlantis and Erewhon.", ("Atlantis", None), ("Erewhon", None), id="2"),
]


def online(geocoder: FakeGeocoder, results: list[ParsedDocument]) -> list[ParsedDocument]:
    return list(resolve_online(results, FakeResolver(FakeGazetteer()), geocoder))


def test_each_unknown_name_is_asked_once_over_the_run() -> None:
    geocoder = FakeGeocoder()
    first, second = online(geocoder, RESULTS)
    assert geocoder.asked == ["Atlantis", "Erewhon"]
    assert [toponym.place and toponym.place.id for toponym in first.toponyms] == [
        BAGHDAD.id,
        ATLANTIS.id,
    ]
    assert second.toponyms[1].place is None
    assert second.asked_online == ("Atlantis", "Erewhon")


def test_a_place_found_offline_stays() -> None:
    first, _ = online(FakeGeocoder(), RESULTS)
    assert first.toponyms[0] == RESULTS[0].toponyms[0]


def test_an_outage_is_not_no_such_place() -> None:
    first, _ = online(FakeGeocoder(fails=True), RESULTS)
    toponym = first.toponyms[1]
    assert toponym.status is Status.UNAVAILABLE
    assert "time-out" in toponym.reason
    assert first.toponyms[0].place == BAGHDAD


def test_adjectives_organisations_and_corrected_names_are_never_asked() -> None:
    geocoder = FakeGeocoder()
    silent = [
        {"role": Role.ADJECTIVE},
        {"role": Role.ORGANISATION},
        {"status": Status.NOT_A_PLACE},
    ]
    for change in silent:
        result = RESULTS[1].with_toponyms(
            tuple(replace(toponym, **change) for toponym in RESULTS[1].toponyms)
        )
        assert online(geocoder, [result])[0].toponyms == result.toponyms
    assert geocoder.asked == []


def test_nothing_is_asked_when_every_name_is_known() -> None:
    geocoder = FakeGeocoder()
    known = parsed("Baghdad.", ("Baghdad", BAGHDAD))
    assert online(geocoder, [known])[0].toponyms == known.toponyms
    assert geocoder.asked == []


def test_cached_answers_place_names_while_streaming() -> None:
    lookup = FakeGeocoder()
    results = resolve_cached(iter(RESULTS), FakeResolver(FakeGazetteer()), lookup)
    first = next(results)
    assert first.toponyms[1].place == ATLANTIS
    assert first.asked_online == ()
    next(results)
    assert lookup.asked == ["Atlantis", "Erewhon"]


def test_answers_are_added_behind_what_is_known() -> None:
    answered = AnsweredGazetteer(
        FakeGazetteer(),
        {"Baghdad": (Candidate(ATLANTIS, "Baghdad"), Candidate(BAGHDAD, "Baghdad"))},
    )
    assert [found.place for found in answered.candidates("Baghdad")] == [BAGHDAD, ATLANTIS]
    assert answered.place(ATLANTIS.id) == ATLANTIS
    assert answered.place(BAGHDAD.id) == BAGHDAD
    assert answered.name == "fake gazetteer"
    assert answered.country("IQ") == IRAQ
    assert isinstance(answered, Gazetteer) and not hasattr(answered, "anything else")


def test_toponyms_are_told_apart_from_offline_ones() -> None:
    first, _ = online(FakeGeocoder(), RESULTS)
    toponym: Toponym = first.toponyms[1]
    assert toponym.candidates[0].match == "online"
    assert toponym.place is not None
    assert "OpenStreetMap" in (toponym.place.attribution or "")


def test_a_name_whose_candidates_do_not_fit_is_asked() -> None:
    geocoder = FakeGeocoder()
    unfit = RESULTS[1].with_toponyms(
        tuple(
            replace(toponym, status=Status.NOT_A_PLACE, candidates=(Candidate(BAGHDAD, "x"),))
            for toponym in RESULTS[1].toponyms
        )
    )
    online(geocoder, [unfit])
    assert geocoder.asked == ["Atlantis", "Erewhon"]


def test_a_geocoder_says_itself_what_left_the_machine() -> None:
    class Remembering:
        name = "remembering"

        def geocode_all(self, names: Sequence[str]) -> Answers:
            assert list(names) == ["Atlantis", "Erewhon"]
            return Answers({"Atlantis": ()}, frozenset({"Erewhon"}), {"Erewhon": "it was shut"})

    first, second = resolve_online(RESULTS, FakeResolver(FakeGazetteer()), Remembering())
    assert (first.asked_online, second.asked_online) == ((), ("Erewhon",))
    assert second.toponyms[0].status is Status.NO_CANDIDATE
    assert second.toponyms[1].status is Status.UNAVAILABLE
    assert "it was shut" in second.toponyms[1].reason
