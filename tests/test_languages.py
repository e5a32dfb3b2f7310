"""What geomap knows of a language: one source a word, read by all who need it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import geomap.languages
from geomap.documents.dates import parse_date
from geomap.documents.sentences import sentences
from geomap.gazetteer import open_gazetteer
from geomap.languages import en
from geomap.languages.en.abbreviations import PLACES
from geomap.languages.en.demonyms import DEMONYMS, is_adjective
from geomap.languages.en.not_places import is_no_place
from geomap.languages.en.things import CLASSES, FACILITY_WORDS, GENERIC_ALONE, LANDSCAPE_WORDS
from geomap.languages.words import names_in
from geomap.recognizer.spans import kind_of
from geomap.resolver import PopulationRanker, Resolver
from geomap.resolver.candidates.nearby import is_site
from geomap.resolver.clues.cues import CUE_KINDS, cue_of
from geomap.types import Document, Label, Mention, Status
from tests.resolver.gazetteers import SmallGazetteer

FOLDER = Path(geomap.languages.__file__).parent
NOT_ADJECTIVES_ALONE = {
    *("Alpine", "Antarctic", "Falkland", "Fleming", "Flemings", "Franco", "Norman", "Russo"),
    *("Sino", "Southern"),
}


def test_the_folder_of_english_says_what_each_file_is() -> None:
    named = set(re.findall(r"\b\w+\.(?:py|csv)\b", en.__doc__ or ""))
    files = {path.name for path in (FOLDER / "en").iterdir() if path.suffix in (".py", ".csv")}
    assert named == files - {"__init__.py"}


def test_other_languages_have_files_of_the_same_names() -> None:
    """English has its words about space in several files, the others in one."""
    english = {path.name for path in (FOLDER / "en").glob("*.py")} | {"space.py"}
    for folder in FOLDER.iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            assert {path.name for path in folder.glob("*.py")} <= english, folder.name


def test_languages_import_nothing_else_of_geomap() -> None:
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("geomap"):
                assert (node.module or "").startswith("geomap.languages"), path.name


def test_every_demonym_of_the_gazetteer_is_an_adjective_to_the_recognizer() -> None:
    unknown = {name for name in names_in(DEMONYMS) if not is_adjective(name)}
    assert unknown == NOT_ADJECTIVES_ALONE


@pytest.mark.parametrize("name", ["Argentineans", "Aussies", "Baghdadis", "Uyghurs", "Gazans"])
def test_inhabitants_that_were_unknown(name: str) -> None:
    assert is_adjective(name)
    best = open_gazetteer().candidates(name)[0]
    assert best.match == "adjective"


@pytest.mark.parametrize(
    "name", ["Basothos", "Manxs", "Kyrgyzs", "Hamburger-borns", "Icelandics", "Malagasys"]
)
def test_no_plural_is_made_by_rule(name: str) -> None:
    assert not is_adjective(name)


def test_a_word_has_one_class() -> None:
    counts = Counter(word for words in CLASSES.values() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []
    assert list(CLASSES) == list(CUE_KINDS), "the weights know the classes by their numbers"


def test_a_building_is_one_to_everybody() -> None:
    for word in CLASSES["facility"]:
        name = f"Nenagh {word.title()}"
        assert kind_of(name) == Label.FAC
        assert is_site(name)
        assert cue_of(name, "", "") == ("facility", False)


def test_landscapes_are_no_buildings() -> None:
    # A dam and a reservoir are buildings to the recognizer and lakes to a reader of maps.
    assert {"dam", "reservoir", "lake", "canal"} >= FACILITY_WORDS & LANDSCAPE_WORDS
    assert not {"junction", "villa", "terrace"} & GENERIC_ALONE


@pytest.mark.parametrize(
    ("name", "organisation"),
    [("PKK", True), ("Xinhua", True), ("U.N.", True), ("Hizbullah", True), ("Facebook", False)],
)
def test_no_place_is_none_also_as_a_given_mention(name: str, organisation: bool) -> None:
    assert is_no_place(name)
    document = Document("d", f"{name} said so.")
    resolver = Resolver(SmallGazetteer(), PopulationRanker())
    (toponym,) = resolver.resolve(document, [Mention(0, len(name), name)]).toponyms
    assert toponym.status is Status.NOT_A_PLACE
    assert ("organisation" in toponym.reason) is organisation


def test_short_names_of_places_end_no_sentence() -> None:
    assert {"Calif.", "U.S.", "W.Va.", "Nfld.", "Penna."} <= PLACES
    for text in ("He left Nfld. Tuesday for home.", "In Pa. Governor Shapiro spoke."):
        assert sentences(text) == [(0, len(text))]
    assert len(sentences("She called Ken. Nobody answered.")) == 2


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("3 January 2020", "2020-01-03"),
        ("3. Jänner 2020", "2020-01-03"),
        ("3 août 2020", "2020-08-03"),
        ("3 de agosto de 2020", "2020-08-03"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("9 aprile 2024", "2024-04-09"),
        ("9 de abril de 2024", "2024-04-09"),
        ("9 april 2024", "2024-04-09"),
        ("9 kwietnia 2024", "2024-04-09"),
        ("9. dubna 2024", "2024-04-09"),
        ("9 квітня 2024", "2024-04-09"),
        ("9 апреля 2024 г.", "2024-04-09"),
        ("9 Nisan 2024", "2024-04-09"),
        ("٩ أبريل ٢٠٢٤", "2024-04-09"),
        ("9 نيسان 2024", "2024-04-09"),
        ("9. huhtikuuta 2024", "2024-04-09"),
        ("2024. április 9.", "2024-04-09"),
        ("9 aprilie 2024", "2024-04-09"),
        ("9. travnja 2024", "2024-04-09"),
        ("9. април 2024", "2024-04-09"),
        ("9 Απριλίου 2024", "2024-04-09"),
        ("9 באפריל 2024", "2024-04-09"),
        ("9 अप्रैल 2024", "2024-04-09"),
        ("9 Aprili 2024", "2024-04-09"),
        ("2024年4月9日", "2024-04-09"),
        ("2024년 4월 9일", "2024-04-09"),
    ],
)
def test_months_of_every_language_that_has_them(words: str, date: str) -> None:
    assert parse_date(words) == date


def test_a_name_that_languages_give_to_different_months_states_none() -> None:
    """October in Croatian, November in Polish."""
    assert parse_date("9 listopada 2024") is None
