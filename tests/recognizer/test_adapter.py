"""Any spaCy pipeline as a recognizer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from geomap.errors import RecognizerError, RecognizerNotFound
from geomap.recognizer import Recognizer, SpacyRecognizer, load_recognizer
from geomap.recognizer.adapter import SECTION_CHARACTERS, masked
from geomap.types import Document, Mention, Role

PATTERNS = [
    {"label": "GPE", "pattern": "Mosul"},
    {"label": "GPE", "pattern": "the Netherlands"},
    {"label": "LOC", "pattern": "Middle East"},
    {"label": "FAC", "pattern": "Tal Afar"},
    {"label": "GPE", "pattern": "ISIS"},
    {"label": "GPE", "pattern": "Iraqi"},
    {"label": "NORP", "pattern": "Danish"},
    {"label": "NORP", "pattern": "Sunni"},
    {"label": "PERSON", "pattern": "Jordan"},
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(PATTERNS)
    return pipeline


def find(nlp: Language, text: str) -> tuple[Mention, ...]:
    (mentions,) = SpacyRecognizer(nlp).recognize([Document("one", text)])
    return mentions


def test_places_and_adjectives_are_taken(nlp: Language) -> None:
    text = "ISIS left Mosul and the Netherlands; Danish and Iraqi Sunni troops met Jordan."
    found = [(m.text, m.label, m.role) for m in find(nlp, text)]
    assert found == [
        ("Mosul", "GPE", None),
        ("Netherlands", "GPE", None),
        ("Danish", "NORP", Role.ADJECTIVE),
        ("Iraqi", "NORP", Role.ADJECTIVE),
    ]


def test_labels_of_the_pipeline_are_kept_and_names_completed(nlp: Language) -> None:
    found = [(m.text, m.label) for m in find(nlp, "Tal Afar airport, Middle East")]
    assert found == [("Tal Afar airport", "FAC"), ("Middle East", "LOC")]


def test_name_tells_the_pipeline(nlp: Language) -> None:
    recognizer = SpacyRecognizer(nlp)
    assert isinstance(recognizer, Recognizer)
    assert recognizer.name == "spacy:en_pipeline-0.0.0"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(["Mosul ", "é\u0301", "🇺🇸", "\r\n", "\x00", "(" * 99]),
                          st.text(max_size=5)), max_size=12).map("".join))  # fmt: skip
def test_offsets_are_exact_for_any_text(nlp: Language, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()  # spaCy refuses lone surrogates
    for mention in find(nlp, text):
        assert text[mention.start : mention.end] == mention.text


def test_lone_surrogates_do_not_stop_it(nlp: Language) -> None:
    assert [m.start for m in find(nlp, "\ud800 Mosul")] == [2]


def test_long_texts_pass_in_sections(nlp: Language) -> None:
    text = "Mosul stood. " * 10_000
    assert len(text) > 2 * SECTION_CHARACTERS
    mentions = find(nlp, text)
    assert len(mentions) == 10_000
    assert all(text[m.start : m.end] == "Mosul" for m in mentions)


def test_each_document_gets_its_own_answer(nlp: Language) -> None:
    texts = ["Mosul", "", "none", "Mosul Mosul"] * 30
    answers = SpacyRecognizer(nlp).recognize(Document(str(n), t) for n, t in enumerate(texts))
    assert [len(mentions) for mentions in answers] == [1, 0, 0, 2] * 30


def test_runs_of_punctuation_take_no_quadratic_time(nlp: Language) -> None:
    text = "(" * 40_000 + " Mosul"
    before = time.process_time()
    assert [m.start for m in find(nlp, text)] == [40_001]
    assert time.process_time() - before < 60  # 250 if not masked


def test_masking_keeps_the_length() -> None:
    text = "a" + "=" * 500 + "b__c"
    assert len(masked(text)) == len(text)
    assert masked(text).startswith("a= ") and masked(text).endswith(" b__c")


def test_a_missing_pipeline_is_one_clear_line() -> None:
    with pytest.raises(RecognizerNotFound, match="no spaCy pipeline 'en_no_such' is installed"):
        load_recognizer("en_no_such")


def test_a_folder_that_is_no_pipeline_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RecognizerError, match=r"config\.cfg"):
        load_recognizer(tmp_path)


def test_a_pipeline_that_finds_no_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(RecognizerError, match="finds no names"):
        load_recognizer(tmp_path / "blank")


def test_a_folder_with_a_pipeline_is_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "ruler")
    (mentions,) = load_recognizer(tmp_path / "ruler").recognize([Document("one", "In Mosul.")])
    assert [m.text for m in mentions] == ["Mosul"]
