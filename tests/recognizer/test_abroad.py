"""The gazetteer's opinion on names in other languages, with invented answers of the network."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest

from geomap.recognizer.abroad import OpinionAbroad, Renown
from geomap.recognizer.assemble import Opinions, Section, assemble
from geomap.recognizer.opinion import SecondOpinion
from geomap.recognizer.tagging import Tagged
from geomap.recognizer.words import split_words
from geomap.types import Candidate, Place
from geomap.vocabulary import Kind, Match, NameKind

FLAT = ("O", "B-PER", "I-PER")
GEO = ("O", "B-PLACE", "I-PLACE")


class World:
    """A gazetteer of two countries, forms of their names, a city and a village."""

    name = "world"
    _KNOWN: ClassVar = {
        "Venäjä": (Kind.COUNTRY, NameKind.FOREIGN, 0.97, 140_000_000),
        "Venäjän": (Kind.COUNTRY, NameKind.INFLECTED, 0.88, 140_000_000),
        "ABD": (Kind.COUNTRY, NameKind.ABBREVIATION, 0.98, 300_000_000),
        "روسيا": (Kind.COUNTRY, NameKind.FOREIGN, 0.97, 140_000_000),
        "Oulu": (Kind.CITY, NameKind.MAIN, 1.0, 200_000),
        "Oulussa": (Kind.CITY, NameKind.INFLECTED, 0.88, 200_000),
        "Royaume-Uni": (Kind.COUNTRY, NameKind.FOREIGN, 0.97, 60_000_000),
        "Ii": (Kind.CITY, NameKind.MAIN, 1.0, 900),
        "Kylä": (Kind.CITY, NameKind.MAIN, 1.0, 900),
        "Georgian": (Kind.COUNTRY, NameKind.DEMONYM, 0.9, 3_700_000),
    }

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        known = self._KNOWN.get(name)
        if known is None:
            return ()
        kind, what, quality, people = known
        match = Match.ADJECTIVE if what is NameKind.DEMONYM else Match.ALTERNATE
        place = Place(f"test:{name}", name, 0.0, 0.0, "FI", kind=kind, population=people)
        return (Candidate(place, name, match=match, quality=quality, name_kind=what),)

    def place(self, place_id: str) -> Place | None:
        return None


WORLD = World()
BOTH = Opinions(SecondOpinion(WORLD), OpinionAbroad(WORLD))


def tagged(text: str, place: dict[str, float], person: dict[str, float] | None = None) -> Tagged:
    words = list(split_words(text))
    rows = []
    for word in words:
        name = text[word.start : word.end]
        geo, per = place.get(name, 0.001), (person or {}).get(name, 0.001)
        rows.append(np.log([1 - per, per * 0.9, per * 0.1, 1 - geo, geo * 0.9, geo * 0.1]))
    return Tagged(words, np.array(rows, dtype=np.float32).reshape(len(words), 6))


def names(text: str, place: dict[str, float], person: dict[str, float] | None = None) -> list[str]:
    """Return the names found where words of another language have these chances."""
    sections = [Section(tagged(text, place, person), 0, abroad=True)]
    return [mention.text for mention in assemble(text, sections, FLAT, GEO, BOTH)]


@pytest.mark.parametrize(
    ("name", "renown"),
    [
        ("Venäjä", Renown.LAND),
        ("Venäjän", Renown.LAND),
        ("Oulu", Renown.LARGE),
        ("Oulussa", Renown.INFLECTED),
        ("Kylä", Renown.SMALL),
        ("Georgian", Renown.GUESSED),
        ("Nowhere", Renown.UNHEARD_OF),
    ],
)
def test_how_well_a_name_is_known(name: str, renown: Renown) -> None:
    assert OpinionAbroad(WORLD).renown(name) is renown


def test_a_country_needs_the_least_chance_a_village_the_most() -> None:
    assert names("Eilen Venäjän raja", {"Venäjän": 0.1}) == ["Venäjän"]
    assert names("Eilen Oulussa satoi", {"Oulussa": 0.15}) == ["Oulussa"]
    assert names("Eilen Oulu ja Kylä", {"Oulu": 0.25, "Kylä": 0.25}) == ["Oulu"]
    assert names("eilen Kylä paloi", {"Kylä": 0.45}) == ["Kylä"]
    assert names("Eilen Nowhere paloi", {"Nowhere": 0.45}) == []


def test_a_taken_name_that_nobody_knows_has_to_be_surer() -> None:
    assert names("Eilen Nowhere paloi", {"Nowhere": 0.7}) == []
    assert names("Eilen Nowhere paloi", {"Nowhere": 0.9}) == ["Nowhere"]
    assert names("Eilen Venäjän raja", {"Venäjän": 0.55}) == ["Venäjän"]


def test_a_person_is_no_town_but_a_country_stays_one() -> None:
    assert names("Hän on Oulu", {"Oulu": 0.3}, {"Oulu": 0.7}) == []
    assert names("Hän on Venäjä", {"Venäjä": 0.3}, {"Venäjä": 0.7}) == ["Venäjä"]


def test_an_ending_behind_an_apostrophe_is_no_part_of_the_name() -> None:
    assert names("Dün ABD'nin elçisi", {"ABD": 0.1}) == ["ABD"]
    assert names("Eilen ABD:n raja", {"ABD": 0.1}) == ["ABD"]


def test_words_without_capitals_are_asked_about_as_well() -> None:
    assert names("قالت روسيا أمس", {"روسيا": 0.2}) == ["روسيا"]


def test_a_name_of_a_script_without_spaces_may_be_unknown() -> None:
    doubt = 0.6
    assert names("昨日、福島へ", {"福": doubt, "島": doubt}) == ["福島"]
    assert names("Eilen Nowhere paloi", {"Nowhere": doubt}) == []


def test_a_part_of_a_word_with_a_hyphen_is_no_name() -> None:
    chances = {"Uni": 0.9, "Rouge": 0.9}
    assert names("au Royaume-Uni hier", chances) == ["Royaume-Uni"]
    assert names("la Croix-Rouge hier", chances) == []


def test_an_elided_article_is_no_part_of_the_name() -> None:
    assert names("L’Oulu hier", {"Oulu": 0.45}) == ["Oulu"]


def test_what_is_too_short_is_not_taken() -> None:
    assert names("Eilen Ii paloi", {"Ii": 0.45}) == []


def test_each_language_of_a_text_is_read_by_its_own_rules() -> None:
    english, finnish = "The Georgian army left. ", "Hän lensi Georgian kautta. EU maksoi."
    text = english + finnish
    sections = [
        Section(tagged(english, {"Georgian": 0.9})),
        Section(tagged(finnish, {"Georgian": 0.9}), len(english), abroad=True),
    ]
    found = [(m.text, m.role) for m in assemble(text, sections, FLAT, GEO, BOTH)]
    assert found == [("Georgian", "adjective"), ("Georgian", None)]
