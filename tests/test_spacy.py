"""nlp.add_pipe("geomap_places"): the entities of any pipeline get their places."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import geomap
import geomap.recognizer.component
import geomap.spacy

TEXT = "The convoy left Mosul for the United States, then Paris, Texas, and Xqzvwkbad."
RULES = [
    {"label": "GPE", "pattern": name}
    for name in ("Mosul", "the United States", "Paris, Texas", "Xqzvwkbad", "Oslo")
] + [{"label": "ORG", "pattern": "convoy"}]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Somebody else's entities, with an article and two names in one."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(RULES)  # type: ignore[attr-defined]
    pipeline.add_pipe("geomap_places", last=True)
    return pipeline


def told(doc: Doc) -> list[tuple[str, str, str]]:
    return [(ent.text, ent.kb_id_, str(ent._.place)) for ent in doc.ents]


EXPECTED = [
    ("convoy", "", "None"),
    ("Mosul", "geonames:99072", "Mosul, Nineveh, Iraq"),
    ("the United States", "geonames:6252001", "United States"),
    ("Paris, Texas", "geonames:4717560", "Paris, Texas, United States"),
    ("Xqzvwkbad", "", "None"),
]


def test_spacy_is_told_where_the_factory_is() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    declared = project["project"]["entry-points"]["spacy_factories"]
    assert declared["geomap_places"] == "geomap.spacy:make_geomap_places"


def test_the_entities_of_others_are_placed(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert told(doc) == EXPECTED
    assert isinstance(doc._.geomap, geomap.ParsedDocument)
    assert doc._.geomap.document.text == doc.text
    unknown = doc.ents[-1]._.toponym
    assert (unknown.place, str(unknown.status)) == (None, "no candidate")
    assert doc[2:4]._.place.name == "Mosul"  # any span, not only entities
    assert doc[0:1]._.toponym is None
    assert nlp.make_doc("Mosul")[:]._.place is None


def test_the_bundled_recognizer_gives_its_adjectives_as_hints() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("geomap_ner", config={"threads": 1})
    pipeline.add_pipe("geomap_places", after="geomap_ner")
    doc = pipeline("Iraqi officials met in Mosul; rain fell in Oslo, Norway.")
    assert [(ent.text, ent._.place.country) for ent in doc.ents] == [
        ("Mosul", "IQ"), ("Oslo", "NO"), ("Norway", "NO"),
    ]  # fmt: skip
    assert doc._.geomap.toponyms[0].mention.text == "Iraqi"


def test_places_travel_between_processes(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "Rain in Oslo."] * 3, n_process=2, batch_size=2))
    assert [told(doc) for doc in docs[::2]] == [EXPECTED] * 3
    assert docs[1]._.geomap.toponyms[0].place.name == "Oslo"


def test_places_are_kept_with_documents(nlp: Language, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    kept = DocBin(store_user_data=True, docs=[doc])
    kept.to_disk(tmp_path / "docs.spacy")
    (again,) = DocBin().from_disk(tmp_path / "docs.spacy").get_docs(nlp.vocab)
    assert told(again) == EXPECTED
    assert told(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == EXPECTED
    assert told(pickle.loads(pickle.dumps(doc))) == EXPECTED


def test_a_saved_pipeline_keeps_its_settings(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon\nXqzvwkbad,33.5,44.5\n", encoding="utf-8")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(RULES)  # type: ignore[attr-defined]
    settings = {"extra": [str(own)], "candidates": True}
    pipeline.add_pipe("geomap_places", config=settings)
    pipeline.to_disk(tmp_path / "pipeline")
    doc = spacy.load(tmp_path / "pipeline")(TEXT)
    assert doc.ents[-1]._.place.latitude == 33.5
    assert doc.ents[1]._.toponym.candidates
    assert not spacy.blank("en").analyze_pipes()["problems"]


def test_an_attribute_of_another_package_is_left_alone() -> None:
    Span.set_extension("of_others", default="theirs", force=True)
    geomap.spacy._register(Span, "of_others", lambda _: "ours")
    assert spacy.blank("en")("Mosul")[:]._.of_others == "theirs"
