"""The gazetteer's second opinion, with invented answers of the network."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.recognizer.assemble import Opinions, Section, assemble
from geomap.recognizer.network import Logits
from geomap.recognizer.opinion import SecondOpinion
from geomap.recognizer.tagging import Tagged
from geomap.recognizer.words import Word, split_words
from geomap.types import Candidate, Place
from geomap.vocabulary import Kind, Match

FLAT = ("O", "B-PER", "I-PER")
GEO = ("O", "B-PLACE", "I-PLACE")


class Towns:
    """A gazetteer of towns of 60,000 people in Iraq and the United States."""

    name = "towns"

    def __init__(self, **countries: str) -> None:
        self._countries = {name.replace("_", " "): code for name, code in countries.items()}

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        code = self._countries.get(name)
        if code is None:
            return ()
        kind = Kind.COUNTRY if name == "Iraq" else Kind.CITY
        people = 2_000_000 if name in {"Paris", "Berlin"} else 60_000
        place = Place(f"test:{name}", name, 0.0, 0.0, code, kind=kind, population=people)
        return (Candidate(place, name, match=Match.EXACT),)

    def place(self, place_id: str) -> Place | None:
        return None


TOWNS = Towns(
    Iraq="IQ", Hajin="IQ", Susah="IQ", Bawiti_Sur="IQ", Bawiti="IQ", Santa="US", Jordan="US",
    Paris="FR", Berlin="DE", el_Hajin="IQ",
)  # fmt: skip
ENGLISH = Opinions(SecondOpinion(TOWNS))


def names(text: str, place: dict[str, float], person: dict[str, float] | None = None) -> list[str]:
    """Return the names found where words have these chances."""
    words = list(split_words(text))
    tagged = Tagged(words, _logits(text, words, place, person or {}))
    return [m.text for m in assemble(text, [Section(tagged)], FLAT, GEO, ENGLISH)]


def _logits(
    text: str, words: list[Word], place: dict[str, float], person: dict[str, float]
) -> Logits:
    rows = []
    for word in words:
        name = text[word.start : word.end]
        geo, per = place.get(name, 0.001), person.get(name, 0.001)
        flat = [1 - per, per * 0.9, per * 0.1]
        rows.append(np.log([*flat, 1 - geo, geo * 0.9, geo * 0.1]))
    return np.array(rows, dtype=np.float32)


def test_a_name_in_doubt_that_the_gazetteer_knows_is_taken() -> None:
    assert names("Shells hit Hajin.", {"Hajin": 0.3}) == ["Hajin"]


def test_a_name_in_doubt_that_nobody_knows_is_not() -> None:
    assert names("Shells hit Nowhere.", {"Nowhere": 0.45}) == []


def test_the_country_of_the_text_speaks_for_a_name() -> None:
    doubt = {"Hajin": 0.12}
    assert names("Shells hit Hajin.", doubt) == []
    assert names("Iraq said that shells hit Hajin.", {"Iraq": 0.99, **doubt}) == ["Iraq", "Hajin"]


@pytest.mark.parametrize("text", ["Hajin 12, Susah 7.", "Hajin and Susah", "- Hajin (3)\n- Susah"])
def test_names_in_a_list_speak_for_one_another(text: str) -> None:
    assert names(text, {"Hajin": 0.12, "Susah": 0.95}) == ["Hajin", "Susah"]


def test_a_surname_is_no_town_although_the_gazetteer_has_one() -> None:
    assert names("Jordan Peterson spoke.", {"Jordan": 0.4}, {"Jordan": 0.5}) == []
    assert names("He met Jordan.", {"Jordan": 0.3}, {"Jordan": 0.95}) == []


def test_the_run_of_capitalised_words_has_to_be_the_name() -> None:
    assert names("The Hajin Brigade left.", {"Hajin": 0.4}) == []


def test_a_name_cut_short_is_completed() -> None:
    assert names("They left Bawiti Sur.", {"Bawiti": 0.9, "Sur": 0.2}) == ["Bawiti Sur"]


def test_two_large_towns_joined_by_a_hyphen_are_two_names() -> None:
    chances = {"Paris": 0.9, "-": 0.9, "Berlin": 0.9}
    assert names("the Paris-Berlin train", chances) == ["Paris", "Berlin"]
    assert names("the Paris-Berlin train", dict.fromkeys(chances, 0.3)) == ["Paris", "Berlin"]


def test_a_doubtful_name_says_so() -> None:
    text = "Shells hit Hajin."
    words = list(split_words(text))
    tagged = Tagged(words, _logits(text, words, {"Hajin": 0.3}, {}))
    (mention,) = assemble(text, [Section(tagged)], FLAT, GEO, ENGLISH)
    assert mention.probability == pytest.approx(0.3, abs=0.01)


def test_a_doubtful_name_that_nobody_has_heard_of_is_dropped() -> None:
    assert names("Shells hit Nowhere.", {"Nowhere": 0.7}) == []
    assert names("Shells hit Nowhere.", {"Nowhere": 0.9}) == ["Nowhere"]
    assert names("Shells hit Hajin.", {"Hajin": 0.7}) == ["Hajin"]


def test_a_name_that_was_cut_at_its_head_is_completed() -> None:
    chances = {"Bawiti": 0.9, "Sur": 0.9}
    assert names("the town of Bawiti Sur", {**chances, "Bawiti": 0.3}) == ["Bawiti Sur"]
    assert names("the City of Hajin", {"City": 0.4, "of": 0.4, "Hajin": 0.9}) == ["Hajin"]


def test_the_other_half_of_a_hyphen_is_taken_as_well() -> None:
    assert names("the Paris-Berlin train", {"Paris": 0.9, "-": 0.3, "Berlin": 0.3}) == [
        "Paris",
        "Berlin",
    ]


def test_an_article_in_small_letters_begins_a_name_and_at_does_not() -> None:
    assert names("fled to el Hajin", {"el": 0.3, "Hajin": 0.3}) == ["el Hajin"]
    assert names("Susah at SYP 7", {"Susah": 0.3, "SYP": 0.001}) == ["Susah"]


def test_a_land_is_no_adjective() -> None:
    words = list(split_words("the Iraq regions"))
    rows = [[0.0] * 3 + [9.0, 0.0, 0.0, 0.0] for _ in words]
    rows[1][3:] = [0.0, 0.0, 0.0, 9.0]
    tagged = Tagged(words, np.array(rows, dtype=np.float32))
    geo = (*GEO, "B-ADJ")
    (mention,) = assemble("the Iraq regions", [Section(tagged)], FLAT, geo, ENGLISH)
    assert (mention.text, mention.role) == ("Iraq", None)
