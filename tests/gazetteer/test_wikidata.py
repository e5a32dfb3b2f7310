"""Wikidata's ids: made from the pinned source, of places that the gazetteer has."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import spacy

import geomap
import geomap.spacy
from build_support import wikidata
from geomap.export import export
from geomap.gazetteer.wikidata import wikidata_id
from tests.fakes import parsed

ROOT = Path(__file__).parents[2]


def test_the_table_is_that_of_the_source() -> None:
    written = wikidata.TARGET.read_text("ascii").splitlines()
    assert written == wikidata.lines(ROOT / ".cache" / "npm"), "python -m build_support.wikidata"


def test_the_page_says_how_many_units_have_one() -> None:
    gazetteer = geomap.open_gazetteer()
    numbers = [line.split()[0] for line in wikidata.TARGET.read_text("ascii").splitlines()]
    places = filter(None, (gazetteer.place(f"geonames:{number}") for number in numbers))
    kinds = Counter(place.kind for place in places)
    page = (ROOT / "docs" / "annotators.md").read_text("utf-8")
    first, below = re.findall(r"for ([\d,]+) first-level units\s+and ([\d,]+) units", page)[0]
    assert (first, below) == (f"{kinds['admin1']:,}", f"{kinds['admin2']:,}")


def test_known_items() -> None:
    gazetteer = geomap.open_gazetteer()
    units = {"Texas": "Q1439", "Bavaria": "Q980"}
    for name, item in units.items():
        found = (c.place for c in gazetteer.candidates(name) if c.place.kind == "admin1")
        assert wikidata_id(next(found).id) == item
    assert wikidata_id("wikidata:Q64") == "Q64"
    assert wikidata_id(None) is None


def test_tables_and_spacy_carry_them(tmp_path: Path) -> None:
    texas = geomap.open_gazetteer().place("geonames:4736286")
    export([parsed("In Texas.", ("Texas", texas))], tmp_path / "a.csv")
    assert ",Q1439," in (tmp_path / "a.csv").read_text("utf-8")
    nlp = spacy.blank("en")
    rules = [{"label": "GPE", "pattern": name} for name in ("Texas", "Mosul")]
    nlp.add_pipe("entity_ruler").add_patterns(rules)  # type: ignore[attr-defined]
    nlp.add_pipe("geomap_places", config={"ids": "wikidata"})
    told = [ent.kb_id_ for ent in nlp("From Texas to Mosul.").ents]
    assert told == ["Q1439", "geonames:99072"]
    with pytest.raises(ValueError, match="choose geonames or wikidata"):
        spacy.blank("en").add_pipe("geomap_places", config={"ids": "freebase"})
