"""Facts and sentences: true of the winner, not of its rival, the strongest first."""

from __future__ import annotations

import pytest

from geomap.resolver import Bias, Resolver
from geomap.resolver.clues.cues import CUE_KINDS, agreement
from geomap.types import Document, Kind, Mention, Place, Toponym
from geomap.wording import country_of, short_name
from tests.resolver.gazetteers import PLACES, SmallGazetteer


def resolved(text: str, *names: str, bias: Bias | None = None) -> list[Toponym]:
    mentions = [Mention(at := text.index(name), at + len(name), name) for name in names]
    resolver = Resolver(SmallGazetteer(), bias=bias)
    return list(resolver.resolve(Document("d", text), mentions).toponyms)


def place(name: str, country: str) -> Place:
    return next(p for p in PLACES if p.name == name and p.country == country)


@pytest.mark.parametrize(
    ("name", "country", "words"),
    [
        ("Georgia", "GE", "Georgia (country)"),
        ("Georgia", "US", "Georgia (part of the United States)"),
        ("Atlanta", "US", "Atlanta, Georgia"),
        ("Beirut", "LB", "Beirut, Lebanon"),
    ],
)
def test_a_place_as_people_write_it(name: str, country: str, words: str) -> None:
    assert short_name(place(name, country)) == words


def test_some_countries_take_an_article() -> None:
    assert country_of(place("Dallas", "US")) == "the United States"
    assert country_of(place("Baghdad", "IQ")) == "Iraq"
    assert country_of(Place("test:0", "Gulf", 27.0, 51.0)) is None


def test_what_the_text_says_comes_first() -> None:
    paris = resolved("A fire in Paris, Texas, near Dallas.", "Paris", "Texas", "Dallas")[0]
    assert paris.place == place("Paris", "US")
    assert paris.reason.startswith("Chosen over Paris, France: the text says “Paris, Texas”")


def test_a_named_state_is_a_fact() -> None:
    text = "Texas is dry. A town burns. The mayor of Paris spoke in Dallas."
    paris = resolved(text, "Texas", "Paris", "Dallas")[1]
    assert paris.place == place("Paris", "US")
    assert paris.reason == (
        "Chosen over Paris, France: the text names Texas; another place of the text lies in Texas."
    )


def test_what_the_user_asked_for_is_said() -> None:
    (moscow,) = resolved("Snow fell in Moscow.", "Moscow", bias=Bias(countries=("US",)))
    assert moscow.place == place("Moscow", "US")
    assert "you asked for places in the United States" in moscow.reason
    box = Bias(bbox=None, near=(46.7, -117.0))
    (moscow,) = resolved("Snow fell in Moscow.", "Moscow", bias=box)
    assert "you asked for places near there" in moscow.reason


def test_the_only_place_of_a_name_needs_no_rival() -> None:
    (baghdad,) = resolved("He lives in Baghdad.", "Baghdad")
    assert baghdad.reason.startswith("The only place called Baghdad that the gazetteer knows")
    assert "largest" not in baghdad.reason


def test_an_unknown_name_says_so() -> None:
    (nowhere,) = resolved("He lives in Zzyzx.", "Zzyzx")
    assert nowhere.reason == "The gazetteer knows no place called Zzyzx."


def test_an_adjective_is_one_of_a_place() -> None:
    (iraqi,) = resolved("The Iraqi army moved.", "Iraqi")
    assert iraqi.reason == "Iraqi is the adjective, or the people, of Iraq (country)."


def test_a_quotation_in_a_reason_stands_in_the_text() -> None:
    text = "A fire in Paris,\nTexas, near Dallas."
    paris = resolved(text, "Paris", "Texas", "Dallas")[0]
    quote = paris.reason.partition("“")[2].partition("”")[0]
    assert quote and quote in " ".join(text.split())


@pytest.mark.parametrize("cue", list(CUE_KINDS))
def test_a_cue_fits_the_kinds_it_names_and_no_other(cue: str) -> None:
    for kind in Kind:
        assert agreement(cue, kind) == (1.0 if kind in CUE_KINDS[cue] else -1.0)
        assert agreement("", kind) == 0.0
