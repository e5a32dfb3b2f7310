"""Streets and buildings that no gazetteer lists are shown, as a guess, near a town of the text."""

from __future__ import annotations

import pytest

from geomap.geodesy import distance_km
from geomap.resolver import Resolver, load_ranker
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.candidates.nearby import add_nearby_towns, is_site
from geomap.types import Candidate, Document, Status, Toponym
from tests.resolver.gazetteers import SmallGazetteer
from tests.resolver.test_scene import mentions


@pytest.mark.parametrize(
    "name",
    [
        "Northumberland Avenue", "14th St.", "A120", "I-95", "Highway 61", "KCOM Stadium",
        "Museum of Ice Cream", "Cloverhill District Court", "22nd St. North", "Wilson's Farm",
    ],
)  # fmt: skip
def test_sites_are_told_by_their_own_words(name: str) -> None:
    assert is_site(name)


@pytest.mark.parametrize(
    "name", ["Paris", "Toomevara", "Market", "Xavier County", "Blue River", "North Africa", "", "."]
)
def test_other_names_are_no_sites(name: str) -> None:
    assert not is_site(name)


def added(
    text: str, *names: str, home: tuple[Candidate, ...] = ()
) -> list[list[tuple[str, float]]]:
    found = mentions(text, *names)
    answers = [SmallGazetteer().candidates(mention.text) for mention in found]
    grown = add_nearby_towns(text, found, answers, home)
    return [
        [(c.place.name, c.quality) for c in new[len(old) :]]
        for old, new in zip(answers, grown, strict=True)
    ]


def test_the_nearest_towns_of_the_text_become_candidates() -> None:
    text = (
        "Dallas woke to sirens. Police closed Vandermere Street. " + "Rain fell. " * 60 + "Baghdad"
    )
    assert added(text, "Dallas", "Vandermere Street", "Baghdad") == [[], [("Dallas", 0.5)], []]


def test_the_publishers_home_stands_in() -> None:
    home = SmallGazetteer().candidates("Dallas")
    found = added("Police closed Vandermere Street.", "Vandermere Street", home=home)
    assert found == [[("Dallas", 0.4)]]


def test_countries_do_not_stand_in() -> None:
    assert added("Iraq closed Vandermere Street.", "Iraq", "Vandermere Street") == [[], []]


def test_an_unknown_village_is_left_alone() -> None:
    assert added("Dallas and Toomevara", "Dallas", "Toomevara") == [[], []]


def test_an_unknown_name_goes_to_the_town_of_its_phrase() -> None:
    text = "They met at the Martinez in Dallas. Moscow was quiet."
    assert added(text, "Martinez", "Dallas", "Moscow") == [[("Dallas", 0.4)], [], []]
    assert added("He flew from Dallas to Martinez.", "Dallas", "Martinez") == [[], []]


def test_where_a_text_is_about_one_town_small_places_belong_to_it() -> None:
    about = "Dallas woke early. Police of Dallas went to Toomevara. Dallas slept."
    assert added(about, "Dallas", "Toomevara") == [[], [], [("Dallas", 0.4)], []]
    abroad = about + " Baghdad and Beirut woke late."
    assert added(abroad, "Dallas", "Toomevara", "Baghdad", "Beirut")[2] == []
    river = about.replace("Toomevara", "Toome River")
    assert added(river, "Dallas", "Toome River") == [[], [], [], []]


def test_a_bare_number_is_a_house_and_no_code() -> None:
    assert is_site("47") and Lookups(SmallGazetteer())("47") == ()


def test_a_known_site_stays_where_it_is() -> None:
    text = "Dallas, then Baghdad International Airport"
    found = mentions(text, "Dallas", "Baghdad International Airport")
    known = SmallGazetteer().candidates("Baghdad")
    answers = [SmallGazetteer().candidates("Dallas"), known]
    assert add_nearby_towns(text, found, answers) == answers


def resolved(text: str, *names: str) -> dict[str, Toponym]:
    resolver = Resolver(SmallGazetteer(), load_ranker())
    found = resolver.resolve(Document("d", text), mentions(text, *names)).toponyms
    return {toponym.mention.text: toponym for toponym in found}


def test_the_guess_is_uncertain_an_area_and_says_so() -> None:
    text = "Dallas police closed Vandermere Street on Monday. The mayor of Dallas thanked them."
    found = resolved(text, "Dallas", "Vandermere Street")["Vandermere Street"]
    assert found.status is Status.UNCERTAIN
    assert found.place is not None and found.place.name == "Dallas"
    assert found.reason == (
        "The gazetteer does not know Vandermere Street; the text names Dallas, Texas near by."
    )
    assert found.area is not None
    assert 5 < found.area.radius_km < 60
    centre = found.area.points[0]
    assert distance_km(*centre, found.place.latitude, found.place.longitude) < 1


def test_a_stand_in_is_no_witness_for_its_own_town() -> None:
    text = "Dallas police closed Vandermere Street on Monday."
    alone = resolved("Dallas police closed the road on Monday.", "Dallas")["Dallas"]
    beside = resolved(text, "Dallas", "Vandermere Street")["Dallas"]
    assert "place of the text" not in beside.reason
    near = [e.value for e in beside.candidates[0].evidence if e.feature == "near_count"]
    assert near in ([], [0.0]) and alone.place == beside.place
