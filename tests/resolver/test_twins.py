"""A town and what is called after it."""

from __future__ import annotations

from geomap.gazetteer import open_gazetteer
from geomap.resolver import Resolver, load_ranker
from geomap.types import Document, Kind, Place
from tests.resolver.test_scene import mentions, scene


def placed(text: str, *names: str) -> dict[str, Place | None]:
    resolver = Resolver(open_gazetteer(), load_ranker())
    found = resolver.resolve(Document("d", text), mentions(text, *names)).toponyms
    return {toponym.mention.text: toponym.place for toponym in found}


def test_a_county_is_not_meant_by_its_short_name_where_a_town_has_it() -> None:
    found = placed("They met at the office in Palo Alto in June.", "Palo Alto")["Palo Alto"]
    assert found is not None and found.admin1 == "California"


def test_the_word_behind_a_list_holds_for_all_of_it() -> None:
    text = "A senator from Rogers, Craig and Mayes counties in Oklahoma agreed."
    found = placed(text, "Rogers", "Craig", "Mayes", "Oklahoma")
    assert [place.kind for place in found.values() if place] == [*[Kind.ADMIN2] * 3, Kind.ADMIN1]


def test_a_single_word_behind_a_list_is_the_last_names_own() -> None:
    several = scene("Dallas, Paris and Moscow counties", "Dallas", "Paris", "Moscow")
    single = scene("Dallas, Paris and Moscow County", "Dallas", "Paris", "Moscow")
    assert [cues.cue for cues in several.cues if cues] == ["admin2"] * 3
    assert [cues.cue for cues in single.cues if cues] == ["", "", "admin2"]
