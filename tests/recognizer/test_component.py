"""The recognizer inside spaCy: nlp.add_pipe("geomap_ner")."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import geomap.recognizer.component as component
from geomap.recognizer import GeomapRecognizer, SpacyRecognizer
from geomap.types import Document

TEXT = "The US-led talks opened in Oslo, Norway, as Iraqi officials left the University of Texas."


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("geomap_ner", config={"threads": 1})
    return pipeline


def test_spacy_is_told_where_the_factory_is() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    declared = project["project"]["entry-points"]["spacy_factories"]
    assert declared["geomap_ner"] == "geomap.recognizer.component:make_geomap_ner"
    assert callable(component.make_geomap_ner)


def test_entities_are_places(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("US", "GPE"),
        ("Oslo", "GPE"),
        ("Norway", "GPE"),
    ]


def test_spans_hold_all_mentions_with_roles(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = [(s.text, s.label_, s.id_) for s in doc.spans["geomap"]]
    assert ("Iraqi", "NORP", "adjective") in found
    assert ("Texas", "GPE", "organisation") in found


def test_pipe_agrees_with_the_bundled_recognizer(
    nlp: Language, recognizer: GeomapRecognizer
) -> None:
    texts = [TEXT, "", "Rain in Paris.", "Sun in Rome."] * 20
    docs = list(nlp.pipe(texts))
    answers = recognizer.recognize(Document(str(n), text) for n, text in enumerate(texts))
    for doc, mentions in zip(docs, answers, strict=True):
        wanted = [(m.start, m.end, m.label) for m in mentions if m.role is None]
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == wanted


def test_a_saved_pipeline_loads_and_recognizes(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = SpacyRecognizer(spacy.load(tmp_path / "pipeline"))
    (mentions,) = loaded.recognize([Document("one", TEXT)])
    assert [m.text for m in mentions] == ["US", "Oslo", "Norway"]
