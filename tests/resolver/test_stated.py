"""Unknown places are shown where the text says that they lie."""

from __future__ import annotations

from dataclasses import replace

from geomap.gazetteer import open_gazetteer
from geomap.resolver import Resolver, load_ranker
from geomap.resolver.candidates.gather import gather
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.candidates.stated import add_stated_parents
from geomap.types import Document, Label, Status
from tests.resolver.gazetteers import SmallGazetteer
from tests.resolver.test_scene import mentions


def added(text: str, *names: str) -> list[list[str]]:
    found = mentions(text, *names)
    answers = [SmallGazetteer().candidates(mention.text) for mention in found]
    grown = add_stated_parents(text, found, answers)
    return [
        [c.place.name for c in new[len(old) :]] for old, new in zip(answers, grown, strict=True)
    ]


def test_an_unknown_site_gets_the_town_it_is_said_to_be_in() -> None:
    assert added("the Opera Tent in Dallas", "Opera Tent", "Dallas") == [["Dallas"], []]


def test_a_country_is_too_wide_to_stand_for_a_site() -> None:
    assert added("the Opera Tent in Iraq", "Opera Tent", "Iraq") == [[], []]


def test_a_city_named_like_a_wide_state_does_not_stand_for_it() -> None:
    gazetteer = open_gazetteer()
    text = "La Motte, Quebec, is small. The Opera Tent is in Nenagh."
    found = mentions(text, "La Motte", "Quebec", "Opera Tent", "Nenagh")
    answers = [(), gazetteer.candidates("Quebec"), (), gazetteer.candidates("Nenagh")]
    grown = add_stated_parents(text, found, answers)
    assert [[c.place.name for c in answer] for answer in (grown[0], grown[2])] == [[], ["Nenagh"]]


def test_whose_home_it_is_says_nothing_unless_the_name_was_marked() -> None:
    text = "Paris's home in Toomevara"
    answers = [SmallGazetteer().candidates("Paris"), ()]
    marked = mentions(text, "Paris", "Toomevara")
    assert len(add_stated_parents(text, marked, answers)[1]) == 3
    found = [replace(marked[0], label=Label.CONTEXT), marked[1]]
    assert add_stated_parents(text, found, answers)[1] == ()


def test_a_namesake_elsewhere_does_not_keep_the_parent_away() -> None:
    assert added("Nenagh, a part of Lewiston", "Nenagh", "Lewiston")[0] == ["Lewiston", "Lewiston"]


def test_a_place_that_lies_there_is_left_alone() -> None:
    assert added("Paris, Texas", "Paris", "Texas") == [[], []]


def test_known_cities_in_a_list_are_left_alone() -> None:
    assert added("Beirut, Baghdad", "Beirut", "Baghdad") == [[], []]


def test_the_context_counts_as_parent() -> None:
    document = Document("d", "The Opera Tent in Dallas opened.")
    found = mentions(document.text, "Opera Tent")
    candidates, context = gather(document, found, Lookups(SmallGazetteer()))
    assert [name.text for name in context.names] == ["Dallas"]
    assert [candidate.match for candidate in candidates[0]] == ["within"]


def test_the_reason_says_so_and_the_place_is_uncertain() -> None:
    text = "The Opera Tent in Dallas opened."
    resolver = Resolver(SmallGazetteer(), load_ranker())
    toponym = resolver.resolve(Document("d", text), mentions(text, "Opera Tent")).toponyms[0]
    assert toponym.candidates[0].place.name == "Dallas"
    assert toponym.status is not Status.PLACED
    if toponym.place is not None:
        assert toponym.reason == (
            "The gazetteer does not know this Opera Tent; the text puts it in Dallas, Texas."
        )


def test_a_town_beside_another_is_left_alone() -> None:
    text = "the town of Balad, north of Baghdad, was shelled"
    found = mentions(text, "Balad", "Baghdad")
    answers = [open_gazetteer().candidates(mention.text) for mention in found]
    assert [list(new) for new in add_stated_parents(text, found, answers)] == [
        list(old) for old in answers
    ]
